import { describe, expect, it } from 'vitest';
import { readSubmissions, submissionsPath } from '../../../functions/filings/edgar/submissions.ts';
import { Unreadable } from '../../../functions/kit/errors.ts';

const columns = (changes: object = {}) => ({
  accessionNumber: ['0001507605-26-000031', '0001507605-26-000029'],
  filingDate: ['2026-03-26', '2026-03-02'],
  reportDate: ['', '2026-03-02'],
  acceptanceDateTime: ['2026-03-26T08:30:12.000Z', '2026-03-02T21:08:44.000Z'],
  form: ['8-K', '10-K'],
  items: ['7.01,9.01', ''],
  size: [1, 2],
  primaryDocument: ['a.htm', 'b.htm'],
  ...changes,
});
const file = (recent: unknown = columns(), more: object = {}): string =>
  JSON.stringify({
    cik: '0001507605',
    name: 'MARA Holdings, Inc.',
    tickers: ['MARA'],
    filings: { recent, files: [] },
    ...more,
  });

describe('a company’s own list', () => {
  it('is asked for by its number in ten digits', () => {
    expect(submissionsPath(64463)).toBe('submissions/CIK0000064463.json');
  });

  it('is read column by column, newest first', () => {
    expect(readSubmissions(file())).toEqual({
      cik: 1507605,
      name: 'MARA Holdings, Inc.',
      odd: 0,
      filings: [
        {
          accession: '0001507605-26-000031',
          ciks: [1507605],
          form: '8-K',
          filedOn: '2026-03-26',
          items: ['7.01', '9.01'],
        },
        { accession: '0001507605-26-000029', ciks: [1507605], form: '10-K', filedOn: '2026-03-02', items: [] },
      ],
    });
  });

  it('does not have its times believed: their Z is true for some and New York’s time for others', () => {
    expect(readSubmissions(file()).filings.some((filing) => 'acceptedAt' in filing)).toBe(false);
    expect(readSubmissions(file(columns({ acceptanceDateTime: undefined }))).filings).toHaveLength(2);
  });

  it.each([['1507605'], [1507605], ['0001507605']])('may give its number as %j', (cik) => {
    expect(readSubmissions(file(columns(), { cik })).cik).toBe(1507605);
  });

  it.each([
    [',,', []],
    ['2.02,,9.01', ['2.02', '9.01']],
    [' 2.02', []],
  ])('may have odd items: %j', (items, expected) => {
    expect(readSubmissions(file(columns({ items: [items, ''] }))).filings[0]?.items).toEqual(expected);
  });

  it.each([
    ['an accession number that is none', { accessionNumber: ['0001507605-26-000031', 'x'] }],
    ['a day that is none', { filingDate: ['2026-03-26', ''] }],
    ['no form', { form: ['8-K', ''] }],
    ['nothing where a word should be', { form: ['8-K', null] }],
  ])('with %s in a row loses that row, and says so', (_, changes) => {
    const { filings, odd } = readSubmissions(file(columns(changes)));
    expect(filings.map(({ accession }) => accession)).toEqual(['0001507605-26-000031']);
    expect(odd).toBe(1);
  });

  it.each([
    ['a column shorter than the others', file(columns({ form: ['8-K'] }))],
    ['a column longer than the others', file(columns({ items: ['', '', ''] }))],
    ['a column missing', file(columns({ form: undefined }))],
    ['no columns', JSON.stringify({ cik: 1, name: 'x', filings: {} })],
    ['the columns alone, as in its older files', JSON.stringify(columns())],
    ['a page', '<html></html>'],
    ['nothing', ''],
    ['half of it', file().slice(0, 200)],
  ])('of another shape is refused: %s', (_, json) => {
    expect(() => readSubmissions(json)).toThrow(Unreadable);
  });

  it('of a company that has filed nothing is empty', () => {
    const empty = { accessionNumber: [], filingDate: [], form: [], items: [] };
    expect(readSubmissions(file(empty))).toMatchObject({ filings: [], odd: 0 });
  });
});
