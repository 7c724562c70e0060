import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ALERT_CLASSES, CATEGORIES } from '../../functions/filings/understanding/understanding.ts';
import { inputShape } from '../../infra/local/cli/classify-input.ts';

const amount = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** What a person who read the document says of it; an amount that the document does not state is null. */
const labelsShape = z.object({
  category: z.enum(CATEGORIES),
  also: z.array(z.enum(CATEGORIES)).default([]),
  alertClass: z
    .enum([...ALERT_CLASSES, 'none_aggregate'])
    .transform((kind) => (kind === 'none_aggregate' ? 'none' : kind)),
  btcSold: amount,
  btcMined: amount,
  btcHeldAfter: amount,
  averagePriceUsd: amount,
  proceedsUsd: amount,
  /** Why the person was not sure. */
  doubt: z.string().optional(),
});
export type Labels = z.output<typeof labelsShape>;

const documentShape = z.intersection(
  inputShape,
  z.object({ id: z.string(), labels: labelsShape, doubt: z.string().optional() }),
);
/** A document with its labels. */
export type Labelled = z.output<typeof documentShape>;

/** Whether the person who labelled it was sure. */
export const isFirm = ({ labels, doubt }: Labelled): boolean => labels.doubt === undefined && doubt === undefined;

/** What issue 4 counts as somebody else's words; everything else is an issuer's own text. */
export const isNews = ({ form }: Pick<Labelled, 'form'>): boolean => form === 'news';

/** Of real documents, half of the issuers' months: rules are written with the others before one's eyes. */
export function isHeldOut({ ticker, date }: Pick<Labelled, 'ticker' | 'date'>): boolean {
  const month = String(date ?? '').slice(0, 7);
  return createHash('sha1').update(`${ticker}|${month}`).digest()[2]! % 2 === 0;
}

/** The list by its ids, so that two figures can be known to be of the same documents. */
export const hashOf = (documents: readonly Labelled[]): string =>
  createHash('sha256')
    .update(
      documents
        .map(({ id }) => id)
        .sort()
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 12);

/**
 * Every document of a folder: `*.txt` with JSON in its first line and the text after it, or `*.json` with `text` or
 * `html` inside. @throws naming the file whose shape is wrong.
 */
export function documentsIn(folder: string): Labelled[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:txt|json)$/.test(name))
    .sort();
  return names.map((name) => {
    const content = readFileSync(join(folder, name), 'utf8');
    const end = name.endsWith('.txt') ? content.indexOf('\n') : content.length;
    const head = JSON.parse(content.slice(0, end)) as Record<string, unknown>;
    const parsed = documentShape.safeParse(name.endsWith('.txt') ? { ...head, text: content.slice(end + 1) } : head);
    if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
}

/** Own words, with the structure, figures and traps of real cases. */
export const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'announcements');
