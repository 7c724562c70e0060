import type { FeedVariable } from '../../../functions/kit/env.contract.ts';
import { blockchainInfo } from './blockchain-info.ts';
import { blockstream } from './esplora.ts';
import { bitstamp, coinbase, gemini, kraken } from './exchanges.ts';
import { type Fault, spoil } from './faults.ts';
import { frankfurter } from './frankfurter.ts';
import { mempool } from './mempool.ts';
import { type Answer, type Call, serve, text } from './serve.ts';
import type { MarketServer, World } from './world.ts';

const SERVERS = { coinbase, kraken, bitstamp, gemini, mempool, blockstream, blockchain: blockchainInfo, frankfurter };
export type Source = keyof typeof SERVERS;
const SOURCES = Object.keys(SERVERS) as Source[];

const VARIABLES: Readonly<Record<FeedVariable, Source>> = {
  COINBASE_EXCHANGE_URL: 'coinbase',
  KRAKEN_URL: 'kraken',
  BITSTAMP_URL: 'bitstamp',
  GEMINI_URL: 'gemini',
  MEMPOOL_URL: 'mempool',
  BLOCKSTREAM_URL: 'blockstream',
  BLOCKCHAIN_INFO_URL: 'blockchain',
  FRANKFURTER_URL: 'frankfurter',
};

type MarketRequest = { source: Source; path: string; userAgent: string | undefined };

export type LoopbackMarket = {
  /** Base URLs, by the variable that carries each. */
  urls: Record<FeedVariable, string>;
  /** Until healed, this source answers so; `below` limits it to paths that contain the text. */
  fail(source: Source | 'all', fault: Fault, below?: string): void;
  /** @param source all of them when not given. */
  heal(source?: Source): void;
  /** What was asked for, in order; whoever counts may empty it. */
  requests: MarketRequest[];
  stop(): Promise<void>;
};

type Trouble = { source: Source; fault: Fault; below: string; since: Date };

/**
 * Every source of the market on one loopback port, each under its own path prefix, telling one world.
 *
 * They speak as the real ones are documented to. The tests, the replay and the bench use the same one.
 */
export async function startMarket(world: World): Promise<LoopbackMarket> {
  let troubles: Trouble[] = [];
  const requests: MarketRequest[] = [];

  const answer = ({ path, query, headers }: Call): Answer => {
    const [, source, below] = /^\/([a-z]+)\/(.*)$/.exec(path) ?? [];
    if (source === undefined || below === undefined || !isSource(source)) return text('Not Found', 404);
    requests.push({ source, path: below, userAgent: headers['user-agent'] });
    // The newest trouble that applies is the one that shows.
    const trouble = troubles.findLast((t) => t.source === source && below.includes(t.below));
    const server: MarketServer = SERVERS[source];
    const t = trouble?.fault === 'frozen' ? trouble.since : world.now();
    const page = server.page(below, query, { world, t });
    return page === undefined ? text('Not Found', 404) : spoil(trouble?.fault, page, server.errorInside);
  };

  const { url, stop } = await serve(answer);
  const entries = Object.entries(VARIABLES).map(([variable, source]) => [variable, `${url}/${source}`]);
  return {
    urls: Object.fromEntries(entries) as Record<FeedVariable, string>,
    requests,
    stop,
    fail: (source, fault, below = '') => {
      const since = world.now();
      troubles.push(...(source === 'all' ? SOURCES : [source]).map((name) => ({ source: name, fault, below, since })));
    },
    heal: (source) => {
      troubles = troubles.filter((trouble) => source !== undefined && trouble.source !== source);
    },
  };
}

const isSource = (name: string): name is Source => name in SERVERS;
