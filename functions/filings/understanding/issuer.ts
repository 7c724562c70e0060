import { bareName, type Company, companyByName, companyByTicker, WATCHLIST } from '../watchlist.ts';

/** Who a text is about: one company of the list, several of them at once, or somebody else. */
export type Issuer = { is: 'known'; company: Company } | { is: 'several' } | { is: 'stranger'; name?: string };

/** A company of the list where it is named. */
export type Naming = { company: Company; start: number; end: number };

type Named = { issuer?: string | undefined; ticker?: string | undefined };

/**
 * The issuer of a text: whoever it is filed under, if that is known; otherwise whoever its headline and first lines name.
 *
 * @param head the title and the beginning of the text.
 */
export function issuerOf({ issuer, ticker }: Named, head: string): Issuer {
  if (isIndustry(issuer) || isIndustry(ticker)) return { is: 'several' };
  const given = (ticker && companyByTicker(ticker)) || (issuer && (companyByName(issuer) ?? companyByTicker(issuer)));
  if (given) return { is: 'known', company: given };
  if (issuer || ticker) return { is: 'stranger', name: issuer ?? ticker! };
  const named = [...new Set(namingsIn(head).map(({ company }) => company))];
  if (named.length === 0) return { is: 'stranger' };
  return named.length > 2 ? { is: 'several' } : { is: 'known', company: named[0]! };
}

const isIndustry = (name: string | undefined): boolean =>
  name !== undefined && /^(?:industry|sector|several|various|multiple|miners)$/i.test(name.trim());

/** Spelt as on the list, capitals included: `riot`, `hive` and `can` are words. */
const NAMES: readonly { company: Company; name: string }[] = WATCHLIST.flatMap((company) =>
  [
    ...new Set(
      [...company.called, ...company.names.map(({ name }) => name)].flatMap((name) => [
        name,
        inPress(name),
        ...inHeadline(name),
      ]),
    ),
  ].map((name) => ({ company, name })),
).sort((a, b) => b.name.length - a.name.length);

/** `RIOT PLATFORMS`, `CLEANSPARK`: wires shout. Not `RIOT` or `STRATEGY`, which in a shouted line may be any word. */
function inHeadline(name: string): string[] {
  return /\s|[a-z][A-Z]/.test(name) ? [name.toUpperCase()] : [];
}

/** `Hive Digital`: newspapers do not shout. */
function inPress(name: string): string {
  return name.replace(/\b[A-Z]{4,}\b/g, (word) => word[0] + word.slice(1).toLowerCase());
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
const NAMED = new RegExp(`\\b(?:${NAMES.map(({ name }) => escaped(name)).join('|')})\\b`, 'g');
const BY_NAME = new Map(NAMES.toReversed().map(({ name, company }) => [name, company] as const));
const BY_TICKER = new RegExp(
  `(?:NASDAQ|NYSE|TSX(?:V|-V)?|Nasdaq|LSE|OTC\\w*|\\$)\\s?[:：]?\\s?(${[...new Set(WATCHLIST.flatMap(({ tickers }) => tickers))].join('|')})\\b`,
  'g',
);

/** Every company of the list that a text names, in order. */
export function namingsIn(text: string): Naming[] {
  const byName = Array.from(text.matchAll(NAMED), ({ 0: name, index }) => ({
    company: BY_NAME.get(name.replace(/\s+/g, ' '))!,
    start: index,
    end: index + name.length,
  }));
  const byTicker = Array.from(text.matchAll(BY_TICKER), ({ 0: whole, 1: ticker, index }) => ({
    company: companyByTicker(ticker!)!,
    start: index,
    end: index + whole.length,
  }));
  return [...byName.filter(({ start, end }) => !isCommonWord(text, start, end)), ...byTicker].sort(
    (a, b) => a.start - b.start,
  );
}

/** `our Treasury Strategy`, `a new Strategy`: a name that is a word as well, where it is the word. */
const isCommonWord = (text: string, start: number, end: number): boolean =>
  text.slice(start, end) === 'Strategy' &&
  (/(?:\b(?:the|our|its|their|an?|this|that|new|full|hodl|treasury|bitcoin|and|&)|[A-Z][\w-]*)\s+$/i.test(
    text.slice(Math.max(0, start - 20), start).replace(/^\S*\s/, ' '),
  ) ||
    /^\s*(?::|for|of|in|under|update)\b/i.test(text.slice(end, end + 8)));

/** The names replaced by a word that means nothing, of the same length: there is no holding in `MARA Holdings`, no 8 in `Hut 8`. */
export const withoutNames = (text: string, namings: readonly Naming[]): string =>
  namings.reduce(
    (masked, { start, end }) =>
      `${masked.slice(0, start)}X${'x'.repeat(Math.max(0, end - start - 1))}${masked.slice(end)}`,
    text,
  );

export const isSameCompany = (a: Company, b: Company): boolean =>
  a === b || bareName(a.names[0]!.name) === bareName(b.names[0]!.name) || sharesName(a, b);

const sharesName = (a: Company, b: Company): boolean => a.called.some((name) => b.called.includes(name));
