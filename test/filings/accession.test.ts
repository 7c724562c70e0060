import { describe, expect, it } from 'vitest';
import { accessionOf, accessionShape, folderOf, indexOf } from '../../functions/filings/accession.ts';

describe('an accession number', () => {
  it.each(['0001507605-26-000029', '000150760526000029', ' 0001507605-26-000029\n'])(
    'is one in every spelling: %j',
    (text) => {
      expect(accessionOf(text)).toBe('0001507605-26-000029');
    },
  );

  it.each([
    '',
    '1507605-26-29',
    '0001507605-26-00002',
    '0001507605-26-0000299',
    '0001507605/26/000029',
    'x'.repeat(1_000),
  ])('is not %j', (text) => {
    expect(() => accessionOf(text)).toThrow(RangeError);
    expect(accessionShape.safeParse(text).success).toBe(false);
  });

  it('says which text was none, and no more of it than is needed', () => {
    expect(() => accessionOf('x'.repeat(1_000))).toThrow(/^not an accession number: x{40}$/);
  });

  it('leads to its folder and to the page that lists it, under a company without leading zeros', () => {
    const accession = accessionOf('0001193125-26-000029');
    expect(folderOf(1507605, accession)).toBe('Archives/edgar/data/1507605/000119312526000029/');
    expect(indexOf(1507605, accession)).toBe(
      'Archives/edgar/data/1507605/000119312526000029/0001193125-26-000029-index.htm',
    );
  });
});
