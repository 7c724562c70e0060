import * as z from 'zod';
import { instantShape } from '../units/time.ts';
import { accessionShape } from './accession.ts';

/** A filing of a company on the list, as it travels from the list to whoever reads it. */
export const filingShape = z.object({
  accession: accessionShape,
  cik: z.int().positive(),
  /** `8-K`, `10-Q/A`. */
  form: z.string().max(16),
  /** Of an 8-K; none for foreign issuers. */
  items: z.array(z.string().max(8)).max(40),
  filedOn: z.iso.date(),
  /** When EDGAR accepted it, where a source could be believed. */
  acceptedAt: instantShape.optional(),
});
export type Filing = z.output<typeof filingShape>;

/**
 * Work for whoever reads filings: the body of a message on `filings`.
 *
 * `read`: these, which were listed together and are told together. `look`: whether a company has filed something,
 * because its press release says that it may. `tell`: what was gathered under this key, in one message.
 */
export const filingTaskShape = z.discriminatedUnion('do', [
  z.object({
    v: z.literal(1),
    do: z.literal('read'),
    filings: z.array(filingShape).min(1).max(10),
    /** When the first of them was listed; what takes too long to appear is given up by it. */
    listedAt: instantShape,
    /** How often something was missing so far. */
    tries: z.int().nonnegative().default(0),
    /** For memory only: it was filed before anybody listened. */
    quiet: z.boolean().default(false),
  }),
  z.object({
    v: z.literal(1),
    do: z.literal('look'),
    cik: z.int().positive(),
    /** The headline that made us look. */
    because: z.string().max(300),
    looks: z.int().nonnegative().default(0),
  }),
  z.object({ v: z.literal(1), do: z.literal('tell'), notice: z.string() }),
]);
export type FilingTask = z.output<typeof filingTaskShape>;
export type FilingTaskJson = z.input<typeof filingTaskShape>;

export const taskToJson = (task: FilingTask): FilingTaskJson => JSON.parse(JSON.stringify(task)) as FilingTaskJson;

/** What people open, wherever we ask: `path` is below the archive's root. */
export const addressOf = (path: string): string => `https://www.sec.gov/${path}`;
