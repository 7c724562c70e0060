import { Refused } from '../kit/errors.ts';

/** What one chat may have. `rules` are those it wrote itself: a fleet's own come with the fleet. */
export const LIMITS = { fleets: 5, rules: 20, subscriptions: 40 } as const;
export type Limited = keyof typeof LIMITS;

/** How many of each a chat has. */
export type Use = Readonly<Record<Limited, number>>;

/** A chat has as many as it may: says of what, how many it may have, and how many it has. */
export class LimitReached extends Refused {
  readonly what: Limited;
  readonly limit: number;
  readonly used: number;

  constructor(what: Limited, used: number) {
    const limit = LIMITS[what];
    super(`a chat may have ${limit} ${what}, and this one has ${used}`, { what, limit, used });
    this.what = what;
    this.limit = limit;
    this.used = used;
  }
}

/** @throws {LimitReached} when there is no room for one more. */
export function roomFor(what: Limited, used: number): void {
  if (used >= LIMITS[what]) throw new LimitReached(what, used);
}
