import * as z from 'zod';
import { Unreadable } from '../../kit/errors.ts';
import { parseJson } from '../../kit/http.ts';
import { accessionShape } from '../accession.ts';
import type { Listed } from './current.ts';

/** Columns that we read; EDGAR has a dozen more, and adds to them. */
const columns = z.object({
  accessionNumber: z.array(z.unknown()),
  filingDate: z.array(z.unknown()),
  form: z.array(z.unknown()),
  items: z.array(z.unknown()),
});
const shape = z.object({
  cik: z.union([z.string(), z.number()]).transform(Number),
  name: z.string(),
  filings: z.object({ recent: columns }),
});
const rowShape = z.object({
  accession: accessionShape,
  filedOn: z.iso.date(),
  form: z.string().min(1),
  items: z.string(),
});

/**
 * A company as EDGAR knows it, with its filings, newest first.
 * @property odd rows that could not be read: they must not hide the others, and must not be passed over in silence.
 */
export type Submissions = { cik: number; name: string; filings: readonly Listed[]; odd: number };

export const submissionsPath = (cik: number): string => `submissions/CIK${String(cik).padStart(10, '0')}.json`;

/**
 * Reads a company's list of filings: a thousand of them, or a year's.
 *
 * Its `acceptanceDateTime` ends in a Z that is true for some companies and New York's time for others, and changes
 * for one and the same filing, so it is not read at all. @throws {Unreadable} another shape, or columns of unequal
 * length: nobody knows then which belong together.
 */
export function readSubmissions(json: string): Submissions {
  const { cik, name, filings } = parseJson(json, shape, 'EDGAR’s submissions');
  const { accessionNumber, filingDate, form, items } = filings.recent;
  const lengths = [accessionNumber, filingDate, form, items].map((column) => column.length);
  if (new Set(lengths).size > 1) throw new Unreadable('EDGAR’s submissions: columns of unequal length', { lengths });
  const listed = accessionNumber.flatMap((accession, i): Listed[] => {
    const row = rowShape.safeParse({ accession, filedOn: filingDate[i], form: form[i], items: items[i] });
    if (!row.success) return [];
    return [{ ...row.data, ciks: [cik], items: row.data.items.split(',').filter((item) => /^\d\.\d{2}$/.test(item)) }];
  });
  return { cik, name, filings: listed, odd: accessionNumber.length - listed.length };
}
