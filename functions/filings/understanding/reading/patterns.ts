/*
 * Patterns as they are easiest to read: one alternative to a line. All of them are matched against a stretch of text that
 * was cut to a length before, and none repeats what repeats.
 */

export const anyOf = (...alternatives: readonly string[]): RegExp => new RegExp(alternatives.join('|'), 'iu');

/** Ends where the stretch ends: what stands right before a place. */
export const endingIn = (...alternatives: readonly string[]): RegExp =>
  new RegExp(`(?:${alternatives.join('|')})$`, 'i');

/** Begins where the stretch begins: what stands right behind a place. */
export const beginningWith = (...alternatives: readonly string[]): RegExp =>
  new RegExp(`^\\s*(?:${alternatives.join('|')})`, 'i');

/** `approximately`, `just over`, `~`: any of them, or nothing. */
export const ABOUT = String.raw`\s*(?:(?:about|approximately|around|roughly|nearly|almost|over|under|just|slightly|somewhat|well|some|an?|the|more than|in excess of|at least|up to|close to|estimated|total of)\s+)*[~≈]?`;
