import { describe, expect, it } from 'vitest';
import { composeMiner, composePanel, type Published } from '../../functions/industry/compose-panel.ts';
import type { Known } from '../../functions/industry/known.ts';
import type { Day } from '../../functions/units/time.ts';
import {
  financialsOf,
  known,
  memoryOf,
  NOW,
  nothingPublished,
  PRICES,
  published,
  QUARRY,
  quarry,
  read,
  tag,
} from './quarry.ts';

const compose = (more: Partial<Known> = {}, others: Published = nothingPublished, prices = PRICES) =>
  composeMiner(known(more), prices, NOW, others);

describe('a miner’s numbers', () => {
  it('are the newest of each, whoever told it, with period, age and source', () => {
    const { figures } = compose(
      { memory: memoryOf({ period: '2026-07', mined: read(300, '2026-08-04'), held: read(2_000, '2026-08-04') }) },
      published(
        { figure: 'btcMined', value: 900, period: '2026-Q2' },
        { figure: 'hashrateEhs', value: 12.5, period: '2026-06', by: 'company', on: '2026-07-03' },
      ),
    );
    expect(figures.btcMined).toEqual({
      value: 300,
      period: '2026-07',
      how: 'stated',
      source: {
        title: '8-K',
        url: `https://www.sec.gov/Archives/edgar/data/${QUARRY}/2026-08-04.htm`,
        publishedOn: '2026-08-04',
        by: 'filing',
      },
      ageDays: 20,
      isOld: false,
    });
    expect(figures.hashrateEhs).toMatchObject({ value: 12.5, period: '2026-06', ageDays: 51, isOld: false });
  });

  it('are unknown where nobody told them: nothing is reckoned from their neighbours', () => {
    const { figures } = compose(
      { memory: memoryOf({ period: '2026-07', mined: read(300, '2026-08-04') }) },
      published({ figure: 'hashrateEhs', value: 10 }),
    );
    expect(Object.keys(figures).toSorted()).toEqual(['btcMined', 'hashrateEhs']);
  });

  it('say so where they were reckoned when the filing was read', () =>
    expect(
      compose({ memory: memoryOf({ period: '2026-07', sold: read(50, '2026-08-04', { implied: true }) }) }).figures
        .btcSold?.how,
    ).toBe('reckoned'));

  it('are marked where they are old', () =>
    expect(compose({}, published({ period: '2025-Q4', on: '2026-02-20' })).figures.cashCostUsdPerBtc).toMatchObject({
      ageDays: 232,
      isOld: true,
    }));

  it('do not know what was published later', () =>
    expect(compose({}, published({ on: '2026-08-21' })).figures).toEqual({}));

  it('of a quarter come before those of the year that ends with it', () =>
    expect(
      compose(
        {},
        published(
          { figure: 'btcMined', value: 4_000, period: '2025', by: 'company', on: '2026-03-01' },
          { figure: 'btcMined', value: 1_100, period: '2025-Q4', on: '2026-03-01' },
        ),
      ).figures.btcMined?.value,
    ).toBe(1_100));
});

describe('two sources that disagree', () => {
  it('on the same company, figure and period: who counts first is shown, and what the other says', () => {
    const { cashCostUsdPerBtc } = compose(
      {},
      published({ value: 54_000, by: 'press', on: '2026-08-10' }, { value: 46_497, by: 'analyst', on: '2026-08-01' }),
    ).figures;
    expect(cashCostUsdPerBtc).toMatchObject({
      value: 46_497,
      source: { by: 'analyst' },
      disputed: { value: 54_000, source: { by: 'press' } },
    });
  });

  it('of the same kind: the later one is shown', () =>
    expect(
      compose({}, published({ value: 54_000, on: '2026-08-10' }, { value: 46_497, on: '2026-08-01' })).figures
        .cashCostUsdPerBtc,
    ).toMatchObject({ value: 54_000, disputed: { value: 46_497 } }));

  it('by rounding alone do not', () =>
    expect(
      compose({}, published({ value: 60_000 }, { value: 61_100, by: 'analyst' })).figures.cashCostUsdPerBtc,
    ).not.toHaveProperty('disputed'));

  it('of which one leaves out the overhead do not', () =>
    expect(
      compose({}, published({ value: 60_000 }, { value: 40_000, by: 'analyst', scope: 'direct' })).figures
        .cashCostUsdPerBtc,
    ).not.toHaveProperty('disputed'));

  it('coins that were told in words and tagged otherwise are disputed, too: they are of the same day', () => {
    const { btcHeld } = compose({
      memory: memoryOf({ period: '2026-Q2', held: read(2_000, '2026-07-05') }),
      financials: financialsOf([
        tag('btcHeld', [undefined, '2026-06-30'], { value: 2_300, filedOn: '2026-08-07', unit: 'BTC' }),
      ]),
    }).figures;
    expect(btcHeld).toMatchObject({ value: 2_300, how: 'tagged', period: '2026-06', disputed: { value: 2_000 } });
  });

  it('what is tagged of another coin is nobody’s bitcoin', () =>
    expect(
      compose({
        financials: financialsOf([tag('btcHeld', [undefined, '2026-06-30'], { value: 2_300, unit: 'ETH' })]),
      }).figures,
    ).toEqual({}));
});

