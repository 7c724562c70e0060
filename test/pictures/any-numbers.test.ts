import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SIZE } from '../../functions/pictures/draw.ts';
import { hashpriceChart } from '../../functions/pictures/hashprice-chart.ts';
import { holdingsChart } from '../../functions/pictures/holdings-chart.ts';
import { pictureShape } from '../../functions/pictures/picture.ts';
import { readerOf } from '../../functions/pictures/reader.ts';
import { DARK } from '../../functions/pictures/theme.ts';
import { CURRENCIES, HASHPRICE_UNITS, LOCALES } from '../../functions/words/preferences.ts';
import { LATEST, PERIODS, pointsBack } from './scenes.ts';
import { textsOf } from './texts.ts';

const preferences = fc.record({
  locale: fc.constantFrom(...LOCALES),
  currency: fc.constantFrom(...CURRENCIES),
  unit: fc.constantFrom(...HASHPRICE_UNITS),
  zone: fc.constantFrom('UTC', 'America/Sao_Paulo', 'Asia/Kolkata'),
});
const amount = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

function expectSound({ svg, caption }: { svg: string; caption: string }): void {
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(caption.length).toBeLessThanOrEqual(1_024);
  // A number may be too long for its axis, but never for the picture.
  const outside = textsOf(svg).filter(({ left, right }) => left < -60 || right > SIZE.width);
  expect(outside).toEqual([]);
}

it('draws whatever hashprice does, for a fleet of whatever name', () => {
  const past = pointsBack('30d');
  const name = fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme' }).filter((text) => text.length <= 64);
  const changes = fc.array(amount, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(preferences, name, changes, fc.array(amount, { maxLength: 6 }), (reader, fleet, values, lines) => {
      const points = values.map((usdPerPhDay, i) => ({ ...past[i]!, usdPerPhDay }));
      const picture = pictureShape.parse({ of: 'hashprice', span: '30d', fleet }) as { of: 'hashprice' } & never;
      const data = { picture, points, lines: lines.map((usdPerPhDay) => ({ usdPerPhDay })), latest: LATEST };
      expectSound(hashpriceChart(data, readerOf(reader, LATEST), DARK));
    }),
    { numRuns: 40 },
  );
});

it('draws whatever a company held', () => {
  const [{ mined }] = PERIODS as [(typeof PERIODS)[number]];
  const satoshis = fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.maxSafeNat().map((n) => n % 21e14),
  );
  const coins = fc.option(
    satoshis.map((n) => n / 1e8),
    { nil: undefined },
  );
  const told = fc.array(fc.record({ held: coins, mined: coins, sold: coins }), { maxLength: 30 });
  const picture = pictureShape.parse({ of: 'miner', span: 'all', cik: 1 }) as { of: 'miner' } & never;
  fc.assert(
    fc.property(preferences, told, (reader, all) => {
      const fact = (value: number | undefined) => (value === undefined ? undefined : { ...mined!, value });
      const periods = all.map(({ held, mined, sold }, i) => ({
        period: new Date(Date.UTC(2024, i)).toISOString().slice(0, 7),
        held: fact(held),
        mined: fact(mined),
        sold: fact(sold),
      }));
      const company = { name: 'A Company, Inc.', ticker: 'ABCD' };
      expectSound(holdingsChart({ picture, company, periods }, readerOf(reader, LATEST), DARK));
    }),
    { numRuns: 40 },
  );
});
