import { describe, expect, it } from 'vitest';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import {
  inALine,
  marksOfToday,
  tellDeal,
  tellFigure,
  tellResult,
  tellStatus,
  tellToday,
} from '../../functions/delivery/tell/industry.ts';
import type { Figure, Source } from '../../functions/industry/figure.ts';
import { LEASES } from '../../functions/industry/leases.ts';
import { FIGURES, type Result } from '../../functions/industry/panel.ts';
import type { Day } from '../../functions/units/time.ts';
import { LOCALES } from '../../functions/words/preferences.ts';
import { wordsOf } from '../../functions/words/words.ts';
import '../support/every-language.ts';

const EN = wordsOf('en');
const source = (by: Source['by']): Source => ({
  title: '10-Q',
  url: 'https://www.sec.gov/x',
  publishedOn: '2026-08-07' as Day,
  by,
});
const figure = (more: Partial<Figure> = {}): Figure => ({
  value: 2_000,
  period: '2026-Q2',
  how: 'stated',
  source: source('filing'),
  ageDays: 51,
  isOld: false,
  ...more,
});
const told = (name: Parameters<typeof tellFigure>[0], more: Partial<Figure> = {}, words = EN) =>
  inALine(tellFigure(name, figure(more), words), words);

describe('a published number, in words', () => {
  it('has its unit, its period, its age and who says so', () => {
    expect(FIGURES.map((name) => told(name, { value: 20.5 }).split(' (')[0])).toEqual([
      '20.5 EH/s',
      '20.5 J/TH',
      '$20.50/kWh',
      '$20.50/PH/day',
      '$21 per BTC',
      '$21 per BTC',
      '20.5 BTC',
      '20.5 BTC',
      '20.5 BTC',
      '20.5 BTC',
    ]);
    expect(told('btcHeld')).toBe('2,000 BTC (Q2 2026, 51 days old, by its filing)');
  });

  it('says what is wrong with it: old, of a part, reckoned, restated, disputed', () => {
    expect(told('btcHeld', { isOld: true, ageDays: 400, source: source('press') })).toBe(
      '2,000 BTC (Q2 2026, old: 400 days, by the press)',
    );
    expect(told('usdPerKwh', { value: 0.04, scope: 'own-sites', source: source('company') })).toBe(
      '$0.04/kWh (Q2 2026, 51 days old, own sites only, by the company)',
    );
    expect(told('btcSold', { how: 'reckoned' })).toContain('reckoned, not said');
    expect(told('btcHeld', { how: 'tagged', restated: { value: 2_010, source: source('filing') } })).toBe(
      '2,000 BTC (Q2 2026, 51 days old, tagged in its report, restated, 2,010 BTC before)',
    );
    expect(told('btcHeld', { disputed: { value: 2_300, source: source('analyst') } })).toContain(
      'disputed: 2,300 BTC by analysts',
    );
  });

  it('stays in the currency in which it was published, whatever the reader counts in', () => {
    const inEuro = wordsOf(
      { locale: 'en', currency: 'EUR', unit: 'sat/TH', zone: 'UTC' },
      { perUsd: 0.9, usdPerBtc: 6e4 },
    );
    expect(told('cashCostUsdPerBtc', { value: 60_000 }, inEuro)).toContain('$60,000 per BTC');
    expect(told('hashcostUsdPerPhDay', { value: 31.3 }, inEuro)).toContain('$31.30/PH/day');
    expect(told('cashCostUsdPerBtc', { value: 430_000, currency: 'CNY' }, inEuro)).toContain('CN¥430,000 per BTC');
    expect(told('cashCostUsdPerBtc', { value: 430_000, currency: 'KZT' })).toContain('430,000 KZT per BTC');
  });
});

describe('a result, in words', () => {
  const result = (more: Partial<Result> = {}): Result => ({ ...figure({ value: 79.8e6, how: 'tagged' }), ...more });
  const line = (of: 'revenue' | 'netResult', more: Partial<Result>) => inALine(tellResult(of, result(more), EN), EN);

  it('has its change on the year', () =>
    expect(line('revenue', { changeOnYear: -0.16, period: '2025-Q4' })).toBe(
      '$79.8 million (−16 % on the year, Q4 2025, 51 days old, tagged in its report)',
    ));

  it('is a profit or a loss, and a loss is no percentage of a profit', () => {
    expect(line('netResult', { value: -663e6, changeOnYear: -7 })).toBe(
      'loss of $663 million (Q2 2026, 51 days old, tagged in its report)',
    );
    expect(line('netResult', { value: 5e6, restated: { value: -1e6, source: source('filing') } })).toContain(
      'profit of $5 million (Q2 2026, 51 days old, tagged in its report, restated, loss of $1 million before)',
    );
  });
});

