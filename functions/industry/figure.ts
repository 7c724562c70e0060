import type { Day } from '../units/time.ts';

/** Who says so. `filing`: what a company told its regulator; `company`: its own site or release; `analyst`; `press`. */
export type SaidBy = 'filing' | 'company' | 'analyst' | 'press';

/** `2025-12`, of what was published on a day that its page does not tell. */
export type Month = string & { readonly month: unique symbol };

/** Where a number stands. Its title and address are from outside: escaped by whoever shows them. */
export type Source = { title: string; url: string; publishedOn: Day | Month; by: SaidBy };

/**
 * What a number is not the whole of, where its source says so. `own-sites`: of sites that the company owns, not of those
 * where it is a guest. `average`: the mean of the period, not what was there at its end. `direct`: power and what else
 * mining itself takes, without the company's overhead.
 */
export type Scope = 'own-sites' | 'average' | 'direct';

/**
 * One number of a company or of a deal, as its source has it; what no source has is absent and never reckoned from its
 * neighbours.
 *
 * @property period `2026-02`, `2026-W11`, `2026-Q1`, `2025`, or a day where it is of an instant. @property how `stated` in
 * words, `tagged` in XBRL, or `reckoned` from such numbers of the same company (a fourth quarter is the year less nine
 * months). @property ageDays since the end of the period. @property isOld older than the next report should have been.
 * @property currency of money that is not in dollars, by its ISO code. @property restated what the company said of the
 * same period before. @property disputed what another source says of it.
 */
export type Figure = {
  value: number;
  period: string;
  how: 'stated' | 'tagged' | 'reckoned';
  source: Source;
  ageDays: number;
  isOld: boolean;
  currency?: string;
  scope?: Scope;
  restated?: { value: number; source: Source };
  disputed?: { value: number; source: Source };
};
