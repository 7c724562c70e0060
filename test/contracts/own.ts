import { beforeEach, describe, expect, it } from 'vitest';
import { type Rule, ruleKey } from '../../functions/alerts/rule.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import { nothingOwn, type Own, type OwnKeeper } from '../../functions/subscriptions/own.ts';
import { personalFleetShape } from '../../functions/subscriptions/personal-fleet.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { TestClock } from '../support/clock.ts';

const chat: Recipient = { platform: 'telegram', chat: '42' };
const topic: Recipient = { platform: 'telegram', chat: '42', thread: 7 };
const below: Rule = { kind: 'hashprice', side: 'below', usdPerPhDay: quantity(40) };

const some = (more: Partial<Own> = {}): Own => ({
  ...nothingOwn(),
  version: 1,
  lastId: 2,
  fleets: [
    {
      id: '1',
      root: '1@telegram:42',
      fleet: personalFleetShape.parse({
        name: 'Garage',
        rig: 'Antminer S21',
        joulesPerTerahash: 17.5,
        currency: 'EUR',
        perKwh: { bands: [{ from: '16:00', to: '21:00', perKwh: 0.3 }], otherwise: 0.1 },
      }),
    },
  ],
  rules: [{ id: '2', key: ruleKey(below, 'telegram:42'), definition: below }],
  leaving: [ruleKey({ kind: 'data' }, 'telegram:42')],
  settled: false,
  done: [{ by: 'update:7', id: '1' }],
  ...more,
});

/** What every OwnKeeper promises. */
export function ownContract(name: string, open: (clock: Clock) => Promise<OwnKeeper>): void {
  describe(`what a chat wrote itself, kept in ${name}`, () => {
    const clock = new TestClock('2026-02-24T12:00:00Z');
    let keeper: OwnKeeper;
    beforeEach(async () => {
      clock.set('2026-02-24T12:00:00Z');
      keeper = await open(clock);
    });

    it('is nothing before anything was written', async () => {
      expect(await keeper.read(chat)).toEqual(nothingOwn());
    });

    it('comes back as it was saved, and for this chat only', async () => {
      expect(await keeper.save(chat, some())).toBe(true);
      expect(await keeper.read(chat)).toEqual(some());
      expect(await keeper.read(topic)).toEqual(nothingOwn());
    });

    it('is refused to a writer who has not seen the current version', async () => {
      await keeper.save(chat, some());
      expect(await keeper.save(chat, some({ lastId: 9 }))).toBe(false);
      expect(await keeper.save(chat, some({ version: 3, lastId: 9 }))).toBe(false);
      expect(await keeper.save(chat, some({ version: 2, lastId: 9 }))).toBe(true);
      expect((await keeper.read(chat)).lastId).toBe(9);
    });

    it('is gone when it is forgotten, as often as it is, and may begin anew', async () => {
      await keeper.save(chat, some());
      for (let i = 0; i < 2; i++) await keeper.forget(chat);
      expect(await keeper.read(chat)).toEqual(nothingOwn());
      expect(await keeper.save(chat, some())).toBe(true);
    });

    it('is found again by a chat that comes back within 90 days, and not later', async () => {
      const left = { at: clock.now(), subscriptions: [{ topic: 'data' }, { topic: 'filings', filter: { minBtc: 5 } }] };
      await keeper.save(chat, some({ left }));
      clock.set('2026-05-25T11:59:00Z');
      expect((await keeper.read(chat)).left).toEqual(left);
      clock.set('2026-05-25T12:01:00Z');
      expect(await keeper.read(chat)).toEqual(nothingOwn());
      expect(await keeper.save(chat, some())).toBe(true);
      clock.set('2027-05-25T12:01:00Z');
      expect(await keeper.read(chat)).toEqual(some());
    });
  });
}
