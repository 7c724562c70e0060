import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Budget, Lease, Pace } from '../../functions/kit/pace.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { elapsed, later, type Milliseconds, minutes, seconds } from '../../functions/units/time.ts';

const ms = (n: number) => quantity<Milliseconds>(n);
const now = new Date('2026-02-24T12:00:00Z');
const inMs = (n: number) => later(now, ms(n));
const platform: Budget = { key: 'platform', interval: ms(40) };
const chat: Budget = { key: 'chat:42', interval: seconds(1) };
const other: Budget = { key: 'chat:43', interval: seconds(1) };

const slotsOf = (leases: readonly Lease[]): number[] =>
  leases.flatMap((lease) => (lease.granted ? [lease.at.getTime()] : [])).sort((a, b) => a - b);

/** What every Pace promises. @param open gives a fresh set of budgets, seen by any number of functions at once. */
export function paceContract(name: string, open: () => Promise<() => Pace>): void {
  describe(`Pace, kept in ${name}`, () => {
    let another: () => Pace;
    let pace: Pace;
    beforeEach(async () => {
      another = await open();
      pace = another();
    });

    it('grants the first slot at once, and the next ones an interval apart', async () => {
      const leases = [];
      for (let i = 0; i < 4; i += 1) leases.push(await pace.lease([platform], seconds(1), now));
      expect(leases).toEqual([0, 40, 80, 120].map((n) => ({ granted: true, at: inMs(n) })));
    });

    it('does not save up: after a pause there is one slot at once, not many', async () => {
      await pace.lease([platform], seconds(1), now);
      const [first, second] = [
        await pace.lease([platform], seconds(1), inMs(60_000)),
        await pace.lease([platform], seconds(1), inMs(60_000)),
      ];
      expect(slotsOf([first, second])).toEqual([inMs(60_000).getTime(), inMs(60_040).getTime()]);
    });

    it('grants a slot that lies exactly as far ahead as allowed, and takes none that lies further', async () => {
      await pace.lease([chat], seconds(1), now);
      expect(await pace.lease([chat], seconds(1), now)).toEqual({ granted: true, at: inMs(1_000) });
      for (let i = 0; i < 3; i += 1) {
        expect(await another().lease([chat], seconds(1), now)).toEqual({ granted: false, notBefore: inMs(2_000) });
      }
      expect(await pace.lease([chat], seconds(0), inMs(2_000))).toEqual({ granted: true, at: inMs(2_000) });
    });

    it('rounds an interval up to whole milliseconds', async () => {
      const thirty: Budget = { key: 'thirty', interval: ms(1_000 / 30) };
      const leases = await Promise.all(Array.from({ length: 31 }, () => another().lease([thirty], seconds(2), now)));
      expect(slotsOf(leases).at(-1)).toBeGreaterThanOrEqual(inMs(1_000).getTime());
    });

    it('satisfies all budgets: the latest slot counts', async () => {
      await pace.hold(chat, inMs(500));
      expect(await pace.lease([chat, platform], seconds(1), now)).toEqual({ granted: true, at: inMs(500) });
      // The platform is not made to wait for that chat.
      expect(await pace.lease([other, platform], seconds(1), now)).toEqual({ granted: true, at: inMs(40) });
    });

    it('keeps a chat at its own interval behind a busy platform', async () => {
      await pace.hold(platform, inMs(5_000));
      const leases = [
        await pace.lease([chat, platform], seconds(10), now),
        await another().lease([chat, platform], seconds(10), now),
      ];
      expect(slotsOf(leases)).toEqual([inMs(5_000).getTime(), inMs(6_000).getTime()]);
    });

    it('refuses when one budget refuses, and says when that one has a slot', async () => {
      await pace.hold(chat, inMs(30_000));
      expect(await pace.lease([chat, platform], seconds(5), now)).toEqual({ granted: false, notBefore: inMs(30_000) });
      // The tightest came first, so the refusal wasted nothing.
      expect(await pace.lease([platform], seconds(0), now)).toEqual({ granted: true, at: now });
    });

    it('gives nobody a slot before the end of a hold, and never shortens one', async () => {
      await pace.hold(platform, inMs(30_000));
      await another().hold(platform, inMs(10_000));
      await another().hold(platform, inMs(30_000));
      expect(await another().lease([platform], seconds(5), now)).toEqual({ granted: false, notBefore: inMs(30_000) });
      expect(await pace.lease([platform], seconds(5), inMs(26_000))).toEqual({ granted: true, at: inMs(30_000) });
    });

    it('keeps budgets apart', async () => {
      await pace.hold(chat, inMs(30_000));
      expect(await pace.lease([other], seconds(0), now)).toEqual({ granted: true, at: now });
    });

    it('never gives two slots closer than the interval, nor too many in any window, whoever asks at once', async () => {
      const ask = fc.record({ at: fc.nat(3_000), within: fc.nat(2_000), function: fc.nat(3) });
      const asks = fc.array(ask, { minLength: 1, maxLength: 16 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          asks,
          fc.integer({ min: 1, max: 700 }),
          fc.integer({ min: 1, max: 2_000 }),
          async (all, interval, window) => {
            run += 1;
            const budget: Budget = { key: `law:${run}`, interval: ms(interval) };
            const functions = Array.from({ length: 4 }, another);
            const leases = await Promise.all(
              all.map((one) => functions[one.function]!.lease([budget], ms(one.within), inMs(one.at))),
            );
            leases.forEach((lease, i) => {
              const asked = inMs(all[i]!.at);
              if (lease.granted) {
                expect(lease.at >= asked).toBe(true);
                expect(elapsed(asked, lease.at)).toBeLessThanOrEqual(all[i]!.within);
              } else expect(elapsed(asked, lease.notBefore)).toBeGreaterThan(all[i]!.within);
            });
            const slots = slotsOf(leases);
            slots.slice(1).forEach((slot, i) => {
              expect(slot - slots[i]!).toBeGreaterThanOrEqual(interval);
            });
            for (const from of slots) {
              const inside = slots.filter((slot) => slot >= from && slot <= from + window);
              expect(inside.length).toBeLessThanOrEqual(Math.floor(window / interval) + 1);
            }
          },
        ),
        { numRuns: 20 },
      );
    });

    it('wastes no slot: as many are granted as fit', async () => {
      const leases = await Promise.all(Array.from({ length: 40 }, () => another().lease([platform], seconds(1), now)));
      expect(slotsOf(leases)).toEqual(Array.from({ length: 26 }, (_, i) => inMs(i * 40).getTime()));
    });

    it('is free again long after', async () => {
      await pace.hold(platform, inMs(1_000));
      const muchLater = later(now, minutes(60 * 24 * 30));
      expect(await another().lease([platform], seconds(0), muchLater)).toEqual({ granted: true, at: muchLater });
    });
  });
}
