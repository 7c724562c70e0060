import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { lookFor } from '../../functions/alerts/evaluate.ts';
import { DynamoJournal } from '../../functions/alerts/journal.dynamodb.ts';
import type { RuleNotice } from '../../functions/alerts/notice.ts';
import type { RuleKey } from '../../functions/alerts/rule.ts';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { judge } from '../../functions/alerts/transition.ts';
import type { Asked, Asker } from '../../functions/chat/asked.ts';
import { MOST_BYTES, readPress } from '../../functions/chat/button.ts';
import { DynamoConversations } from '../../functions/chat/conversation.dynamodb.ts';
import type { ChatDeps } from '../../functions/chat/deps.ts';
import type { Reply } from '../../functions/chat/reply.ts';
import { respond } from '../../functions/chat/respond.ts';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { eraseDelivery } from '../../functions/delivery/erase.ts';
import type { Memo } from '../../functions/delivery/memo.ts';
import { DynamoSentLog } from '../../functions/delivery/sent.dynamodb.ts';
import { DynamoShelf } from '../../functions/delivery/shelf.dynamodb.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { DynamoAnnouncedLog } from '../../functions/filings/announced.dynamodb.ts';
import { DynamoFinancials } from '../../functions/filings/financials.dynamodb.ts';
import { DynamoMemory } from '../../functions/filings/memory.dynamodb.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import type { Rollup } from '../../functions/market/history.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { DynamoOwn } from '../../functions/subscriptions/own.dynamodb.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { DynamoSeconds } from '../../functions/subscriptions/second.dynamodb.ts';
import { DynamoSeen } from '../../functions/subscriptions/seen.dynamodb.ts';
import { DynamoSettings } from '../../functions/subscriptions/settings.dynamodb.ts';
import { type Day, dayAfter, minutes } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryDue } from '../support/memory-due.ts';
import { aPastDay } from '../support/past.ts';
import { emulatedTable } from '../support/table.ts';

const NOW = '2026-02-05T12:03:00Z';

/** Hashprice 28.17 and a retarget ahead; before it 100 days that fell from 45 to 29, with one dip to 22. */
export const SNAPSHOT = aSnapshot({ forecast: { change: -0.14 } });

/** The whole command core on the embedded database, and people who talk to it. @property twice each question is repeated. */
export async function aBot(given: { snapshot?: Snapshot | undefined; twice?: boolean } = { snapshot: SNAPSHOT }) {
  const { table, client, name } = await emulatedTable();
  const clock = new TestClock(NOW);
  const tickMs = minutes(5);
  const log = new MemoryLog();
  const journal = new DynamoJournal(table, clock);
  const rules = new DynamoRules(table, { shards: 1, tickMs });
  const handedOver: RuleNotice[] = [];
  const sent: { memo: Memo; to: Recipient }[] = [];
  const due = new MemoryDue();
  const history = new DynamoHistory(table, clock);
  const [shelf, seen, sentLog] = [
    new DynamoShelf(table, clock),
    new DynamoSeen(table),
    new DynamoSentLog(table, clock),
  ];
  const deps = {
    own: new DynamoOwn(table, clock),
    book: new DynamoBook(table),
    transitions: { rules, journal, handOver: async (notice: RuleNotice) => void handedOver.push(notice), tickMs, log },
    settings: new DynamoSettings(table),
    seconds: new DynamoSeconds(table),
    conversations: new DynamoConversations(table, clock),
    rules,
    history,
    journal,
    sent: sentLog,
    memory: new DynamoMemory(table),
    financials: new DynamoFinancials(table),
    announced: new DynamoAnnouncedLog(table),
    seen,
    shelf,
    due,
    deliver: async (memo: Memo, to: Recipient) => void sent.push({ memo, to }),
    exported: {},
    erased: [eraseDelivery({ due, shelf, seen, sent: sentLog, direct: { forget: async () => {} } })],
  } satisfies ChatDeps;
  if (given.snapshot) {
    await history.put(given.snapshot);
    for (const day of pastDays()) await history.backfill(day);
  }
  let questions = 0;
  const ask: Ask = async (asked, key = `q${++questions}`) => {
    const question = { ...asked, key, at: clock.now() } as Asked;
    const answered = await respond(deps, question);
    if (!given.twice) return answered;
    const again = await respond(deps, question);
    const shown = (replies: readonly Reply[]) => replies.map(({ telling }) => renderTelegram(telling).text.text);
    expect(shown(again)).toEqual(shown(answered));
    return again;
  };
  return {
    deps,
    /** Every item of the table. */
    async items(): Promise<unknown[]> {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
      return Items;
    },
    /** A tick of the market, shown to every rule of a chat. */
    async tick(snapshot: Snapshot, recipient: Recipient = ANN.recipient): Promise<void> {
      await history.put(snapshot);
      clock.set(snapshot.at);
      for (const { topic } of await deps.book.of(recipient)) {
        const rule = await rules.get(topic as RuleKey);
        if (rule) await judge(deps.transitions, rule, lookFor(rule.definition, snapshot, tickMs));
      }
    },
    clock,
    handedOver,
    sent,
    due,
    ask,
    /** Somebody somewhere. */
    chat: (who: Partial<Who> = {}) => new Talk(ask, { ...ANN, ...who }),
  };
}
export type Bot = Awaited<ReturnType<typeof aBot>>;

