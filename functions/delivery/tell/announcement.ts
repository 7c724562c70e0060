import type { AnnouncementNotice, Part } from '../../alerts/notice.ts';
import type { Announcement } from '../../filings/announcement.ts';
import { isSignal } from '../../filings/forms.ts';
import { spanOf } from '../../filings/understanding/period.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import { inOneLine } from '../printable.ts';
import type { Evidence, Fact, Section, Severity, Telling } from '../telling.ts';
import { fact, soldTitle } from './facts.ts';
import { tellPolicy } from './industry.ts';
import { referenceIn } from './reference.ts';

/** What companies announced: one in full, several as sections of one message. */
export function tellAnnouncement(notice: AnnouncementNotice, words: Words): Telling {
  const { parts, at } = notice;
  const sameDay = squeezeFacts(notice, words);
  const [only] = parts;
  if (parts.length === 1 && only) {
    const { title, lead, facts, evidence } = sectionOf(only, words);
    const all = [...sameDay, ...facts, ...contextOf(only.announcement, words)];
    return { severity: severityOf(only), title, lead, facts: all, evidence, sources: [], at, words };
  }
  // What does not fit is left out from the end.
  const ordered = parts.toSorted((a, b) => LOUDNESS[severityOf(a)] - LOUDNESS[severityOf(b)] || sizeOf(b) - sizeOf(a));
  const tickers = [...new Set(ordered.map(({ announcement }) => inOneLine(announcement.ticker)))];
  return {
    severity: severityOf(ordered[0]!),
    title: words.say('filing.several.title', { count: parts.length, tickers: tickers.join(', ') }),
    lead: words.say('filing.several.lead', {}),
    facts: sameDay,
    sections: ordered.map((part) => sectionOf(part, words)),
    sources: [],
    at,
    words,
  };
}

const LOUDNESS: Readonly<Record<Severity, number>> = { bad: 0, warning: 1, good: 2, info: 3 };
const sizeOf = ({ announcement: { btcSold, btcBought } }: Part): number => btcSold ?? btcBought ?? 0;

/** Whoever was told of reserves sold has to notice that it is taken back. */
function severityOf({ announcement: { class: kind, btcSold }, corrects }: Part): Severity {
  if (kind === 'reserve-sale' && btcSold !== 0) return 'bad';
  if (kind === 'policy' || kind === 'unread' || corrects?.class === 'reserve-sale') return 'warning';
  return 'info';
}

function sectionOf({ announcement, corrects }: Part, words: Words): Section {
  const title = titleOf(announcement, words);
  const lead = leadOf(announcement, words);
  return {
    title: corrects ? words.say('filing.correction.title', { title }) : title,
    lead: corrects
      ? words.say('filing.correction.lead', { day: words.day(corrects.at), before: beforeIn(corrects, words), lead })
      : lead,
    facts: factsOf(announcement, words),
    evidence: evidenceOf(announcement, words),
    url: announcement.url,
  };
}

/** One line of a list: who, and what; it leads to the document. */
export const announcedFact = (announcement: Announcement, words: Words): Fact => ({
  label: inOneLine(announcement.ticker),
  value: titleOf(announcement, words),
  url: announcement.url,
});

function beforeIn({ class: kind, btcSold }: NonNullable<Part['corrects']>, words: Words): string {
  const what = kind === 'production-sale' ? 'production' : 'sale';
  return btcSold === undefined
    ? words.say(`filing.before.${what}Bare`, {})
    : words.say(`filing.before.${what}`, { btc: btc(btcSold, words) });
}

/* ------------------------------------------------------------------------------------------------ title and lead */

const btc = (coins: number, words: Words): string => words.btc(quantity(coins));

/** `MARA Holdings (MARA)`; `IREN`, which is both. */
function whoIn({ company, ticker }: Announcement, words: Words): string {
  const [name, symbol] = [inOneLine(company), inOneLine(ticker)];
  return name.toUpperCase() === symbol ? name : words.say('filing.who', { company: name, ticker: symbol });
}

function titleOf(announcement: Announcement, words: Words): string {
  const { class: kind, btcSold, btcBought, stated, form, scope, step } = announcement;
  const who = whoIn(announcement, words);
  switch (kind) {
    case 'reserve-sale':
      return btcSold === 0 ? words.say('filing.none.title', { who }) : soldTitle({ who, btcSold, stated }, words);
    case 'production-sale':
      if (btcSold === 0) return words.say('filing.none.title', { who });
      return btcSold === undefined
        ? words.say('filing.production.titleBare', { who })
        : words.say('filing.production.title', { who, btc: btc(btcSold, words) });
    case 'policy':
      return words.say(scope && step ? `filing.${step}.${scope}.title` : 'filing.policy.title', { who });
    case 'purchase':
      return btcBought === undefined
        ? words.say('filing.purchase.titleBare', { who })
        : words.say('filing.purchase.title', { who, btc: btc(btcBought, words) });
    case 'ai-pivot':
      return words.say('filing.pivot.title', { who });
    case 'unread':
      return words.say('filing.unread.title', { who, form });
  }
}

