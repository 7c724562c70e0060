import { describe, expect, it } from 'vitest';
import { computeSnapshot, type MarketFacts } from '../../functions/market/compute-snapshot.ts';
import type { Network } from '../../functions/market/network.ts';
import { snapshotShape, snapshotToJson } from '../../functions/market/snapshot.ts';
import { quantity } from '../../functions/units/quantity.ts';

const at = new Date('2026-02-05T12:00:00Z');
const startedAt = new Date('2026-01-22T14:00:00Z');
const network: Network = {
  height: quantity(935_200),
  difficulty: quantity(141.668e12),
  measuredAt: new Date('2026-02-05T11:53:00Z'),
  feesBtcPerBlock: quantity(0.021),
  feesMeasuredAt: at,
  epoch: { firstHeight: 933_408, startedAt },
  from: { tip: 'mempool.space', fees: 'blockchain.info', epoch: 'mempool.space' },
  ignored: [{ feed: 'mempool.space fees', why: 'mempool.space answered 500' }],
};
const facts: MarketFacts = {
  at,
  takenAt: new Date('2026-02-05T12:00:02Z'),
  continuousSince: new Date('2026-02-01T00:00:00Z'),
  quote: {
    usdPerBtc: quantity(62_810),
    from: ['coinbase', 'kraken'],
    measuredAt: new Date('2026-02-05T11:59:58Z'),
    ignored: [{ feed: 'gemini', why: 'stale: 400 s old' }],
  },
  network,
  record: [],
};
const withNetwork = (change: Partial<Network>) => computeSnapshot({ ...facts, network: { ...network, ...change } });

describe('a snapshot', () => {
  it('follows from the facts, and survives being stored', () => {
    const snapshot = computeSnapshot(facts);
    // 86400e15 / (141.668e12 · 2^32) blocks · 3.146 BTC · 62,810 USD, worked by hand.
    expect(snapshot.hashprice.usdPerPhDay).toBeCloseTo(28.0585, 3);
    expect(snapshot.network.subsidyBtc).toBe(3.125);
    expect(snapshot).toMatchObject({ at, takenAt: facts.takenAt, standing: { since: '2026-02-05' } });
    expect(snapshotShape.parse(snapshotToJson(snapshot))).toEqual(snapshot);
  });

  it('names what was ignored in price and network', () => {
    expect(computeSnapshot(facts).ignored.map(({ feed }) => feed)).toEqual(['gemini', 'mempool.space fees']);
  });

  it('forecasts the retarget, and hashprice after it', () => {
    const { forecast, hashprice, hashpriceAfterRetarget } = computeSnapshot(facts);
    expect(forecast).toMatchObject({ height: 935_424, blocksFound: 1_792 });
    expect(hashpriceAfterRetarget).toBeCloseTo(hashprice.usdPerPhDay / (1 + forecast!.change), 10);
  });

  it.each([
    ['its start is not known', { epoch: { firstHeight: 933_408 } }],
    ['only its first block is there', { height: quantity(933_408) } as Partial<Network>],
    ['the times of its first blocks run backwards', { measuredAt: new Date('2026-01-22T13:59:00Z') }],
  ])('has no forecast of an epoch when %s', (_, change) => {
    const snapshot = withNetwork(change);
    expect(snapshot.forecast).toBeUndefined();
    expect(snapshot.hashpriceAfterRetarget).toBeUndefined();
  });

  it.each([
    [499, false],
    [500, true],
  ])('after %d blocks of an epoch: is the forecast worth acting on? %s', (blocks, worth) => {
    const snapshot = withNetwork({ height: quantity(933_408 + blocks) });
    expect(snapshot.forecast?.blocksFound).toBe(blocks);
    expect(snapshot.hashpriceAfterRetarget !== undefined).toBe(worth);
  });

  it('takes the subsidy from the height', () => {
    expect(withNetwork({ height: quantity(1_050_000), epoch: { firstHeight: 1_048_320 } }).network.subsidyBtc).toBe(
      1.5625,
    );
  });
});
