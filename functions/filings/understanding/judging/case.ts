import type { Claim } from '../claim.ts';
import type { Gathered } from '../gather.ts';
import type { Issuer } from '../issuer.ts';
import type { Span } from '../period.ts';
import type { Topic } from '../topics.ts';
import type { AlertClass, Category } from '../understanding.ts';

/** What is known of a text when it is judged. */
export type Case = Gathered & {
  issuer: Issuer;
  form: string;
  /** When it was written, `2026-03-26` or `2026-03`. */
  date?: string | undefined;
  /** The period that the headline, or else the first lines, name. */
  named: { span: Span; inTitle: boolean } | undefined;
  topics: Readonly<Record<Topic, number>>;
  title: string;
  text: string;
  /** Where the text begins to say something of its own, behind a cover. */
  body: number;
};

/** What a text says of the period it reports; money in US dollars only. */
export type Amounts = {
  sold?: number;
  mined?: number;
  held?: number;
  opening?: number;
  pledged?: number;
  bought?: number;
  priceUsd?: number;
  proceedsUsd?: number;
  /** Of what was mined, or of what was held. */
  share?: number;
};

/** What a company says it may or will do, and with which coins. */
export type Policy = { scope: 'reserve' | 'production' | 'hold'; step: 'permission' | 'plan' | 'hold' };

export type Verdict = {
  category: Category;
  also: Category[];
  alertClass: AlertClass;
  stated: 'stated' | 'implied' | null;
  amounts: Amounts;
  period: Span | undefined;
  /** The month of a shorter time that is reported, a week: its numbers are not that month's. */
  within?: Span;
  confidence: number;
  reasons: string[];
  policy?: Policy;
  /** What it relies on, most important first. */
  relied: readonly { start: number; end: number }[];
};

/** A case as it is worked on. */
export type Docket = {
  c: Case;
  report: Span | undefined;
  /** What is said of the issuer. */
  own: readonly Claim[];
  amounts: Amounts;
  /** Grows as it is judged. */
  reasons: string[];
};

export type Draft = Partial<Verdict> & { category: Category };

/** The headline counts most, then the beginning. */
export const weightOf = ({ from, at }: Claim): number => (from === 'title' ? 3 : at <= 4 ? 2 : at <= 12 ? 1.2 : 1);
export const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Only a miner of the list is worth an alert. */
export function gated({ c, reasons }: Docket, alert: AlertClass): AlertClass {
  if (c.issuer.is === 'known' && c.issuer.company.kind === 'miner') return alert;
  reasons.push(
    c.issuer.is === 'several'
      ? 'it is about several companies'
      : c.issuer.is === 'known'
        ? 'it holds coins and mines none'
        : 'it is about nobody on the list',
  );
  return 'none';
}

/** An annual or a quarterly report as a whole: it says how everything is done, year after year. */
export const isLongReport = ({ form, text }: Case): boolean =>
  /^(?:10-[KQ]|20-F|40-F)/.test(form) && text.length > LONG;
const LONG = 30_000;

/** Of what may happen to whoever holds bitcoin every report has pages; it is neither a sale nor a policy. */
export const isRisk = ({ text }: Case, { start, end }: Pick<Claim, 'start' | 'end'>): boolean =>
  RISK.test(text.slice(start, end));
const RISK =
  /\b(?:inability|unable to|variability|adverse(?:ly)?|(?:would|could|may|might) be (?:forced|required|compelled)|no assurance|defaults?|collateral agent|margin calls?|(?:sell|liquidate) (?:the|our|its|such|any) (?:pledged|collateral)|pledged (?:bitcoin|btc|coins)|cannot (?:be )?(?:assure|predict)|large holders|market participants|formula or specific methodology)\b/i;
