import { describe, expect, it } from 'vitest';
import { isDate, isSign, isUnit, isValue } from '../../../functions/filings/document/cells.ts';
import { findFusedTables } from '../../../functions/filings/document/fused-tables.ts';
import { HtmlReader, LIMITS, readHtml } from '../../../functions/filings/document/read-html.ts';
import { findTables } from '../../../functions/filings/document/text-tables.ts';

/** Reads it as it would come, and lets go when the reader has enough. */
function readUpTo(megabytes: number, piece: string) {
  const reader = new HtmlReader();
  let sent = 0;
  for (; sent < megabytes * 1_000_000 && !reader.isFull; sent += piece.length) reader.write(piece);
  return { ...reader.end(), sent };
}

describe('a document without end', () => {
  it.each([
    ['tables in tables', '<table><tr><td>', /nested deeper than 10000 elements/],
    ['tables in tables with words in them', '<table><tr><td>a</td><td>b', /nested deeper than 10000 elements/],
    ['elements that are never ended', '<font size=2>a ', /nested deeper than 10000 elements/],
    ['tables one behind the other', '<table><tr><td>sold<td>1</table>', /first 500000 cells/],
    ['rows that say nothing', `<tr><td>${' '.repeat(200)}<td>`, /first 24000000 characters were read/],
    ['cells of one row', '<td>sold 1,000 bitcoin', /first 6000000 characters of text/],
    ['words', 'word '.repeat(1_000), /first 6000000 characters of text/],
    ['one word', 'x'.repeat(5_000), /first 6000000 characters of text/],
    ['what nobody sees', `<p hidden>${'x'.repeat(5_000)}</p>`, /first 24000000 characters were read/],
    ['a tag', 'a="b" '.repeat(1_000), /characters/],
  ])('of %s is read to a limit, and says to which', (_, piece, why) => {
    const { cut, text, sent } = readUpTo(50, piece);
    expect(cut).toMatch(why);
    expect(text.length).toBeLessThan(LIMITS.textCharacters + 70_000);
    expect(sent).toBeLessThan(LIMITS.sourceCharacters + 70_000);
  });

  it('of which a comment, a tag or a script never ends is bounded as well', () => {
    for (const opening of ['<!--', '<a ', '<script>', '<style>', '<![CDATA[', '<p title="']) {
      const reader = new HtmlReader();
      reader.write(`<p>seen</p>${opening}`);
      for (let i = 0; i < 50 && !reader.isFull; i++) reader.write('x '.repeat(500_000));
      expect(reader.isFull).toBe(true);
      expect(reader.end().text.startsWith('seen')).toBe(true);
    }
  });

  it('whose ends must be looked for far up is let go, and what was read of it is kept', () => {
    const { cut, text } = readHtml(`<p>sold</p>${'<b>'.repeat(9_000)}${'</a>'.repeat(200_000)}`);
    expect(cut).toContain('too deep');
    expect(text).toBe('sold');
  });

  it('has its tables closed where it was let go', () => {
    const { tables, text } = readHtml(`<table><tr><td>sold<td>${'<b>'.repeat(20_000)}`);
    expect(tables.map(({ rows }) => rows.length)).toEqual([1]);
    expect(text).toBe('sold');
  });

  it('takes nothing more once it is full', () => {
    const reader = new HtmlReader();
    reader.write('<b>'.repeat(20_000));
    reader.write('<p>later</p>');
    expect(reader.end().text).toBe('');
  });
});

describe('tables in tables', () => {
  const nested = (depth: number) => readHtml(`${'<table><tr><td>a'.repeat(depth)}${'</table>'.repeat(depth)}<p>after`);

  it('are read as deep as anybody sets them', () => {
    expect(nested(16).tables).toHaveLength(16);
  });

  it('deeper than that are text of the cell around them, and what follows is read', () => {
    const { tables, text, cut } = nested(40);
    expect(tables).toHaveLength(16);
    expect(text.match(/a\b/g)).toHaveLength(40);
    expect(text.endsWith('after')).toBe(true);
    expect(cut).toBeUndefined();
  });

  it('of which half are never ended leave no part of the document out', () => {
    const { text } = readHtml(`${'<table><tr><td>a'.repeat(40)}</table><p>after</p>`);
    expect(text.endsWith('after')).toBe(true);
  });
});

describe('an honest old filing', () => {
  it('that never ends its fonts is read whole', () => {
    const { cut, text } = readHtml('<font size="2"><p>sold 5.</p>'.repeat(5_000));
    expect(cut).toBeUndefined();
    expect(text.match(/sold/g)).toHaveLength(5_000);
  });
});

/** Each of these took minutes, or the stack, before it was bounded; here they only have to come to an end. */
describe('text made to keep its reader busy', () => {
  it.each([
    ['a long label before many values and something else', `Abcd ${'1  '.repeat(50)}zz`],
    ['values whose brackets may be shared out in many ways', `Abcd ${'5) '.repeat(50)}zz`],
    ['dashes that may be signs', `Abcd ${'- 5 '.repeat(38)}zz`],
    ['very many rows', 'Bitcoin sold 212 0\n'.repeat(30_000)],
    ['very many cells in a line', 'a | 1 | '.repeat(30_000)],
    ['very many tables', `Bitcoin sold 212 0 5\n${'word\n'.repeat(6)}`.repeat(5_000)],
    ['a hundred thousand bars', '|'.repeat(100_000)],
    ['a million blanks', `a${' '.repeat(1_000_000)}b`],
  ])('as a table: %s', (_, text) => {
    for (const { start, end, rows } of findTables(text)) {
      expect(end).toBeGreaterThan(start);
      expect(rows.length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['a head on every line', 'MetricJuly 2023June 2023July\nBitcoin Sold1,212–\n'.repeat(20_000), 20_000],
    [
      'digits that may be cut in more ways than anybody counts',
      `Metric${'July 2023'.repeat(14)}\nSold${'1'.repeat(60)}`,
      0,
    ],
    ['a line without end', 'MetricJuly 2023June 2023'.repeat(100_000), 0],
  ])('as cells that ran together: %s', (_, text, found) => {
    expect(findFusedTables(text)).toHaveLength(found);
  });

  it('as a mark of a footnote: blanks', () => {
    expect(readHtml(`1<sup>${' '.repeat(300_000)}word</sup>`).text).toBe('1 word');
  });

  it.each([
    ['blanks and digits', '1 '.repeat(500_000)],
    ['brackets', '('.repeat(500_000)],
    ['digits', '1'.repeat(500_000)],
    ['years', '2026'.repeat(200_000)],
  ])('as a cell: %s', (_, cell) => {
    expect([isValue(cell), isSign(cell), isUnit(cell), isDate(cell)]).toEqual([false, false, false, false]);
  });
});
