import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import {
  addressOf,
  type Filing,
  type FilingTask,
  filingTaskShape,
  taskToJson,
} from '../../functions/filings/filing.ts';

const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const day = instant.map((at) => at.toISOString().slice(0, 10));
const filing: fc.Arbitrary<Filing> = fc
  .record(
    {
      accession: fc.tuple(digits(10), digits(2), digits(6)).map(([a, b, c]) => accessionOf(`${a}-${b}-${c}`)),
      cik: fc.integer({ min: 1, max: 9_999_999_999 }),
      form: fc.constantFrom('8-K', '8-K/A', '10-Q', '40-F/A'),
      items: fc.array(fc.constantFrom('2.02', '7.01', '8.01'), { maxLength: 5 }),
      filedOn: day,
      acceptedAt: instant,
    },
    { requiredKeys: ['accession', 'cik', 'form', 'items', 'filedOn'] },
  )
  .map((made) => made as Filing);
const task: fc.Arbitrary<FilingTask> = fc.oneof(
  fc.record({
    v: fc.constant(1 as const),
    do: fc.constant('read' as const),
    filings: fc.array(filing, { minLength: 1, maxLength: 10 }),
    listedAt: instant,
    tries: fc.nat(100),
    quiet: fc.boolean(),
  }),
  fc.record({
    v: fc.constant(1 as const),
    do: fc.constant('look' as const),
    cik: fc.integer({ min: 1, max: 9_999_999 }),
    because: fc.string({ maxLength: 300 }),
    looks: fc.nat(10),
  }),
  fc.record({ v: fc.constant(1 as const), do: fc.constant('tell' as const), notice: fc.string() }),
);

describe('a task', () => {
  it('is the same after its way through a queue', () => {
    fc.assert(
      fc.property(task, (given) => {
        expect(filingTaskShape.parse(JSON.parse(JSON.stringify(taskToJson(given))))).toEqual(given);
      }),
    );
  });

  it('that says no more than it must is loud, and the first try', () => {
    const listedAt = '2026-03-26T12:00:00.000Z';
    const one = { accession: '0001507605-26-000029', cik: 1507605, form: '8-K', items: [], filedOn: '2026-03-26' };
    expect(filingTaskShape.parse({ v: 1, do: 'read', filings: [one], listedAt })).toMatchObject({
      tries: 0,
      quiet: false,
    });
    expect(filingTaskShape.parse({ v: 1, do: 'look', cik: 1507605, because: 'a headline' })).toMatchObject({
      looks: 0,
    });
  });

  it.each([
    ['nothing to read', { v: 1, do: 'read', filings: [], listedAt: '2026-03-26T12:00:00.000Z' }],
    ['another version', { v: 2, do: 'tell', notice: 'n' }],
    ['something else to do', { v: 1, do: 'forget', notice: 'n' }],
  ])('with %s is refused', (_, given) => {
    expect(filingTaskShape.safeParse(given).success).toBe(false);
  });
});

it('people open what lies in the archive, wherever it was asked', () => {
  expect(addressOf('Archives/edgar/data/1/2/a.htm')).toBe('https://www.sec.gov/Archives/edgar/data/1/2/a.htm');
});
