import type { XmlElement } from '@rgrove/parse-xml';
import { Unreadable } from '../../kit/errors.ts';
import { type Accession, accessionOf } from '../accession.ts';
import type { FormPrefix } from '../forms.ts';
import { childrenOf, rootOf, textIn } from '../xml.ts';

/** A filing as EDGAR lists it, once, whatever number of parties it is listed for. */
export type Listed = {
  accession: Accession;
  /** Every filer and subject it is listed under. */
  ciks: readonly number[];
  form: string;
  /** When EDGAR accepted it; the Atom feed gives the offset and can be believed, the submissions file cannot. */
  acceptedAt?: Date;
  /** `2026-03-26`. */
  filedOn: string;
  /** `2.02`, `7.01`; none for foreign issuers. */
  items: readonly string[];
};

/** As many as EDGAR gives at a time. */
export const PAGE = 100;

/** @param page counted from 0; of forms that begin with `prefix`. */
export const currentPath = (prefix: FormPrefix, page: number): string =>
  `cgi-bin/browse-edgar?action=getcurrent&type=${prefix}&company=&dateb=&owner=include&start=${page * PAGE}&count=${PAGE}&output=atom`;

/**
 * @property odd titles of entries that could not be read: they must not hide the others, and must not be passed over
 * in silence.
 */
export type CurrentPage = {
  listed: readonly Listed[];
  odd: readonly string[];
  /** Entries on the page, one for each party: of a full one as many as were asked for. */
  entries: number;
};

/**
 * Reads a page of EDGAR's current filings, newest first.
 *
 * One filing appears once for each party, under one accession number. @throws {Unreadable} for anything that is not
 * that feed, whole, and for one in which no entry can be read.
 */
export function readCurrent(xml: string): CurrentPage {
  const entries = childrenOf(rootOf(xml, ['feed'], 'EDGAR’s current filings'), 'entry');
  const byAccession = new Map<Accession, Listed>();
  const odd: string[] = [];
  for (const entry of entries) {
    const listed = readEntry(entry);
    if (listed === undefined) {
      odd.push(textIn(entry, 'title').slice(0, 120));
      continue;
    }
    const known = byAccession.get(listed.accession);
    byAccession.set(
      listed.accession,
      known ? { ...known, ciks: [...new Set([...known.ciks, ...listed.ciks])] } : listed,
    );
  }
  if (entries.length > 0 && byAccession.size === 0)
    throw new Unreadable('EDGAR’s current filings: no entry can be read', { odd: odd.slice(0, 3) });
  return { listed: [...byAccession.values()], odd, entries: entries.length };
}

/**
 * `8-K - MARA Holdings, Inc. (0001507605) (Filer)`, `SCHEDULE 13D/A - BCPE Watson (DE) BML, LP (0001910890) (Filed
 * by)`
 */
const TITLE = /\((\d{10})\) \([^()]{1,40}\)$/;

function readEntry(entry: XmlElement): Listed | undefined {
  const [, cik] = TITLE.exec(textIn(entry, 'title').trim()) ?? [];
  const form = childrenOf(entry, 'category')[0]?.attributes['term'];
  const [, accession] = /accession-number=(\d{10}-?\d{2}-?\d{6})(?!\d)/.exec(textIn(entry, 'id')) ?? [];
  const acceptedAt = new Date(textIn(entry, 'updated').trim());
  const summary = textIn(entry, 'summary');
  const [, filedOn] =
    /Filed:<\/b>\s*(\d{4}-\d{2}-\d{2})/.exec(summary) ??
    /^(\d{4}-\d{2}-\d{2})/.exec(textIn(entry, 'updated').trim()) ??
    [];
  if (
    cik === undefined ||
    form === undefined ||
    accession === undefined ||
    filedOn === undefined ||
    Number.isNaN(acceptedAt.getTime())
  )
    return undefined;
  return {
    accession: accessionOf(accession),
    ciks: [Number(cik)],
    form,
    acceptedAt,
    filedOn,
    items: [...new Set(Array.from(summary.matchAll(/\bItem (\d\.\d{2})\b/g), ([, item]) => item!))],
  };
}
