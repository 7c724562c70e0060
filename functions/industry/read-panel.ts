import { companyByCik, FILERS, type Filer } from '../filings/watchlist.ts';
import { elapsed, hours } from '../units/time.ts';
import { composeMiner, composePanel } from './compose-panel.ts';
import { recallOf } from './known.ts';
import type { MinerPanel, Panel } from './panel.ts';
import type { IndustrySources } from './sources.ts';
import type { Prices } from './today.ts';

/** Those who are told of: miners that file with the SEC, and those that did until they left. */
export const MINERS: readonly Filer[] = FILERS.filter(({ kind }) => kind === 'miner');

/** A dozen snapshots: what is older says nothing of today. */
const FRESH_FOR = hours(1);

/**
 * All listed miners, as they are known and as they fare at today's hashprice.
 *
 * @param given prices, where somebody knows better than our own record.
 */
export async function readPanel(sources: IndustrySources, now: Date, given?: Prices): Promise<Panel> {
  const [prices, known] = await Promise.all([
    given ?? pricesOf(sources, now),
    Promise.all(MINERS.map((company) => recallOf(sources, company))),
  ]);
  return composePanel(known, prices, now);
}

/** One of them; undefined for who is no miner, or nobody that is watched. */
export async function readMiner(sources: IndustrySources, cik: number, now: Date): Promise<MinerPanel | undefined> {
  const company = companyByCik(cik);
  if (company === undefined || company.kind !== 'miner') return undefined;
  const [prices, known] = await Promise.all([pricesOf(sources, now), recallOf(sources, company)]);
  return composeMiner(known, prices, now);
}

async function pricesOf({ history }: IndustrySources, now: Date): Promise<Prices | undefined> {
  const latest = await history.latest();
  if (latest === undefined || elapsed(latest.at, now) > FRESH_FOR) return undefined;
  const { usdPerPhDay, btcPerPhDay } = latest.hashprice;
  return { at: latest.at, usdPerPhDay, btcPerPhDay, usdPerBtc: latest.price.usdPerBtc };
}
