import type { Policy } from '../filings/memory.ts';
import type { Day } from '../units/time.ts';
import type { Figure } from './figure.ts';
import type { Lease } from './leases.ts';

/**
 * What is told of a miner, in its own unit: EH/s, J/TH, USD per kWh, USD/PH/s/day of running costs (hashcost), USD per BTC
 * of cash and of all-in cost, and BTC.
 */
export const FIGURES = [
  'hashrateEhs',
  'joulesPerTerahash',
  'usdPerKwh',
  'hashcostUsdPerPhDay',
  'cashCostUsdPerBtc',
  'allInCostUsdPerBtc',
  'btcMined',
  'btcSold',
  'btcHeld',
  'btcPledged',
] as const;
export type FigureName = (typeof FIGURES)[number];

/** Money of one quarter or year, with its change on the same period a year before as a ratio (−0.16: 16 % less). */
export type Result = Figure & { changeOnYear?: number };

/**
 * Whether it mines at a loss today: what is left of a petahash's day, and of a coin, after its costs. @property basis what its cost is: a hashcost that it published, its power price times
 * its efficiency, or a cost per coin of a past period held against today's price. @property uses the figures it follows from.
 */
export type Today = {
  basis: 'hashcost' | 'power' | 'cash-cost';
  uses: readonly FigureName[];
  usdPerPhDay: number;
  usdPerBtc: number;
  /** The costs themselves. */
  cost: { usdPerPhDay: number; usdPerBtc: number };
  /** Whether one of the figures it follows from is old. */
  isOld: boolean;
};

/** @property status `silent`: nothing filed for longer than its reports may take; `left`: no longer listed or watched. */
export type MinerPanel = {
  cik: number;
  ticker: string;
  name: string;
  formerly: readonly { name: string; until?: Day }[];
  formerTickers: readonly string[];
  status: 'reporting' | 'silent' | 'left';
  /** Of a silent one: the day of the last report. Of one that left: the day it did. */
  since?: Day;
  figures: Partial<Record<FigureName, Figure>>;
  /** Newest first: quarters, and years. */
  revenue: readonly Result[];
  netResult: readonly Result[];
  policy?: Policy;
  deals: readonly Lease[];
  /** Absent where no cost is known. */
  today?: Today;
};

/**
 * All listed miners; those whose margin is known first, best margin per coin first; then by ticker, and last who left.
 * Without the two prices nothing can be said of today: there is no snapshot, or none that is fresh.
 *
 * @property at when the prices were measured; without them, when it was asked.
 */
export type Panel = { at: Date; usdPerPhDay?: number; usdPerBtc?: number; miners: readonly MinerPanel[] };
