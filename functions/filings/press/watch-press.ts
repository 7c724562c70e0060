import type { Clock } from '../../kit/clock.ts';
import { reasonOf, Unreadable } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { Queue } from '../../kit/queue.ts';
import { tryEach } from '../../kit/try-each.ts';
import { type Reply, textOf, type Web } from '../../kit/web.ts';
import { hours, later, minutes, seconds } from '../../units/time.ts';
import { type FilingTaskJson, taskToJson } from '../filing.ts';
import { namingsIn } from '../understanding/issuer.ts';
import { type Company, type PressFeed, WATCHLIST } from '../watchlist.ts';
import { addressOf, feedName, type PressBases } from './address.ts';
import { type PressItem, readPressFeed } from './feed.ts';
import type { FeedNotebook, FeedNotes } from './feed-notes.ts';
import { isStale, staleAfter } from './staleness.ts';

export type PressDeps = {
  web: Web;
  notebook: FeedNotebook;
  tasks: Queue<FilingTaskJson>;
  bases: PressBases;
  clock: Clock;
  log: Log;
  companies?: readonly Company[];
};

/**
 * @property asked feeds that answered, with news or without; @property found companies whose releases made us look
 * for a filing.
 */
export type PressWatched = { asked: number; failed: number; found: number };

type Watch = { name: string; feed: PressFeed; of: Company[] };

const FEED_BYTES = 2 * 1024 * 1024;
/** Some networks are not answered at all, so that each is waited for a little and no more. */
const ANSWER_WITHIN = seconds(10);
/** For whoever refuses us, or sends us elsewhere. */
const REFUSED_FOR = hours(1);
/** More than any feed lists. */
const REMEMBERED = 300;
/** One host is asked at most every two minutes; so each minute has half of the feeds. */
const HALVES = 2;

/** Some hosts answer 415 to whoever asks for RSS and nothing else. */
const ACCEPT = 'application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.7';

/**
 * Looks through press-release feeds, and for each new release has somebody look whether its company has filed
 * something: news leads to a filing and is never told by itself.
 *
 * No feed is needed: one that fails, refuses us or falls silent is said so of, and keeps nobody waiting.
 *
 * @param at the scheduled time: it decides which half is asked.
 */
export async function watchPress(deps: PressDeps, at: Date): Promise<PressWatched> {
  const half = Math.floor(at.getTime() / minutes(1)) % HALVES;
  const due = watchesOf(deps.companies ?? WATCHLIST).filter((_, i) => i % HALVES === half);
  const done: PressWatched = { asked: 0, failed: 0, found: 0 };
  // One after the other at one host; hosts do not wait for each other.
  const byHost = [...Map.groupBy(due, ({ feed }) => new URL(addressOf(feed, deps.bases)).host).values()];
  await tryEach(byHost, async (watches) => {
    for (const watch of watches) {
      try {
        const found = await lookThrough(deps, watch, deps.clock.now());
        if (found === 'held') continue;
        done.asked++;
        done.found += found;
      } catch (error) {
        done.failed++;
        deps.log.warn('a press feed could not be read', { feed: watch.name, why: reasonOf(error) });
      }
    }
  });
  return done;
}

/** Every feed once, with the companies it is watched for; those that file nothing lead nowhere. */
function watchesOf(companies: readonly Company[]): Watch[] {
  const watches = new Map<string, Watch>();
  for (const company of companies) {
    if (company.cik === null || company.until !== undefined) continue;
    for (const feed of company.feeds) {
      const name = feedName(feed);
      const known = watches.get(name);
      if (known) known.of.push(company);
      else watches.set(name, { name, feed, of: [company] });
    }
  }
  return [...watches.values()];
}