/** Whether it was said, for when, and how much that is. The title has said the rest. */
function leadOf(announcement: Announcement, words: Words): string {
  const { class: kind, step, doubts } = announcement;
  switch (kind) {
    case 'policy':
      return words.say(step ? `filing.${step}.lead` : 'filing.policy.lead', {});
    case 'ai-pivot':
      return words.say('filing.pivot.lead', {});
    case 'unread': {
      const lead = words.say('filing.unread.lead', {});
      const why = words.list(doubts.map((doubt) => words.say(`filing.doubt.${doubt}`, {})));
      return why === '' ? lead : words.say('filing.unread.because', { why, lead });
    }
    default:
      return announcement.stated === 'implied' ? impliedLead(announcement, words) : statedLead(announcement, words);
  }
}

function statedLead(announcement: Announcement, words: Words): string {
  const { class: kind, stated, btcSold, btcBought } = announcement;
  const numbers = { period: periodIn(announcement, words), against: againstIn(announcement, words) };
  const lead = words.say(stated === 'stated' ? 'filing.stated' : 'filing.reported', numbers);
  const coins = kind === 'purchase' ? btcBought : btcSold;
  return coins === undefined ? words.say('filing.howMany', { lead }) : lead;
}

const periodIn = ({ period }: Announcement, words: Words): string =>
  period === undefined ? '' : words.say('filing.for', { period: words.period(period) });

/** Numbers are rounded where they are written; a difference beyond that is coins that were bought. */
const ROUNDING = 0.5;

function impliedLead(announcement: Announcement, words: Words): string {
  const { btcSold, btcMined, heldBefore, heldAfter } = announcement;
  const period = periodIn(announcement, words);
  if (btcSold === undefined || heldBefore === undefined || heldAfter === undefined) {
    return words.say('filing.implied.bare', { period });
  }
  const numbers = { period, before: btc(heldBefore, words), after: btc(heldAfter, words), btc: btc(btcSold, words) };
  const isWhole = Math.abs(heldBefore + (btcMined ?? 0) - heldAfter - btcSold) <= ROUNDING;
  if (!isWhole) return words.say('filing.implied.bought', numbers);
  return btcMined === undefined
    ? words.say('filing.implied.held', numbers)
    : words.say('filing.implied.mined', { ...numbers, mined: btc(btcMined, words) });
}

const MANY = 2;

function againstIn({ class: kind, btcSold = 0, btcMined = 0 }: Announcement, words: Words): string {
  if (kind === 'purchase' || btcMined === 0 || btcSold === 0) return '';
  const ratio = btcSold / btcMined;
  const mined = btc(btcMined, words);
  return ratio >= MANY
    ? words.say('filing.againstTimes', { mined, times: words.number(Number(ratio.toPrecision(2))) })
    : words.say('filing.against', { mined, ratio: words.percent(ratio) });
}

/* ------------------------------------------------------------------------------------------------ facts */

/** What belongs to it wherever it is told. */
function factsOf(announcement: Announcement, words: Words): Fact[] {
  const { averagePriceUsd, proceedsUsd, uses, pledged, formerName, doubts, class: kind, stated, days } = announcement;
  const paid = kind === 'purchase' ? 'filing.fact.paid' : 'filing.fact.proceeds';
  // Where the lead says so, or is nothing else, once is enough.
  const careful = kind === 'unread' ? [] : doubts.filter((doubt) => doubt !== 'roll-forward' || stated !== 'implied');
  return [
    ...optional(formerName, (name) => fact(words.say('filing.fact.formerly', {}), inOneLine(name))),
    ...optional(days, (span) => fact(words.say('filing.fact.days', {}), words.say('filing.days', span))),
    ...heldFact(announcement, words),
    ...optional(pledged, (coins) => fact(words.say('filing.fact.pledged', {}), btc(coins, words))),
    ...optional(averagePriceUsd, (usd) => fact(words.say('filing.fact.price', {}), words.usdPerBtc(quantity(usd)))),
    ...optional(proceedsUsd, (usd) => fact(words.say(paid, {}), words.usd(usd))),
    ...(uses.length === 0 ? [] : [fact(words.say('filing.fact.uses', {}), usesIn(uses, words))]),
    ...careful.map((doubt) => fact(words.say('filing.fact.careful', {}), words.say(`filing.doubt.${doubt}`, {}))),
  ];
}

const optional = <Value>(value: Value | undefined, tell: (value: Value) => Fact): Fact[] =>
  value === undefined ? [] : [tell(value)];

