import { dayOf } from '../../../functions/units/time.ts';
import type { MarketServer } from './world.ts';

/** Units for one US dollar on 2026-11-20; a server for trying out needs no history of them. */
const RATES: Readonly<Record<string, number>> = {
  AUD: 1.5301,
  BRL: 5.3388,
  CAD: 1.4012,
  CHF: 0.80123,
  CNY: 7.1052,
  EUR: 0.86177,
  GBP: 0.75741,
  INR: 88.71,
  JPY: 155.22,
  MXN: 18.402,
  NOK: 10.114,
  SEK: 9.4785,
  TRY: 42.371,
  ZAR: 17.203,
};

const WEEKEND: Readonly<Record<number, number>> = { 0: 2, 6: 1 };

/** Nothing is fixed on Saturdays and Sundays: what stands then is Friday's. */
function fixedOn(t: Date): string {
  const back = WEEKEND[t.getUTCDay()] ?? 0;
  return dayOf(new Date(t.getTime() - back * 86_400_000));
}

export const frankfurter: MarketServer = {
  errorInside: { message: 'not found' },
  page: (path, query, { t, world }) => {
    if (path !== 'v1/latest' || query.get('base') !== 'USD') return undefined;
    const all = { ...RATES, ...world.rates?.() };
    const symbols = query.get('symbols')?.split(',') ?? Object.keys(all);
    const rates = Object.fromEntries(symbols.flatMap((code) => (code in all ? [[code, all[code]]] : [])));
    return { json: { amount: 1, base: 'USD', date: fixedOn(t), rates } };
  },
};
