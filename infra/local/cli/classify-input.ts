import * as z from 'zod';
import type { CleanText } from '../../../functions/filings/document/clean.ts';
import { readHtml } from '../../../functions/filings/document/read-html.ts';
import { understand } from '../../../functions/filings/understanding/understand.ts';
import type { Understanding } from '../../../functions/filings/understanding/understanding.ts';

const text = z.string('must be a text').nullish();

/** One line of the input. Everything but the text itself may be missing. */
export const inputShape = z
  .object(
    {
      id: z.union([z.string(), z.number()], 'must be a text or a number').nullish(),
      form: text,
      issuer: text,
      ticker: text,
      date: text,
      title: text,
      text,
      html: text,
    },
    'must be an object',
  )
  .refine(({ text, html }) => typeof text === 'string' || typeof html === 'string', 'needs a "text" or an "html"');
export type Input = z.output<typeof inputShape>;

export type Answer = { id: string | number | null } & Understanding & { cleanText?: string };

/** What one text says. Offsets are into the given `text`, or into the returned `cleanText`. */
export function classify(input: Input): Answer {
  const { id = null, form, issuer, ticker, date, title, text, html } = input;
  const clean = typeof text === 'string' ? plain(text) : readHtml(html ?? '');
  const context = Object.fromEntries(
    Object.entries({ form, issuer, ticker, date, title }).filter(
      ([, value]) => typeof value === 'string' && value !== '',
    ),
  );
  const understanding = understand({ ...context, clean });
  return { id, ...inOrder(understanding), ...(typeof text === 'string' ? {} : { cleanText: clean.text }) };
}

const plain = (whole: string): CleanText => ({ text: whole, tables: [], sourceOf: (offset) => offset });

/** The order of the fields is part of what was promised. */
const inOrder = (u: Understanding): Understanding => ({
  category: u.category,
  also: u.also,
  alertClass: u.alertClass,
  btcSold: u.btcSold,
  btcMined: u.btcMined,
  btcHeldAfter: u.btcHeldAfter,
  averagePriceUsd: u.averagePriceUsd,
  proceedsUsd: u.proceedsUsd,
  period: u.period,
  stated: u.stated,
  confidence: u.confidence,
  reasons: u.reasons,
  evidence: u.evidence,
});