const usesIn = (uses: Announcement['uses'], words: Words): string =>
  words.list(uses.map((use) => words.say(`filing.use.${use}`, {})));

/** What came before it and where it was filed: for one that is told alone. */
const contextOf = (announcement: Announcement, words: Words): Fact[] => [
  ...policyFact(announcement, words),
  ...periodFact(announcement, words),
  filedFact(announcement, words),
];

function heldFact({ heldBefore, heldAfter, lastHeld, period, filedOn }: Announcement, words: Words): Fact[] {
  if (heldAfter === undefined) {
    return optional(lastHeld, ({ period, btc: coins }) =>
      fact(words.say('filing.fact.heldLast', { period: words.period(period) }), btc(coins, words)),
    );
  }
  const label =
    period !== undefined && isOver(period, filedOn)
      ? words.say('filing.fact.heldAt', { period: words.period(period) })
      : words.say('filing.fact.held', {});
  const after = btc(heldAfter, words);
  if (heldBefore === undefined || heldBefore === 0) return [fact(label, after)];
  const change = words.change((heldAfter - heldBefore) / heldBefore);
  return [fact(label, words.say('filing.fact.heldChange', { after, before: btc(heldBefore, words), change }))];
}

/** A filing in the middle of a month does not say what was held at its end. */
function isOver(period: string, filedOn: string): boolean {
  const span = spanOf(period);
  const [year = 0, month = 0] = filedOn.split('-').map(Number);
  return span !== undefined && span.to < year * 12 + month - 1;
}

/** What it said before is news only beside what it does, or says, now. That nothing is known is, beside a policy. */
function policyFact({ class: kind, lastPolicy }: Announcement, words: Words): Fact[] {
  if (kind !== 'policy' && kind !== 'reserve-sale') return [];
  const label = words.say('filing.fact.policyBefore', {});
  if (lastPolicy === undefined) return kind === 'policy' ? [fact(label, words.say('filing.fact.noPolicy', {}))] : [];
  return [{ ...fact(label, tellPolicy(lastPolicy, lastPolicy, words)), url: lastPolicy.url }];
}

function periodFact({ lastPeriod }: Announcement, words: Words): Fact[] {
  if (lastPeriod === undefined) return [];
  const { period, btcSold, btcMined } = lastPeriod;
  const [sold, mined] = [btcSold, btcMined].map((coins) => (coins === undefined ? undefined : btc(coins, words)));
  const said =
    sold !== undefined && mined !== undefined
      ? words.say('filing.fact.periodSold', { sold, mined })
      : sold !== undefined
        ? words.say('filing.fact.periodSoldBare', { sold })
        : mined !== undefined && words.say('filing.fact.periodMined', { mined });
  return said ? [fact(words.say('filing.fact.periodBefore', { period: words.period(period) }), said)] : [];
}

function filedFact({ form, items, acceptedAt, filedOn }: Announcement, words: Words): Fact {
  const at = acceptedAt ? words.instant(acceptedAt) : filedOn;
  const named = items.filter(isSignal).map((item) => words.say(`item.${item}`, {}));
  return fact(
    words.say('filing.fact.filed', {}),
    named.length === 0
      ? words.say('filing.fact.form', { form, at })
      : words.say('filing.fact.formItems', { form, items: words.list(named), at }),
  );
}

/** Beside a sale only: that mining got worse on the day of something else means nothing. */
function squeezeFacts({ squeeze, parts }: AnnouncementNotice, words: Words): Fact[] {
  if (squeeze === undefined || !parts.some(isSale)) return [];
  const fleets = squeeze.fleets.map(({ name, breakEvenUsdPerPhDay }) =>
    words.say('filing.fact.squeezed', {
      fleet: referenceIn(name, words),
      breakEven: words.usdPerPhDay(breakEvenUsdPerPhDay),
    }),
  );
  const numbers = { hashprice: words.usdPerPhDay(squeeze.hashpriceUsdPerPhDay), fleets: fleets.join(', ') };
  return [fact(words.say('filing.fact.sameDay', {}), words.say('filing.fact.squeeze', numbers))];
}

const isSale = ({ announcement: { class: kind, btcSold } }: Part): boolean =>
  (kind === 'reserve-sale' || kind === 'production-sale') && btcSold !== 0;

/** Words relied on, each with the document that has them; without any, where to look. */
function evidenceOf({ quotes, url, form }: Announcement, words: Words): Evidence[] {
  if (quotes.length === 0) return [{ label: words.say('filing.open', { form }), url }];
  return quotes.map(({ text, url: where, document }) => {
    const quote = inOneLine(text);
    return {
      ...(quote === '' ? {} : { quote }),
      label:
        document === form
          ? words.say('filing.open', { form })
          : words.say('filing.document', { document: inOneLine(document), form }),
      url: where,
    };
  });
}
