import { dayOf } from '../../../functions/units/time.ts';
import type { MarketServer } from './world.ts';

/** Units for one US dollar on 2026-11-20; a server for trying out needs no history of them. */
const RATES: Readonly<Record<string, number>> = { EUR: 0.86177, GBP: 0.75741, CAD: 1.4012, JPY: 155.22 };

export const frankfurter: MarketServer = {
  errorInside: { message: 'not found' },
  page: (path, query, { t }) => {
    if (path !== 'v1/latest' || query.get('base') !== 'USD') return undefined;
    const symbols = query.get('symbols')?.split(',') ?? Object.keys(RATES);
    const rates = Object.fromEntries(symbols.flatMap((code) => (code in RATES ? [[code, RATES[code]]] : [])));
    return { json: { amount: 1, base: 'USD', date: dayOf(t), rates } };
  },
};
