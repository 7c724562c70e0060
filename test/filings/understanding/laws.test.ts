import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERT_CLASSES, CATEGORIES } from '../../../functions/filings/understanding/understanding.ts';
import { isLoud, NEWS, type Outside, RELEASE, understood } from './telling.ts';

/** Words as reports have them, in no order at all. */
const word = fc.constantFrom(
  ...'MARA Riot the company it we sold sell selling sale may will did not no bitcoin BTC coins miners shares'.split(
    ' ',
  ),
  ...'reserves treasury production mined held pledged lent bought all half none of its from in March 2026'.split(' '),
  ...'1,234 12.5 3.000 $5 million 71 % — | ( ) , . ; : “ ” \n \n\n BTC: quarter ended three months'.split(' '),
);
const prose = fc.array(word, { maxLength: 120 }).map((words) => words.join(' '));
/** Whatever a broken download may hold: half surrogates, marks that turn the direction, NUL. */
const rubble = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('\ud800', '\udfff', '\0', '\u202e', '\u200b', '\ufeff', '💰', '\r\n', '\\n', '<td>', '&nbsp;'),
      word,
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(prose, rubble, fc.string({ maxLength: 300 }));
const anyOutside: fc.Arbitrary<Outside> = fc.record(
  {
    form: fc.constantFrom('8-K', '6-K', '10-K', '10-Q', 'news', 'press-release', ''),
    issuer: fc.oneof(fc.constantFrom('MARA Holdings', 'Riot Platforms', 'industry', 'Nobody'), fc.string()),
    ticker: fc.oneof(fc.constantFrom('MARA', 'RIOT', 'MSTR'), fc.string()),
    date: fc.oneof(fc.constantFrom('2026-04-03', '2026-04', '2026', 'yesterday'), fc.string()),
    title: fc.oneof(prose, fc.string()),
  },
  { requiredKeys: [] },
);

/** What holds of every answer, whatever was asked. */
function expectSound(text: string, outside: Outside): void {
  const said = understood(text, outside);
  expect(CATEGORIES).toContain(said.category);
  expect(ALERT_CLASSES).toContain(said.alertClass);
  expect(said.also).not.toContain(said.category);
  for (const also of said.also) expect(CATEGORIES).toContain(also);
  expect(said.confidence).toBeGreaterThanOrEqual(0);
  expect(said.confidence).toBeLessThanOrEqual(1);
  expect([null, 'stated', 'implied']).toContain(said.stated);
  if (said.period !== null) expect(said.period).toMatch(/^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/);
  for (const amount of [said.btcSold, said.btcMined, said.btcHeldAfter, said.averagePriceUsd, said.proceedsUsd])
    if (amount !== null) {
      expect(Number.isFinite(amount)).toBe(true);
      expect(amount).toBeGreaterThanOrEqual(0);
    }
  for (const { quote, start, end } of said.evidence) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    expect(text.slice(start, end)).toBe(quote);
    expect(quote.length).toBeLessThanOrEqual(300);
  }
}

