import { onTestFinished } from 'vitest';
import { DynamoJournal } from '../../functions/alerts/journal.dynamodb.ts';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { budgetsOf } from '../../functions/delivery/budgets.ts';
import type { Channel } from '../../functions/delivery/channel.ts';
import type { Decision } from '../../functions/delivery/decide.ts';
import { deliver } from '../../functions/delivery/deliver.ts';
import { type Delivery, deliveryShape, type Lane } from '../../functions/delivery/delivery.ts';
import { DynamoDirectChannels } from '../../functions/delivery/discord/direct.dynamodb.ts';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { DiscordChannel } from '../../functions/delivery/discord/send.ts';
import { type LaneBody, laneShape } from '../../functions/delivery/errand.ts';
import { type ReceiveDeps, receive } from '../../functions/delivery/receive.ts';
import { DynamoSentLog } from '../../functions/delivery/sent.dynamodb.ts';
import { DynamoShelf } from '../../functions/delivery/shelf.dynamodb.ts';
import type { DeliverDeps, LaneJson } from '../../functions/delivery/stage.ts';
import { TelegrafApi } from '../../functions/delivery/telegram/api.telegraf.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { TelegramChannel } from '../../functions/delivery/telegram/send.ts';
import { DynamoAnnouncedLog } from '../../functions/filings/announced.dynamodb.ts';
import { DynamoMemory } from '../../functions/filings/memory.dynamodb.ts';
import { DynamoDue } from '../../functions/kit/due.dynamodb.ts';
import type { Log } from '../../functions/kit/log.ts';
import { DynamoPace } from '../../functions/kit/pace.dynamodb.ts';
import type { Queue } from '../../functions/kit/queue.ts';
import type { Table } from '../../functions/kit/table.dynamodb.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { DynamoSeen } from '../../functions/subscriptions/seen.dynamodb.ts';
import { DynamoSettings } from '../../functions/subscriptions/settings.dynamodb.ts';
import type { Settings } from '../../functions/subscriptions/settings.ts';
import { later, type Milliseconds, minutes, seconds } from '../../functions/units/time.ts';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { discordPost } from '../support/discord-post.ts';
import { emulatedTable } from '../support/table.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export const NOW = '2026-02-24T13:05:30Z';
const INVOCATION = seconds(60);

