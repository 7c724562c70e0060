import { describe, expect, it } from 'vitest';
import { tell } from '../../functions/delivery/telling.ts';
import { wordsFor } from '../../functions/delivery/words-for.ts';
import { COST_MODELS, COST_PARAMETERS, type CostModelName } from '../../functions/market/cost.ts';
import { type Settings, USUAL_SETTINGS } from '../../functions/subscriptions/settings.ts';
import { aNotice, aSnapshot } from './notices.ts';

const brazilian: Settings = { ...USUAL_SETTINGS, locale: 'pt', currency: 'BRL', zone: 'America/Sao_Paulo' };
const rates = { day: '2026-02-24', perUsd: { BRL: 5.4 } };
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the words of a chat', () => {
  it('are in its language, its currency by the day’s rate, and on its clock', async () => {
    const words = await wordsFor(brazilian, aSnapshot({ rates } as never));
    expect(plain(words.usdPerPhDay(28.06))).toBe('R$ 151,52/PH/dia');
    expect(words.instant(new Date('2026-02-24T13:05:00Z'))).toBe('2026-02-24 10:05 BRT');
  });

  it('count satoshis by the price of the same snapshot', async () => {
    const words = await wordsFor({ ...USUAL_SETTINGS, unit: 'sat/TH' }, aSnapshot());
    expect(words.usdPerPhDay(28.06)).toBe('43.84 sat/TH/day');
  });

  it.each([
    ['there is no snapshot', undefined],
    ['a snapshot has no rates', aSnapshot()],
    ['it has none for this currency', aSnapshot({ rates: { ...rates, perUsd: { EUR: 0.9 } } } as never)],
    [
      'its rates are older than anything should be judged by',
      aSnapshot({ rates: { ...rates, day: '2026-02-10' } } as never),
    ],
  ])('stay in dollars, and say so, where %s', async (_, snapshot) => {
    const words = await wordsFor(brazilian, snapshot);
    expect(plain(words.usdPerPhDay(28.06))).toBe('US$ 28,06/PH/dia');
    expect(words.reader.currency).toBe('USD');
  });
});

describe('what a model of cost says of itself', () => {
  it.each(Object.keys(COST_MODELS) as CostModelName[])('is in English what the market says of %s', async (model) => {
    const notice = { ...aNotice('cost-cash'), definition: { kind: 'cost' as const, model } };
    const values = tell(notice, await wordsFor(USUAL_SETTINGS)).facts.map(({ value }) => value);
    const { formula, source, lastChecked } = COST_MODELS[model];
    expect(values).toContain(formula(COST_PARAMETERS));
    expect(values).toContain(`${source}; checked ${lastChecked}`);
  });
});
