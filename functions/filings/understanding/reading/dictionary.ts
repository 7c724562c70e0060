import { formsOf } from './inflect.ts';
import { NOUNS, VERBS, type Verb } from './words-of-acts.ts';
import { COINS, OTHERS, PRODUCTION, RESERVE } from './words-of-things.ts';
import { TURNS, type Turn } from './words-of-turns.ts';

export type WordClass = Verb | Turn | 'coin' | 'other' | 'reserve' | 'production';
/** What a verb looks like where it stands: `sell`, `sells`, `selling`, `sold`, `sale`; `word` for what is no verb. */
export type Form = 'base' | 's' | 'ing' | 'past' | 'noun' | 'word';
/** A phrase of the lists. */
export type Phrase = { is: WordClass; form: Form; words: readonly string[] };

/** Stems are found by so many letters. */
export const STEM_KEY = 3;
export const IDEOGRAPHS = /[\u3040-\u30ff\u3400-\u9fff]/;

const listed = <Key extends string>(lists: Readonly<Record<Key, readonly string[]>>): [Key, readonly string[]][] =>
  Object.entries(lists) as [Key, readonly string[]][];

const phraseOf = (is: WordClass, form: Form, phrase: string): Phrase => ({ is, form, words: phrase.split(' ') });

/** Where one form stands for all (Chinese), it is the plain statement: `出售2,385枚比特币`. */
function inflected(is: Verb, verb: string): Phrase[] {
  const [base, s, ing, past] = formsOf(verb);
  if (base === s) return [phraseOf(is, 's', s), ...(past === s ? [] : [phraseOf(is, 'past', past)])];
  // Where the plain form is no other than the past (`shed`), the past is what texts mean.
  const plain = base === '-' ? [] : [phraseOf(is, 'base', base)];
  return [...plain, phraseOf(is, 's', s), phraseOf(is, 'ing', ing), phraseOf(is, 'past', past)];
}

const THINGS = { coin: COINS, other: OTHERS, reserve: RESERVE, production: PRODUCTION };

const PHRASES: readonly Phrase[] = [
  ...listed(VERBS).flatMap(([is, verbs]) => verbs.flatMap((verb) => inflected(is, verb))),
  ...listed(NOUNS).flatMap(([is, nouns]) => nouns.map((noun) => phraseOf(is, 'noun', noun))),
  ...listed({ ...TURNS, ...THINGS }).flatMap(([is, words]) => words.map((word) => phraseOf(is, 'word', word))),
];

const isIdeographic = ({ words }: Phrase): boolean => IDEOGRAPHS.test(words[0]!);
const isStem = ({ words }: Phrase): boolean => words.length === 1 && words[0]!.endsWith('*');
const firstWord = ({ words }: Phrase): string => words[0]!;

/** Whole words by the first; those of scripts without blanks once more by themselves; and stems by their first letters. */
export const BY_FIRST_WORD: ReadonlyMap<string, readonly Phrase[]> = Map.groupBy(
  PHRASES.filter((phrase) => isIdeographic(phrase) || !isStem(phrase)),
  firstWord,
);
export const BY_IDEOGRAPHS: ReadonlyMap<string, readonly Phrase[]> = Map.groupBy(
  PHRASES.filter(isIdeographic),
  firstWord,
);
export const BY_STEM: ReadonlyMap<string, readonly Phrase[]> = Map.groupBy(
  PHRASES.filter((phrase) => !isIdeographic(phrase) && isStem(phrase)),
  (phrase) => firstWord(phrase).slice(0, STEM_KEY),
);
