import * as z from 'zod';
import type { Clock } from '../kit/clock.ts';
import { TABLE } from '../kit/names.contract.ts';
import { isLive, readItem, type Table } from '../kit/table.dynamodb.ts';
import { days, epochSeconds, later } from '../units/time.ts';
import { type Journal, type JournalEntry, journalEntryShape } from './journal.ts';
import type { RuleKey } from './rule.ts';

const KEPT = days(90);

const stored = journalEntryShape.extend({ v: z.literal(1) }).transform(({ v: _, ...entry }) => entry);

export class DynamoJournal implements Journal {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async write(entry: JournalEntry): Promise<void> {
    const at = entry.at.toISOString();
    await this.#table.put({
      pk: `JOURNAL#${entry.rule}`,
      sk: `${at}#${entry.from}>${entry.to}`,
      v: 1,
      ...entry,
      at,
      [TABLE.expires]: epochSeconds(later(entry.at, KEPT)),
    });
  }

  async of(rule: RuleKey, limit: number): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    const now = this.#clock.now();
    for await (const page of this.#table.pages({
      KeyConditionExpression: 'pk = :rule',
      ExpressionAttributeValues: { ':rule': `JOURNAL#${rule}` },
      ScanIndexForward: false,
      Limit: limit,
    })) {
      entries.push(...page.filter((item) => isLive(item, now)).map((item) => readItem(stored, item)));
      if (entries.length >= limit) break;
    }
    return entries.slice(0, limit);
  }

  async forget(rule: RuleKey): Promise<void> {
    for await (const page of this.#table.pages({
      KeyConditionExpression: 'pk = :rule',
      ExpressionAttributeValues: { ':rule': `JOURNAL#${rule}` },
    })) {
      await Promise.all(page.map(({ pk, sk }) => this.#table.delete({ pk, sk })));
    }
  }
}
