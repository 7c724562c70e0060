import { readNumber } from './number.ts';
import { plainly, type Read, read, wrong } from './read.ts';

const LEAST = [
  '>=',
  '>',
  '≥',
  'at least',
  'min',
  'minimum',
  'more than',
  'from',
  'over',
  'ab',
  'mindestens',
  'al menos',
  'desde',
  'mínimo',
  'minimo',
  'más de',
  'pelo menos',
  'mais de',
  'от',
  'не менее',
  'минимум',
  'больше',
  '至少',
  '不少于',
];
const COINS = '(?:btc|bitcoins?|coins?|₿|биткоин\\p{L}*|枚|个)';
const ANY = /^(?:any|all|0|off|none|alle|jede|todas?|todos|qualquer|cualquiera|все|любые|不限|全部)$/iu;
const AMOUNT = new RegExp(`^(${LEAST.join('|')})? ?(.+?) ?(${COINS})?$`, 'iu');

const MOST = 1_000_000;

/** `100`, `at least 100 BTC`, `1.5k`, `any`: how many coins a sale must be of to be told; nought for any. */
export function readLeast(text: string): Read<number> {
  const said = plainly(text);
  if (ANY.test(said)) return read(0);
  const [, , amount = ''] = AMOUNT.exec(said) ?? [];
  const number = readNumber(amount);
  return number.ok && number.value > 0 && number.value <= MOST ? read(number.value) : wrong('wrong.btc', text);
}

/** Whether it can only be meant for coins: it says so, and how many. */
export function isLeast(text: string): boolean {
  const [, , , coins] = AMOUNT.exec(plainly(text)) ?? [];
  return coins !== undefined && readLeast(text).ok;
}
