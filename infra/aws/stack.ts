import { join } from 'node:path';
import { CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import type { BundlingOptions, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { type Spec, TICK_SECONDS, topology } from '../topology.ts';
import { makeAlarms } from './alarms.ts';
import { botFunction } from './bot-function.ts';
import { mayFind, mayKnow, maySend, mayUse, tell } from './grants.ts';
import { Webhooks } from './http.ts';
import { makeQueues, workThrough } from './queues.ts';
import { Schedules } from './schedules.ts';
import { parameterName } from './secrets.ts';
import { SEC_USER_AGENT_PATTERN, type Settings, TELEGRAM_ACCESS_PATTERN, USUAL_MOST_CHATS } from './settings.ts';
import { makeTable } from './storage.ts';

/** Level and due indexes are spread over this many partitions; each takes 1,000 writes a second. */
const SHARDS = 16;

/** The page infra/topology.ts, read as CloudFormation; the twin of infra/local/cloud.ts. */
export class HashpriceStack extends Stack {
  /** @param bundling what else to ask of the bundler, for tests that look into a bundle. */
  constructor(scope: Construct, id: string, settings: Settings, bundling?: BundlingOptions) {
    const { stage, recipients, alarmEmail, secUserAgent, telegramAccess = 'open', mostChats } = settings;
    super(scope, id, { description: 'Tells bitcoin miners when mining turns unprofitable' });
    Tags.of(this).add('project', 'hashprice-watch');
    Tags.of(this).add('stage', stage);

    // A parameter without a default: the template can be made without it, and cannot be deployed without it.
    const userAgent = new CfnParameter(this, 'SecUserAgent', {
      description: 'Name and mail address that EDGAR is told, like "Jane Doe jane@example.com"',
      allowedPattern: SEC_USER_AGENT_PATTERN,
      constraintDescription: 'it must hold a mail address, like "Jane Doe jane@example.com"',
      ...(secUserAgent ? { default: secUserAgent } : {}),
    });

    const access = new CfnParameter(this, 'TelegramAccess', {
      description:
        'Who may use the bot in Telegram: open, invite (the code is a secret), or list: and the ids of chats',
      allowedPattern: TELEGRAM_ACCESS_PATTERN,
      constraintDescription: 'it must be open, invite, or a list like list:42,-1001234567890',
      default: telegramAccess,
    });
    const most = new CfnParameter(this, 'MostChats', {
      description: 'How many chats may use the bot',
      type: 'Number',
      minValue: 1,
      maxValue: 1_000_000,
      default: mostChats ?? USUAL_MOST_CHATS,
    });

    const specs = Object.entries<Spec>(topology) as [FunctionName, Spec][];
    const table = makeTable(this);
    const queues = makeQueues(this, specs);
    const schedules = new Schedules(this);
    const webhooks = new Webhooks(this);
    const functions = new Map<FunctionName, NodejsFunction>();

    for (const [name, spec] of specs) {
      const fn = botFunction(this, name, {
        entry: join(ENTRIES, `${name}.ts`),
        seconds: spec.seconds,
        stage,
        ...(bundling ? { bundling } : {}),
      });
      functions.set(name, fn);

      const { start, may } = spec;
      if ('every' in start) schedules.start(fn, name, start.every);
      else if ('queues' in start) for (const queue of start.queues) workThrough(fn, queue, queues[queue], start.batch);
      else webhooks.post(fn, name, start.post);

      if (may.table) mayUse(fn, table, may.table);
      for (const index of may.indexes ?? []) mayFind(fn, table, index);
      for (const queue of may.send ?? []) maySend(fn, queue, queues[queue].queue);
      for (const secret of may.know ?? []) mayKnow(fn, secret, parameterName(stage, secret));
      tell(fn, name, {
        TICK_SECONDS,
        SHARDS,
        RECIPIENTS: recipients,
        SEC_USER_AGENT: userAgent.valueAsString,
        TELEGRAM_ACCESS: access.valueAsString,
        MOST_CHATS: most.valueAsString,
        TELEGRAM_WEBHOOK_URL: webhooks.urlOf('/telegram'),
      });
    }

    makeAlarms(this, { functions, queues, schedules, stage, alarmEmail });
  }
}

const ENTRIES = join(import.meta.dirname, '..', '..', 'functions', 'entry');
