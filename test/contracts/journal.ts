import { beforeEach, describe, expect, it } from 'vitest';
import type { Journal, JournalEntry } from '../../functions/alerts/journal.ts';
import type { RuleKey } from '../../functions/alerts/rule.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import { TestClock } from '../support/clock.ts';

const rule = 'hashprice<40' as RuleKey;
const entry = (at: string, to = 'firing', more: Partial<JournalEntry> = {}): JournalEntry => ({
  rule,
  at: new Date(at),
  from: 'pending',
  to,
  because: 'held long enough',
  value: 39.7,
  ...more,
});

/** What every Journal promises. */
export function journalContract(name: string, open: (clock: Clock) => Promise<Journal>): void {
  describe(`Journal, kept in ${name}`, () => {
    const clock = new TestClock('2026-02-24T12:00:00Z');
    let journal: Journal;
    beforeEach(async () => {
      clock.set('2026-02-24T12:00:00Z');
      journal = await open(clock);
    });

    it('knows nothing of a rule that never changed', async () => {
      expect(await journal.of(rule, 10)).toEqual([]);
    });

    it('gives back what was written, newest first, whatever the order of writing', async () => {
      const [first, second, third] = [
        entry('2026-02-24T11:00:00Z'),
        entry('2026-02-24T11:05:00Z', 'recovering', { notice: 'hashprice<40@x#fired' }),
        entry('2026-02-24T11:10:00Z', 'calm'),
      ];
      for (const one of [second, third, first]) await journal.write(one);
      expect(await journal.of(rule, 10)).toEqual([third, second, first]);
    });

    it('keeps one entry when the same change is written twice', async () => {
      await journal.write(entry('2026-02-24T11:00:00Z'));
      await journal.write(entry('2026-02-24T11:00:00Z'));
      expect(await journal.of(rule, 10)).toEqual([entry('2026-02-24T11:00:00Z')]);
    });

    it('keeps two changes of one tick apart', async () => {
      await journal.write(entry('2026-02-24T11:00:00Z'));
      await journal.write(entry('2026-02-24T11:00:00Z', 'recovering', { from: 'firing' }));
      expect(await journal.of(rule, 10)).toHaveLength(2);
    });

    it('gives no more than it was asked for: the newest', async () => {
      for (const minute of ['00', '05', '10']) await journal.write(entry(`2026-02-24T11:${minute}:00Z`));
      expect(await journal.of(rule, 2)).toEqual([entry('2026-02-24T11:10:00Z'), entry('2026-02-24T11:05:00Z')]);
    });

    it('forgets all of a rule, as often as it is told to, and nothing of another', async () => {
      const other = 'hashprice<41' as RuleKey;
      for (const minute of ['00', '05']) await journal.write(entry(`2026-02-24T11:${minute}:00Z`));
      await journal.write(entry('2026-02-24T11:00:00Z', 'firing', { rule: other }));
      for (let i = 0; i < 2; i++) await journal.forget(rule);
      expect(await journal.of(rule, 10)).toEqual([]);
      expect(await journal.of(other, 10)).toHaveLength(1);
    });

    it('does not mix rules', async () => {
      await journal.write(entry('2026-02-24T11:00:00Z'));
      expect(await journal.of('hashprice<4' as RuleKey, 10)).toEqual([]);
    });

    it('shows nothing that is older than 90 days', async () => {
      await journal.write(entry('2026-02-24T11:00:00Z'));
      await journal.write(entry('2026-02-25T11:00:00Z'));
      clock.set('2026-05-25T11:00:00Z');
      expect(await journal.of(rule, 10)).toEqual([entry('2026-02-25T11:00:00Z')]);
    });
  });
}
