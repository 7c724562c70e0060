import type { Claim } from '../claim.ts';
import type { Topic } from '../topics.ts';
import type { Case } from './case.ts';

/** A topic must be spoken of this much to be what a text is about. */
export const TOPICAL = 7;
/** In a report on a month or a quarter, which touches everything, it must be spoken of more. */
export const REPORT_DISCOUNT = 0.55;
/** Where a text begins, in characters. */
export const LEAD = 600;

/** Coins were bought, so many or for so much. */
export const isPurchase = ({ act, mode, btc, usd }: Claim): boolean =>
  act === 'buy' && mode === 'done' && (btc !== undefined || usd !== undefined);

/** What is spoken of most, and how much. */
export const topOf = (scores: Readonly<Record<Topic, number>>): [Topic, number] =>
  (Object.entries(scores) as [Topic, number][]).toSorted((a, b) => b[1] - a[1])[0]!;

/** A report on a month, a quarter or a year. */
export const reportsPeriod = ({ title, text, form, body }: Case): boolean =>
  form === '10-Q' || REPORT.test(title === '' ? text.slice(body, body + LEAD) : title);

const REPORT =
  /production|operation(?:s|al)? (?:and \w+ )?(?:update|report|results|highlights|figures)|(?:mining|investor|monthly|quarterly) (?:operations? )?(?:update|report)|(?:financial|unaudited|quarter\w*|annual|yearly) (?:\w+ )?(?:results|figures|report)|(?:record|Q[1-4]|quarter\w*) (?:[\w-]+ ){0,2}(?:revenues?|earnings|profit|loss)|(?:reports?|results|figures|report) .*(?:quarter|results|month)|10-[QK]/i;
