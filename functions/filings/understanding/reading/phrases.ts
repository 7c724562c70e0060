/**
 * A list of words as it is easiest to read and to add to: phrases with commas between, over as many lines as it takes.
 * A `*` at the end of a word stands for any ending.
 */
export const phrases = (list: string): readonly string[] =>
  list.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' '));
