import * as z from 'zod';

/** `0001507605-26-000029`: the name of one filing, and the key of everything that follows from it. */
export type Accession = string & { readonly accession: unique symbol };

/**
 * Reads both spellings; EDGAR prints them with dashes in pages and without in paths.
 * @throws {RangeError} when it is neither.
 */
export function accessionOf(text: string): Accession {
  const [, filer, year, sequence] = /^(\d{10})-?(\d{2})-?(\d{6})$/.exec(text.trim()) ?? [];
  if (filer === undefined) throw new RangeError(`not an accession number: ${text.slice(0, 40)}`);
  return `${filer}-${year}-${sequence}` as Accession;
}

export const accessionShape = z.string().transform((text, context) => {
  try {
    return accessionOf(text);
  } catch {
    context.addIssue('not an accession number');
    return z.NEVER;
  }
});

/** Below the archive's base: `Archives/edgar/data/1507605/000150760526000029/`. */
export const folderOf = (cik: number, accession: Accession): string =>
  `Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}/`;

/** The page that lists a filing's documents with their types. */
export const indexOf = (cik: number, accession: Accession): string =>
  `${folderOf(cik, accession)}${accession}-index.htm`;
