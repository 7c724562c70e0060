import type { Day } from '../../../functions/units/time.ts';

/** The chain at one moment. */
export type WorldChain = {
  height: number;
  difficulty: number;
  epochFirstHeight: number;
  epochStartedAt: Date;
  /** Mean of the last 144 blocks. */
  feesBtcPerBlock: number;
  /** Time of the newest block. */
  tipAt: Date;
};
export type WorldDay = { day: Day; priceUsd: number; feesBtcPerBlock: number };
/** `height`: of the epoch's first block. */
export type WorldEpoch = { height: number; startedAt: Date; difficulty: number };

/** What is the case; the market's servers only say it, each in its own words. Every moment from the first day on has an answer. */
export type World = {
  now(): Date;
  priceAt(t: Date): number;
  chainAt(t: Date): WorldChain;
  /** Ascending; for the servers that tell about the past. */
  days(): readonly WorldDay[];
  /** Ascending. */
  epochs(): readonly WorldEpoch[];
  /** Units for one dollar, where they are to be others than the server's own. */
  rates?(): Readonly<Record<string, number>>;
};

/** The world as a server sees it at `t`: now, or when it froze. */
export type View = { t: Date; world: World };

/** A page of a server, before anything goes wrong with it. */
export type Page = { json: unknown } | { text: string };

/** One of the market's servers: its pages, and how it reports an error. */
export type MarketServer = {
  /** @param path below the server's base, without a leading slash. @returns undefined for an unknown page. */
  page(path: string, query: URLSearchParams, view: View): Page | undefined;
  /** What it sends with status 200 when it has no answer. */
  errorInside: unknown;
};
