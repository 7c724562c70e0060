import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { WorldTagged } from '../loopback/edgar-world.ts';

const row = z.object({
  cik: z.coerce.number().int().positive(),
  entity: z.string().min(1),
  tag: z.string().min(1),
  unit: z.string().min(1),
  start: z.iso.date(),
  end: z.iso.date(),
  value: z.coerce.number(),
  form: z.string().min(1),
  filed: z.iso.date(),
});

/** What two listed miners tagged of their results; README.md says where each figure is from, and what is not real in it. */
export function recordedTagged(): WorldTagged[] {
  const rows = z.array(row).parse(parse(readFileSync(new URL('tagged.csv', import.meta.url)), { columns: true }));
  const reports = [...new Set(rows.map(reportOf))];
  return rows.map((fact) => ({ ...fact, taxonomy: 'us-gaap', accession: accessionOf(fact, reports) }));
}

type Row = z.output<typeof row>;
const reportOf = ({ cik, form, filed }: Row): string => `${cik} ${form} ${filed}`;

/** A filer's own number, and a sequence that no real filing of the year has. */
const accessionOf = (fact: Row, reports: readonly string[]): string =>
  `${String(fact.cik).padStart(10, '0')}-${fact.filed.slice(2, 4)}-98${String(reports.indexOf(reportOf(fact))).padStart(4, '0')}`;
