import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import type { Overrides, Source } from '../../../functions/entry/wire.ts';
import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import type { Handler } from '../../../infra/local/context.ts';
import { pointSdkAt, sdkEnvironment } from '../../../infra/local/environment.ts';
import { got, posted, queued, scheduled } from '../../../infra/local/functions.ts';
import { type DiscordLoopback, startDiscord } from '../../../infra/local/loopback/discord.ts';
import { type EdgarLoopback, startEdgar } from '../../../infra/local/loopback/edgar.ts';
import { type LoopbackMarket, startMarket } from '../../../infra/local/loopback/market.ts';
import { startPress, type WorldRelease } from '../../../infra/local/loopback/press.ts';
import { startTelegram, type TelegramLoopback } from '../../../infra/local/loopback/telegram.ts';
import { recordedEdgar } from '../../../infra/local/recordings/filings.ts';
import { TestClock } from '../../support/clock.ts';
import { lambdaContext } from '../../support/events.ts';
import { MemoryLog } from '../../support/log.ts';
import { aWorld } from '../../support/world.ts';
import type { Admitted, Guarded } from './guarded.ts';
import type { Grant } from './policy.ts';

export const NOW = new Date('2026-02-24T12:00:00Z');
/** As much past as a backfill needs to have something to write. */
const DAYS_TOLD = 3;

/** Where a function plays its part: its table, and the world outside AWS. */
export type Stage = {
  clock: TestClock;
  /** The table as whoever prepares it sees it: past the proxy. */
  dynamodb: DynamoDBClient;
  tableName: string;
  telegram: TelegramLoopback;
  discord: DiscordLoopback;
  edgar: EdgarLoopback;
  /** On the wires: what is added here is out. */
  releases: WorldRelease[];
  /** What the function said of its work. */
  log: MemoryLog;
  /** Runs the function. @throws what it throws, at its start or later. */
  run(event: unknown, context?: Context): Promise<unknown>;
};
export type Drill = (stage: Stage) => Promise<void>;

/** What it asked for, and what went wrong: what the function threw, or what the drill missed. */
export type Played = { allowed: Grant[]; denied: Grant[]; threw?: unknown };

const ENTRIES: Readonly<
  Record<FunctionName, { create(source: Source, overrides: Overrides): Handler<never, unknown> }>
> = { ...scheduled, ...queued, ...posted, ...got };

/** Plays a function's part once, as whom it was admitted. */
export async function play(name: FunctionName, drill: Drill, guarded: Guarded, admitted: Admitted): Promise<Played> {
  const clock = new TestClock(NOW);
  const log = new MemoryLog();
  const outside = await startOutside(clock);
  pointSdkAt(lambdaSets(admitted, guarded));
  const clients = { dynamodb: new DynamoDBClient({}), sqs: new SQSClient({ useQueueUrlAsEndpoint: true }) };
  const source = { ...outside.variables, ...admitted.variables };

  let handler: Handler<never, unknown> | undefined;
  const run: Stage['run'] = async (event, context = lambdaContext()) => {
    handler ??= ENTRIES[name].create(source, { clock, log, ...clients });
    return handler(event as never, context);
  };
  const { variables: _, stop, ...world } = outside;
  const stage: Stage = { clock, dynamodb: guarded.past, tableName: admitted.tableName, log, ...world, run };
  const threw = await drill(stage).then(
    () => undefined,
    (error: unknown) => error,
  );
  for (const client of Object.values(clients)) client.destroy();
  await stop();
  return { allowed: admitted.allowed(), denied: admitted.denied(), ...(threw === undefined ? {} : { threw }) };
}

/** What Lambda itself tells a function, and where the SDK finds what stands in for AWS. The access key is its own. */
const lambdaSets = ({ key }: Admitted, { url }: Guarded) => ({
  ...sdkEnvironment({ dynamodb: url, sqs: url }),
  AWS_ENDPOINT_URL_SSM: url,
  AWS_ACCESS_KEY_ID: key,
});

async function startOutside(clock: TestClock) {
  const world = aWorld(clock);
  const market: LoopbackMarket = await startMarket({ ...world, days: () => world.days().slice(-DAYS_TOLD) });
  const telegram = await startTelegram({ enforce: false });
  const discord = await startDiscord({ enforce: false });
  const edgar = await startEdgar(recordedEdgar(() => clock.now()));
  const releases: WorldRelease[] = [];
  const press = await startPress({ now: () => clock.now(), releases });
  return {
    telegram,
    discord,
    edgar,
    releases,
    /** On AWS the contract's defaults say where these are. */
    variables: {
      ...market.urls,
      ...edgar.urls,
      ...press.urls,
      TELEGRAM_API_URL: telegram.url,
      DISCORD_API_URL: `${discord.url}/api`,
    },
    stop: async () => {
      await Promise.all([market, telegram, discord, edgar, press].map((server) => server.stop()));
    },
  };
}
