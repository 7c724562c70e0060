import { join } from 'node:path';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { type Settings, tagsOf } from '../stages.ts';
import { type Spec, topology } from '../topology.ts';
import { makeAlarms } from './alarms.ts';
import { ask } from './answers.ts';
import { type Bundling, botFunction } from './bot-function.ts';
import { makeBudget } from './budget.ts';
import { makeDashboard } from './dashboard.ts';
import { mayFind, mayKnow, maySend, mayUse, tell } from './grants.ts';
import { Webhooks } from './http.ts';
import { makeQueues, workThrough } from './queues.ts';
import { registerOnDeployment } from './registration.ts';
import { Schedules } from './schedules.ts';
import { parameterName } from './secrets.ts';

/** Level and due indexes are spread over this many partitions; each takes 1,000 writes a second. */
const SHARDS = 16;

/** @property bundling for tests that look into a bundle. */
type Props = { settings: Settings; table: TableV2; bundling?: Bundling };

/**
 * What works, and can be thrown away and made again: the page infra/topology.ts, read as CloudFormation; the twin of
 * infra/local/cloud.ts. What must be kept is in the {@link DataStack}.
 */
export class BotStack extends Stack {
  constructor(scope: Construct, id: string, { settings, table, bundling }: Props) {
    const { stage, tickSeconds } = settings;
    super(scope, id, { description: 'Tells bitcoin miners when mining turns unprofitable', tags: tagsOf(stage) });

    const answers = ask(this, settings);
    const specs = Object.entries<Spec>(topology) as [FunctionName, Spec][];
    const queues = makeQueues(this, specs);
    const schedules = new Schedules(this, tickSeconds);
    const webhooks = new Webhooks(this, settings.keepLogsDays);
    const functions = new Map<FunctionName, Lambda>();

    for (const [name, spec] of specs) {
      const fn = botFunction(this, name, {
        entry: join(ENTRIES, `${name}.ts`),
        seconds: spec.seconds,
        settings,
        ...(bundling ? { bundling } : {}),
      });
      functions.set(name, fn);

      const { start, may } = spec;
      if ('every' in start) schedules.start(fn, name, start.every);
      else if ('queues' in start) workThrough(fn, queues, start);
      else if ('post' in start) webhooks.post(fn, name, start.post);
      else webhooks.read(fn, name);

      if (may.table) mayUse(fn, table, may.table);
      for (const index of may.indexes ?? []) mayFind(fn, table, index);
      for (const queue of may.send ?? []) maySend(fn, queue, queues[queue].queue);
      for (const secret of may.know ?? []) mayKnow(fn, secret, parameterName(stage, secret));
      tell(fn, name, {
        ...answers,
        TICK_SECONDS: tickSeconds,
        SHARDS,
        RECIPIENTS: settings.recipients,
        TELEGRAM_WEBHOOK_URL: webhooks.urlOf('/telegram'),
        DISCORD_INTERACTIONS_URL: webhooks.urlOf('/discord'),
      });
    }

    for (const [name, { registers, seconds }] of specs) {
      if (registers) registerOnDeployment(this, name, { fn: functions.get(name)!, webhooks, path: registers, seconds });
    }
    const watched = { functions, queues, schedules, webhooks, settings };
    const alarms = makeAlarms(this, watched);
    makeBudget(this, settings);
    const dashboard = makeDashboard(this, { ...watched, alarms });
    new CfnOutput(this, 'DashboardUrl', {
      value: `https://${this.region}.console.aws.amazon.com/cloudwatch/home?region=${this.region}#dashboards/dashboard/${dashboard.dashboardName}`,
      description: 'What to look at first',
    });
  }
}

const ENTRIES = join(import.meta.dirname, '..', '..', 'functions', 'entry');
