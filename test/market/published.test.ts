import { describe, expect, it } from 'vitest';
import { checkPublished } from '../../functions/market/published.ts';

describe('our formula on the inputs of published hashprices', () => {
  const checked = checkPublished();
  const sizes = checked.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);

  it('meets half of them within 1 %, and all within the 3 % that a price moves in a day', () => {
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(0.01);
    expect(sizes.at(-1)).toBeLessThan(0.03);
  });

  it('meets those with the price on the same page within 1 %', () => {
    for (const { priceFrom, error, day } of checked)
      if (priceFrom === 'same-page') expect(Math.abs(error), day).toBeLessThan(0.01);
  });

  it('begins with the newest: $31.89 of 17 August 2026', () => {
    expect(checked[0]).toMatchObject({ day: '2026-08-17', usdPerPhDay: 31.89, by: 'Hashrate Index' });
    expect(checked[0]!.ours).toBeCloseTo(31.97, 1);
  });

  it('names each once, newest first', () => {
    const days = checked.map(({ day }) => day);
    expect(days).toEqual([...new Set(days)].toSorted().reverse());
  });
});
