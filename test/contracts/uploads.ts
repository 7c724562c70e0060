import { beforeEach, describe, expect, it } from 'vitest';
import type { Uploads } from '../../functions/delivery/pictures/uploads.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import { days, later, minutes } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';

const CHART = { fileId: 'AgACAgQAAx', caption: 'Hashprice, last 30 days' };

/** What every keeper of uploads promises. */
export function uploadsContract(name: string, open: (clock: Clock) => Promise<Uploads>): void {
  describe(`Uploads, kept in ${name}`, () => {
    const clock = new TestClock('2026-02-24T12:00:00Z');
    let uploads: Uploads;
    beforeEach(async () => {
      clock.set('2026-02-24T12:00:00Z');
      uploads = await open(clock);
    });
    const claim = (key = 'chart') => uploads.claim(key, later(clock.now(), minutes(2)), clock.now());
    const keep = (chart = CHART) => uploads.keep('chart', chart, clock.now());

    it('lets one of many draw', async () => {
      expect(await uploads.find('chart')).toBeUndefined();
      const claims = await Promise.all([claim(), claim(), claim(), claim('another')]);
      expect(claims.filter(Boolean)).toHaveLength(2);
      expect(await uploads.find('chart')).toBeUndefined();
    });

    it('lets another draw when the first has died, or gave up', async () => {
      await claim();
      clock.advance(minutes(2) - 1);
      expect(await claim()).toBe(false);
      clock.advance(1);
      expect(await claim()).toBe(true);
      await uploads.release('chart');
      expect(await claim()).toBe(true);
    });

    it('gives everybody the file that was there first', async () => {
      await claim();
      await keep();
      await keep({ ...CHART, fileId: 'a later one' });
      expect(await uploads.find('chart')).toEqual(CHART);
      expect(await claim()).toBe(false);
      await uploads.release('chart');
      expect(await uploads.find('chart')).toEqual(CHART);
    });

    it('keeps a file also for whoever uploaded without a claim', async () => {
      await keep();
      expect(await uploads.find('chart')).toEqual(CHART);
    });

    it('forgets a file that is gone, but not one that took its place', async () => {
      await keep();
      await uploads.release('chart', 'another file');
      expect(await uploads.find('chart')).toEqual(CHART);
      await uploads.release('chart', CHART.fileId);
      expect(await uploads.find('chart')).toBeUndefined();
      expect(await claim()).toBe(true);
    });

    it('keeps a file for a day', async () => {
      await keep();
      clock.advance(days(1) - 1_000);
      expect(await uploads.find('chart')).toEqual(CHART);
      clock.advance(1_000);
      expect(await uploads.find('chart')).toBeUndefined();
      expect(await claim()).toBe(true);
    });
  });
}
