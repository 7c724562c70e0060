import * as z from 'zod';
import { companyByCik } from '../filings/watchlist.ts';
import type { Day } from '../units/time.ts';
import { endOf } from './age.ts';
import type { Month, Scope } from './figure.ts';
import file from './operating.json' with { type: 'json' };
import { FIGURES } from './panel.ts';
import { sourceShape } from './source.ts';

/** The day, or the month where its page tells no day. */
const publishedShape = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/)
  .transform((text) => text as Day | Month);

const SCOPES = ['own-sites', 'average', 'direct'] as const satisfies readonly Scope[];

export const operatingShape = z
  .array(
    z
      .strictObject({
        cik: z.int().positive(),
        figure: z.enum(FIGURES),
        value: z.number().positive(),
        period: z.string(),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .exactOptional(),
        scope: z.enum(SCOPES).exactOptional(),
        source: sourceShape.extend({ publishedOn: publishedShape }),
      })
      .superRefine(({ cik, period, source }, context) => {
        const wrong = (message: string) => context.addIssue({ code: 'custom', message });
        if (companyByCik(cik) === undefined) wrong(`${cik} is nobody on the watchlist`);
        const end = endOf(period);
        // A month may be told of while it runs: what a fleet is then, it is on that day.
        const from = /^\d{4}-\d{2}$/.test(period) ? period : end?.slice(0, 7);
        if (from === undefined) wrong(`${period} is no period: like 2026-02, 2026-Q1, 2025 or 2025-12-31`);
        else if (source.publishedOn.slice(0, 7) < from) wrong(`${period} was told before it was over`);
      }),
  )
  .superRefine((entries, context) => {
    const keys = entries.map(({ cik, figure, period, scope, source }) =>
      [cik, figure, period, scope, source.url].join(' '),
    );
    for (const key of keys.filter((one, i) => keys.indexOf(one) !== i))
      context.addIssue({ code: 'custom', message: `twice: ${key}` });
  });
export type Operating = z.output<typeof operatingShape>[number];

/**
 * What no filing that we read says: how fast, how efficient, at which power price and at which cost, by who published it.
 * `operating.json` is edited by hand, one entry for each number. Points only: of a company of which a source says "74 to 81
 * thousand", or "more than 105", it has nothing.
 *
 * @throws {z.ZodError} naming the entry and the field; a test reads the file, so that a mistake never gets as far as a start.
 */
export const OPERATING: readonly Operating[] = operatingShape.parse(file);