describe('a restatement', () => {
  it('shows what was said before', () => {
    const { btcHeld } = compose({
      financials: financialsOf([
        tag('btcHeld', [undefined, '2026-06-30'], {
          value: 2_300,
          filedOn: '2026-08-18',
          form: '10-Q/A',
          unit: 'BTC',
          before: [{ value: 2_310, filedOn: '2026-08-07' }],
        }),
      ]),
    }).figures;
    expect(btcHeld).toMatchObject({
      value: 2_300,
      source: { title: '10-Q/A', publishedOn: '2026-08-18' },
      restated: { value: 2_310, source: { title: '10-Q', publishedOn: '2026-08-07' } },
    });
  });
});

describe('a company that changed', () => {
  it('its name and its ticker: what it was called before, and until when', () =>
    expect(
      compose({
        company: quarry({
          tickers: ['QRRY', 'PITS'],
          names: [{ name: 'Quarry Compute', since: '2026-04-06' }, { name: 'Pit Mining' }, { name: 'Pit Holdings' }],
        }),
      }),
    ).toMatchObject({
      name: 'Quarry Compute',
      ticker: 'QRRY',
      formerly: [{ name: 'Pit Mining', until: '2026-04-06' }, { name: 'Pit Holdings' }],
      formerTickers: ['PITS'],
    }));

  it('left: it is still there, with the day, and mines no more today', () => {
    const left = compose({ company: quarry({ until: '2025-03-14' }) }, published({}));
    expect(left).toMatchObject({
      status: 'left',
      since: '2025-03-14',
      figures: { cashCostUsdPerBtc: { value: 60_000 } },
    });
    expect(left).not.toHaveProperty('today');
  });
});

describe('a company that stopped reporting', () => {
  const told = (filedOn: string, form = '10-Q') => [
    tag('revenue', ['2025-07-01', '2025-09-30'], { value: 1, filedOn, form }),
  ];

  it('is silent once its next report is overdue, and was asked for', () => {
    const { status, since } = compose({ financials: financialsOf(told('2025-11-10')) });
    expect([status, since]).toEqual(['silent', '2025-11-10']);
  });

  it('is not while its next may still come', () =>
    expect(compose({ financials: financialsOf(told('2026-02-01')) }).status).toBe('reporting'));

  it('is not where nobody has asked since: then nothing is known', () => {
    expect(compose({ financials: financialsOf(told('2025-11-10'), '2025-11-11T00:00:00Z') }).status).toBe('reporting');
    expect(compose({ memory: memoryOf({ period: '2024-01', held: read(1, '2024-02-01') }) }).status).toBe('reporting');
  });

  it('is given a year and more where it reports once a year', () => {
    const company = quarry({ forms: ['6-K', '20-F'] });
    expect(compose({ company, financials: financialsOf(told('2025-04-30', '20-F')) }).status).toBe('reporting');
    expect(compose({ company, financials: financialsOf(told('2024-04-30', '20-F')) }).status).toBe('silent');
  });

  it('is not while it goes on to announce things in other filings', () =>
    expect(
      compose({
        memory: memoryOf({ period: '2026-07', held: read(1, '2026-08-04') }),
        financials: financialsOf(told('2025-11-10')),
      }).status,
    ).toBe('reporting'));
});

describe('another currency', () => {
  it('stays as it is, and makes no margin in dollars', () => {
    const { figures, today } = compose({}, published({ value: 430_000, currency: 'CNY' }));
    expect(figures.cashCostUsdPerBtc).toMatchObject({ value: 430_000, currency: 'CNY' });
    expect(today).toBeUndefined();
  });

  it('contradicts nothing in dollars', () =>
    expect(
      compose({}, published({ value: 430_000, currency: 'CNY', by: 'filing' }, { value: 60_000 })).figures
        .cashCostUsdPerBtc,
    ).not.toHaveProperty('disputed'));
});

describe('all of them', () => {
  const company = (ticker: string, n: number, more = {}) => quarry({ cik: QUARRY + n, tickers: [ticker], ...more });
  const all = [
    known({ company: company('LEFT', 4, { until: '2025-03-14' }) }),
    known({ company: company('ZED', 3) }),
    known({ company: company('DEAR', 1) }),
    known({ company: company('ANON', 2) }),
    known({ company: company('LEAN', 5) }),
  ];
  const cost = (n: number, value: number) => ({
    cik: QUARRY + n,
    figure: 'cashCostUsdPerBtc' as const,
    value,
    period: '2026-Q2',
    source: { title: 'x', url: `https://example.com/${n}`, publishedOn: '2026-08-01' as Day, by: 'press' as const },
  });

  it('best margin per coin first, then those of whom no cost is known, and last who left', () => {
    const panel = composePanel(all, PRICES, NOW, { operating: [cost(1, 90_000), cost(5, 40_000)], leases: [] });
    expect(panel.miners.map(({ ticker }) => ticker)).toEqual(['LEAN', 'DEAR', 'ANON', 'ZED', 'LEFT']);
    expect(panel).toMatchObject({ at: NOW, usdPerPhDay: 32, usdPerBtc: 64_000 });
    expect(panel.miners[0]?.today).toEqual({
      basis: 'cash-cost',
      uses: ['cashCostUsdPerBtc'],
      usdPerPhDay: 12,
      usdPerBtc: 24_000,
      cost: { usdPerPhDay: 20, usdPerBtc: 40_000 },
      isOld: false,
    });
  });

  it('without fresh prices nothing is said of today', () => {
    const panel = composePanel(all, undefined, NOW, { operating: [cost(1, 90_000)], leases: [] });
    expect(panel).not.toHaveProperty('usdPerPhDay');
    expect(panel.miners.every(({ today }) => today === undefined)).toBe(true);
  });
});
