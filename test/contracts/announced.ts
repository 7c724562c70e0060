import { beforeEach, describe, expect, it } from 'vitest';
import type { Announced, AnnouncedLog } from '../../functions/filings/announced.ts';
import type { Day } from '../../functions/units/time.ts';
import { anAnnouncement } from '../support/filings.ts';

const day = '2026-03-26' as Day;
const announced = (facts: Parameters<typeof anAnnouncement>[0] = {}, more: Partial<Announced> = {}): Announced => ({
  announcement: anAnnouncement(facts),
  notice: 'filings:0001507605-26-000031',
  at: new Date('2026-03-26T12:31:00.000Z'),
  ...more,
});

/** What every AnnouncedLog promises. */
export function announcedContract(name: string, open: () => Promise<AnnouncedLog>): void {
  describe(`AnnouncedLog, kept in ${name}`, () => {
    let log: AnnouncedLog;
    beforeEach(async () => {
      log = await open();
    });

    it('has nothing on a day on which nothing was told', async () => {
      expect(await log.on(day)).toEqual([]);
    });

    it('gives back everything that was said, times included', async () => {
      const whole = announced({
        formerName: 'Marathon Digital Holdings',
        btcSold: 15_133.25,
        btcMined: 700,
        heldAfter: 38_689,
        averagePriceUsd: 72_690,
        proceedsUsd: 1_100_000_000,
        uses: ['debt'],
        period: '2026-03',
        stated: 'stated',
        quotes: [{ text: 'It sold “some” é', url: 'https://www.sec.gov/a.htm', document: 'EX-99.1' }],
        lastPeriod: { period: '2026-02', btcSold: 0 },
        doubts: ['roll-forward'],
      });
      await log.record(whole);
      expect(await log.on(day)).toEqual([whole]);
    });

    it('keeps one word on each event of a day, the last', async () => {
      await log.record(announced({ btcSold: 1_000 }));
      await log.record(announced({ btcSold: 1_000 }));
      await log.record(announced({ btcSold: 900 }, { at: new Date('2026-03-26T18:00:00.000Z') }));
      expect((await log.on(day)).map(({ announcement }) => announcement.btcSold)).toEqual([900]);
    });

    it('tells a day in the order of its events, and no other day', async () => {
      await log.record(announced({ event: '1507605:sale:2026-03' }));
      await log.record(announced({ event: '1167419:sale:2026-03' }));
      await log.record(announced({}, { at: new Date('2026-03-27T00:00:00.000Z') }));
      expect((await log.on(day)).map(({ announcement }) => announcement.event)).toEqual([
        '1167419:sale:2026-03',
        '1507605:sale:2026-03',
      ]);
      expect(await log.on('2026-03-27' as Day)).toHaveLength(1);
      expect(await log.on('2026-03-25' as Day)).toEqual([]);
    });

    it('settles what goes out under a key with the first word, whoever else would have it otherwise', async () => {
      const at = new Date('2026-03-26T12:31:00.000Z');
      const first = { parts: [anAnnouncement(), anAnnouncement({ event: '1507605:policy:x', quotes: [] })], at };
      expect(await log.composed('filings:x')).toBeUndefined();
      expect(await log.compose('filings:x', first)).toEqual(first);
      const other = { parts: [anAnnouncement({ event: 'another' })], at: new Date('2026-03-27T12:31:00.000Z') };
      expect(await log.compose('filings:x', other)).toEqual(first);
      expect(await log.composed('filings:x')).toEqual(first);
      expect(await log.compose('filings:y', other)).toEqual(other);
    });

    it('settles it for one of many that come at the same time, and tells all of them the same', async () => {
      const settled = await Promise.all(
        [1, 2, 3, 4].map((n) =>
          log.compose('filings:x', {
            parts: [anAnnouncement({ btcSold: n })],
            at: new Date('2026-03-26T12:31:00.000Z'),
          }),
        ),
      );
      expect(new Set(settled.map(({ parts }) => parts[0]!.btcSold)).size).toBe(1);
    });
  });
}
