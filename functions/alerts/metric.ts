import { FOREIGN_CURRENCIES, type ForeignCurrency } from '../market/fleet.ts';
import { rateOf } from '../market/rates.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { dayOf, startOfDay } from '../units/time.ts';
import type { Currency } from '../words/preferences.ts';

/** The two that are amounts of money; what is paid in euros is compared with these in euros. */
const IN_MONEY = ['hashprice', 'hashprice-after-retarget'] as const;
type InMoney = (typeof IN_MONEY)[number];
type Foreign = `${InMoney}:${ForeignCurrency}`;

/**
 * What rules are compared with. The unit is the metric's own:
 * `hashprice`, `hashprice-after-retarget` USD/PH/s/day · the same with `:EUR` EUR/PH/s/day, a metric of its own for
 * each currency, so that an exchange rate moves the value and never a rule · `price-over-…` ratio of price to the model's cost of a coin ·
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
  ...IN_MONEY.flatMap((metric) => FOREIGN_CURRENCIES.map((code): Foreign => `${metric}:${code}`)),
] as const;
export type Metric = (typeof METRICS)[number];

/** `hashprice` in dollars keeps the name it had before there were others. */
export const inCurrency = <M extends InMoney>(metric: M, currency: Currency): M | `${M}:${ForeignCurrency}` =>
  currency === 'USD' ? metric : `${metric}:${currency}`;

/** A metric without its currency, and the currency; undefined for what is no money. */
export function moneyOf(metric: Metric): { metric: InMoney; currency: Currency } | undefined {
  const [name, currency = 'USD'] = metric.split(':') as [Metric, Currency?];
  return name === 'hashprice' || name === 'hashprice-after-retarget' ? { metric: name, currency } : undefined;
}

/** `below`: value < threshold. `above`: value ≥ threshold. So each value is on exactly one side. */
export type Side = 'below' | 'above';

export const isOnSide = (value: number, side: Side, threshold: number): boolean =>
  side === 'below' ? value < threshold : value >= threshold;

/** On which sides a phase can end: the forecast only ever begins a warning, and a new epoch only ever ends one. */
export function sidesOf(metric: Metric): readonly Side[] {
  if (metric === 'epoch') return ['above'];
  return moneyOf(metric)?.metric === 'hashprice-after-retarget' ? ['below'] : ['below', 'above'];
}

/** "On record" means nothing before there is a record: this many days of it. */
const RECORD_DAYS = 30;

/**
 * The metric's value in a snapshot; undefined where this snapshot cannot say (no forecast yet, record too short, no
 * exchange rate that is still good). `data-age` is not a snapshot's to tell.
 */
export function readMetric(metric: Exclude<Metric, 'data-age'>, snapshot: Snapshot): number | undefined {
  const money = moneyOf(metric);
  if (money !== undefined) return readMoney(money.metric, snapshot, money.currency);
  switch (metric as Exclude<Metric, 'data-age' | InMoney | Foreign>) {
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

/** Hashprice in a currency, now or after the retarget. */
export function readMoney(metric: InMoney, snapshot: Snapshot, currency: Currency): number | undefined {
  const usd = metric === 'hashprice' ? snapshot.hashprice.usdPerPhDay : snapshot.hashpriceAfterRetarget;
  const rate = rateOf(snapshot, currency);
  return usd === undefined || rate === undefined ? undefined : usd * rate;
}

function overRecordLow({ at, hashprice, standing }: Snapshot): number | undefined {
  const days = (startOfDay(dayOf(at)).getTime() - startOfDay(standing.since).getTime()) / 86_400_000;
  if (standing.recordLow === undefined || days < RECORD_DAYS) return undefined;
  return hashprice.usdPerPhDay / standing.recordLow.usdPerPhDay;
}
