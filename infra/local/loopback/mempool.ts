import { FEE_BLOCKS } from '../../../functions/market/chain.ts';
import { EPOCH_BLOCKS } from '../../../functions/market/retarget.ts';
import { subsidyAt } from '../../../functions/market/subsidy.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { days, later } from '../../../functions/units/time.ts';
import { blockAt } from './blocks.ts';
import { esploraPage } from './esplora.ts';
import { pastFees, pastPrices, retargetsWithin } from './mempool-past.ts';
import type { MarketServer, View } from './world.ts';

const BLOCKS = 15;
const BLOCK_MS = 600_000;
const sats = (btc: number): number => Math.round(btc * 1e8);
const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
const PRICES_MOVE_EVERY = 300_000;

export const mempool: MarketServer = {
  errorInside: { error: 'Service Temporarily Unavailable' },
  page: (path, query, view) => {
    const json = jsonPage(path, query, view);
    return json === undefined ? esploraPage(path, view) : { json };
  },
};

function jsonPage(path: string, query: URLSearchParams, view: View): unknown {
  const mining = /^api\/v1\/mining\/(hashrate|reward-stats|blocks\/fees|difficulty-adjustments)(?:\/(\w+))?$/.exec(
    path,
  );
  if (mining) return miningPage(mining[1]!, mining[2] ?? 'all', view);
  switch (path) {
    case 'api/v1/prices':
      return {
        time: Math.floor(view.t.getTime() / PRICES_MOVE_EVERY) * 300,
        USD: Math.round(view.world.priceAt(view.t)),
      };
    case 'api/v1/historical-price':
      return pastPrices(view, query.get('timestamp'));
    case 'api/v1/difficulty-adjustment':
      return adjustment(view);
    case 'api/v1/blocks':
      return newestBlocks(view);
    case 'api/v1/fees/recommended':
      return { fastestFee: 2, halfHourFee: 1, hourFee: 1, economyFee: 1, minimumFee: 1 };
    default:
      return undefined;
  }
}

function miningPage(what: string, period: string, view: View): unknown {
  switch (what) {
    case 'hashrate':
      return hashrates(period, view);
    case 'reward-stats':
      return rewardStats(Number(period), view);
    case 'difficulty-adjustments':
      return retargetsWithin(period, view)
        .toReversed()
        .map(({ time, height, difficulty, adjustment: factor }) => [time, height, difficulty, factor]);
    default:
      return period === '24h' ? blockFees(view) : pastFees(period, view);
  }
}

function newestBlocks(view: View) {
  const { height, feesBtcPerBlock } = view.world.chainAt(view.t);
  const totalFees = sats(feesBtcPerBlock);
  return Array.from({ length: BLOCKS }, (_, i) => ({
    ...blockAt(height - i, view),
    stale: false,
    extras: { totalFees, reward: sats(subsidyAt(quantity(height - i))) + totalFees, medianFee: 1 },
  }));
}

/** Sums as strings, as mysql's SUM comes through their driver. */
function rewardStats(count: number, { world, t }: View) {
  const { height, feesBtcPerBlock } = world.chainAt(t);
  const totalFee = sats(feesBtcPerBlock) * count;
  const totalReward = sats(subsidyAt(quantity(height))) * count + totalFee;
  return {
    startBlock: height - count + 1,
    endBlock: height,
    totalReward: String(totalReward),
    totalFee: String(totalFee),
    totalTx: '512345',
  };
}

function blockFees({ world, t }: View) {
  const { height, feesBtcPerBlock, tipAt } = world.chainAt(t);
  return Array.from({ length: FEE_BLOCKS }, (_, i) => ({
    avgHeight: height - FEE_BLOCKS + 1 + i,
    timestamp: seconds(new Date(tipAt.getTime() - (FEE_BLOCKS - 1 - i) * BLOCK_MS)),
    avgFees: sats(feesBtcPerBlock),
    USD: world.priceAt(t),
  }));
}

function hashrates(period: string, view: View) {
  const { difficulty } = view.world.chainAt(view.t);
  const hashesPerSecond = (d: number) => (d * 2 ** 32) / 600;
  return {
    hashrates: [{ timestamp: seconds(later(view.t, days(-1))), avgHashrate: hashesPerSecond(difficulty) }],
    difficulty: retargetsWithin(period, view),
    currentHashrate: hashesPerSecond(difficulty),
    currentDifficulty: difficulty,
  };
}

/** Their units: percent, milliseconds, and `previousTime` in seconds. */
function adjustment({ world, t }: View) {
  const { height, epochFirstHeight, epochStartedAt } = world.chainAt(t);
  const found = height - epochFirstHeight;
  const remainingBlocks = EPOCH_BLOCKS - found;
  const timeAvg = found === 0 ? BLOCK_MS : Math.round((t.getTime() - epochStartedAt.getTime()) / found);
  return {
    progressPercent: (found / EPOCH_BLOCKS) * 100,
    difficultyChange: Math.min(300, Math.max(-75, (BLOCK_MS / timeAvg - 1) * 100)),
    estimatedRetargetDate: t.getTime() + remainingBlocks * timeAvg,
    remainingBlocks,
    remainingTime: remainingBlocks * timeAvg,
    previousRetarget: 0,
    previousTime: seconds(epochStartedAt),
    nextRetargetHeight: epochFirstHeight + EPOCH_BLOCKS,
    timeAvg,
    adjustedTimeAvg: timeAvg,
    timeOffset: 0,
    expectedBlocks: (t.getTime() - epochStartedAt.getTime()) / BLOCK_MS,
  };
}
