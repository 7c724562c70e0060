import type { CleanText } from '../document/clean.ts';
import { bodyOf } from './cover.ts';
import { decide } from './decide.ts';
import { findPeriods } from './find-periods.ts';
import { gather } from './gather.ts';
import { issuerOf } from './issuer.ts';
import type { Case, Verdict } from './judging/case.ts';
import { nameOf } from './period.ts';
import { READ, weighTopics } from './topics.ts';
import type { Evidence, Understanding } from './understanding.ts';

/** A text to be understood, with what is known about it from outside. */
export type Source = {
  form?: string | undefined;
  issuer?: string | undefined;
  ticker?: string | undefined;
  date?: string | undefined;
  title?: string | undefined;
  clean: CleanText;
};

const HEAD = 1_000;
const LONGEST_QUOTE = 300;

/** What a text says about selling bitcoin, and why we think so. The same text, the same answer: no clock, no chance, no network. */
export function understand(source: Source): Understanding {
  const { text } = source.clean;
  const { amounts, period, within, relied, policy: _, ...verdict } = judged(source);
  const named = period ?? within;
  return {
    ...verdict,
    btcSold: amounts.sold ?? null,
    btcMined: amounts.mined ?? null,
    btcHeldAfter: amounts.held ?? null,
    averagePriceUsd: amounts.priceUsd ?? null,
    proceedsUsd: amounts.proceedsUsd ?? null,
    period: named ? nameOf(named) : null,
    evidence: relied.slice(0, 3).map((place) => quoteOf(text, place)),
  };
}

/** The same with all that was found, for whoever compares it with what the company said before. */
export function judged(source: Source): Verdict {
  const { clean, title = '', form = '', date } = source;
  const { text } = clean;
  const issuer = issuerOf(source, `${title}\n${text.slice(0, HEAD)}`);
  const calendar = {
    ...(date ? { date } : {}),
    ...(issuer.is === 'known' ? { fiscalYearEnd: issuer.company.fiscalYearEnd } : {}),
    ...(/^(?:10-K|20-F|40-F)/.test(form) ? { isAnnual: true } : {}),
  };
  const isOwn = form !== '' && form !== 'news';
  const body = isOwn ? bodyOf(text) : 0;
  const gathered = gather({ title, clean, issuer, calendar, isOwn, body });
  return decide({
    ...gathered,
    issuer,
    form,
    date,
    named: periodNamed(title, text, calendar),
    topics: weighTopics(title, text.slice(body, body + READ)),
    title,
    text,
    body,
  });
}

export function quoteOf(text: string, { start, end }: { start: number; end: number }): Evidence {
  const to = Math.min(end, start + LONGEST_QUOTE);
  return { quote: text.slice(start, to), start, end: to };
}

/** The first period of the headline, or else of the first lines; a day in a dateline is none. */
function periodNamed(title: string, text: string, calendar: Parameters<typeof findPeriods>[1]): Case['named'] {
  const first = (part: string) =>
    findPeriods(part, calendar).find(({ kind, day }) => kind === 'during' && day === undefined)?.span;
  const inTitle = first(title);
  if (inTitle) return { span: inTitle, inTitle: true };
  const span = first(text.slice(0, HEAD));
  return span && { span, inTitle: false };
}
