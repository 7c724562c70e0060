import { describe, expect, it } from 'vitest';
import { Refused, Unreachable, Unreadable } from '../../functions/kit/errors.ts';
import { type AskFeed, readFeed } from '../../functions/market/ask.ts';
import { gatherNetwork } from '../../functions/market/network.ts';
import { type Snapshot, snapshotShape, snapshotToJson } from '../../functions/market/snapshot.ts';
import { bitsOf } from '../../infra/local/loopback/blocks.ts';
import { aSnapshot } from '../support/market.ts';

const now = new Date('2026-02-05T12:00:00Z');
const s = (text: string) => Date.parse(text) / 1_000;
const D = 141.668e12;
const HASH = 'a'.repeat(64);

const block = (change: object = {}) => ({
  height: 935_200,
  timestamp: s('2026-02-05T11:53:00Z'),
  difficulty: D,
  bits: bitsOf(D),
  ...change,
});
const list = (count: number, avgFees: number) =>
  Array.from({ length: count }, (_, i) => ({ avgHeight: 935_057 + i, timestamp: s('2026-02-05T11:00:00Z'), avgFees }));
const stats = (change: object = {}) => ({
  timestamp: now.getTime(),
  n_blocks_total: 935_200,
  difficulty: D,
  total_fees_btc: 144 * 2_300_000,
  n_blocks_mined: 144,
  ...change,
});
const rewards = (sats: number, change: object = {}) => ({
  startBlock: 935_057,
  endBlock: 935_200,
  totalFee: String(144 * sats),
  totalReward: String(144 * (sats + 312_500_000)),
  ...change,
});

const TIP = 'mempool.space api/v1/blocks';
const EPOCH = 'mempool.space api/v1/difficulty-adjustment';
const FEES = 'mempool.space api/v1/mining/reward-stats/144';
const LIST = 'mempool.space api/v1/mining/blocks/fees/24h';
const TIP2 = 'blockstream.info api/blocks';
const STATS = 'blockchain.info stats?format=json';

const GOOD: Record<string, unknown> = {
  [TIP]: [block()],
  [EPOCH]: { nextRetargetHeight: 935_424, previousTime: s('2026-01-22T14:00:00Z') },
  [FEES]: rewards(2_100_000),
  [LIST]: list(144, 2_200_000),
  [TIP2]: [block()],
  'blockstream.info api/block-height/933408': HASH,
  [`blockstream.info api/block/${HASH}`]: block({ height: 933_408, timestamp: s('2026-01-22T14:01:00Z') }),
  [STATS]: stats(),
};
const down = (page: string) => ({ [page]: new Unreachable(`${page.split(' ')[0]} answered 503`) });
const allDown = Object.assign({}, ...Object.keys(GOOD).map(down)) as Record<string, unknown>;

/** Answers from these pages; those not named are as they should be. */
function gather(change: Record<string, unknown> = {}, previous?: Snapshot) {
  const asked: string[] = [];
  const pages = { ...GOOD, ...change };
  const ask: AskFeed = async (feed) => {
    const key = `${feed.name} ${feed.path}`;
    asked.push(key);
    const page = pages[key];
    if (page instanceof Error) throw page;
    return readFeed(feed, typeof page === 'string' ? page : JSON.stringify(page), now);
  };
  return { network: gatherNetwork(ask, previous, () => now), asked };
}
const why = async (change: Record<string, unknown>, previous?: Snapshot) =>
  (await gather(change, previous).network).ignored;

/** A tick ago, at the height given. */
const aTickAgo = (facts: Parameters<typeof aSnapshot>[0] = {}) =>
  aSnapshot({ at: '2026-02-05T11:55:00Z', height: 935_199, ...facts });

