import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { namespaceOf } from '../alarms.ts';
import { BUNDLING } from './bundling.ts';
import { constructId } from './construct-id.ts';
import { WITH_WHAT_PICTURES_NEED } from './pictures.ts';

type Props = { entry: string; seconds: number; stage: string; bundling?: BundlingOptions };

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
  'read-filing': 1_769,
  // A chart is a third of a second of one whole processor.
  'send-picture': 1_769,
  // They mostly wait, and waiting is paid by the megabyte.
  'watch-filings': 256,
  'watch-press': 256,
};
const USUAL_MEMORY_MB = 512;

/** A Lambda function with our defaults, and a role that may write to its own log and nothing else yet. */
export function botFunction(scope: Construct, name: FunctionName, props: Props): NodejsFunction {
  const id = constructId(name);
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);

  return new NodejsFunction(scope, id, {
    entry: props.entry,
    depsLockFilePath: join(PROJECT, 'package-lock.json'),
    // Named, because the CDK's own default is a runtime long gone, and "latest" would change under us.
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: MEMORY_MB[name] ?? USUAL_MEMORY_MB,
    timeout: Duration.seconds(props.seconds),
    role,
    logGroup,
    environment: {
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_METRICS_NAMESPACE: namespaceOf(props.stage),
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
    bundling: {
      ...BUNDLING,
      ...(name === 'send-picture' ? { commandHooks: WITH_WHAT_PICTURES_NEED } : {}),
      format: OutputFormat.ESM,
      externalModules: [],
      logLevel: LogLevel.WARNING,
      ...props.bundling,
    },
  });
}

const PROJECT = join(import.meta.dirname, '..', '..');
