import { describe, expect, it } from 'vitest';
import type { AnnouncementNotice } from '../../../functions/alerts/notice.ts';
import type { DigestMemo } from '../../../functions/delivery/memo.ts';
import { pictureOfMessage } from '../../../functions/delivery/pictures/of-notice.ts';
import { pictureOfQuestion } from '../../../functions/delivery/pictures/of-question.ts';
import { pictureShape } from '../../../functions/pictures/picture.ts';
import { nothingOwn } from '../../../functions/subscriptions/own.ts';
import { personalFleetShape } from '../../../functions/subscriptions/personal-fleet.ts';
import { TestClock } from '../../support/clock.ts';
import { anAnnouncement } from '../../support/filings.ts';
import { MemoryOwn } from '../../support/memory-own.ts';
import { aNotice } from '../notices.ts';

const ann = { platform: 'telegram', chat: '42' } as const;

const announced = (kind: string): AnnouncementNotice => ({
  v: 1,
  kind: 'announcement',
  key: 'k',
  event: 'announced',
  incident: 'k',
  openedAt: new Date('2026-03-26T12:30:00Z'),
  at: new Date('2026-03-26T12:30:00Z'),
  parts: [{ announcement: anAnnouncement({ class: kind }) }],
});

describe('of a message', () => {
  it('hashprice against the break-even of the fleet, thirty days back', () => {
    expect(pictureOfMessage(aNotice('margin'))).toMatchObject({
      of: 'hashprice',
      span: '30d',
      fleet: expect.any(String),
    });
  });

  it('hashprice against the line that was drawn', () => {
    const picture = pictureOfMessage(aNotice('hashprice-below'));
    expect(picture).toMatchObject({ of: 'hashprice', lines: [{ currency: 'USD' }] });
    expect(picture).not.toHaveProperty('fleet');
  });

  it('costs by the model that alerted', () => {
    expect(pictureOfMessage(aNotice('cost-regression'))).toEqual({ of: 'cost', span: '90d', model: 'regression' });
  });

  it('mining against AI by the machines, the power and the rent that the line was drawn with', () => {
    expect(pictureOfMessage(aNotice('switch-over-above'))).toEqual({
      of: 'ai',
      joulesPerTerahash: [8.5, 30, 20, 15, 9.5],
      usdPerKwh: 0,
      usdPerMwYear: 1_780_000,
    });
  });

  it('difficulty for the retarget, and holdings for a sale of reserves', () => {
    expect(pictureOfMessage(aNotice('retarget'))).toEqual({ of: 'difficulty', span: '90d' });
    expect(pictureOfMessage(announced('reserve-sale'))).toMatchObject({ of: 'miner', span: '1y' });
  });

  it('hashprice in the break-even band of the reference machines, under a week and not under a day', () => {
    const digest = (every: 'day' | 'week') => ({ kind: 'digest', every }) as DigestMemo;
    expect(pictureOfMessage(digest('week'))).toEqual({
      of: 'hashprice',
      span: '30d',
      isBand: true,
      lines: [
        { perPhDay: expect.closeTo(29.4, 9), currency: 'USD', label: 'S21' },
        { perPhDay: expect.closeTo(35.4, 9), currency: 'USD', label: 'S19j Pro' },
      ],
    });
    expect(pictureOfMessage(digest('day'))).toBeUndefined();
  });

  it.each([
    ['an end', () => aNotice('margin', 'resolved')],
    ['a reminder', () => aNotice('margin', 'reminded')],
    ['missing data', () => aNotice('data')],
    ['a purchase', () => announced('purchase')],
  ])('none of %s', (_, notice) => {
    expect(pictureOfMessage(notice())).toBeUndefined();
  });

  it('all of which a queue can carry', () => {
    for (const name of ['margin', 'hashprice-below', 'cost-regression', 'retarget', 'switch-over-below'] as const) {
      const picture = pictureOfMessage(aNotice(name));
      expect(pictureShape.parse(JSON.parse(JSON.stringify(picture)))).toEqual(picture);
    }
  });
});

describe('of a question', () => {
  const aFleet = async () => {
    const own = new MemoryOwn(new TestClock('2026-02-24T12:00:00Z'));
    const fleet = personalFleetShape.parse({
      name: 'Garage',
      joulesPerTerahash: 20,
      currency: 'EUR',
      perKwh: { bands: [{ from: '16:00', to: '21:00', perKwh: 0.2 }], otherwise: 0.1 },
    });
    await own.save(ann, { ...nothingOwn(), version: 1, fleets: [{ id: '1', root: '1@telegram:42', fleet }] });
    return own;
  };

  it('one line for each price of a tariff, with its hours, in the currency it is paid in', async () => {
    const own = await aFleet();
    for (const fleet of ['Garage', 'garage', '1']) {
      const picture = await pictureOfQuestion({ of: 'hashprice', span: '7d', fleet }, ann, own);
      expect(picture).toMatchObject({
        fleet: 'Garage',
        lines: [
          { perPhDay: 48, currency: 'EUR', label: '21:00–16:00' },
          { perPhDay: 96, currency: 'EUR', label: '16:00–21:00' },
        ],
      });
    }
  });

  it('hashprice alone where no fleet was named, or it is gone', async () => {
    const own = await aFleet();
    const bare = { of: 'hashprice', span: '1y', lines: [] };
    expect(await pictureOfQuestion({ of: 'hashprice', span: '1y' }, ann, own)).toEqual(bare);
    expect(await pictureOfQuestion({ of: 'hashprice', span: '1y', fleet: 'Attic' }, ann, own)).toEqual(bare);
  });

  it('a company by its ticker, and nothing of one that nobody knows', async () => {
    const own = await aFleet();
    expect(await pictureOfQuestion({ of: 'miner', span: 'all', ticker: 'mara' }, ann, own)).toEqual({
      of: 'miner',
      span: 'all',
      cik: 1507605,
    });
    expect(await pictureOfQuestion({ of: 'miner', span: 'all', ticker: 'NOPE' }, ann, own)).toBeUndefined();
    expect(await pictureOfQuestion({ of: 'miner', span: 'all' }, ann, own)).toBeUndefined();
  });
});
