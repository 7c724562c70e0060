import { describe, expect, it } from 'vitest';
import { localeOf, localeOr } from '../../functions/words/locale.ts';

describe('the language of whoever asks', () => {
  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['es-419', 'es'],
    ['pt-br', 'pt'],
    ['pt_PT', 'pt'],
    ['zh-hans', 'zh'],
    ['zh-Hant-TW', 'zh'],
    ['RU', 'ru'],
    [' de-AT ', 'de'],
  ])('%s is %s', (code, locale) => {
    expect(localeOf(code)).toBe(locale);
  });

  it.each(['fr', 'uk', 'enm', 'x', '', '-', 'constructor', undefined])(
    '%s has no catalogue, and falls back',
    (code) => {
      expect(localeOf(code)).toBeUndefined();
      expect(localeOr(code)).toBe('en');
    },
  );
});
