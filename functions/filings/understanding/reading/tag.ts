import {
  BY_FIRST_WORD,
  BY_IDEOGRAPHS,
  BY_STEM,
  type Form,
  IDEOGRAPHS,
  type Phrase,
  STEM_KEY,
  type WordClass,
} from './dictionary.ts';

export type Token = { text: string; start: number; end: number };
/** A phrase of the lists where it stands: tokens `from` to `to`, both included. */
export type Tag = { is: WordClass; form: Form; from: number; to: number };

/** A possessive is a word of its own, so that `bitcoin's` is one of bitcoin. */
const TOKEN =
  /[’']s(?![\p{L}\p{M}])|\p{L}[\p{L}\p{M}]*(?:[’'](?!s(?![\p{L}\p{M}]))[\p{L}\p{M}]+|[.&-][\p{L}\p{M}]+)*|\d[\d.,]*\d|\d|[^\s\p{L}\p{M}\d]/gu;

/** @param sentence its words only; offsets are within it. */
export const tokensOf = (sentence: string): Token[] =>
  IDEOGRAPHS.test(sentence) ? wordsOf(sentence).flatMap(cutIdeographs) : wordsOf(sentence);

const wordsOf = (sentence: string): Token[] =>
  Array.from(sentence.matchAll(TOKEN), ({ 0: text, index }) => ({ text, start: index, end: index + text.length }));

/** Chinese and Japanese have no blanks: words of the lists are cut out, longest first, and the rest is left as it is. */
function cutIdeographs(token: Token): Token[] {
  if (!IDEOGRAPHS.test(token.text)) return [token];
  const parts: Token[] = [];
  let from = 0;
  for (const { 0: word, index } of token.text.matchAll(IDEOGRAPHIC_WORD)) {
    if (index > from) parts.push(part(token, from, index));
    from = index + word.length;
    parts.push(part(token, index, from));
  }
  if (from < token.text.length) parts.push(part(token, from, token.text.length));
  return parts;
}

const part = ({ text, start }: Token, from: number, to: number): Token => ({
  text: text.slice(from, to),
  start: start + from,
  end: start + to,
});

const IDEOGRAPHIC_WORD = new RegExp([...BY_IDEOGRAPHS.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** What the lists know of the words, in order; a word may be several things, but of one class only the longest phrase. */
export function tagsOf(words: readonly string[]): Tag[] {
  const tags: Tag[] = [];
  for (let i = 0; i < words.length; i++) {
    const candidates = candidatesFor(words[i]!);
    if (candidates.length > 0) tags.push(...longestOfEach(candidates, words, i));
  }
  return tags;
}

const NONE: readonly Phrase[] = [];

function candidatesFor(word: string): readonly Phrase[] {
  const whole = BY_FIRST_WORD.get(word) ?? NONE;
  if (word.length <= STEM_KEY) return whole;
  const stems = BY_STEM.get(word.slice(0, STEM_KEY))?.filter(({ words: [stem] }) => isLike(word, stem!)) ?? NONE;
  return stems.length === 0 ? whole : [...whole, ...stems];
}

const isLike = (word: string | undefined, wanted: string): boolean =>
  wanted.endsWith('*') ? (word?.startsWith(wanted.slice(0, -1)) ?? false) : word === wanted;

function longestOfEach(candidates: readonly Phrase[], words: readonly string[], from: number): Tag[] {
  const longest = new Map<WordClass, Tag>();
  for (const { is, form, words: wanted } of candidates) {
    if (!wanted.every((one, k) => isLike(words[from + k], one))) continue;
    const to = from + wanted.length - 1;
    const known = longest.get(is);
    const isLonger = known === undefined || to > known.to;
    // `its purchase of`, `to purchase`: one word, and what stands before tells which.
    if (isLonger || (to === known.to && form === 'noun' && isNounHere(words, from, to)))
      longest.set(is, { is, form, from, to });
  }
  return [...longest.values()];
}

const DETERMINER =
  /^(?:an?|the|its|our|their|his|her|my|your|this|that|these|those|any|no|each|every|of|[’']s|first|new|latest|last|recent|net|total|large|another|bitcoin|btc|strategic|proposed|forced|in)$/;
const isNounHere = (words: readonly string[], from: number, to: number): boolean =>
  DETERMINER.test(words[from - 1] ?? '') || (words[to + 1] === 'of' && words[from - 1] !== 'to');
