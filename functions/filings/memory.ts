import * as z from 'zod';
import { instantShape } from '../units/time.ts';
import { accessionShape } from './accession.ts';
import { ANNOUNCEMENT_CLASSES } from './announcement.ts';
import { stretchShape } from './understanding/stretches.ts';

/** Where something was read. */
export const sourceShape = z.object({
  accession: accessionShape,
  form: z.string(),
  filedOn: z.iso.date(),
  url: z.string(),
});
export type Source = z.output<typeof sourceShape>;

const coins = z.number().nonnegative();
const factShape = z.object({ value: coins, from: sourceShape, implied: z.boolean().default(false) });
export type Fact = z.output<typeof factShape>;

/** What a company said of one period; each number has a source of its own. */
export const periodFactsShape = z.object({
  period: z.string(),
  sold: factShape.optional(),
  mined: factShape.optional(),
  held: factShape.optional(),
  pledged: factShape.optional(),
  bought: factShape.optional(),
  averagePriceUsd: factShape.optional(),
  proceedsUsd: factShape.optional(),
});
export type PeriodFacts = z.output<typeof periodFactsShape>;
export type FactName = Exclude<keyof PeriodFacts, 'period'>;

/** What it said of days that it named itself; beside the periods, since weeks are parts of no month. */
const saidOfDaysShape = stretchShape.extend({ source: sourceShape });
export type SaidOfDays = z.output<typeof saidOfDaysShape>;

const policyShape = z.object({
  scope: z.enum(['reserve', 'production', 'hold']),
  step: z.enum(['permission', 'plan', 'hold']),
  quote: z.string().max(300),
  from: sourceShape,
});
export type Policy = z.output<typeof policyShape>;

/** What subscribers were told, so that a repetition is known and a contradiction corrected. */
/** One wording of an event: from which filing, when, and with which number. */
export const versionShape = z.object({
  class: z.enum(ANNOUNCEMENT_CLASSES),
  accession: accessionShape,
  at: instantShape,
  btcSold: coins.optional(),
});
const toldShape = versionShape.extend({
  event: z.string(),
  filedOn: z.iso.date(),
  form: z.string(),
  /** Key of the notice that told it first; corrections answer to it. */
  notice: z.string(),
  /** What was told before, where this is a correction. */
  corrects: versionShape.optional(),
  /** Filings that said it again. */
  again: z.array(accessionShape).default([]),
});
export type Told = z.output<typeof toldShape>;
export type Version = z.output<typeof versionShape>;

export const companyMemoryShape = z.object({
  v: z.literal(1),
  cik: z.int().positive(),
  /** Grows with every write; a writer must have seen the current one. */
  version: z.int().nonnegative(),
  /** Newest first, of all lengths. */
  periods: z.array(periodFactsShape),
  /** Newest first. */
  stretches: z.array(saidOfDaysShape).default([]),
  /** Newest first. */
  policies: z.array(policyShape),
  /** Newest first. */
  told: z.array(toldShape),
});
export type CompanyMemory = z.output<typeof companyMemoryShape>;

export const nothingKnown = (cik: number): CompanyMemory => ({
  v: 1,
  cik,
  version: 0,
  periods: [],
  stretches: [],
  policies: [],
  told: [],
});

/**
 * Five years of months, quarters and years; a year and a half of weeks; two dozen changes of mind. One item of a table
 * holds 400 KB; filled to the brim this is 350.
 */
export const KEPT = { periods: 100, stretches: 80, policies: 24, told: 100 } as const;

/** What companies have said, by company. */
export interface Memory {
  recall(cik: number): Promise<CompanyMemory>;
  /** @returns whether it was kept; false means that somebody else was first, and must be read again. */
  keep(seen: CompanyMemory, next: CompanyMemory): Promise<boolean>;
}