describe('the network', () => {
  it('is what mempool.space says, when it says it; nobody else is asked', async () => {
    const { network, asked } = gather();
    expect(await network).toEqual({
      height: 935_200,
      difficulty: D,
      measuredAt: new Date('2026-02-05T11:53:00Z'),
      feesBtcPerBlock: 0.021,
      feesMeasuredAt: now,
      epoch: { firstHeight: 933_408, startedAt: new Date('2026-01-22T14:00:00Z') },
      from: { tip: 'mempool.space', fees: 'mempool.space', epoch: 'mempool.space' },
      ignored: [],
    });
    expect(asked).toEqual([TIP, EPOCH, FEES]);
  });

  it.each([
    [[TIP], { tip: 'blockstream.info', fees: 'mempool.space', epoch: 'mempool.space' }],
    [[TIP, TIP2], { tip: 'blockchain.info', fees: 'mempool.space', epoch: 'mempool.space' }],
    [[EPOCH], { tip: 'mempool.space', fees: 'mempool.space', epoch: 'blockstream.info' }],
    [[FEES], { tip: 'mempool.space', fees: 'mempool.space', epoch: 'mempool.space' }],
    [[FEES, LIST], { tip: 'mempool.space', fees: 'blockchain.info', epoch: 'mempool.space' }],
    [[TIP, EPOCH, FEES, LIST], { tip: 'blockstream.info', fees: 'blockchain.info', epoch: 'blockstream.info' }],
    [[EPOCH, 'blockstream.info api/block-height/933408'], { tip: 'mempool.space', fees: 'mempool.space' }],
  ])('part by part: without %j it comes from %j', async (pages, from) => {
    const network = await gather(Object.assign({}, ...pages.map(down))).network;
    expect(network.from).toEqual(from);
    expect(network.ignored.length).toBeGreaterThan(0);
    for (const { why } of network.ignored) expect(why).toContain('answered 503');
  });

  it('names the part and the source of what was ignored', async () => {
    expect(await why(down(TIP))).toEqual([{ feed: 'mempool.space tip', why: 'mempool.space answered 503' }]);
  });

  it('fails when nobody tells the tip, naming everybody', async () => {
    const failing = gather(allDown).network;
    await expect(failing).rejects.toBeInstanceOf(Unreachable);
    await expect(failing).rejects.toThrow(
      'no credible tip (mempool.space tip: mempool.space answered 503; blockstream.info tip: blockstream.info answered 503; ' +
        'blockchain.info tip: blockchain.info answered 503)',
    );
    const refused = Object.fromEntries([TIP, TIP2, STATS].map((page) => [page, new Refused('answered 403')]));
    await expect(gather(refused).network).rejects.toBeInstanceOf(Unreadable);
  });

  it('does not hide a mistake of ours', async () => {
    await expect(gather({ [TIP]: new RangeError('a bug') }).network).rejects.toBeInstanceOf(RangeError);
  });
});

describe('a tip', () => {
  it.each([
    ['2026-02-05T08:59:00Z', 'stale: its newest block is 181 min old'],
    ['2026-02-05T14:01:00Z', 'its newest block is dated 121 min ahead of now'],
  ])('of %s is not the present one', async (at, reason) => {
    expect(await why({ [TIP]: [block({ timestamp: s(at) })] })).toEqual([{ feed: 'mempool.space tip', why: reason }]);
  });

  const tenfold = { [TIP]: [block({ difficulty: D * 10 })] };

  it('with a difficulty off tenfold is noticed by its bits, at the very first tick', async () => {
    const network = await gather(tenfold).network;
    expect(network).toMatchObject({ difficulty: D, from: { tip: 'blockstream.info' } });
    expect(network.ignored[0]?.why).toContain('its bits say another difficulty');
  });

  it('with another difficulty than the epoch had is noticed by the previous snapshot', async () => {
    const off = { [TIP]: [block({ difficulty: D * 1.1, bits: undefined })] };
    const network = await gather(off, aTickAgo()).network;
    expect(network).toMatchObject({ difficulty: D, from: { tip: 'blockstream.info' } });
    expect(network.ignored[0]?.why).toContain('cannot follow');
  });

  it('is not doubted for its bits when the previous snapshot knew the same difficulty', async () => {
    const network = await gather({ [TIP]: [block({ bits: 1 })] }, aTickAgo()).network;
    expect(network).toMatchObject({ from: { tip: 'mempool.space' }, ignored: [] });
  });

  it('is believed against the previous snapshot when a second source says the same', async () => {
    const network = await gather({}, aTickAgo({ difficulty: D / 5 })).network;
    expect(network).toMatchObject({ difficulty: D, from: { tip: 'mempool.space' }, ignored: [] });
  });

  it('may change its difficulty with the epoch, within the limits of the protocol', async () => {
    const last = aTickAgo({ height: 933_407, difficulty: D * 3.9 });
    expect((await gather({}, last).network).from.tip).toBe('mempool.space');
    const beyond = aTickAgo({ height: 933_407, difficulty: D * 4.1 });
    const { network, asked } = gather({}, beyond);
    await network;
    expect(asked).toContain(TIP2);
  });

  it('may fall back a block or two, and not a hundred', async () => {
    expect(await why({}, aTickAgo({ height: 935_205 }))).toEqual([]);
    const lost = gather({ [TIP2]: GOOD[TIP], [STATS]: new Refused('no') }, aTickAgo({ height: 935_300 })).network;
    expect((await lost).from.tip).toBe('mempool.space');
    const alone = { ...down(TIP2), ...down(STATS) };
    await expect(gather(alone, aTickAgo({ height: 935_300 })).network).rejects.toThrow('cannot follow');
  });

  it('that contradicts itself serves when there is nobody else to ask, and that is told', async () => {
    const network = await gather({ ...tenfold, ...down(TIP2), ...down(STATS) }).network;
    expect(network.difficulty).toBe(D * 10);
    expect(network.ignored.map(({ why }) => why)).toContainEqual(expect.stringContaining('its bits say another'));
  });

  it('is none when two sources contradict each other and nobody confirms either', async () => {
    const off = { [TIP]: [block({ bits: 1 })], [TIP2]: [block({ bits: 1, difficulty: D * 2 })], ...down(STATS) };
    await expect(gather(off).network).rejects.toThrow('no credible tip');
  });
});

