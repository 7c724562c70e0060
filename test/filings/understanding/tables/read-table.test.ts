import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../functions/filings/document/read-html.ts';
import { readTable } from '../../../../functions/filings/understanding/tables/read-table.ts';
import { factsIn, table } from './facts.ts';

describe('a column', () => {
  it('is known by the date over it, wherever it stands', () => {
    const first = table(['', 'March 2026', 'February 2026'], ['Bitcoin sold', '212', '7']);
    const last = table(['', 'February 2026', 'March 2026'], ['Bitcoin sold', '7', '212']);
    expect(factsIn(first).toSorted()).toEqual(['sold 212 btc during 2026-03', 'sold 7 btc during 2026-02']);
    expect(factsIn(last).toSorted()).toEqual(factsIn(first).toSorted());
  });

  it('says the same in whatever order the months come', () => {
    const months = fc.shuffledSubarray(['January', 'February', 'March', 'October', 'December'], { minLength: 1 });
    fc.assert(
      fc.property(months, (heads) => {
        const page = table(['Metric', ...heads.map((month) => `${month} 2025`)], ['BTC sold', ...heads.map(soldIn)]);
        const said = heads.map((month) => `sold ${soldIn(month)} btc during 2025-${numberOf[month]}`);
        expect(factsIn(page).toSorted()).toEqual(said.toSorted());
      }),
    );
  });

  it('may be two wide, for signs of money and what closes a bracket', () => {
    const page = table(
      ['', '3×March 2026', '3×February 2026'],
      ['Bitcoin sold', '', '212', '', '', '(7', ')'],
      ['Average price of bitcoin sold', '$', '87,000', '', '$', '80,000', ''],
    );
    expect(factsIn(page)).toEqual([
      'sold 212 btc during 2026-03',
      'sold 7 btc during 2026-02',
      'price 87000 USD during 2026-03',
      'price 80000 USD during 2026-02',
    ]);
  });

  it('under a head of two lines has both', () => {
    const page = table(['', '2×Three Months Ended March 31,'], ['', '2026', '2025'], ['Bitcoin sold', '5', '6']);
    expect(factsIn(page)).toEqual(['sold 5 btc during 2026-Q1', 'sold 6 btc during 2025-Q1']);
  });

  it('of per cent, or of a change, is no number of coins', () => {
    expect(factsIn(table(['', 'March 2026', 'Change'], ['Bitcoin sold', '212', '5 %']))).toEqual([
      'sold 212 btc during 2026-03',
    ]);
  });

  it('of another coin, or of shares, says nothing of bitcoin', () => {
    expect(factsIn(table(['', 'ETH', 'BTC'], ['Sold', '212', '5']))).toEqual(['sold 5 btc']);
    expect(factsIn(table(['', 'Warrants'], ['Sold', '212']))).toEqual([]);
  });

  it('that has a head of its own further down goes by that one from there', () => {
    const page = table(['', 'March 2026'], ['BTC sold', '212'], ['', 'February 2026'], ['BTC sold', '7']);
    expect(factsIn(page)).toEqual(['sold 212 btc during 2026-03', 'sold 7 btc during 2026-02']);
  });

  it('is not made up where no head tells: the values are doubted', () => {
    expect(factsIn(table(['Bitcoin sold', '212', '7']))).toEqual(['sold 212 btc ?', 'sold 7 btc ?']);
    expect(factsIn(table(['Bitcoin sold', '212']))).toEqual(['sold 212 btc']);
  });

  it('below a whole page that was set as one table has its own head', () => {
    const prose = Array.from({ length: 300 }, (_, i) => [`In January 2019 the risk ${i} was small`, 'and it is']);
    expect(factsIn(table(...prose, ['', 'March 2026'], ['Bitcoin sold', '212']))).toEqual([
      'sold 212 btc during 2026-03',
    ]);
  });
});

const numberOf: Readonly<Record<string, string>> = {
  January: '01',
  February: '02',
  March: '03',
  October: '10',
  December: '12',
};
const soldIn = (month: string): string => String(month.length * 11);

