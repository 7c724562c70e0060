import type { Snapshot } from '../market/snapshot.ts';
import { dayOf, startOfDay } from '../units/time.ts';

/**
 * What rules are compared with. The unit is the metric's own:
 * `hashprice`, `hashprice-after-retarget` USD/PH/s/day · `price-over-…` ratio of price to the model's cost of a coin ·
 * `days-since-lower` days · `over-record-low` ratio to the lowest day on record · `epoch` height of its first block ·
 * `data-age` minutes since the last good snapshot.
 */
export const METRICS = [
  'hashprice',
  'hashprice-after-retarget',
  'price-over-electricity',
  'price-over-cash',
  'price-over-regression',
  'days-since-lower',
  'over-record-low',
  'epoch',
  'data-age',
] as const;
export type Metric = (typeof METRICS)[number];

/** `below`: value < threshold. `above`: value ≥ threshold. So each value is on exactly one side. */
export type Side = 'below' | 'above';

export const isOnSide = (value: number, side: Side, threshold: number): boolean =>
  side === 'below' ? value < threshold : value >= threshold;

/** On which sides a phase can end: the forecast only ever begins a warning, and a new epoch only ever ends one. */
export const sidesOf = (metric: Metric): readonly Side[] => ONE_SIDED[metric] ?? ['below', 'above'];
const ONE_SIDED: Partial<Record<Metric, readonly Side[]>> = {
  'hashprice-after-retarget': ['below'],
  epoch: ['above'],
};

/** "On record" means nothing before there is a record: this many days of it. */
const RECORD_DAYS = 30;

/**
 * The metric's value in a snapshot; undefined where this snapshot cannot say (no forecast yet, record too short).
 * `data-age` is not a snapshot's to tell.
 */
export function readMetric(metric: Exclude<Metric, 'data-age'>, snapshot: Snapshot): number | undefined {
  switch (metric) {
    case 'hashprice':
      return snapshot.hashprice.usdPerPhDay;
    case 'hashprice-after-retarget':
      return snapshot.hashpriceAfterRetarget;
    case 'price-over-electricity':
      return snapshot.price.usdPerBtc / snapshot.costs.electricity;
    case 'price-over-cash':
      return snapshot.price.usdPerBtc / snapshot.costs.cash;
    case 'price-over-regression':
      return snapshot.price.usdPerBtc / snapshot.costs.regression;
    case 'days-since-lower':
      return snapshot.standing.daysSinceLower;
    case 'over-record-low':
      return overRecordLow(snapshot);
    case 'epoch':
      return snapshot.epoch.firstHeight;
  }
}

function overRecordLow({ at, hashprice, standing }: Snapshot): number | undefined {
  const days = (startOfDay(dayOf(at)).getTime() - startOfDay(standing.since).getTime()) / 86_400_000;
  if (standing.recordLow === undefined || days < RECORD_DAYS) return undefined;
  return hashprice.usdPerPhDay / standing.recordLow.usdPerPhDay;
}
