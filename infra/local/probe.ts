import type { FeedBases } from '../../functions/kit/env.contract.ts';
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

/** Asks every source once, all at the same time: which answer, and what is wrong with the others. */
export const probeAll = (bases: FeedBases): Promise<Probe[]> =>
  Promise.all(QUESTIONS.map((feed) => probe(feed, bases)));

async function probe(feed: Feed<unknown>, bases: FeedBases): Promise<Probe> {
  const base = bases[feed.base];
  const asked = { source: feed.name, host: new URL(base).host };
  try {
    const response = await fetch(under(base, feed.path), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return { ...asked, why: `answered ${response.status}` };
    readFeed(feed, await response.text(), new Date());
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