describe('today, in words', () => {
  const today = {
    basis: 'cash-cost',
    uses: ['cashCostUsdPerBtc'],
    usdPerPhDay: -3.13,
    usdPerBtc: -6_979,
    cost: { usdPerPhDay: 31.3, usdPerBtc: 69_789 },
    isOld: true,
  } as const;

  it('is a loss or a profit for each PH and for each coin, with that on which it rests', () => {
    expect(tellToday(today, EN)).toBe('loss $3.13/PH/day, $6,979 per BTC');
    expect(tellToday({ ...today, usdPerPhDay: 3.13 }, EN)).toMatch(/^profit /);
    const figures = {
      cashCostUsdPerBtc: figure({ scope: 'direct', disputed: { value: 1, source: source('press') } }),
    };
    expect(marksOfToday({ today, figures }, EN)).toEqual([
      'cost per coin',
      'Q2 2026',
      'without overhead',
      'disputed',
      'old',
    ]);
    expect(marksOfToday({ figures }, EN)).toEqual([]);
  });
});

describe('what became of a company, in words', () => {
  const as = (more: Partial<Parameters<typeof tellStatus>[0]>) =>
    tellStatus({ status: 'reporting', formerly: [], formerTickers: [], ...more }, EN);

  it('is nothing of one that goes on as it did', () => expect(as({})).toEqual([]));

  it('is said of one that was renamed, fell silent or left', () => {
    expect(as({ formerly: [{ name: 'Bitfarms', until: '2026-04-06' as Day }], formerTickers: ['BITF'] })).toEqual([
      'Formerly Bitfarms (until 2026-04-06).',
      'Its ticker was BITF.',
    ]);
    expect(as({ status: 'silent', since: '2025-11-10' as Day })).toEqual([
      'No report since 2025-11-10; the next is overdue.',
    ]);
    expect(as({ status: 'left', since: '2025-03-14' as Day })).toEqual(['No longer listed since 2025-03-14.']);
  });
});

describe('a contract, in words', () => {
  it('has who rents what, and only the terms that are known', () => {
    const of = (key: string) => LEASES.find((one) => one.key.startsWith(key))!;
    expect(tellDeal(of('terawulf-anthropic'), EN)).toBe('AI colocation, Anthropic: 401 MW, $19 billion over 20 years');
    const { usd: _, megawatts: __, ...bare } = of('terawulf-anthropic');
    expect(tellDeal(bare, EN)).toBe('AI colocation, Anthropic');
  });
});

describe.each(LOCALES)('in %s', (locale) => {
  const words = wordsOf(locale);
  const everything = figure({
    isOld: true,
    how: 'reckoned',
    scope: 'average',
    restated: { value: 1, source: source('filing') },
    disputed: { value: 3, source: source('press') },
  });

  it('nothing is left in braces, and all numbers of a company fit where chats show them', () => {
    const facts = FIGURES.map((name) => {
      const one = tellFigure(name, everything, words);
      return { label: one.label, value: inALine(one, words), url: one.source.url };
    });
    for (const { label, value } of facts) expect(`${label} ${value}`).not.toMatch(/[{}]|undefined|NaN/);
    const telling = {
      severity: 'info' as const,
      title: 'Quarry <b>Compute</b>',
      lead: tellStatus(
        { status: 'silent', since: '2025-11-10' as Day, formerly: [{ name: 'Pit & *Co*' }], formerTickers: ['PIT'] },
        words,
      ).join(' '),
      facts: [...facts, ...facts, ...LEASES.slice(0, 3).map((deal) => ({ label: 'x', value: tellDeal(deal, words) }))],
      sources: [],
      at: new Date('2026-08-20T12:00:00Z'),
      words,
    };
    expect(renderTelegram(telling).text.text.length).toBeLessThanOrEqual(4_096);
    expect(renderTelegram(telling).text.text).toContain('Pit & *Co*');
    expect(() => renderDiscord(telling)).not.toThrow();
  });
});
