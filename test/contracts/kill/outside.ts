import { generateKeyPairSync, sign } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import { startDiscord } from '../../../infra/local/loopback/discord.ts';
import { startEdgar } from '../../../infra/local/loopback/edgar.ts';
import type { WorldFiling } from '../../../infra/local/loopback/edgar-world.ts';
import { startMarket } from '../../../infra/local/loopback/market.ts';
import { startPress, type WorldRelease } from '../../../infra/local/loopback/press.ts';
import { startTelegram } from '../../../infra/local/loopback/telegram.ts';
import { recordedTagged } from '../../../infra/local/recordings/tagged.ts';
import { TestClock } from '../../support/clock.ts';
import { httpEvent } from '../../support/events.ts';
import { MemoryLog } from '../../support/log.ts';
import { emulatedTable } from '../../support/table.ts';
import { aWorld } from '../../support/world.ts';
import { readAll, type TableState, writeAll } from './table-state.ts';
import { type QueuesState, VirtualSqs } from './virtual-sqs.ts';

const keys = generateKeyPairSync('ed25519');
const SECRET = 'a-secret';

export type State = { at: Date; table: TableState; queues: QueuesState };

/** Everything that outlives a process: the table, the queues, the platforms, the market, the SEC and the wires, and time. */
export async function openOutside(at: string, variables: Record<string, string> = {}) {
  const clock = new TestClock(at);
  const { table, client, name } = await emulatedTable();
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const queues = new VirtualSqs(clock);
  const world = aWorld(clock);
  const market = await startMarket(world);
  onTestFinished(market.stop);
  const log = new MemoryLog();
  const news: News = { filings: [], releases: [] };
  let platforms = await openPlatforms(clock, news);
  onTestFinished(() => platforms.stop());

  return {
    clock,
    table,
    dynamodb: client,
    tableName: name,
    queues,
    world,
    market,
    /** What a story adds is filed, or out, when its time comes. */
    news,
    log,
    variables: {
      TELEGRAM_TOKEN: '1:token',
      TELEGRAM_SECRET: SECRET,
      DISCORD_TOKEN: 'token',
      SEC_USER_AGENT: 'Jane Doe jane@example.com',
      DISCORD_PUBLIC_KEY: keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
      ...variables,
    } as Record<string, string>,
    get telegram() {
      return platforms.telegram;
    },
    get discord() {
      return platforms.discord;
    },
    get edgar() {
      return platforms.edgar;
    },
    get press() {
      return platforms.press;
    },
    items: (): Promise<TableState> => readAll(documents, name),
    async save(): Promise<State> {
      return { at: clock.now(), table: await readAll(documents, name), queues: queues.save() };
    },
    /** As it was, with platforms that have heard nothing yet. */
    async restore(state: State): Promise<void> {
      clock.set(state.at);
      queues.restore(state.queues);
      log.lines.length = 0;
      await writeAll(documents, name, state.table);
      await platforms.stop();
      platforms = await openPlatforms(clock, news);
    },
    /** An update as Telegram posts it. */
    fromTelegram: (update: unknown): APIGatewayProxyEventV2 =>
      httpEvent('/telegram', JSON.stringify(update), { 'x-telegram-bot-api-secret-token': SECRET }),
    /** An interaction as Discord posts it, signed now. */
    fromDiscord: (interaction: unknown): APIGatewayProxyEventV2 => {
      const body = JSON.stringify(interaction);
      const timestamp = String(Math.floor(clock.now().getTime() / 1_000));
      const signature = sign(null, Buffer.from(timestamp + body), keys.privateKey).toString('hex');
      return httpEvent('/discord', body, { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp });
    },
  };
}
export type Outside = Awaited<ReturnType<typeof openOutside>>;

type News = { filings: WorldFiling[]; releases: WorldRelease[] };

/** Whoever counts requests by the clock, or remembers them: new for each telling. */
async function openPlatforms(clock: TestClock, { filings, releases }: News) {
  const now = () => clock.now();
  const [telegram, discord, edgar, press] = await Promise.all([
    startTelegram({ now }),
    startDiscord({ now }),
    startEdgar({ now, filings, tagged: recordedTagged() }),
    startPress({ now, releases }),
  ]);
  const stop = async () => {
    await Promise.all([telegram, discord, edgar, press].map((server) => server.stop()));
  };
  return { telegram, discord, edgar, press, stop };
}
