import type { WordClass } from './dictionary.ts';
import { type Figure, findFigures } from './figures.ts';
import type { Style } from './numerals.ts';
import { unspun } from './spun.ts';
import { type Tag, type Token, tagsOf, tokensOf } from './tag.ts';

/** A sentence made ready to be asked: its words, what they are, and its numbers. Places are words, counted from 0. */
export type Scene = {
  sentence: string;
  tokens: readonly Token[];
  /** The words in small letters. */
  words: readonly string[];
  tags: readonly Tag[];
  figures: readonly PlacedFigure[];
  tagAt(word: number, is: WordClass): Tag | undefined;
};

/** A number with the words it covers, `from` to `to`, both included. */
export type PlacedFigure = Figure & { from: number; to: number };

/** How a text writes: its numbers, and whether a machine put other words for its own. */
export type Manner = { style: Style; isSpun: boolean };

export function sceneOf(sentence: string, { style, isSpun }: Manner): Scene {
  const tokens = tokensOf(sentence);
  const plain = tokens.map(({ text }, i) =>
    isMonth(tokens, i) ? MONTH : isName(tokens, i) ? NAME : text.toLowerCase(),
  );
  const words = isSpun ? unspun(plain, sentence) : plain;
  const tags = tagsOf(words);
  const byPlace: (Tag[] | undefined)[] = [];
  for (const tag of tags) byPlace[tag.from] = [...(byPlace[tag.from] ?? []), tag];
  return {
    sentence,
    tokens,
    words,
    tags,
    figures: HAS_NUMBER.test(sentence) ? placed(findFigures(sentence, style), tokens) : [],
    tagAt: (word, is) => byPlace[word]?.find((tag) => tag.is === is),
  };
}

/** Nothing else need be looked at for numbers. */
const HAS_NUMBER =
  /\d|\bhalf\b|thirds?\b|quarters?\b|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}ty)\b/i;

/** Stands for `May`, which is no verb here. */
const MONTH = 'may-the-month';
const LEADS_TO_MONTH =
  /^(?:in|of|for|during|since|until|by|from|through|throughout|last|this|early|mid|late|between|on|and|to|month|[’']s)$/i;
const isMonth = (tokens: readonly Token[], i: number): boolean =>
  (tokens[i]!.text === 'May' || tokens[i]!.text === 'Might') &&
  (LEADS_TO_MONTH.test(tokens[i - 1]?.text ?? '') ||
    /^(?:\d+|[’']s|production|output|update|bitcoin|btc|saw|sales?|figures|results|was)$/i.test(
      tokens[i + 1]?.text ?? '',
    ));

/** Stands for `Holdings` in the name of a company: Fold Holdings. */
const NAME = 'a-name';
const isName = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]!.text === 'Holdings' &&
  /^\p{Lu}\p{Ll}/u.test(tokens[i - 1]?.text ?? '') &&
  !/^(?:Bitcoins?|Total|Digital|Assets?|Crypto|Treasury|The|Its|Our|In|Of|And|Coins?|Unrestricted|Current|Remaining|Existing|Net|Liquidates?|Sells?|Increases?|Grows?|Reduces?)$/.test(
    tokens[i - 1]?.text ?? '',
  ) &&
  !/^(?:of|at|to|by|rose|grew|fell|reach\w*|stand|stood|in|as|now|up|down|increase\w*|were|:|for)$/i.test(
    tokens[i + 1]?.text ?? '',
  );

function placed(figures: readonly Figure[], tokens: readonly Token[]): PlacedFigure[] {
  let at = 0;
  return figures.map((figure) => {
    while (at < tokens.length && tokens[at]!.end <= figure.start) at++;
    let to = at;
    while (to + 1 < tokens.length && tokens[to + 1]!.start < figure.end) to++;
    return { ...figure, from: at, to };
  });
}

export const wordAt = ({ words }: Scene, at: number): string => words[at] ?? '';

/** The words from one place up to, not including, another, as they are written. */
export function textBetween({ sentence, tokens }: Scene, from: number, to: number): string {
  const [a, b] = [Math.max(0, from), Math.min(tokens.length, to)];
  return a >= b ? '' : sentence.slice(tokens[a]!.start, tokens[b - 1]!.end);
}

export const startOf = ({ tokens }: Scene, at: number): number => tokens[at]?.start ?? 0;
export const endOf = ({ tokens }: Scene, at: number): number => tokens[at]?.end ?? 0;

/** Where a part of a sentence that stands by itself may begin: what is beyond does not govern what is here. */
const BOUNDARY: ReadonlySet<string> = new Set(
  '; : — but while whereas although though which who whose because yet'.split(' '),
);
export const isBoundary = (scene: Scene, at: number): boolean => BOUNDARY.has(wordAt(scene, at));
