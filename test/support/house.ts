import { DynamoJournal } from '../../functions/alerts/journal.dynamodb.ts';
import type { RuleNotice } from '../../functions/alerts/notice.ts';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import type { TransitionDeps } from '../../functions/alerts/transition.ts';
import type { Table } from '../../functions/kit/table.dynamodb.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { DynamoOwn } from '../../functions/subscriptions/own.dynamodb.ts';
import { DynamoSettings } from '../../functions/subscriptions/settings.dynamodb.ts';
import { minutes } from '../../functions/units/time.ts';
import { TestClock } from './clock.ts';
import { dyingAt } from './dying-table.ts';
import { MemoryLog } from './log.ts';
import { aSnapshot } from './market.ts';

/** Where chats live: everything that is kept of them on one embedded table, and a process that may die at any write. */
export function aHouse(table: Table, dies = Number.POSITIVE_INFINITY) {
  const clock = new TestClock('2026-02-05T12:00:00Z');
  const kept = dyingAt(table, dies);
  const told: RuleNotice[] = [];
  const tickMs = minutes(5);
  const transitions: TransitionDeps = {
    rules: new DynamoRules(kept, { shards: 1, tickMs }),
    journal: new DynamoJournal(kept, clock),
    handOver: async (notice) => void told.push(notice),
    tickMs,
    log: new MemoryLog(),
  };
  const deps = {
    own: new DynamoOwn(kept, clock),
    book: new DynamoBook(kept),
    settings: new DynamoSettings(kept),
    rules: transitions.rules,
    journal: transitions.journal,
    transitions,
  };
  const latest: Snapshot = aSnapshot({ hashprice: 36, forecast: { change: 0.02 }, rates: { perUsd: { EUR: 0.8 } } });
  return { clock, told, deps, latest, moment: () => ({ latest, now: clock.now() }) };
}