describe('whatever a text is', () => {
  it('it is understood, and every answer is sound', () => {
    fc.assert(
      fc.property(anyText, anyOutside, (text, outside) => expectSound(text, outside)),
      { numRuns: 600 },
    );
  });

  it('the same text has the same answer', () => {
    fc.assert(
      fc.property(prose, anyOutside, (text, outside) => {
        const first = understood(text, outside);
        understood('In March 2026 Riot sold 5 bitcoin from its treasury.', NEWS);
        expect(understood(text, outside)).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });

  it('without a word of bitcoin it wakes nobody', () => {
    const other = fc.constantFrom(
      ...'MARA the company it we sold sell sale may will not shares miners notes power $5 million 1,234 71 %'.split(
        ' ',
      ),
      ...'in March 2026 quarter its site facility stake GPU lease debt loan offering . , ; \n'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(other, { maxLength: 120 }), fc.constantFrom(RELEASE, NEWS), (words, outside) => {
        const said = understood(words.join(' '), outside);
        expect({ text: words.join(' '), loud: isLoud(said) }).toMatchObject({ loud: false });
        expect(said.btcSold ?? 0).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('whoever is woken is shown the words', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom(RELEASE, NEWS, { ...RELEASE, form: '10-K' }), (text, outside) => {
        const said = understood(text, outside);
        if (isLoud(said)) expect(said.evidence).not.toEqual([]);
        if (said.alertClass !== 'none') expect(said.reasons).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('no number of coins is told that does not stand in it', () => {
    const values = new Set([0, 1_234, 12.5, 3, 3_000, 5, 71, 2_026]);
    fc.assert(
      fc.property(prose, (text) => {
        const { btcSold, btcMined, btcHeldAfter } = understood(text);
        for (const btc of [btcSold, btcMined, btcHeldAfter])
          if (btc !== null) expect({ text, btc, known: values.has(btc) }).toMatchObject({ known: true });
      }),
      { numRuns: 400 },
    );
  });

  it('of a company that is not on the list it wakes nobody', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(understood(text, { form: '8-K', issuer: 'Sequans Communications' }).alertClass).toBe('none');
        expect(understood(text, { form: 'news', issuer: 'industry' }).alertClass).toBe('none');
      }),
      { numRuns: 200 },
    );
  });

  it('what stands before and after a sale that has a page of its own does not hide it', () => {
    const filler = fc
      .array(fc.constantFrom('The fleet ran well.', 'Our sites are cool.', 'The team grew.'), { maxLength: 60 })
      .map((sentences) => sentences.join(' '));
    const sale = 'In March 2026 MARA sold 3,000 bitcoin from its reserves.';
    fc.assert(
      fc.property(filler, filler, (before, after) => {
        const text = `${before}\n\n${sale}\n\n${after}`;
        const said = understood(text);
        expect(said).toMatchObject({ alertClass: 'b_reserve_sale', btcSold: 3_000, period: '2026-03' });
        expect(said.evidence[0]?.quote).toBe(sale);
        expect(said.evidence[0]?.start).toBe(text.indexOf(sale));
      }),
      { numRuns: 100 },
    );
  });

  it('a number that is sold is the number that is told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 50_000 }), fc.integer({ min: 1, max: 9 }), (whole, tenth) => {
        for (const btc of [whole, whole + tenth / 10]) {
          const written = btc.toLocaleString('en-US');
          const said = understood(`In March 2026 MARA sold ${written} bitcoin from its reserves.`);
          expect(said).toMatchObject({ alertClass: 'b_reserve_sale', btcSold: btc });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('more than 110 % of what was mined is of reserves, and less than all of it of production', () => {
    const coins = fc.integer({ min: 20, max: 5_000 });
    fc.assert(
      fc.property(coins, coins, (mined, sold) => {
        const { alertClass } = understood(`In March 2026 MARA mined ${mined} bitcoin and sold ${sold} bitcoin.`);
        if (sold > mined * 1.1) expect(alertClass).toBe('b_reserve_sale');
        else expect(alertClass).toBe('c_production');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a text that was cut off', () => {
  const whole =
    'MARA Announces Repurchases of Its Notes\n\nBetween March 4 and March 25, 2026, MARA sold 15,133 bitcoin at an ' +
    'average price of $72,690 per bitcoin for proceeds of about $1.1 billion. It mined 690 bitcoin in March 2026 and ' +
    'held 38,689 bitcoin at March 25, 2026.\n';
  const stated = {
    btcSold: [null, 15_133],
    btcMined: [null, 690],
    btcHeldAfter: [null, 38_689],
    averagePriceUsd: [null, 72_690],
    proceedsUsd: [null, 1_100_000_000],
  } as const;

  it('has no number that the whole does not have, wherever it was cut at a word', () => {
    for (const { index } of whole.matchAll(/\s|$/g)) {
      const said = understood(whole.slice(0, index));
      for (const [name, values] of Object.entries(stated))
        expect({ index, name, ok: values.includes(said[name as keyof typeof stated] as never) }).toMatchObject({
          ok: true,
        });
    }
  });

  it('is understood wherever it was cut, and between the halves of a sign', () => {
    const signs = `💰${whole}💰`;
    for (let end = 0; end <= signs.length; end += 7) expectSound(signs.slice(0, end), RELEASE);
    expectSound(signs.slice(1, -1), RELEASE);
  });

  it.each([
    [
      'a page that blocks',
      'Your Request Originates from an Undeclared Automated Tool. Request Rate Threshold Exceeded.',
    ],
    ['a page that is gone', '404 Not Found'],
    ['nothing', ''],
    [
      'a picture',
      '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n4 0 obj <</Filter/FlateDecode/Length 3000>> stream x\u009c\u00ed',
    ],
    ['another charset', 'MARA Holdings \ufffd\ufffd\ufffd sold \ufffd\ufffd 3'],
  ])('or is no text at all wakes nobody: %s', (_, text) => {
    expect(understood(text)).toMatchObject({ alertClass: 'none', btcSold: null, btcMined: null, btcHeldAfter: null });
  });
});

describe('what would choke a careless pattern', () => {
  const MANY = 50_000;
  it.each([
    ['one word, 200 KB of it', 'bitcoin '.repeat(25_000)],
    ['blanks', ' '.repeat(MANY)],
    ['line ends', '\n'.repeat(MANY)],
    ['digits', '7'.repeat(MANY)],
    ['commas', ','.repeat(MANY)],
    ['groups of three', `1${',234'.repeat(MANY / 4)} bitcoin`],
    ['sold', 'sold '.repeat(MANY / 5)],
    ['sold and a number', 'sold 1 '.repeat(MANY / 7)],
    ['sold bitcoin in one sentence', 'sold 5 bitcoin and '.repeat(3_000)],
    ['may sell', 'may sell bitcoin '.repeat(3_000)],
    ['not', `${'not '.repeat(12_000)} sold bitcoin.`],
    ['bars', 'Bitcoin sold | '.repeat(4_000)],
    ['rows', 'Bitcoin Sold | 5 | 6\n'.repeat(3_000)],
    ['brackets', '('.repeat(MANY)],
    ['quotation marks', '“'.repeat(MANY)],
    ['money', '$5 million '.repeat(5_000)],
    ['months', 'March 2026 '.repeat(5_000)],
    ['names', 'MARA Holdings, Riot Platforms '.repeat(2_000)],
    ['half surrogates', '\ud83d'.repeat(MANY)],
    ['signs of two units', '💰'.repeat(20_000)],
    ['marks that turn the direction', '\u202e'.repeat(MANY)],
    ['NUL', '\0'.repeat(MANY)],
    ['capitals', 'MARA SOLD BITCOIN '.repeat(3_000)],
    ['a letter', 'a'.repeat(200_000)],
    ['points', '. '.repeat(MANY / 2)],
  ])('%s', (_, text) => {
    expectSound(text, RELEASE);
    expectSound(text, { ...NEWS, title: text.slice(0, 2_000) });
  });
});
