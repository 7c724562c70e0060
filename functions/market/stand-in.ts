import { BotError, reasonOf, Unreachable, Unreadable } from '../kit/errors.ts';
import type { AskFeed } from './ask.ts';
import type { Feed, Ignored } from './feed.ts';

/** One way to learn a part of the network's state. Two of the same `source` are no second opinion. */
export type Alternative<Reading> = { source: string; ask(): Promise<Reading> };

/** Why a reading is not believed at once, and whether it may be used when there is nobody else to ask. */
export type Doubt = { why: string; goodAlone: boolean };

export type Found<Reading> = { reading: Reading; from: string; ignored: Ignored[] };

type Doubted<Reading> = { source: string; reading: Reading; doubt: Doubt };

export type Question<Reading> = {
  /** What is looked for, as it is named among the ignored: `mempool.space tip`. */
  part: string;
  alternatives: readonly Alternative<Reading>[];
  judge(reading: Reading): Doubt | undefined;
  agree(a: Reading, b: Reading): boolean;
};

/**
 * Asks one source after the other until one is to be believed.
 *
 * A reading without doubt is taken. One with a doubt needs a second source that says the same, and then the first of
 * the two is taken: so a change that seems too large is confirmed, and a slip of one source is not. When everybody has
 * been asked, a doubted reading may still serve if nobody said anything else.
 *
 * @throws {Unreachable} {@link Unreadable} when nobody is believed; the message names every source and why.
 */
export async function firstCredible<Reading>(question: Question<Reading>): Promise<Found<Reading>> {
  const { part, alternatives, judge, agree } = question;
  const failed: Ignored[] = [];
  const doubted: Doubted<Reading>[] = [];
  let retryable = false;
  const ignored = (others: readonly Doubted<Reading>[]): Ignored[] => [
    ...failed,
    ...others.map(({ source, doubt }) => ({ feed: `${source} ${part}`, why: doubt.why })),
  ];

  for (const { source, ask } of alternatives) {
    try {
      const reading = await ask();
      // Saying the same on another page does not help a source that is doubted.
      const shared = doubted.find((d) => d.source === source && agree(d.reading, reading))?.doubt;
      const doubt = judge(reading) ?? shared;
      if (doubt === undefined) return { reading, from: source, ignored: ignored(doubted) };
      const witness = doubted.find((d) => d.source !== source && agree(d.reading, reading));
      if (witness) {
        const dissenters = doubted.filter((d) => !agree(d.reading, reading));
        return { reading: witness.reading, from: witness.source, ignored: ignored(dissenters) };
      }
      doubted.push({ source, reading, doubt });
    } catch (error) {
      if (!(error instanceof BotError)) throw error;
      retryable ||= error.retryable;
      failed.push({ feed: `${source} ${part}`, why: reasonOf(error) });
    }
  }

  const [first] = doubted;
  if (first && doubted.every((d) => d.doubt.goodAlone && agree(d.reading, first.reading)))
    return { reading: first.reading, from: first.source, ignored: ignored(doubted) };
  const reasons = ignored(doubted);
  const message = `no credible ${part} (${reasons.map(({ feed, why }) => `${feed}: ${why}`).join('; ')})`;
  throw retryable ? new Unreachable(message, { ignored: reasons }) : new Unreadable(message, { ignored: reasons });
}

/** Feeds as alternatives. `check` throws for a reading that is no answer at all: too old, about something else. */
export const eachOf = <Reading>(
  feeds: readonly Feed<Reading>[],
  ask: AskFeed,
  check: (reading: Reading) => void,
): Alternative<Reading>[] =>
  feeds.map((feed) => ({
    source: feed.name,
    ask: async () => {
      const reading = await ask(feed);
      check(reading);
      return reading;
    },
  }));
