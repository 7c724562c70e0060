/**
 * What a platform shows as it is: no halves of surrogate pairs, no control characters but the line feed, and nothing that
 * turns a line around.
 */
export const printable = (text: string): string => text.toWellFormed().replace(CONTROL, ' ').replace(TURNING, '');

/** Somebody else's words in one line, without what cannot be seen. Emoji made of several may fall apart. */
export const inOneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/\p{Cc}|\s+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

const CONTROL = /[^\n\P{Cc}]/gu;
/** Embeddings, overrides, isolates and marks of direction: after one of them a reader sees numbers backwards. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Soft hyphens, joiners, byte order marks, tags and the like. */
const UNSEEN = /\p{Cf}/gu;
