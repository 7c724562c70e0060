import { InvalidArgumentError } from 'commander';
import type * as z from 'zod';
import { reasonOf } from '../../../functions/kit/errors.ts';
import { decimal } from '../../../functions/market/numerals.ts';

/** Commander puts "option '--price <usd>' argument '87k' is invalid." before the message. */
type Parser<Value> = (text: string) => Value;

/**
 * A number as people and feeds write it (`87235`, `101.65e12`), judged by whoever knows its range.
 *
 * @param read gives it its unit, or throws what is wrong with it.
 * @param example of a right one.
 */
export const measured =
  <Value>(read: (amount: number) => Value, example: string): Parser<Value> =>
  (text) => {
    const parsed = decimal.safeParse(text.trim());
    if (!parsed.success) throw new InvalidArgumentError(`It must be a plain number, like ${example}.`);
    try {
      return read(parsed.data);
    } catch (error) {
      throw new InvalidArgumentError(`It is out of range (${reasonOf(error)}); a right one looks like ${example}.`);
    }
  };

/** A share, as `2%` or as `0.02`. */
export const share = <Value>(read: (ratio: number) => Value): Parser<Value> => {
  const example = '2% or 0.02';
  const asRatio = measured(read, example);
  const asPercent = measured((percent) => read(percent / 100), example);
  return (text) => (text.trim().endsWith('%') ? asPercent(text.trim().slice(0, -1)) : asRatio(text));
};

/** Lets a schema of the domain judge, so that the command line and the chats refuse the same things. */
export const as =
  <Shape extends z.ZodType>(shape: Shape) =>
  (value: unknown): z.output<Shape> => {
    const parsed = shape.safeParse(value);
    if (!parsed.success) throw new RangeError(parsed.error.issues.map(({ message }) => message).join(', '));
    return parsed.data;
  };
