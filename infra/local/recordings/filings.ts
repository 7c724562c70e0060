import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { EdgarWorld, WorldFiling } from '../loopback/edgar-world.ts';
import { recordedTagged } from './tagged.ts';

const shape = z.array(
  z.object({
    cik: z.int().positive(),
    company: z.string(),
    form: z.string(),
    items: z.array(z.string()),
    acceptedAt: z.iso.datetime().transform((text) => new Date(text)),
    documents: z.array(z.object({ type: z.string(), file: z.string() })).min(1),
  }),
);

/** What listed miners filed around the recorded months, in words of our own; README.md says what is real in it. */
export function recordedFilings(): WorldFiling[] {
  return shape.parse(JSON.parse(read('filings.json'))).map(({ documents, ...filing }, i) => ({
    ...filing,
    // A filer's own number, and a sequence that no real filing of the year has.
    accession: `${String(filing.cik).padStart(10, '0')}-26-9${String(i).padStart(5, '0')}`,
    documents: documents.map(({ type, file }) => ({ type, name: file, body: read(file) })),
  }));
}

const read = (name: string): string => readFileSync(new URL(`filings/${name}`, import.meta.url), 'utf8');

/** The SEC as it was, at a moving present. */
export const recordedEdgar = (now: () => Date): EdgarWorld => ({
  now,
  filings: recordedFilings(),
  tagged: recordedTagged(),
});
