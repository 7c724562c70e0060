import { DynamoJournal } from '../../../functions/alerts/journal.dynamodb.ts';
import { placeRule } from '../../../functions/alerts/place.ts';
import type { Rule } from '../../../functions/alerts/rule.ts';
import { DynamoRules } from '../../../functions/alerts/rules.dynamodb.ts';
import type { HandOver } from '../../../functions/alerts/transition.ts';
import { DynamoPlatformFacts } from '../../../functions/chat/discord/platform.dynamodb.ts';
import { DynamoAnnouncedLog } from '../../../functions/filings/announced.dynamodb.ts';
import { DynamoFinancials } from '../../../functions/filings/financials.dynamodb.ts';
import { DynamoLedger } from '../../../functions/filings/ledger.dynamodb.ts';
import { DynamoFeedNotebook } from '../../../functions/filings/press/feed-notes.dynamodb.ts';
import { DynamoDue } from '../../../functions/kit/due.dynamodb.ts';
import { Table } from '../../../functions/kit/table.dynamodb.ts';
import { DynamoHistory } from '../../../functions/market/history.dynamodb.ts';
import type { Snapshot } from '../../../functions/market/snapshot.ts';
import { DynamoBook } from '../../../functions/subscriptions/book.dynamodb.ts';
import { DynamoRoster } from '../../../functions/subscriptions/roster.dynamodb.ts';
import { minutes } from '../../../functions/units/time.ts';
import { MemoryLog } from '../../support/log.ts';
import { aFleet, aSnapshot } from '../../support/market.ts';
import { NOW, type Stage } from './stage.ts';

/** As the stack says. */
const SHARDS = 16;
const TICK = minutes(5);

/** What prepares a table, and looks at it afterwards, with every right. */
export function keepersOf({ dynamodb, tableName, clock }: Stage) {
  const table = new Table(tableName, dynamodb);
  const rules = new DynamoRules(table, { shards: SHARDS, tickMs: TICK });
  const journal = new DynamoJournal(table, clock);
  const deps = (handOver: HandOver) => ({ rules, journal, handOver, tickMs: TICK, log: new MemoryLog() });
  return {
    rules,
    history: new DynamoHistory(table, clock),
    book: new DynamoBook(table),
    roster: new DynamoRoster(table),
    due: new DynamoDue(table, SHARDS),
    ledger: new DynamoLedger(table),
    financials: new DynamoFinancials(table),
    announced: new DynamoAnnouncedLog(table),
    notebook: new DynamoFeedNotebook(table),
    platform: new DynamoPlatformFacts(table),
    /** @param handOver what becomes of a notice; nobody should have one to say unless the test is about that. */
    place: (definition: Rule, owner: string | undefined, latest: Snapshot, handOver: HandOver = nothingToSay) =>
      placeRule(deps(handOver), { definition, ...(owner === undefined ? {} : { owner }) }, latest, latest.at),
  };
}

const nothingToSay: HandOver = (notice) => Promise.reject(new Error(`nobody expected ${notice.key}`));

export const TELEGRAM = { platform: 'telegram', chat: '42' } as const;
export const DISCORD = { platform: 'discord', channel: '123456789012345678' } as const;

/** One rule of each owner's and one of everybody's, all of which fire at the first sight of {@link bad}. */
export const FIRES_AT_ONCE: readonly (readonly [definition: Rule, owner: string | undefined])[] = [
  [{ kind: 'retarget', fleet: aFleet() }, 'telegram:42'],
  [{ kind: 'retarget', fleet: aFleet() }, `discord:${DISCORD.channel}`],
  [{ kind: 'lowest', days: 90 }, undefined],
];

/** A tick at which nothing is wrong. */
export const good = (at: Date = NOW): Snapshot =>
  aSnapshot({ at: at.toISOString(), hashprice: 36, forecast: { change: 0 } });

/** A tick with the lowest hashprice for 120 days, and with a retarget ahead that an S21 at eight cents does not survive. */
export const bad = (at: Date = NOW): Snapshot =>
  aSnapshot({ at: at.toISOString(), hashprice: 36, forecast: { change: 0.147 }, standing: { daysSinceLower: 120 } });
