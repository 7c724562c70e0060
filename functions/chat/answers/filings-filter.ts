import { FILINGS_TOPIC } from '../../alerts/notice.ts';
import type { AnnouncementClass } from '../../filings/announcement.ts';
import type { Subscription } from '../../subscriptions/book.ts';
import { type Filter, USUAL_CLASSES } from '../../subscriptions/filter.ts';
import type { Btc } from '../../units/money.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';
import { tickerOfCik } from './chart.ts';

/** What a chat may choose among; what could not be understood may be any of them, and is always told. */
export const KINDS = ['policy', 'reserve-sale', 'production-sale', 'purchase', 'ai-pivot'] as const;
export type Kind = (typeof KINDS)[number];

export const filingsOf = async ({ deps, recipient }: Desk): Promise<Subscription | undefined> =>
  (await deps.book.of(recipient)).find(({ topic }) => topic === FILINGS_TOPIC);

export const kindsIn = ({ classes = [...USUAL_CLASSES] }: Filter = {}): Kind[] =>
  KINDS.filter((kind) => classes.includes(kind));

/** Without classes where they are the usual ones: those may come to be others. */
export function withKinds({ classes: _, ...filter }: Filter, kinds: readonly Kind[]): Filter {
  const chosen: AnnouncementClass[] = [...KINDS.filter((kind) => kinds.includes(kind)), 'unread'];
  const isUsual = chosen.length === USUAL_CLASSES.length && chosen.every((one) => USUAL_CLASSES.includes(one));
  return isUsual ? filter : { ...filter, classes: chosen };
}

/** @param least nought for any. */
export const withLeast = ({ minBtc: _, ...filter }: Filter, least: number): Filter =>
  least > 0 ? { ...filter, minBtc: least } : filter;

/** `all listed miners (sales of reserves, purchases, at least 100 BTC)`. */
export function filterIn(filter: Filter | undefined, words: Words): string {
  const companies =
    filter?.ciks === undefined ? words.say('alerts.allCompanies', {}) : words.list(filter.ciks.map(tickerOfCik));
  const chosen = kindsIn(filter).map((kind) => words.say(`kind.${kind}`, {}));
  const kinds = chosen.length === 0 ? [words.say('companies.noneNow', {})] : chosen;
  const least = filter?.minBtc === undefined ? [] : [leastIn(filter.minBtc, words)];
  return words.say('kinds.heard', { companies, kinds: words.list([...kinds, ...least]) });
}

export const leastIn = (least: number | undefined, words: Words): string =>
  least === undefined ? words.say('kinds.any', {}) : words.say('kinds.least', { btc: words.btc(quantity<Btc>(least)) });
