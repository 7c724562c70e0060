import type { Span } from './period.ts';

/** What is said to be done with coins, or with something else that is sold. */
export type Act = 'sell' | 'mine' | 'hold' | 'buy' | 'pledge' | 'sell-other';

/**
 * Whether it happened. `done` it did; `planned` somebody intends it; `permitted` somebody may; `supposed` only if;
 * `denied` somebody says it is not so; `negated` it did not.
 */
export type Mode = 'done' | 'planned' | 'permitted' | 'supposed' | 'denied' | 'negated' | 'unplanned';

/** Where sold coins came from, in the words of the text. */
export type Origin = 'reserve' | 'production';

/** One statement of a text about coins, with its numbers, and the place it was read from. */
export type Claim = {
  act: Act;
  mode: Mode;
  /** Of the text: the sentence relied on. */
  start: number;
  end: number;
  btc?: number;
  /** Of holdings: how many there were before, where the same words say it. */
  was?: number;
  /** Of what was mined or held, 0.6 for 60 %. */
  share?: number;
  usd?: { amount: number; currency: string };
  price?: { amount: number; currency: string };
  origin?: Origin;
  period?: Span;
  /** Somebody else's; never what is reported. */
  aside?: boolean;
  /** The issuer is named as the one who did it. */
  own?: boolean;
  /** A headline is no evidence that can be quoted, and says most. */
  from: 'prose' | 'title';
  /** What is done as a rule, and not told of any day: `bitcoin is sold first in, first out`. */
  isHabit?: boolean;
  /** Nobody says that they were sold. */
  isImplied?: boolean;
  /** For `sell-other`: what. */
  what?: string;
  /**
   * What settles where it came from: `words`, "more than it produced"; that it was `all`, "its entire treasury"; its very
   * `number`, "200 of our HODL position".
   */
  settles?: 'words' | 'all' | 'number';
  /** `the sale`: of what was spoken of before, if it was of coins. */
  refersBack?: boolean;
  /** `over 7,500`: rounded down. */
  isAtLeast?: boolean;
  /** How surely a number belongs to what it is said of; more is surer. */
  sure?: number;
  /** Order of sentences: the lead counts more. */
  at: number;
};
