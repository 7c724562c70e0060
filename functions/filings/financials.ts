import * as z from 'zod';
import { instantShape } from '../units/time.ts';
import { accessionShape } from './accession.ts';

/** What is read of a company's tagged reports. */
export const CONCEPTS = ['revenue', 'netResult', 'btcHeld', 'btcMined'] as const;
export type Concept = (typeof CONCEPTS)[number];

const saidShape = z.object({ value: z.number(), accession: accessionShape, form: z.string(), filedOn: z.iso.date() });

/**
 * One tagged number of one period. `start` is absent of an instant. `unit`: an ISO currency, or `BTC`. `before`: what earlier
 * reports said of the same period, newest first, where that was another number.
 */
const taggedShape = saidShape.extend({
  concept: z.enum(CONCEPTS),
  tag: z.string(),
  unit: z.string(),
  start: z.iso.date().optional(),
  end: z.iso.date(),
  before: z.array(saidShape).default([]),
});
export type Tagged = z.output<typeof taggedShape>;

export const financialsShape = z.object({
  v: z.literal(1),
  cik: z.int().positive(),
  /** As the company calls itself in its reports. */
  entity: z.string(),
  readAt: instantShape,
  /** Newest end first. */
  facts: z.array(taggedShape),
});
export type Financials = z.output<typeof financialsShape>;

/** What companies tagged in their reports (XBRL), as it was last read; reading again writes the same again. */
export interface FinancialsKeeper {
  recall(cik: number): Promise<Financials | undefined>;
  keep(financials: Financials): Promise<void>;
}
