import { BotError, reasonOf, Unreachable } from '../kit/errors.ts';
import type { AskFeed } from './ask.ts';
import type { Feed, Ignored } from './feed.ts';
import { bitstamp } from './feeds/bitstamp.ts';
import { coinbase } from './feeds/coinbase.ts';
import { gemini } from './feeds/gemini.ts';
import { kraken } from './feeds/kraken.ts';
import { agree, type Quote } from './price.ts';
import type { Tick } from './tick.ts';

/** All of them trade against dollars; a tether market would be another price. */
export const PRICE_FEEDS: readonly Feed<Tick>[] = [coinbase, kraken, bitstamp, gemini];

/**
 * Asks every exchange at once, and takes the price they agree on.
 *
 * @throws {Unreachable} when nobody answered at all. @throws {Unreadable} when fewer than two agree. Both name every feed.
 */
export async function gatherPrice(ask: AskFeed, now: () => Date, feeds = PRICE_FEEDS): Promise<Quote> {
  const answers = await Promise.allSettled(feeds.map((feed) => ask(feed)));
  const ticks: Tick[] = [];
  const unanswered: Ignored[] = [];
  let retryable = true;
  for (const [i, answer] of answers.entries()) {
    if (answer.status === 'fulfilled') ticks.push(answer.value);
    else {
      retryable &&= answer.reason instanceof BotError && answer.reason.retryable;
      unanswered.push({ feed: feeds[i]!.name, why: reasonOf(answer.reason) });
    }
  }
  if (ticks.length === 0 && retryable) {
    const list = unanswered.map(({ feed, why }) => `${feed}: ${why}`).join('; ');
    throw new Unreachable(`no price feed answered (${list})`, { ignored: unanswered });
  }
  return agree(ticks, now(), unanswered);
}
