/** A span of whole months, both ends included, counted from year 0. */
export type Span = { from: number; to: number };
/** `2026-03`, `2026-Q1` or `2026`: what a reader calls a span. */
export type Period = string & { readonly period: unique symbol };

/** @param month 1 to 12. */
export const monthOf = (year: number, month: number): Span => single(year * 12 + month - 1);
export const quarterOf = (year: number, quarter: number): Span => {
  const from = year * 12 + (quarter - 1) * 3;
  return { from, to: from + 2 };
};
export const yearOf = (year: number): Span => ({ from: year * 12, to: year * 12 + 11 });
/** So many months, the last of which is this one. */
export const monthsEnding = (year: number, month: number, count: number): Span => {
  const to = year * 12 + month - 1;
  return { from: to - count + 1, to };
};
const single = (month: number): Span => ({ from: month, to: month });

export const lengthOf = ({ from, to }: Span): number => to - from + 1;
export const isSame = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to;
export const contains = (outer: Span, inner: Span): boolean => outer.from <= inner.from && inner.to <= outer.to;

/**
 * What a span is called. Quarters that end off the calendar (a fiscal year that begins in June) go by the calendar
 * quarter most of them lies in; half a year and more goes by its year.
 */
export function nameOf(span: Span): Period {
  const year = Math.floor(span.to / 12);
  const months = lengthOf(span);
  if (months === 1) return `${year}-${String((span.to % 12) + 1).padStart(2, '0')}` as Period;
  if (months > 3) return String(year) as Period;
  const middle = Math.floor((span.from + span.to) / 2);
  return `${Math.floor(middle / 12)}-Q${Math.floor((middle % 12) / 3) + 1}` as Period;
}

/** Reads back what {@link nameOf} wrote. @returns undefined for anything else. */
export function spanOf(period: string): Span | undefined {
  const [, year, rest] = /^(\d{4})(?:-(\d{2}|Q[1-4]))?$/.exec(period) ?? [];
  if (year === undefined) return undefined;
  if (rest === undefined) return yearOf(Number(year));
  if (rest.startsWith('Q')) return quarterOf(Number(year), Number(rest[1]));
  const month = Number(rest);
  return month >= 1 && month <= 12 ? monthOf(Number(year), month) : undefined;
}
