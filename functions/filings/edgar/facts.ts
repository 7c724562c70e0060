import * as z from 'zod';
import { parseJson } from '../../kit/http.ts';
import { type Accession, accessionShape } from '../accession.ts';
import { baseForm } from '../forms.ts';
import { monthsEnding, type Span } from '../understanding/period.ts';

/** A number of coins that a report tags, at the end of a day. */
export type HoldingFact = { accession: Accession; on: string; btc: number };

/** Coins held, of one company, in every report that ever tagged them. */
export const holdingsPath = (cik: number): string =>
  `api/xbrl/companyconcept/CIK${String(cik).padStart(10, '0')}/us-gaap/CryptoAssetNumberOfUnits.json`;

const factShape = z.object({ accn: accessionShape, end: z.iso.date(), val: z.number(), start: z.string().optional() });
const shape = z.object({ units: z.record(z.string(), z.array(z.unknown())) });

/** Filers name the unit as they like; one that may be of another coin is not guessed at. */
export const IS_BITCOIN = /bitcoin|\bbtc\b/i;

/**
 * Reads the tagged holdings, newest day first. A fact that is not in bitcoin, not of an instant, or not readable is
 * passed over.
 * @throws {Unreadable} another shape altogether.
 */
export function readHoldings(json: string): HoldingFact[] {
  const { units } = parseJson(json, shape, 'EDGAR’s company concept');
  return Object.entries(units)
    .filter(([unit]) => IS_BITCOIN.test(unit))
    .flatMap(([, facts]) => facts)
    .flatMap((fact) => {
      const parsed = factShape.safeParse(fact);
      if (!parsed.success || parsed.data.start !== undefined || parsed.data.val < 0) return [];
      return [{ accession: parsed.data.accn, on: parsed.data.end, btc: parsed.data.val }];
    })
    .toSorted((a, b) => b.on.localeCompare(a.on));
}

/** What this very report says was held at its end. */
export const heldIn = (facts: readonly HoldingFact[], accession: Accession): HoldingFact | undefined =>
  facts.find((fact) => fact.accession === accession);

/** The period of a report that ends on this day: a year, or the last quarter of what it covers. */
export function spanReported(on: string, form: string): Span {
  const [year, month] = on.split('-').map(Number) as [number, number];
  return monthsEnding(year, month, baseForm(form) === '10-Q' ? 3 : 12);
}
