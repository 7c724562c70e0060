import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { namespaceOf } from '../alarms.ts';
import { constructId } from '../construct-id.ts';
import type { Settings } from '../stages.ts';
import { bundle } from './bundling.ts';
import { copyWhatPicturesNeed } from './pictures.ts';

/** @property metafile where what is in a bundle is written down, for tests that look into it: a file beside the bundle's. */
export type Bundling = { metafile: string };
type Props = { entry: string; seconds: number; settings: Settings; bundling?: Bundling };

/**
 * Processor time comes with memory (a whole one at 1,769 MB), and start-up is mostly processor time. Discord wants its
 * answer within three seconds, cold start included; `evaluate` has work for the processor, and so has whoever reads a report
 * of ten megabytes.
 */
const MEMORY_MB: Partial<Record<FunctionName, number>> = {
  evaluate: 1_024,
  'discord-interactions': 1_024,
  // Somebody waits for it as well, and it knows all the answers there are.
  'telegram-webhook': 1_024,
  // It draws three charts for whoever comes first.
  page: 1_024,
  'read-filing': 1_769,
  // A chart is a third of a second of one whole processor.
  'send-picture': 1_769,
  // They mostly wait, and waiting is paid by the megabyte.
  'watch-filings': 256,
  'watch-press': 256,
};
const USUAL_MEMORY_MB = 512;

/**
 * A Lambda function with our defaults, and a role that may write to its own log and nothing else yet.
 *
 * Without versions and an alias: a new one takes over between two invocations, and none is cut short. Code and variables
 * change one after the other, so for a second a function may find a variable missing and not start; whatever starts ours
 * tries again (queues, schedules, Telegram), but for Discord, whose user does. A message outlives any deployment by its
 * attempts, and is read by all later versions: test/entry/in-flight.test.ts.
 */
export function botFunction(scope: Construct, name: FunctionName, props: Props): Lambda {
  const id = constructId(name);
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: props.settings.keepLogsDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);

  return new Lambda(scope, id, {
    code: codeOf(name, props),
    handler: 'index.handler',
    // Named, because the CDK's own default is a runtime long gone, and "latest" would change under us.
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: MEMORY_MB[name] ?? USUAL_MEMORY_MB,
    timeout: Duration.seconds(props.seconds),
    role,
    logGroup,
    environment: {
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_METRICS_NAMESPACE: namespaceOf(props.settings.stage),
      POWERTOOLS_LOG_LEVEL: props.settings.logLevel,
    },
  });
}

/**
 * Our own bundler in place of the CDK's, which makes one file of a function and so reads all of it at every cold start.
 * An asset is known by what is in it: a function that did not change is not deployed again.
 */
const codeOf = (name: FunctionName, { entry, bundling }: Props): Code =>
  Code.fromAsset(dirname(entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never asked for'),
      // Nor is this ever run: but the CDK takes two assets that are described alike for one.
      command: [name],
      local: {
        tryBundle: (folder) => {
          const metafile = bundle(entry, folder);
          if (name === 'send-picture') copyWhatPicturesNeed(folder);
          if (bundling) writeFileSync(join(folder, bundling.metafile), JSON.stringify(metafile));
          return true;
        },
      },
    },
  });
