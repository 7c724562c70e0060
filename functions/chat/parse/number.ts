import { plainly, type Read, read, wrong } from './read.ts';

/** A number as people write it: `1,500.5`, `1.500,5`, `0,07`, `1 500`, `1'500`, `.5`. */
export const NUMBER = String.raw`(?:\d[\d.,' ]*\d|\d|[.,]\d+)`;

const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, тыс: 1e3, млн: 1e6, 千: 1e3, 万: 1e4 };

const WITH_MULTIPLE = new RegExp(`^([+-]?)(${NUMBER}) ?(${Object.keys(MULTIPLES).join('|')})?$`, 'i');

/** `1.5k`, `0,07`, `1,500`. Which of point and comma divides is told by where they stand; never throws. */
export function readNumber(text: string): Read<number> {
  const [, sign = '', digits = '', multiple = ''] = WITH_MULTIPLE.exec(plainly(text)) ?? [];
  const amount = digits === '' ? undefined : amountOf(digits);
  if (amount === undefined) return wrong('wrong.number', text);
  const factor = MULTIPLES[multiple.toLowerCase()] ?? 1;
  // 0.1 * 1000 and the like: what was written with twelve digits has twelve digits.
  return read(Number(((sign === '-' ? -1 : 1) * amount * factor).toPrecision(12)));
}

/** Undefined where the separators contradict each other: `1.2.3,4,5`. */
export function amountOf(written: string): number | undefined {
  const digits = written.replace(/[' ]/g, '');
  const point = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  if (point >= 0 && comma >= 0) {
    const [grouping, dividing] = point > comma ? [',', '.'] : ['.', ','];
    return split(digits, dividing, grouping);
  }
  if (comma < 0) return (digits.match(/\./g)?.length ?? 0) > 1 ? split(digits, '', '.') : finite(digits);
  const isGrouped = /^[1-9]\d{0,2}(?:,\d{3})+$/.test(digits);
  return isGrouped ? split(digits, '', ',') : split(digits, ',', '.');
}

function split(digits: string, dividing: string, grouping: string): number | undefined {
  const [whole = '', part, ...more] = dividing === '' ? [digits] : digits.split(dividing);
  const groups = whole.split(grouping);
  const areGroups = groups.length === 1 || groups.every((group, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  if (more.length > 0 || !areGroups || part?.includes(grouping)) return undefined;
  return finite(`${groups.join('')}.${part ?? ''}`);
}

function finite(digits: string): number | undefined {
  const amount = Number(digits === '.' ? Number.NaN : digits);
  return Number.isFinite(amount) && amount < 1e15 ? amount : undefined;
}
