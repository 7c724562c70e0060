import type { Act, Claim, Mode } from '../../../functions/filings/understanding/claim.ts';
import { readSentence } from '../../../functions/filings/understanding/reading/read-sentence.ts';
import { understand } from '../../../functions/filings/understanding/understand.ts';
import type { Understanding } from '../../../functions/filings/understanding/understanding.ts';

/** What is known of a text from outside. */
export type Outside = { form?: string; issuer?: string; ticker?: string; date?: string; title?: string };

/** A miner's own release of April 3, 2026, unless it is said otherwise. */
export const RELEASE: Outside = { form: '8-K', issuer: 'MARA Holdings', ticker: 'MARA', date: '2026-04-03' };
/** What a newspaper writes about the same miner. */
export const NEWS: Outside = { ...RELEASE, form: 'news' };

/** What a text says, as it would be understood on its way to an alert. */
export const understood = (text: string, outside: Outside = RELEASE): Understanding =>
  understand({ ...outside, clean: { text, tables: [], sourceOf: (offset) => offset } });

/** Everything that a single sentence says of coins. */
export const saidIn = (sentence: string) => readSentence(sentence, { style: 'point', isSpun: false });

/** What a sentence says is done: the first claim of it that has this act. */
export const firstOf = (act: Act, sentence: string): Partial<Claim> =>
  saidIn(sentence).find((claim) => claim.act === act) ?? {};

/** Whether a sentence says that coins were sold, and how surely; `nothing` where it speaks of no sale of coins. */
export const saleIn = (sentence: string): Mode | 'nothing' =>
  saidIn(sentence).find(({ act }) => act === 'sell')?.mode ?? 'nothing';

export const isLoud = ({ alertClass }: Pick<Understanding, 'alertClass'>): boolean =>
  alertClass === 'a_policy' || alertClass === 'b_reserve_sale';
