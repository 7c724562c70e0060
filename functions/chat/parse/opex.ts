import type { Currency } from '../../words/preferences.ts';
import { readMoney } from './money.ts';
import { plainly, type Read, read, wrong } from './read.ts';

const MOST = 100_000;

/** Other running costs for each PH/s and day: `1.50`, `$1.5/PH`. */
export function readOpex(text: string, usual: Currency): Read<number> {
  const money = readMoney(plainly(text), usual);
  const isPlain = money !== undefined && !money.cents && /^(?:\/ ?ph(?:\/s)?(?: ?\/ ?(?:day|d))?)?$/i.test(money.rest);
  if (!isPlain || money.amount > MOST) return wrong('wrong.opex', text);
  // It is in the currency that the power is paid in; a second one would be a second rate.
  return money.currency !== undefined && money.currency !== usual
    ? wrong('wrong.opexCurrency', text, { currency: usual })
    : read(money.amount);
}
