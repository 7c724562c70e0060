import * as z from 'zod';
import { instantShape } from '../units/time.ts';
import type { RuleKey } from './rule.ts';

/** One change of phase, and why: the answer to "why did I get this, and why not that?" */
export const journalEntryShape = z.object({
  rule: z.string().transform((key) => key as RuleKey),
  /** The tick that decided. */
  at: instantShape,
  from: z.string(),
  to: z.string(),
  because: z.string(),
  /** The rule's metric at that tick, in the metric's own unit. */
  value: z.number(),
  /** Key of the notice it gave rise to; many changes give none. */
  notice: z.string().optional(),
});
export type JournalEntry = z.output<typeof journalEntryShape>;

/** The history of every rule's decisions, kept for 90 days. */
export interface Journal {
  /** Of two entries about one change (rule, tick, from, to) there is only ever one: writing may be repeated. */
  write(entry: JournalEntry): Promise<void>;
  /** Newest first. */
  of(rule: RuleKey, limit: number): Promise<JournalEntry[]>;
  /** All of a rule's history: its owner asked for it. */
  forget(rule: RuleKey): Promise<void>;
}
