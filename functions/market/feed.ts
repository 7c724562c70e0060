import type * as z from 'zod';
import type { FeedVariable } from '../kit/env.contract.ts';

/**
 * What a feed is: where to ask, what to expect, how to read. A value, not a class; it does no I/O, so its test is a
 * recorded reply.
 *
 * `read` gets the moment of receipt for sources that send no time of their own, and throws {@link Unreadable} when the
 * reply has the right shape and still says "no" (Kraken's 200 with an error inside).
 */
export type Feed<Reading> = {
  name: string;
  base: FeedVariable;
  /** Below the base, without a leading slash. */
  path: string;
  format: 'json' | 'text';
  shape: z.ZodType;
  read(reply: never, receivedAt: Date): Reading;
};

/** Ties the shape to the reader, so that `read` is typed by what `shape` lets through. */
export const feed = <Shape extends z.ZodType, Reading>(
  spec: Omit<Feed<Reading>, 'shape' | 'read' | 'format'> & {
    format?: 'json' | 'text';
    shape: Shape;
    read(reply: z.output<Shape>, receivedAt: Date): Reading;
  },
): Feed<Reading> => ({ format: 'json', ...spec });

/** A number that did not make it into the snapshot, and why. */
export type Ignored = { feed: string; why: string };