type Ask = (asked: AskedBare, key?: string) => Promise<readonly Reply[]>;
type AskedBare = Asked extends infer One ? (One extends Asked ? Omit<One, 'key' | 'at'> : never) : never;

type Who = {
  recipient: Recipient;
  user: string;
  place: Asker['place'];
  isAdmin: boolean;
  language?: Asker['language'];
};
const ANN: Who = { recipient: { platform: 'telegram', chat: '42' }, user: '42', place: 'private', isAdmin: true };

export const GROUP: Partial<Who> = { recipient: { platform: 'telegram', chat: '-1001234567890' }, place: 'group' };
export const TOPIC: Partial<Who> = {
  recipient: { platform: 'telegram', chat: '-1001234567890', thread: 77 },
  place: 'group',
};

/** What one person types and taps in one chat, and what they see. */
export class Talk {
  readonly #ask: Ask;
  readonly who: Who;
  #last: Reply | undefined;

  constructor(ask: Ask, who: Who) {
    this.#ask = ask;
    this.who = who;
  }

  get asker(): Asker {
    const { recipient, user, place, isAdmin, language } = this.who;
    return {
      recipient,
      user,
      place,
      mayConfigure: async () => isAdmin,
      ...(language !== undefined && { language }),
    };
  }

  /** The whole message, as Telegram shows it without its markup. */
  get text(): string {
    return this.#last === undefined ? '' : renderTelegram(this.#last.telling).text.text;
  }

  get title(): string {
    return this.#last?.telling.title ?? '';
  }

  get lead(): string {
    return this.#last?.telling.lead ?? '';
  }

  get keyboard(): string[][] {
    return (this.#last?.buttons ?? []).map((row) => row.map(({ label }) => label));
  }

  /** The bold value behind a label. */
  fact(label: string): string | undefined {
    return this.#last?.telling.facts.find((one) => one.label.includes(label))?.value;
  }

  get reply(): Reply {
    if (this.#last === undefined) throw new TypeError('nothing was answered');
    return this.#last;
  }

  /** @returns this, so that a test can go on reading. @param key to ask the very same question again. */
  async types(text: string, key?: string): Promise<this> {
    return this.#seen(await this.#ask({ kind: 'words', text, asker: this.asker }, key));
  }

  /** A button by its label, under whatever was shown last. */
  async taps(label: string, key?: string): Promise<this> {
    const found = this.reply.buttons?.flat().find((one) => one.label === label || one.label.endsWith(` ${label}`));
    if (found === undefined || !('data' in found)) {
      throw new TypeError(`no button ${label} among ${JSON.stringify(this.keyboard)}`);
    }
    return this.sends(found.data, key);
  }

  /** Whatever a button may send back, or somebody who makes one up. */
  async sends(data: string, key?: string): Promise<this> {
    return this.#seen(await this.#ask({ kind: 'button', data, asker: this.asker }, key));
  }

  async commands(name: string, options: Readonly<Record<string, string | number | boolean>> = {}): Promise<this> {
    return this.#seen(await this.#ask({ kind: 'command', name, options, asker: this.asker }));
  }

  get isSilent(): boolean {
    return this.#last === undefined;
  }

  /** Every answer can be sent, and every button of it comes back as what it was. */
  #seen(replies: readonly Reply[]): this {
    const [reply] = replies;
    this.#last = reply;
    if (reply === undefined) return this;
    for (const one of reply.buttons?.flat() ?? []) {
      expect(one.label.trim()).not.toBe('');
      expect([...one.label].length, one.label).toBeLessThanOrEqual(44);
      if (!('data' in one)) continue;
      expect(Buffer.byteLength(one.data), one.data).toBeLessThanOrEqual(MOST_BYTES);
      expect(readPress(one.data), one.data).toBeDefined();
    }
    expect(reply.buttons?.flat().length ?? 0).toBeLessThanOrEqual(100);
    expect(() => renderDiscord(reply.telling)).not.toThrow();
    const { text } = renderTelegram(reply.telling).text;
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/undefined|NaN|\{\w+\}|\[object/);
    if (reply.toast !== undefined) expect(reply.toast.length).toBeLessThanOrEqual(200);
    return this;
  }
}

function pastDays(): Rollup[] {
  const first = dayAfter('2026-02-05' as Day, -100);
  return Array.from({ length: 100 }, (_, i) => {
    const usd = i === 60 ? 22 : 45 - i * 0.16;
    const { day, usdPerBtc, difficulty, feesBtcPerBlock } = aPastDay(dayAfter(first, i), usd);
    const hashprice = { low: usd, high: usd, mean: usd, close: usd } as Rollup['hashprice'];
    return { v: 1, period: day, origin: 'backfilled', hashprice, usdPerBtc, difficulty, feesBtcPerBlock, ticks: 1 };
  });
}
