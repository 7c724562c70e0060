import { currentPath, readCurrent } from '../../functions/filings/edgar/current.ts';
import type { FeedBases, FilingBases } from '../../functions/kit/env.contract.ts';
import { BotError, reasonOf } from '../../functions/kit/errors.ts';
import { under } from '../../functions/kit/http.ts';
import { readFeed } from '../../functions/market/ask.ts';
import type { Feed } from '../../functions/market/feed.ts';
import { blockchainInfoTip } from '../../functions/market/feeds/blockchain-info.ts';
import { blockstreamTip } from '../../functions/market/feeds/blockstream.ts';
import { frankfurter } from '../../functions/market/feeds/frankfurter.ts';
import { mempoolTip } from '../../functions/market/feeds/mempool-space.ts';
import { PRICE_FEEDS } from '../../functions/market/gather-price.ts';

/** One question to each source. */
const QUESTIONS: readonly Feed<unknown>[] = [
  ...PRICE_FEEDS,
  mempoolTip,
  blockstreamTip,
  blockchainInfoTip,
  frankfurter(['EUR']),
];
const PATIENCE_MS = 5_000;

/** @property why what is wrong with it; absent when all is well. */
export type Probe = { source: string; host: string; why?: string };

type Bases = FeedBases & Pick<FilingBases, 'SEC_URL'> & { SEC_USER_AGENT?: string | undefined };

/** Asks every source once, all at the same time: which answer, and what is wrong with the others. EDGAR only where it is told who asks. */
export function probeAll(bases: Bases): Promise<Probe[]> {
  const market = QUESTIONS.map((feed) =>
    probe(feed.name, bases[feed.base], feed.path, (text) => readFeed(feed, text, new Date())),
  );
  const { SEC_URL, SEC_USER_AGENT } = bases;
  if (SEC_USER_AGENT === undefined) return Promise.all(market);
  return Promise.all([
    ...market,
    probe('EDGAR', SEC_URL, currentPath('8-K', 0), readCurrent, { 'user-agent': SEC_USER_AGENT }),
  ]);
}

async function probe(
  source: string,
  base: string,
  path: string,
  read: (text: string) => unknown,
  headers: Record<string, string> = {},
): Promise<Probe> {
  const asked = { source, host: new URL(base).host };
  try {
    const response = await fetch(under(base, path), { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return { ...asked, why: `answered ${response.status}` };
    read(await response.text());
    return asked;
  } catch (error) {
    return { ...asked, why: error instanceof BotError ? error.message : whyNoAnswer(error) };
  }
}

/** `fetch failed` alone says nothing; what it failed for is in the cause. */
function whyNoAnswer(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${PATIENCE_MS / 1_000} s`;
  const { cause } = (error ?? {}) as { cause?: { code?: string } };
  return cause?.code ?? reasonOf(error);
}
