import type { Span } from './picture.ts';
import type { Point } from './points.ts';
import type { Reader } from './reader.ts';

/** How far back, in words. */
export const spanInWords = (span: Span, since: Date, { words }: Reader): string =>
  span === 'all' ? words.say('picture.span.all', { day: words.day(since) }) : words.say(`picture.span.${span}`, {});

/** `Hashprice, last 30 days: lowest … on …, highest … on …, now ….` */
export function rangeInWords(
  what: string,
  span: string,
  points: readonly Point[],
  { of, write }: { of(point: Point): number; write(point: Point): string },
  { words }: Reader,
): string {
  const by = points.toSorted((a, b) => of(a) - of(b));
  const [low, high, now] = [by[0]!, by.at(-1)!, points.at(-1)!];
  return words.say('picture.range', {
    what,
    span,
    low: write(low),
    lowDay: words.day(low.at),
    high: write(high),
    highDay: words.day(high.at),
    now: write(now),
  });
}

/** Telegram takes 1,024 UTF-16 units under a picture. */
const LONGEST_CAPTION = 1_024;

/** Whole lines, as many as fit, the most important first. */
export function captionOf(lines: readonly (string | undefined)[]): string {
  let caption = '';
  for (const line of lines) {
    if (line === undefined || line === '') continue;
    const longer = caption === '' ? line : `${caption}\n${line}`;
    if (longer.length > LONGEST_CAPTION) break;
    caption = longer;
  }
  return caption;
}
