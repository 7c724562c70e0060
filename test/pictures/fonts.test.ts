import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FONTS } from '../../functions/pictures/drawn-with.contract.ts';
import widths from '../../functions/pictures/fonts/widths.json' with { type: 'json' };
import { canDraw, drawable, fitted, widthOf } from '../../functions/pictures/measure.ts';
import { say } from '../../functions/words/catalogue.ts';
import { CURRENCIES, LOCALES } from '../../functions/words/preferences.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'functions', 'pictures', 'fonts');

describe('the fonts', () => {
  it('take at most a megabyte and a half, with the licence of each beside it', () => {
    const bytes = FONTS.reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(1_500_000);
    for (const name of readdirSync(FOLDER).filter((name) => name.endsWith('.txt')))
      expect(readFileSync(join(FOLDER, name), 'utf8')).toContain('SIL OPEN FONT LICENSE Version 1.1');
    expect(readdirSync(FOLDER).filter((name) => name.endsWith('LICENSE.txt'))).toHaveLength(2);
  });

  it.each(LOCALES)('have every character that catalogue %s writes pictures with', (locale) => {
    const folder = join(ROOT, 'functions', 'words');
    const text = readdirSync(folder).includes(`${locale}.ts`)
      ? readFileSync(join(folder, `${locale}.ts`), 'utf8')
      : say(locale, 'picture.nothing', {});
    // Only letters: emoji of other messages are never drawn.
    const letters = [...text].filter((one) => /\p{L}|\p{N}/u.test(one));
    expect([...new Set(letters.filter((one) => !canDraw(one)))]).toEqual([]);
  });

  it.each(LOCALES)('have every sign of money, numbers and dates as %s writes them', (locale) => {
    const written = [
      ...CURRENCIES.flatMap((currency) => [
        new Intl.NumberFormat(locale, { style: 'currency', currency }).format(-1_234_567.8),
        new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(12.3),
      ]),
      ...Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 28))).flatMap((at) => [
        new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at),
        new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at),
      ]),
      new Intl.NumberFormat(locale, { notation: 'compact' }).format(123_456),
    ].join('');
    expect([...new Set([...written].filter((one) => !canDraw(one)))]).toEqual([]);
  });

  it('have the most common Chinese characters', () => {
    expect([...widths.chinese].filter((one) => /\p{Script=Han}/u.test(one)).length).toBeGreaterThanOrEqual(3_755);
  });
});

describe('measuring', () => {
  it.each([
    ['Chinese is as wide as it is high', '算力', 80],
    ['figures are all alike', '1118', widthOf('0000', { size: 40 })],
  ])('%s', (_, text, expected) => {
    expect(widthOf(text, { size: 40 })).toBeCloseTo(expected, 5);
  });

  it('leaves out what would be an empty box', () => {
    expect(drawable('⛏️ Garage 🚀  à la ferme')).toBe('Garage à la ferme');
  });

  it('takes the largest size that fits, and cuts only what fits in none', () => {
    expect(fitted('Hashprice', [40, 30, 20], 1_000)).toEqual({ text: 'Hashprice', size: 40 });
    expect(fitted('Hashprice', [40, 30, 20], 150)).toEqual({ text: 'Hashprice', size: 30 });
    const { text, size } = fitted('Hashprice and break-even', [40, 30, 20], 150);
    expect({ size, end: text.at(-1) }).toEqual({ size: 20, end: '…' });
    expect(widthOf(text, { size: 20 })).toBeLessThanOrEqual(150);
  });
});