/** A lane that one can look into: what waits, and until when. */
export class MemoryLane implements Queue<LaneJson> {
  readonly waiting: { body: LaneJson; visibleAt: Date }[] = [];
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async put(bodies: readonly LaneJson[], delay: Milliseconds = seconds(0)): Promise<void> {
    const visibleAt = later(this.#clock.now(), delay);
    this.waiting.push(...bodies.map((body) => ({ body: JSON.parse(JSON.stringify(body)) as LaneJson, visibleAt })));
  }

  /** At most `most` of those that may be received now. */
  take(most: number): Delivery[] {
    return this.takeAny(most).map((body) => deliveryShape.parse(JSON.parse(JSON.stringify(body))));
  }

  takeAny(most: number): LaneBody[] {
    const ready = this.waiting.filter(({ visibleAt }) => visibleAt <= this.#clock.now()).slice(0, most);
    for (const one of ready) this.waiting.splice(this.waiting.indexOf(one), 1);
    return ready.map(({ body }) => laneShape.parse(body));
  }
}

export type Counted = Log & { counts: Record<string, number>; lines: { message: string; facts: object }[] };
function countingLog(): Counted {
  const counts: Record<string, number> = {};
  const lines: Counted['lines'] = [];
  const line = (message: string, facts: object = {}) => void lines.push({ message, facts });
  return {
    counts,
    lines,
    info: line,
    warn: line,
    error: (message, _, facts) => line(message, facts),
    count: (metric, by = 1) => {
      counts[metric] = (counts[metric] ?? 0) + by;
    },
  };
}

/** Everything a sender has, on the embedded table and one clock; each call of `sender` is another function instance. */
export async function openWorld<Rendered>(
  table: Table,
  clock: VirtualClock,
  voice: { channel: Channel<Rendered>; render: DeliverDeps<Rendered>['render']; idempotent: boolean },
) {
  const lanes: Record<Lane, MemoryLane> = { direct: new MemoryLane(clock), broadcast: new MemoryLane(clock) };
  const log = countingLog();
  const book = new DynamoBook(table);
  const sent = new DynamoSentLog(table, clock);
  const due = new DynamoDue(table, 1);
  const settings = new DynamoSettings(table);
  const shelf = new DynamoShelf(table, clock);
  const seen = new DynamoSeen(table);
  const rules = new DynamoRules(table, { shards: 1, tickMs: minutes(5) });
  const journal = new DynamoJournal(table, clock);
  const announced = new DynamoAnnouncedLog(table);
  const memory = new DynamoMemory(table);
  const history = new DynamoHistory(table, clock);
  const sender = (changes: Partial<ReceiveDeps<Rendered>> = {}): ReceiveDeps<Rendered> => ({
    sent,
    book,
    settings,
    shelf,
    seen,
    rules,
    journal,
    announced,
    memory,
    history,
    pace: new DynamoPace(table),
    lanes,
    due,
    clock,
    log,
    budgets: budgetsOf,
    latest: () => history.latest(),
    moved: (from, to) => book.move(from, to, clock.now()),
    gone: (recipient, why) => book.forget(recipient, why, clock.now()),
    ...voice,
    ...changes,
  });
  const usual = sender();
  const run = (delivery: Delivery, deps = usual): Promise<Decision> =>
    clock.run(() => deliver(deps, delivery, later(clock.now(), INVOCATION)));
  const work = (body: LaneBody, deps = usual): Promise<void> =>
    clock.run(() => receive(deps, body, later(clock.now(), INVOCATION)));
  /** What release-due does every minute. */
  const release = async (): Promise<number> => {
    const ripe = await due.ripe(clock.now(), 500);
    for (const reminder of ripe) {
      await lanes[reminder.queue.endsWith('broadcast') ? 'broadcast' : 'direct'].put([reminder.body as LaneJson]);
      await due.forget(reminder);
    }
    return ripe.length;
  };
  /** The minutes until then, each with what waits by then and what lies in the lanes. */
  const until = async (at: string, deps = usual): Promise<void> => {
    while (clock.now() <= new Date(at)) {
      await release();
      for (const body of [...lanes.direct.takeAny(100), ...lanes.broadcast.takeAny(100)]) await work(body, deps);
      clock.advance(60_000);
    }
  };
  const set = async (recipient: Recipient, changes: Partial<Settings>): Promise<Settings> => {
    const before = await settings.read(recipient);
    const next = { ...before, ...changes, version: before.version + 1 };
    if (!(await settings.save(recipient, next))) throw new Error('the settings changed meanwhile');
    return next;
  };
  const direct = new DynamoDirectChannels(table);
  const keepers = { direct, table, book, sent, due, settings, shelf, seen, rules, journal, announced, memory, history };
  return { ...keepers, lanes, log, sender, run, work, release, until, set, clock };
}

export async function telegramWorld(at = NOW) {
  const { table, client, name: tableName } = await emulatedTable();
  const clock = new VirtualClock(at);
  const telegram = await startTelegram({ now: () => clock.now() });
  onTestFinished(telegram.stop);
  const channel = new TelegramChannel(new TelegrafApi('1:t', telegram.url));
  return {
    telegram,
    channel,
    client,
    tableName,
    ...(await openWorld(table, clock, { channel, render: renderTelegram, idempotent: false })),
  };
}

export async function discordWorld(at = NOW) {
  const { table } = await emulatedTable();
  const clock = new VirtualClock(at);
  const discord = await startDiscord({ now: () => clock.now() });
  onTestFinished(discord.stop);
  const channel = new DiscordChannel(discordPost(table, clock, `${discord.url}/api`));
  return { discord, channel, ...(await openWorld(table, clock, { channel, render: renderDiscord, idempotent: true })) };
}

export const ann: Recipient = { platform: 'telegram', chat: '42' };
export const miners: Recipient = { platform: 'discord', channel: '645027906669510667' };

export const aDelivery = (
  notice: Delivery['notice'],
  recipient: Recipient = ann,
  changes: Partial<Delivery> = {},
): Delivery => ({ v: 1, notice, recipient, lane: 'direct', postponed: 0, ...changes });
