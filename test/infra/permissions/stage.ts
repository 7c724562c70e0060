import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import type { Overrides, Source } from '../../../functions/entry/wire.ts';
import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import { type Handler, REGION } from '../../../infra/local/context.ts';
import { FALSE_CREDENTIALS, startDynamoDb } from '../../../infra/local/emulators/dynamodb.ts';
import type { QueueEmulator } from '../../../infra/local/emulators/sqs.ts';
import { pointSdkAt } from '../../../infra/local/environment.ts';
import { posted, queued, scheduled } from '../../../infra/local/functions.ts';
import { type DiscordLoopback, startDiscord } from '../../../infra/local/loopback/discord.ts';
import { type LoopbackMarket, startMarket } from '../../../infra/local/loopback/market.ts';
import type { LoopbackServer } from '../../../infra/local/loopback/serve.ts';
import { startTelegram, type TelegramLoopback } from '../../../infra/local/loopback/telegram.ts';
import { TestClock } from '../../support/clock.ts';
import { lambdaContext } from '../../support/events.ts';
import { MemoryLog } from '../../support/log.ts';
import { aWorld } from '../../support/world.ts';
import { type PolicyProxy, startPolicyProxy } from '../policy-proxy.ts';
import type { Template } from '../synthesized.ts';
import { type Deployment, deploymentOf } from './deployment.ts';
import type { Policy } from './policy.ts';

export const NOW = new Date('2026-02-24T12:00:00Z');
/** Those of the table, of which the mirror of a past world is enough for a backfill. */
const DAYS_TOLD = 3;
const TABLE_NAME = 'Table';

/** What all runs share: the queues, from which nothing is taken, and the parameters. */
export type Shared = { template: Template; sqs: QueueEmulator; ssm: LoopbackServer };

/** One function with its own role and variables, on a table and a world of its own. */
export type Stage = {
  clock: TestClock;
  /** The table as whoever prepares it sees it: past the proxy. */
  dynamodb: DynamoDBClient;
  tableName: string;
  telegram: TelegramLoopback;
  discord: DiscordLoopback;
  /** Runs the function. @throws what it throws, at its start or later. */
  run(event: unknown, context?: Context): Promise<unknown>;
};

/** What is taken away: nothing, a part of the policy, or a variable. */
export type Mutation = { policy?(whole: Policy): Policy; unset?: string };
export type Played = Pick<PolicyProxy, 'allowed' | 'denied'> & { threw?: unknown };

const ENTRIES: Readonly<
  Record<FunctionName, { create(source: Source, overrides: Overrides): Handler<never, unknown> }>
> = { ...scheduled, ...queued, ...posted };

/** Plays a function's part once. Nothing it leaves behind is seen by another, but for messages that nobody takes. */
export async function play(
  name: FunctionName,
  drill: (stage: Stage) => Promise<void>,
  { template, sqs, ssm }: Shared,
  { policy: mutate = (whole) => whole, unset }: Mutation = {},
): Promise<Played> {
  const clock = new TestClock(NOW);
  const world = aWorld(clock);
  const emulator = await startDynamoDb(TABLE_NAME);
  const market = await startMarket({ ...world, days: () => world.days().slice(-DAYS_TOLD) });
  const telegram = await startTelegram({ enforce: false });
  const discord = await startDiscord({ enforce: false });
  const policies = new Map<string, Policy>();
  const proxy = await startPolicyProxy({
    upstreams: { dynamodb: emulator.endpoint, sqs: sqs.endpoint, ssm: ssm.url },
    policyOf: (caller) => policies.get(caller),
  });
  const deployment = deploymentOf(template, { tableName: TABLE_NAME, sqsUrl: proxy.url });
  policies.set(name, mutate(deployment.policyOf(name)));

  pointSdkAt(lambdaSets(name, proxy.url));
  const clients = { dynamodb: new DynamoDBClient({}), sqs: new SQSClient({ useQueueUrlAsEndpoint: true }) };
  const past = new DynamoDBClient({ endpoint: emulator.endpoint, region: REGION, credentials: FALSE_CREDENTIALS });
  const source = { ...outside({ market, telegram, discord }), ...told(deployment, name, unset) };

  let handler: Handler<never, unknown> | undefined;
  const run: Stage['run'] = async (event, context = lambdaContext()) => {
    handler ??= ENTRIES[name].create(source, { clock, log: new MemoryLog(), ...clients });
    return handler(event as never, context);
  };
  const stage: Stage = { clock, dynamodb: past, tableName: TABLE_NAME, telegram, discord, run };
  const threw = await drill(stage).then(
    () => undefined,
    (error: unknown) => error ?? new Error('threw nothing'),
  );
  for (const client of [clients.dynamodb, clients.sqs, past]) client.destroy();
  await Promise.all([proxy, emulator, market, telegram, discord].map((server) => server.stop()));
  return { allowed: proxy.allowed, denied: proxy.denied, ...(threw === undefined ? {} : { threw }) };
}

/** What Lambda itself tells a function, and where the SDK finds what stands in for AWS. The access key is the function's own. */
const lambdaSets = (name: FunctionName, proxy: string) => ({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: name,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: proxy,
  AWS_ENDPOINT_URL_SQS: proxy,
  AWS_ENDPOINT_URL_SSM: proxy,
});

/** Where the world outside AWS is; on AWS the contract's defaults say it. */
const outside = (its: { market: LoopbackMarket; telegram: LoopbackServer; discord: LoopbackServer }) => ({
  ...its.market.urls,
  TELEGRAM_API_URL: its.telegram.url,
  DISCORD_API_URL: `${its.discord.url}/api`,
});

function told(deployment: Deployment, name: FunctionName, unset: string | undefined): Record<string, string> {
  const variables = Object.entries(deployment.variablesOf(name));
  return Object.fromEntries(variables.filter(([variable]) => variable !== unset));
}