describe('fees', () => {
  const noFees = { ...down(FEES), ...down(LIST), ...down(STATS) };
  const feesOf = (btc: number, at: string): Snapshot => {
    const json = snapshotToJson(aTickAgo());
    return snapshotShape.parse({ ...json, network: { ...json.network, feesBtcPerBlock: btc, feesMeasuredAt: at } });
  };

  it('that nobody tells are carried from the previous snapshot, with their own time', async () => {
    const network = await gather(noFees, feesOf(0.03, '2026-02-04T12:00:00Z')).network;
    expect(network.feesBtcPerBlock).toBe(0.03);
    expect(network.feesMeasuredAt).toEqual(new Date('2026-02-04T12:00:00Z'));
    expect(network.ignored).toEqual([
      { feed: 'fees', why: expect.stringContaining('carried from 2026-02-04T12:00:00.000Z: no credible fees') },
    ]);
  });

  it('are not carried for longer than a day', async () => {
    const old = feesOf(0.03, '2026-02-04T11:59:59Z');
    await expect(gather(noFees, old).network).rejects.toThrow('no credible fees');
    await expect(gather(noFees).network).rejects.toThrow('no credible fees');
  });

  it('that leap are not believed of one source', async () => {
    const leap = { [FEES]: rewards(21_000_000), [LIST]: list(144, 21_000_000) };
    const network = await gather(leap, aTickAgo()).network;
    expect(network).toMatchObject({ feesBtcPerBlock: 0.023, from: { fees: 'blockchain.info' } });
    expect(network.ignored.map(({ why }) => why)).toContain('a leap from 0.021 to 0.21 BTC a block');
    const alone = await gather({ ...leap, ...down(STATS) }, aTickAgo()).network;
    expect(alone.feesBtcPerBlock).toBe(0.021);
  });

  it('that leap are believed of two', async () => {
    const leap = { [FEES]: rewards(21_000_000), ...down(LIST), [STATS]: stats({ total_fees_btc: 144 * 22_000_000 }) };
    const network = await gather(leap, aTickAgo()).network;
    expect(network).toMatchObject({ feesBtcPerBlock: 0.21, from: { fees: 'mempool.space' } });
  });

  it('that stand still are not those of the last day', async () => {
    const frozen = rewards(2_100_000, { startBlock: 934_900, endBlock: 935_043 });
    const network = await gather({ [FEES]: frozen }).network;
    expect(network.feesBtcPerBlock).toBe(0.022);
    expect(network.ignored[0]?.why).toBe('stale: it counts up to block 935043, and the tip is 935200');
  });
});

describe('the epoch', () => {
  it.each([
    ['another one', { nextRetargetHeight: 933_408, previousTime: s('2026-01-08T00:00:00Z') }, 'about the epoch from'],
    ['a year old', { nextRetargetHeight: 935_424, previousTime: s('2025-01-22T14:00:00Z') }, 'implausible'],
    ['an hour old', { nextRetargetHeight: 935_424, previousTime: s('2026-02-05T11:00:00Z') }, 'implausible'],
  ])('is not taken from a source whose epoch is %s', async (_, page, reason) => {
    const network = await gather({ [EPOCH]: page }).network;
    expect(network).toMatchObject({
      epoch: { startedAt: new Date('2026-01-22T14:01:00Z') },
      from: { epoch: 'blockstream.info' },
    });
    expect(network.ignored[0]?.why).toContain(reason);
  });

  const unknown = { ...down(EPOCH), ...down('blockstream.info api/block-height/933408') };

  it('that nobody tells is the one the previous snapshot knew', async () => {
    const network = await gather(unknown, aTickAgo()).network;
    expect(network.epoch.startedAt).toEqual(new Date('2026-01-22T14:00:00Z'));
  });

  it('is not carried into the next epoch', async () => {
    const network = await gather(unknown, aTickAgo({ height: 933_407 })).network;
    expect(network.epoch).toEqual({ firstHeight: 933_408 });
    expect(network.from.epoch).toBeUndefined();
  });
});
