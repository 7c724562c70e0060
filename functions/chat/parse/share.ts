import { readNumber } from './number.ts';
import { plainly, type Read, read, wrong } from './read.ts';

/** No pool takes more; a bare number under it is a ratio already. */
const RATIO_UNDER = 0.2;
const MOST_FEE = 0.5;

/** A pool's fee as a ratio: `2 %`, `2`, `0.02`, `1,5%`. */
export function readFee(text: string): Read<number> {
  const [, digits = '', sign] = /^(.*?) ?(%|percent|per cent|проц\p{L}*|prozent)?$/iu.exec(plainly(text)) ?? [];
  const number = readNumber(digits);
  if (!number.ok || number.value < 0) return wrong('wrong.fee', text);
  const isRatio = sign === undefined && number.value < RATIO_UNDER;
  const fee = Number((isRatio ? number.value : number.value / 100).toPrecision(12));
  return fee > MOST_FEE ? wrong('wrong.fee', text) : read(fee);
}

/** Power usage effectiveness: `1.05`, or what comes on top: `5 %`. */
export function readPue(text: string): Read<number> {
  const [, digits = '', sign] = /^(.*?) ?(%)?$/u.exec(plainly(text).replace(/^pue ?[:=]? ?/i, '')) ?? [];
  const number = readNumber(digits.replace(/^\+/, ''));
  const pue = number.ok ? (sign === undefined ? number.value : 1 + number.value / 100) : Number.NaN;
  return pue >= 1 && pue <= 3 ? read(Number(pue.toPrecision(12))) : wrong('wrong.pue', text);
}
