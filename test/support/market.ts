import { networkCosts } from '../../functions/market/cost.ts';
import { type Fleet, type ForeignCurrency, fleetShape } from '../../functions/market/fleet.ts';
import { type Snapshot, snapshotShape } from '../../functions/market/snapshot.ts';
import { subsidyAt } from '../../functions/market/subsidy.ts';
import type { BlockHeight, Difficulty } from '../../functions/units/hashing.ts';
import type { Btc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';

export type MarketFacts = {
  at?: string;
  continuousSince?: string;
  hashprice?: number;
  usdPerBtc?: number;
  difficulty?: number;
  height?: number;
  /** Ratio; adds a forecast and, from 500 blocks on, the hashprice after it. */
  forecast?: { change: number; blocksFound?: number };
  /** Units for one dollar, fixed on the snapshot's day unless it is said otherwise. */
  rates?: { day?: string; perUsd: Partial<Record<ForeignCurrency, number>> };
  standing?: { since?: string; daysSinceLower?: number; recordLow?: { usdPerPhDay: number; day: string } };
};

/** A good snapshot of 5 February 2026, about as it was; say only what the test is about. */
export function aSnapshot(facts: MarketFacts = {}): Snapshot {
  const at = facts.at ?? '2026-02-05T12:00:00Z';
  const { usdPerBtc = 62_810, difficulty = 141.668e12, height = 935_200, hashprice = 28.17 } = facts;
  const firstHeight = height - (height % 2016);
  const blocksFound = facts.forecast?.blocksFound ?? height - firstHeight;
  return snapshotShape.parse({
    v: 1,
    at,
    takenAt: at,
    continuousSince: facts.continuousSince ?? '2026-01-01T00:00:00Z',
    price: { usdPerBtc, from: ['bitstamp', 'coinbase', 'gemini', 'kraken'], measuredAt: at },
    network: {
      height,
      difficulty,
      subsidyBtc: subsidyAt(quantity<BlockHeight>(height)),
      feesBtcPerBlock: 0.021,
      measuredAt: at,
      feesMeasuredAt: at,
      from: { tip: 'mempool.space', fees: 'mempool.space', epoch: 'mempool.space' },
    },
    epoch: { firstHeight, startedAt: '2026-01-22T14:00:00Z' },
    ...(facts.forecast && {
      forecast: {
        height: firstHeight + 2016,
        at: '2026-02-07T10:00:00Z',
        change: facts.forecast.change,
        uncertainty: 0.024,
        blocksFound,
      },
      ...(blocksFound >= 500 && { hashpriceAfterRetarget: hashprice / (1 + facts.forecast.change) }),
    }),
    hashprice: {
      usdPerPhDay: hashprice,
      btcPerPhDay: hashprice / usdPerBtc,
      satPerThDay: (hashprice / usdPerBtc) * 1e5,
    },
    costs: networkCosts({
      difficulty: quantity<Difficulty>(difficulty),
      subsidyBtc: quantity<Btc>(3.125),
      feesBtcPerBlock: quantity<Btc>(0.021),
      at: new Date(at),
    }),
    standing: { since: '2025-06-09', daysSinceLower: 0, ...facts.standing },
    ...(facts.rates && { rates: { day: at.slice(0, 10), ...facts.rates } }),
    ignored: [],
  });
}

/** An S21 at eight cents: it breaks even at a hashprice of $33.60. */
export const aFleet = (fleet: Partial<Record<keyof Fleet, unknown>> = {}): Fleet =>
  fleetShape.parse({ name: 'S21 at $0.08', joulesPerTerahash: 17.5, usdPerKwh: 0.08, ...fleet });
