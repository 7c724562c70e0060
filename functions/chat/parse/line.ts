import { MOST_PER_KWH } from '../../market/fleet.ts';
import type { Currency } from '../../words/preferences.ts';
import { readMoney } from './money.ts';
import { plainly, type Read, read, wrong } from './read.ts';

/** A line on hashprice, in money for each PH/s and day. */
export type Line = { side: 'below' | 'above'; perPhDay: number; currency: Currency };

const BELOW = [
  '<',
  '<=',
  '≤',
  'below',
  'under',
  'less than',
  'falls below',
  'falls under',
  'unter',
  'bajo',
  'menos de',
];
const BELOW_TOO = ['debajo de', 'abaixo de', 'abaixo', 'ниже', 'меньше', '低于', '小于', 'down to'];
const ABOVE = ['>', '>=', '≥', 'above', 'over', 'more than', 'rises above', 'rises over', 'über', 'ueber', 'sobre'];
const ABOVE_TOO = ['encima de', 'más de', 'acima de', 'acima', 'выше', 'больше', '高于', '大于', 'up to'];

/** The longest first, so that "falls below" is not read as something before "below". */
const SIDES = [
  ...[...BELOW, ...BELOW_TOO].map((word) => ({ word, side: 'below' as const })),
  ...[...ABOVE, ...ABOVE_TOO].map((word) => ({ word, side: 'above' as const })),
].sort((a, b) => b.word.length - a.word.length);

/** In dollars: between them is every hashprice that anybody draws a line at. A bare number under them is meant per TH/s. */
const BOUNDS = { least: 1, most: 10_000 };
/** About as many units of a currency as a dollar buys, to one digit: enough to tell a TH/s from a PH/s. */
const scaleOf = (currency: Currency): number => MOST_PER_KWH[currency] / MOST_PER_KWH.USD;

const HASHPRICE = /^(?:hash ?price|hp|хешпрайс|算力价格)? ?(?:is|if|when|at|=)? ?/i;
/** In the languages that we print it in. */
const DAILY = `(?: ?(?:/|per|a|за|je|por)? ?(?:day|d|tag|día|dia|день|сутки|天|日))?`;
const PER_PH = new RegExp(`^(?:/|per )? ?ph(?:/s)?${DAILY}$`, 'i');
const PER_TH = new RegExp(`^(?:/|per )? ?th(?:/s)?${DAILY}$`, 'i');
const SATS = /^(?:sats?|satoshis?)\b/i;

/**
 * `below 40`, `< 40`, `under $40/PH`, `over 0.05/TH`, `hashprice < 40`.
 * @param usual what a bare number is in: the chat's own currency.
 */
export function readLine(text: string, usual: { currency: Currency }): Read<Line> {
  const said = plainly(text).toLowerCase().replace(HASHPRICE, '');
  const found = SIDES.find(({ word }) => said.startsWith(word));
  if (found === undefined) return wrong('wrong.side', text);
  return amountIn(said.slice(found.word.length).trim(), text, found.side, usual);
}

function amountIn(said: string, given: string, side: Line['side'], usual: { currency: Currency }): Read<Line> {
  const money = readMoney(said, usual.currency);
  if (money === undefined || money.cents) return wrong('wrong.line', given);
  const { amount, rest, currency = usual.currency } = money;
  // A line in satoshis would move with the price of bitcoin; what is meant by it is difficulty.
  if (SATS.test(rest)) return wrong('wrong.lineInSats', given);
  const [least, most] = [BOUNDS.least * scaleOf(currency), BOUNDS.most * scaleOf(currency)];
  const isBare = rest === '';
  const perTh = isBare ? amount < least : PER_TH.test(rest);
  if (!isBare && !perTh && !PER_PH.test(rest)) return wrong('wrong.line', given);
  const perPhDay = Number((amount * (perTh ? 1_000 : 1)).toPrecision(12));
  return perPhDay >= least && perPhDay <= most
    ? read({ side, perPhDay, currency })
    : wrong('wrong.lineBounds', given, { least, most });
}
