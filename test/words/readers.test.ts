import { describe, expect, it } from 'vitest';
import type { UsdPerBtc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { CURRENCIES, LOCALES, type Locale, type Preferences, USUAL } from '../../functions/words/preferences.ts';
import { type Exchange, wordsOf } from '../../functions/words/words.ts';
import '../support/every-language.ts';

/** Intl separates with spaces that do not break; a test that shows them could not be read. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const reading = (changes: Partial<Preferences>, exchange?: Exchange) => wordsOf({ ...USUAL, ...changes }, exchange);

describe('what a reader counts in', () => {
  const market = { perUsd: 0.92, usdPerBtc: 64_000 };

  it('turns dollars into their currency', () => {
    const words = reading({ currency: 'EUR' }, market);
    expect(words.usdPerPhDay(28.06)).toBe('€25.82/PH/day');
    expect(words.usdPerBtc(quantity<UsdPerBtc>(64_000))).toBe('€58,880');
    expect(words.usdPerKwh(quantity(0.08))).toBe('€0.0736/kWh');
    expect(words.usd(1.1e9)).toBe('€1.01 billion');
    expect(words.reader.currency).toBe('EUR');
  });

  it.each(CURRENCIES.filter((one) => one !== 'USD'))(
    'stays in dollars, with the dollar’s sign, where %s has no rate',
    (currency) => {
      const words = reading({ currency }, { usdPerBtc: 64_000 });
      expect(words.usdPerPhDay(28.06)).toBe('$28.06/PH/day');
      expect(words.reader.currency).toBe('USD');
    },
  );

  it('is written in the unit they asked for', () => {
    expect(reading({ unit: 'money/TH' }).usdPerPhDay(28.06)).toBe('$0.02806/TH/day');
    expect(reading({ unit: 'sat/TH' }, market).usdPerPhDay(28.06)).toBe('43.84 sat/TH/day');
    expect(reading({ unit: 'sat/TH' }).usdPerPhDay(28.06)).toBe('$28.06/PH/day');
  });

  it('leaves what is priced in a currency already as it is', () => {
    const words = reading({ currency: 'BRL', locale: 'pt' }, { perUsd: 5.4 }).pricedIn('EUR');
    expect(plain(words.usdPerKwh(quantity(0.08)))).toBe('€ 0,08/kWh');
    expect(words.reader).toMatchObject({ locale: 'pt', currency: 'EUR' });
  });

  it.each([
    ['America/Chicago', 'en', '2026-02-24 07:05 CST'],
    ['Europe/Berlin', 'de', '2026-02-24 14:05 MEZ'],
    ['Asia/Almaty', 'ru', '2026-02-24 18:05 GMT+5'],
    ['Asia/Shanghai', 'zh', '2026-02-24 21:05 GMT+8'],
    ['America/Asuncion', 'es', '2026-02-24 10:05 GMT-3'],
    ['Asia/Kolkata', 'pt', '2026-02-24 18:35 GMT+5:30'],
    ['UTC', 'ru', '2026-02-24 13:05 UTC'],
  ] as const)('is told on their clock: %s in %s', (zone, locale, written) => {
    expect(reading({ zone, locale }).instant(new Date('2026-02-24T13:05:59Z'))).toBe(written);
  });
});

describe('numbers as each language writes them', () => {
  type Written = Readonly<Record<Exclude<Locale, 'en'>, string>>;
  const cases: readonly [string, (words: ReturnType<typeof wordsOf>) => string, Written][] = [
    [
      'hashprice',
      (words) => words.usdPerPhDay(-5.537),
      {
        es: '−5,54 US$/PH/día',
        ru: '−5,54 $/PH/день',
        zh: '−US$5.54/PH/天',
        pt: '−US$ 5,54/PH/dia',
        de: '−5,54 $/PH/Tag',
      },
    ],
    [
      'a large sale',
      (words) => words.usd(38_786_765),
      {
        es: '38,79 millones de US$',
        ru: '38,79 млн $',
        zh: 'US$3878.68万',
        pt: 'US$ 38,79 milhões',
        de: '38,79 Mio. $',
      },
    ],
    [
      'one of a billion',
      (words) => words.usd(1.1e9),
      { es: '1,1 mil millones de US$', ru: '1,1 млрд $', zh: 'US$11亿', pt: 'US$ 1,1 bilhão', de: '1,1 Mrd. $' },
    ],
    [
      'a change',
      (words) => words.change(-0.0512),
      { es: '−5,1 %', ru: '−5,1 %', zh: '−5.1%', pt: '−5,1%', de: '−5,1 %' },
    ],
    [
      'coins',
      (words) => words.btc(quantity(15_133.5)),
      { es: '15.133,5 BTC', ru: '15 133,5 BTC', zh: '15,133.5 BTC', pt: '15.133,5 BTC', de: '15.133,5 BTC' },
    ],
    [
      'a month',
      (words) => words.period('2026-03'),
      { es: 'marzo de 2026', ru: 'март 2026', zh: '2026年3月', pt: 'março de 2026', de: 'März 2026' },
    ],
    [
      'a quarter',
      (words) => words.period('2026-Q1'),
      { es: 'T1 2026', ru: '1-й квартал 2026', zh: '2026年第1季度', pt: '1º trimestre de 2026', de: 'Q1 2026' },
    ],
    ['a year', (words) => words.period('2025'), { es: '2025', ru: '2025 год', zh: '2025年', pt: '2025', de: '2025' }],
    [
      'how long',
      (words) => words.duration((2 * 24 + 4) * 3_600_000),
      { es: '2 días 4 h', ru: '2 дня 4 ч', zh: '2 天 4 小时', pt: '2 dias 4 h', de: '2 Tage 4 h' },
    ],
    [
      'not long',
      (words) => words.duration(0),
      { es: 'menos de un minuto', ru: 'меньше минуты', zh: '不到 1 分钟', pt: 'menos de um minuto', de: 'unter 1 min' },
    ],
  ];

  it.each(cases)('%s', (_, write, written) => {
    const all = LOCALES.filter((locale) => locale !== 'en').map((locale) => [locale, plain(write(wordsOf(locale)))]);
    expect(Object.fromEntries(all)).toEqual(written);
  });
});

describe('a count in Russian', () => {
  it.each([
    [1, '1 день'],
    [2, '2 дня'],
    [5, '5 дней'],
    [11, '11 дней'],
    [21, '21 день'],
    [90, '90 дней'],
    [104, '104 дня'],
    [111, '111 дней'],
  ])('%d', (days, written) => {
    const words = wordsOf('ru');
    expect(words.duration(days * 86_400_000)).toBe(written);
    expect(words.say('lowest.fired', { days })).toBe(`Минимум хешпрайса за ${written}`);
  });
});
