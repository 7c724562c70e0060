import type { Clock } from '../kit/clock.ts';
import type { FeedVariable } from '../kit/env.contract.ts';
import { BotError, Misconfigured, reasonOf, Unreachable, Unreadable } from '../kit/errors.ts';
import { type Ask, type Http, parseJson, under } from '../kit/http.ts';
import { elapsed, type Milliseconds, seconds } from '../units/time.ts';
import type { Feed } from './feed.ts';

export type Sources = {
  http: Http;
  bases: Readonly<Partial<Record<FeedVariable, string>>>;
  clock: Pick<Clock, 'now'>;
};

export type Limits = Pick<Ask, 'within' | 'maxBytes'>;

/** Fifteen blocks with all their extras are about 100 KB, and the largest of a tick's replies. */
const TICK_LIMITS: Limits = { within: seconds(8), maxBytes: 512 * 1024 };

/**
 * What a feed says now.
 *
 * @throws {Unreachable} {@link Refused} as Http does. @throws {Unreadable} a reply that is not what the feed promises.
 */
export async function askFeed<Reading>(feed: Feed<Reading>, sources: Sources, limits = TICK_LIMITS): Promise<Reading> {
  const text = await sources.http.text({ url: urlOf(feed, sources), ...limits });
  return readFeed(feed, text, sources.clock.now());
}

/** The part without I/O: a recorded reply is enough to test it. */
export function readFeed<Reading>(feed: Feed<Reading>, text: string, receivedAt: Date): Reading {
  const reply = feed.format === 'json' ? parseJson(text, feed.shape, feed.name) : parseText(feed, text);
  try {
    return feed.read(reply as never, receivedAt);
  } catch (error) {
    if (error instanceof BotError) throw error;
    throw new Unreadable(`${feed.name} answered with something unreadable: ${reasonOf(error)}`);
  }
}

export type AskFeed = <Reading>(feed: Feed<Reading>) => Promise<Reading>;

/**
 * Asks for one tick: a page that several feeds read is asked for once, a source that did not answer or asked us to slow
 * down is left alone, and everything is over by `end`.
 */
export function askSparingly(sources: Sources, end: Date): AskFeed {
  const pages = new Map<string, Promise<string>>();
  const silent = new Map<FeedVariable, string>();

  const get = async (feed: Feed<unknown>, url: string): Promise<string> => {
    const why = silent.get(feed.base);
    if (why !== undefined) throw new Unreachable(`not asked again: ${why}`);
    const left = elapsed(sources.clock.now(), end);
    if (left <= 0) throw new Unreachable('not asked: the time for this tick is over');
    try {
      return await sources.http.text({ ...TICK_LIMITS, url, within: shorter(TICK_LIMITS.within, left) });
    } catch (error) {
      if (isSilence(error)) silent.set(feed.base, error.message);
      throw error;
    }
  };

  return async (feed) => {
    const url = urlOf(feed, sources);
    const page = pages.get(url) ?? get(feed, url);
    pages.set(url, page);
    return readFeed(feed, await page, sources.clock.now());
  };
}

/** An error of one page (500) says nothing about the others; silence does, and asking on after 429 leads to a ban. */
const isSilence = (error: unknown): error is Unreachable =>
  error instanceof Unreachable && (error.facts['status'] === undefined || error.facts['status'] === 429);

const shorter = (a: Milliseconds, b: Milliseconds): Milliseconds => (a < b ? a : b);

function urlOf(feed: Feed<unknown>, { bases }: Sources): string {
  const base = bases[feed.base];
  if (base === undefined) throw new Misconfigured(`${feed.name} has no base URL: ${feed.base} is not given`);
  return under(base, feed.path);
}

function parseText(feed: Feed<unknown>, text: string): unknown {
  if (text.trim() === '') throw new Unreadable(`${feed.name} answered with an empty body`);
  const parsed = feed.shape.safeParse(text);
  if (!parsed.success)
    throw new Unreadable(`${feed.name} answered with another text: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}
