import { readNumeral, type Style } from '../reading/numerals.ts';

/** What a value of a table says: its number without sign, scaled as it says itself, and its currency if it has one. */
export type Reading = { value: number; isMoney: boolean; isPercent: boolean; currency: string };

/** @returns undefined for what is no number, or may be two that ran together. */
export function readValue(raw: string, style: Style): Reading | undefined {
  const marks = {
    isMoney: /[$€£]|USD|million|billion/i.test(raw),
    isPercent: raw.includes('%'),
    currency: currencyOf(raw),
  };
  if (/^(?:US)?[$€£]?\s?[-–—−]+\s*\d?$|^(?:nil|none)\b/i.test(raw)) return { value: 0, ...marks };
  const [, digits, scale] = /([\d][\d,.\s]*\d|\d)\s*\)?\s*(million|billion|thousand|M\b|B\b|K\b)?/i.exec(raw) ?? [];
  if (digits === undefined) return undefined;
  // `10,019 2`: a footnote's mark stands apart.
  const number = readNumeral(digits.replace(/\s+\d{1,2}$/, '').replace(/[\s,.]+$/, ''), style);
  return number === undefined ? undefined : { value: number * (SCALES[scale?.toLowerCase() ?? ''] ?? 1), ...marks };
}

/** It says itself that it is in millions; what the table says of thousands is not meant for it. */
export const isScaled = (raw: string): boolean => /million|billion|thousand|\d\s?[MBK]\b/i.test(raw);

const SCALES: Readonly<Record<string, number>> = { million: 1e6, m: 1e6, billion: 1e9, b: 1e9, thousand: 1e3, k: 1e3 };

export function currencyOf(words: string): string {
  if (/C\$|CAD|Canadian/.test(words)) return 'CAD';
  if (/£|GBP/.test(words)) return 'GBP';
  if (/€|EUR/.test(words)) return 'EUR';
  if (/RMB|CNY/.test(words)) return 'CNY';
  return 'USD';
}