describe('money', () => {
  it.each([
    ['a sign beside it', ['Proceeds from sale of bitcoin', '$', '9,500'], 'proceeds 9500 USD'],
    ['a sign before it', ['Proceeds from sale of bitcoin', '$9,500'], 'proceeds 9500 USD'],
    ['its own scale', ['Proceeds from sale of bitcoin', '$9.5 million'], 'proceeds 9500000 USD'],
    ['a scale in its label', ['Proceeds from sale of bitcoin (in thousands)', '$9,500'], 'proceeds 9500000 USD'],
    ['another currency', ['Proceeds from sale of bitcoin', 'C$9,500'], 'proceeds 9500 CAD'],
    ['no sign, and a label that tells', ['Proceeds from sale of bitcoin', '9,500'], 'proceeds 9500 USD'],
    ['a label of coins, and a sign', ['Bitcoin sold', '$9,500'], 'proceeds 9500 USD'],
    ['no part in what was sold', ['Proceeds from sale of shares', '$9,500'], undefined],
    ['only what is held to say', ['Bitcoin held', '$9,500'], undefined],
  ])('has %s', (_, row, expected) => {
    expect(factsIn(table(row))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('is scaled by what stands over the table, coins and prices are not', () => {
    const page = table(
      ['', 'March 2026'],
      ['Proceeds from sale of bitcoin', '$9,500'],
      ['Average price per bitcoin sold', '$87,000'],
      ['Number of bitcoin sold', '109'],
    );
    expect(factsIn(`<p>(in thousands)</p>${page}`)).toEqual([
      'proceeds 9500000 USD during 2026-03',
      'price 87000 USD during 2026-03',
      'sold 109 btc during 2026-03',
    ]);
  });

  it('is all that a balance sheet has, but for what is called a number', () => {
    const rows = [
      'Cash and cash equivalents',
      'Accounts payable',
      'Goodwill',
      'Bitcoin held',
      'Number of bitcoin held',
    ];
    expect(factsIn(table(['', 'March 2026'], ...rows.map((label, i) => [label, `${i + 5}`])))).toEqual([
      'held 9 btc during 2026-03',
    ]);
  });
});

describe('a roll-forward', () => {
  const rows = [
    ['Balance at January 1, 2026', '100', '$9,000'],
    ['Bitcoin mined', '20', '1,800'],
    ['Bitcoin sold', '(50)', '(4,500)'],
    ['Balance at March 31, 2026', '70', '$6,300'],
  ];

  it('is from one balance to the next, and has coins and dollars each in their column', () => {
    expect(factsIn(table(['', 'Quantity', 'Fair value'], ...rows))).toEqual([
      'opening 100 btc at 2026-Q1',
      'mined 20 btc during 2026-Q1',
      'sold 50 btc during 2026-Q1',
      'proceeds 4500 USD during 2026-Q1',
      'held 70 btc at 2026-Q1',
    ]);
  });

  it('of warrants is none', () => {
    const warrants = [
      ['Balance at January 1, 2026', '100'],
      ['Exercised', '20'],
      ['Balance at March 31, 2026', '80'],
    ];
    expect(factsIn(table(['', 'Warrants'], ...warrants))).toEqual([]);
  });
});

describe('a number', () => {
  it('that nobody can hold counts something else', () => {
    expect(factsIn(table(['', 'March 2026'], ['Bitcoin sold', '5,000,000']))).toEqual([]);
  });

  it('without is a dash, and says none', () => {
    expect(factsIn(table(['', 'March 2026'], ['Bitcoin sold', '—']))).toEqual(['sold 0 btc during 2026-03']);
  });

  it('with the mark of a footnote is the number', () => {
    expect(factsIn(table(['', 'March 2026'], ['Bitcoin sold (1)', '10,019 (2)']))).toEqual([
      'sold 10019 btc during 2026-03',
    ]);
  });

  it('is quoted with its row', () => {
    const clean = readHtml(table(['', 'March 2026', 'May 2026'], ['Bitcoin sold', '212', '7']));
    const facts = clean.tables.flatMap((one) => readTable(clean, one, 'point', {}));
    expect(facts.map(({ start, end }) => clean.text.slice(start, end))).toEqual([
      'Bitcoin sold | 212',
      'Bitcoin sold | 212 | 7',
    ]);
  });
});

describe('a table turned on its side', () => {
  const rows = [
    ['Month', 'Bitcoin mined', 'Bitcoin sold', 'Average price of bitcoin sold', 'Change'],
    ['January 2026', '124', '117', '$90,000', '4 %'],
    ['February 2026', '100', '90', '$80,000', '5 %'],
    ['Total', '224', '207', '', ''],
  ];
  const expected = [
    'mined 124 btc during 2026-01',
    'sold 117 btc during 2026-01',
    'price 90000 USD during 2026-01',
    'mined 100 btc during 2026-02',
    'sold 90 btc during 2026-02',
    'price 80000 USD during 2026-02',
  ];

  it('has a month to a row, and a total that is no month', () => {
    expect(factsIn(table(...rows))).toEqual(expected);
  });

  it('is read as well where it was drawn with text', () => {
    const drawn = rows.slice(0, 3).map((cells) => cells.slice(0, 4).join(' | '));
    expect(factsIn(drawn.join('\n'))).toEqual(expected);
  });
});

describe('a table drawn with text', () => {
  it('says what the same table says in a page', () => {
    const rows = [
      ['Metric', 'March 2026', 'February 2026'],
      ['Bitcoin sold', '212', '7'],
      ['Bitcoin mined', '700', '650'],
      ['Bitcoin held', '10,019', '9,531'],
    ];
    expect(factsIn(rows.map((cells) => cells.join(' | ')).join('\n'))).toEqual(factsIn(table(...rows)));
    expect(factsIn(rows.map((cells) => cells.join('\n')).join('\n'))).toEqual(factsIn(table(...rows)));
  });
});

describe('a table made to keep its reader busy', () => {
  it.each([
    ['a row of very many cells', `<table><tr>${'<td>1'.repeat(100_000)}`],
    ['a head of very many rows', `<table>${'<tr><td>ab<td>cd'.repeat(50_000)}${'<tr><td>x<td>1'.repeat(200)}`],
    ['a very long head', `<table><tr><td>${'May 2026 '.repeat(50_000)}<td>b<tr><td>Bitcoin sold<td>1`],
    ['a very long label', `<table><tr><td>${'sold bitcoin '.repeat(50_000)}<td>1`],
    ['very many parts', `<table>${'<tr><td><td>May 2026<tr><td>x<td>1'.repeat(10_000)}`],
  ])('by %s comes to an end', (_, page) => {
    for (const fact of factsIn(page)) expect(fact).toMatch(/^\w+ \d+ /);
  });
});