async function lookThrough(deps: PressDeps, watch: Watch, now: Date): Promise<number | 'held'> {
  const notes = await deps.notebook.read(watch.name);
  if (notes?.heldUntil !== undefined && notes.heldUntil > now) return 'held';
  const reply = await ask(deps, watch, notes);
  if (reply.status === 304) {
    await reply.drop();
    sayIfStale(deps, watch, notes?.staleAfter, now);
    return 0;
  }
  if (reply.status !== 200) return refused(deps, watch, reply, notes, now);
  const items = readPressFeed(await textOf(reply), watch.name);
  const stale = staleAfter(items, now);
  sayIfStale(deps, watch, stale, now);
  // What was there when a feed was first seen is no news.
  const fresh =
    notes === undefined || notes.seen.length === 0 ? [] : items.filter(({ id }) => !notes.seen.includes(id));
  const found = await lookFor(deps, watch, fresh);
  const [etag, lastModified] = [reply.header('etag'), reply.header('last-modified')];
  const next: FeedNotes = {
    seen: [...new Set([...items.map(({ id }) => id), ...(notes?.seen ?? [])])].slice(0, REMEMBERED),
    ...(stale === undefined ? {} : { staleAfter: stale }),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
  // Last on purpose: a crash before this line makes us look twice.
  if (notes === undefined || tellsMore(next, notes)) await deps.notebook.write(watch.name, next);
  return found;
}

/**
 * Whether notes are worth writing again: those of a long feed are two dozen units of writing, every two minutes. A host
 * that dates each page anew would have us do so for ever; its validators alone are none.
 */
const tellsMore = (next: FeedNotes, known: FeedNotes): boolean =>
  known.heldUntil !== undefined ||
  next.staleAfter?.getTime() !== known.staleAfter?.getTime() ||
  next.seen.length !== known.seen.length ||
  next.seen.some((id) => !known.seen.includes(id));

const ask = ({ web, bases }: PressDeps, { feed }: Watch, notes: FeedNotes | undefined): Promise<Reply> =>
  web.open({
    url: addressOf(feed, bases),
    within: ANSWER_WITHIN,
    maxBytes: FEED_BYTES,
    headers: {
      accept: ACCEPT,
      ...(notes?.etag === undefined ? {} : { 'if-none-match': notes.etag }),
      ...(notes?.lastModified === undefined ? {} : { 'if-modified-since': notes.lastModified }),
    },
  });

/** @throws {Unreadable} always: it is to be said of the feed, and for an hour nobody asks again. */
async function refused(
  { notebook }: PressDeps,
  { name }: Watch,
  reply: Reply,
  notes: FeedNotes | undefined,
  now: Date,
): Promise<never> {
  await reply.drop();
  const { etag: _, lastModified: __, ...rest } = notes ?? { seen: [] };
  await notebook.write(name, { ...rest, heldUntil: later(now, REFUSED_FOR) });
  throw new Unreadable(`answered ${reply.status}; not asked again for an hour`, { status: reply.status });
}

function sayIfStale({ log }: PressDeps, { name }: Watch, after: Date | undefined, now: Date): void {
  if (!isStale(after, now)) return;
  log.warn('a press feed answers and has had no news for too long: it has probably moved', { feed: name });
  log.count('PressFeedStale');
}

/** One look for each company, however many releases it has; a list of many issuers is searched for ours by name. */
async function lookFor({ tasks }: PressDeps, { feed, of }: Watch, fresh: readonly PressItem[]): Promise<number> {
  const because = new Map<number, string>();
  for (const { title } of fresh) {
    const named = feed.from === 'prnewswire' ? new Set(namingsIn(title).map(({ company }) => company.cik)) : undefined;
    for (const company of of) {
      if (company.cik === null || named?.has(company.cik) === false) continue;
      if (!because.has(company.cik)) because.set(company.cik, title);
    }
  }
  const looks = [...because].map(([cik, title]) => taskToJson({ v: 1, do: 'look', cik, because: title, looks: 0 }));
  if (looks.length > 0) await tasks.put(looks);
  return looks.length;
}
