import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Btc, UsdPerBtc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { say } from '../../functions/words/catalogue.ts';
import { en } from '../../functions/words/en.ts';
import { wordsOf } from '../../functions/words/words.ts';

const words = wordsOf('en');

describe('numbers in words', () => {
  it.each([
    [words.usdPerPhDay(28.06), '$28.06/PH/day', 'hashprice'],
    [words.usdPerPhDay(40), '$40/PH/day', 'a round line has no cents'],
    [words.usdPerPhDay(-5.537), '−$5.54/PH/day', 'a loss, with a true minus'],
    [words.usdPerPhDay(-0.004), '$0/PH/day', 'never minus zero'],
    [words.usdPerBtc(quantity<UsdPerBtc>(63_012.4)), '$63,012', 'a coin in whole dollars'],
    [words.usdPerKwh(quantity(0.08)), '$0.08/kWh', 'a tariff as people write it'],
    [words.usdPerKwh(quantity(0.066_831)), '$0.0668/kWh', 'a break-even to a hundredth of a cent'],
    [words.usdPerMwh(quantity(13.86)), '$13.86/MWh', 'by the megawatt-hour'],
    [words.satPerThDay(quantity(43.836)), '43.84 sat/TH/day', 'in bitcoin'],
    [words.btc(quantity<Btc>(0.0214)), '0.0214 BTC', 'fees of a block'],
    [words.difficulty(quantity(144.4e12)), '144.40 T', 'difficulty as miners write it'],
    [words.joulesPerTerahash(quantity(17.5)), '17.5 J/TH', 'efficiency'],
    [words.percent(0.1972), '19.7 %', 'a share has no sign'],
    [words.change(0.147), '+14.7 %', 'a change has one'],
    [words.change(-0.0512), '−5.1 %', 'down'],
    [words.change(0.0002), '0 %', 'no change has none'],
    [words.count(1_204), '1,204', 'blocks'],
    [words.instant(new Date('2026-02-24T13:05:59Z')), '2026-02-24 13:05 UTC', 'an instant names its zone'],
    [words.usd(1_100_000_000), '$1.1 billion', 'proceeds of a large sale'],
    [words.usd(38_786_765), '$38.79 million', 'of a usual one'],
    [words.usd(1_000_000), '$1 million', 'a round one'],
    [words.usd(940_000), '$940,000', 'a small one, to the dollar'],
    [words.usd(999_999.7), '$1 million', 'what rounds to a million is one'],
    [words.usd(1.2e13), '$12 trillion', 'more than there is'],
    [words.period('2026-03'), 'March 2026', 'a month'],
    [words.period('2025-12'), 'December 2025', 'the last of a year'],
    [words.period('2026-Q1'), 'Q1 2026', 'a quarter'],
    [words.period('2025'), '2025', 'a year'],
    [words.period('2026-13'), '2026-13', 'no month at all, as it is'],
    [words.day(new Date('2026-03-06T23:59:00Z')), '2026-03-06', 'a day in UTC'],
  ])('%s = %s (%s)', (said, expected) => {
    expect(said).toBe(expected);
  });

  it.each([
    [29_000, 'under a minute'],
    [600_000, '10 min'],
    [3 * 3_600_000, '3 h'],
    [3 * 3_600_000 + 20 * 60_000, '3 h 20 min'],
    [86_400_000, '1 day'],
    [2 * 86_400_000 + 4 * 3_600_000 + 59 * 60_000, '2 days 4 h'],
  ])('%d ms are %s', (ms, expected) => {
    expect(words.duration(ms)).toBe(expected);
  });

  it.each([
    [20_000, '20 s'],
    [1, '1 s'],
    [60_000, '1 min'],
    [600_000, '10 min'],
  ])('what must last %d ms must last %s', (ms, expected) => {
    expect(words.stretch(ms)).toBe(expected);
  });

  it('writes a value and its line so that one can see which is larger', () => {
    expect(words.apart(28.06, 30)).toEqual(['$28.06/PH/day', '$30/PH/day']);
    expect(words.apart(27.998, 28)).toEqual(['$27.998/PH/day', '$28/PH/day']);
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 500, noNaN: true }),
        fc.double({ min: 0.0001, max: 1, noNaN: true }),
        (a, by) => {
          const [one, other] = words.apart(a, a + by);
          expect(one).not.toBe(other);
        },
      ),
    );
  });
});

describe('the catalogue', () => {
  it('has a message for every key that can be read as ICU', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      const names = [...en[key].matchAll(/\{(\w+)[,}]/g)].map(([, name]) => [name!, 1]);
      expect(say('en', key, Object.fromEntries(names)), key).not.toContain('{');
    }
  });

  it('refuses to say a message whose value is missing', () => {
    expect(() => say('en', 'margin.fired', {} as never)).toThrow(/fleet/);
  });

  it('says values as they are, whatever they look like', () => {
    const fleet = `<b>{x}</b> '{' ''`;
    expect(say('en', 'margin.fired', { fleet })).toBe(`Mining at a loss: ${fleet}`);
  });
});
