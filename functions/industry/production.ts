import type { Day } from '../units/time.ts';
import type { Source } from './figure.ts';

/**
 * Coins of one period, of those that said so. @property missing tickers of those that have not (yet), or not of all of it:
 * whoever has told a part stands in both.
 */
export type Sum = {
  btc: number;
  by: readonly { cik: number; ticker: string; btc: number; source: Source }[];
  missing: readonly string[];
};

/**
 * @property period `2026-W11` (ISO week) or `2026-Q1`. @property issuedBtc subsidy of the blocks found in it, by our own
 * record; absent where the record has gaps. @property isIssuedAbout it rests on a backfilled day, right within some blocks.
 * @property isWhole whether the period is over.
 */
export type ProductionPeriod = {
  period: string;
  from: Day;
  to: Day;
  isWhole: boolean;
  issuedBtc?: number;
  isIssuedAbout?: true;
  mined?: Sum;
  sold?: Sum;
  bought?: Sum;
};

/** Sold over mined of one period: 1 sells what it mines, more than 1 sells reserves. Only of periods in which both are known. */
export type Liquidation = {
  cik: number;
  ticker: string;
  period: string;
  sold: number;
  mined: number;
  ratio: number;
  source: Source;
};

/** Newest first. @property all the ratio over those miners of the newest quarter that told both. */
export type Production = {
  weeks: readonly ProductionPeriod[];
  quarters: readonly ProductionPeriod[];
  liquidation: readonly Liquidation[];
  all?: {
    period: string;
    sold: number;
    mined: number;
    ratio: number;
    tickers: readonly string[];
    missing: readonly string[];
  };
};
