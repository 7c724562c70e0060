import * as z from 'zod';
import data from './watchlist.json' with { type: 'json' };

const feedShape = z.discriminatedUnion('from', [
  z.object({ from: z.literal('globenewswire'), token: z.string().regex(/^[\w-]{22}==$/) }),
  z.object({ from: z.literal('prnewswire'), list: z.string().regex(/^[\w/-]+\.rss$/) }),
  z.object({ from: z.literal('newsfile'), company: z.int().positive() }),
  /** The issuer's own site: RSS or Atom. */
  z.object({ from: z.literal('ir'), url: z.url({ protocol: /^https$/ }) }),
]);
export type PressFeed = z.output<typeof feedShape>;

const companyShape = z.object({
  /** Who it is, whatever it calls itself; null for the few that file nothing with the SEC. */
  cik: z.int().positive().nullable(),
  /** Today's first. */
  tickers: z.array(z.string().regex(/^[A-Z.]{1,6}$/)).min(1),
  /** Today's name first; a rename is one more line at the top. */
  names: z.array(z.object({ name: z.string().min(2), since: z.iso.date().optional() })).min(1),
  /** What people write for short, spelt as it must be spelt to be meant. */
  called: z.array(z.string().min(2)).min(1),
  kind: z.enum(['miner', 'accumulator']),
  /** Which forms it files; 8-K and 6-K are looked at for everybody. */
  forms: z.array(z.enum(['8-K', '10-Q', '10-K', '6-K', '20-F', '40-F'])),
  /** The month in which its fiscal year ends. */
  fiscalYearEnd: z.int().min(1).max(12),
  since: z.iso.date(),
  until: z.iso.date().optional(),
  feeds: z.array(feedShape),
  note: z.string().optional(),
});
export type Company = z.output<typeof companyShape>;

/** @throws {z.ZodError} naming the entry and the field; a test reads the file, so that a mistake never gets as far as a start. */
const parseWatchlist = (value: unknown): readonly Company[] => z.array(companyShape).parse(value);

/** The companies that are watched. `watchlist.json` is edited by hand; everything is keyed by CIK, since names and tickers move. */
export const WATCHLIST: readonly Company[] = parseWatchlist(data);

/** Who files with the SEC. */
export type Filer = Company & { cik: number };
export const FILERS: readonly Filer[] = WATCHLIST.filter((company): company is Filer => company.cik !== null);

const BY_CIK: ReadonlyMap<number, Filer> = new Map(FILERS.map((company) => [company.cik, company]));

export const companyByCik = (cik: number): Filer | undefined => BY_CIK.get(cik);

/** Today's holder of a ticker before a former one: VIP was VEON's before it was Vulcan's. */
export function companyByTicker(ticker: string): Company | undefined {
  const wanted = ticker.toUpperCase();
  return (
    WATCHLIST.find(({ tickers, until }) => tickers[0] === wanted && until === undefined) ??
    WATCHLIST.find(({ tickers }) => tickers.includes(wanted))
  );
}

/** By a name as filings and feeds write it: `BITFARMS LTD`, `Core Scientific, Inc./tx`, `MARA Holdings, Inc.` */
export function companyByName(name: string): Company | undefined {
  const wanted = bareName(name);
  if (wanted === '') return undefined;
  return (
    WATCHLIST.find(({ names }) => names.some((known) => bareName(known.name) === wanted)) ??
    WATCHLIST.find(({ called, names }) =>
      [...called, ...names.map((known) => known.name)].some((known) => bareName(known) === wanted),
    )
  );
}

/** Without what lawyers add and typographers change. */
export const bareName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\/[a-z]{2}\/?$/, '')
    .replace(/[.,'’()]/g, '')
    .replace(
      /\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|plc|holdings?|group|the|sa|nv|ag)\b/g,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim();

export const nameOf = (company: Company): string => company.names[0]!.name;
export const tickerOf = (company: Company): string => company.tickers[0]!;
