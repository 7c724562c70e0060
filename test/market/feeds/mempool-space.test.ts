import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../../functions/kit/errors.ts';
import { readFeed } from '../../../functions/market/ask.ts';
import {
  mempoolBlockFees,
  mempoolEpoch,
  mempoolFees,
  mempoolPastFees,
  mempoolPastPrices,
  mempoolPastRetargets,
  mempoolTip,
} from '../../../functions/market/feeds/mempool-space.ts';
import { fixture } from '../../support/fixture.ts';

const receivedAt = new Date('2026-11-22T06:40:15Z');
const blocks = fixture('mempool-space/blocks.json');
const rewards = fixture('mempool-space/reward-stats.json');

describe('mempool.space', () => {
  it('reads the tip, which may be dated before its parent', () => {
    expect(readFeed(mempoolTip, blocks, receivedAt)).toEqual({
      height: 976_638,
      difficulty: 155.97e12,
      at: new Date('2026-11-22T06:37:29Z'),
      bitsAgree: true,
    });
  });

  it('sees that a difficulty is not what the bits say', () => {
    const tenfold = blocks.replaceAll('155970000000000.0', '1559700000000000.0');
    expect(readFeed(mempoolTip, tenfold, receivedAt)).toMatchObject({ difficulty: 1559.7e12, bitsAgree: false });
  });

  it.each([
    ['no blocks', '[]', 'no blocks'],
    ['an unreachable node', blocks.replaceAll('155970000000000.0', '0'), 'difficulty of 0 is implausible'],
    ['a testnet', blocks.replaceAll('155970000000000.0', '1.0'), 'difficulty of 1 is implausible'],
    ['another chain', blocks.replaceAll('97663', '9766300'), 'block height'],
    ['an error', '{"error":"Failed to get blocks"}', 'another shape'],
  ])('has no tip for %s', (_, text, expected) => {
    expect(() => readFeed(mempoolTip, text, receivedAt)).toThrow(Unreadable);
    expect(() => readFeed(mempoolTip, text, receivedAt)).toThrow(expected);
  });

  it('reads the start of the epoch from seconds between milliseconds', () => {
    expect(readFeed(mempoolEpoch, fixture('mempool-space/difficulty-adjustment.json'), receivedAt)).toEqual({
      firstHeight: 975_744,
      startedAt: new Date('2026-11-12T00:03:53Z'),
    });
  });

  it('has no epoch that ends between two retargets', () => {
    const text = fixture('mempool-space/difficulty-adjustment.json').replace('977760', '977761');
    expect(() => readFeed(mempoolEpoch, text, receivedAt)).toThrow('no multiple of 2016');
  });

  it('reads mean fees from sums that are strings', () => {
    expect(readFeed(mempoolFees, rewards, receivedAt)).toEqual({
      btcPerBlock: 356_781_234 / 144 / 1e8,
      at: receivedAt,
      upTo: 975_743,
    });
  });

  it('doubts fees that leave another subsidy than the blocks had', () => {
    const tenfold = rewards.replace('"356781234"', '"3567812340"');
    expect(readFeed(mempoolFees, tenfold, receivedAt).doubt).toContain('sats of subsidy for 144 blocks');
  });

  it.each([
    ['too few blocks', rewards.replace('975600', '975700'), 'fees of 44 blocks only'],
    ['-1', rewards.replace('"356781234"', '"-1"'), 'implausible'],
    ['no sum', rewards.replace('"356781234"', 'null'), 'totalFee'],
  ])('has no fees for %s', (_, text, expected) => {
    expect(() => readFeed(mempoolFees, text, receivedAt)).toThrow(expected);
  });

  it('averages the last 144 blocks of its list, in whatever order they come', () => {
    const items = Array.from({ length: 150 }, (_, i) => ({
      avgHeight: 976_000 + i,
      timestamp: 1_795_243_000 + i * 600,
      // The first six are older than 144 blocks, and far dearer than a mean may be.
      avgFees: i < 6 ? 9e9 : 2_000_000 + i,
    }));
    const read = readFeed(mempoolBlockFees, JSON.stringify(items.toReversed()), receivedAt);
    expect(read.btcPerBlock).toBeCloseTo(0.020000775, 10);
    expect(read).toMatchObject({ upTo: 976_149, at: new Date((1_795_243_000 + 149 * 600) * 1_000) });
    const few = JSON.stringify(items.slice(0, 71));
    expect(() => readFeed(mempoolBlockFees, few, receivedAt)).toThrow('71 blocks only');
  });

  it('reads past prices, those from before there was a price included', () => {
    expect(readFeed(mempoolPastPrices, fixture('mempool-space/historical-price.json'), receivedAt)).toEqual([
      { at: new Date('2026-11-21T07:00:00Z'), usdPerBtc: 87_110 },
      { at: new Date('2026-11-21T06:00:00Z'), usdPerBtc: 87_000.5 },
      { at: new Date('2010-07-19T00:00:00Z'), usdPerBtc: 0 },
    ]);
  });

  it('reads past retargets as the code sends them and as the documentation has them', () => {
    const retarget = { at: new Date('2026-11-12T00:03:53Z'), height: 975_744, difficulty: 155.97e12 };
    expect(readFeed(mempoolPastRetargets, fixture('mempool-space/hashrate.json'), receivedAt)).toEqual([
      { ...retarget, factor: 1.0213 },
    ]);
    const documented = fixture('mempool-space/hashrate-as-documented.json');
    expect(readFeed(mempoolPastRetargets, documented, receivedAt)).toEqual([retarget]);
  });

  it('reads past fees', () => {
    expect(readFeed(mempoolPastFees, fixture('mempool-space/blocks-fees.json'), receivedAt)).toEqual([
      { at: new Date('2026-11-21T06:36:40Z'), height: 975_600, btcPerBlock: 0.02477647 },
      { at: new Date('2026-11-21T14:36:40Z'), height: 975_648, btcPerBlock: 0.02377647 },
    ]);
  });
});
