import type { Mode } from '../claim.ts';
import { IDEOGRAPHS, type WordClass } from './dictionary.ts';
import { modeOf } from './mode.ts';
import { type Scene, textBetween, wordAt } from './scene.ts';
import type { Tag } from './tag.ts';
import { type Thing, thingAfter, thingBefore } from './thing.ts';
import { type VerbGroup, verbGroupOf } from './verb-group.ts';
import { VERBS, type Verb } from './words-of-acts.ts';

/** A verb, or a noun of doing something, with the words that belong to it and what it is done to. */
export type Statement = {
  act: Verb;
  tag: Tag;
  group: VerbGroup;
  readonly mode: Mode;
  object?: Thing;
  /** The object stands before. */
  isTurned: boolean;
  with(object: Thing): Statement;
};

/** How far a verb reaches for its object, in words. */
const REACH = 16;

/** Every statement of a sentence, in the order of its words; what was mined and held is of no use without a number. */
export function statementsOf(scene: Scene): Statement[] {
  const isNumbered = scene.figures.length > 0;
  return scene.tags
    .filter((tag) => tag.is in VERBS && (isNumbered || TRADES.has(tag.is)) && !bringsMoney(scene, tag))
    .map((tag) => ({ tag, group: verbGroupOf(scene, tag) }))
    .filter(({ tag, group }) => !isMarkets(scene, tag, group))
    .map(({ tag, group }) => {
      const { object, isTurned } = objectOf(scene, tag, group);
      return new ReadStatement(scene, tag, group, object, isTurned);
    });
}

/**
 * Its mode is asked of few, and dear. A class, since a getter in a literal makes a shape of its own for every statement,
 * and shapes keep the scenes they saw until a full collection: 100 MB of them for a report.
 */
class ReadStatement implements Statement {
  readonly act: Verb;
  readonly tag: Tag;
  readonly group: VerbGroup;
  readonly object?: Thing;
  readonly isTurned: boolean;
  readonly #scene: Scene;
  #mode: Mode | undefined;

  constructor(scene: Scene, tag: Tag, group: VerbGroup, object: Thing | undefined, isTurned: boolean) {
    this.#scene = scene;
    this.act = tag.is as Verb;
    this.tag = tag;
    this.group = group;
    if (object) this.object = object;
    this.isTurned = isTurned;
  }

  get mode(): Mode {
    this.#mode ??= modeOf(this.#scene, this.tag, this.group);
    return this.#mode;
  }

  /** The same, of coins that were found later. */
  with(object: Thing): Statement {
    return new ReadStatement(this.#scene, this.tag, this.group, object, this.isTurned);
  }
}

const TRADES: ReadonlySet<WordClass> = new Set<WordClass>(['sell', 'use', 'buy', 'shrink']);

/** `generated net proceeds of`, `earned $46 million`: no coins were mined by that. */
const bringsMoney = (scene: Scene, { is, from, to }: Tag): boolean =>
  is === 'mine' &&
  (MONEY.test(textBetween(scene, to + 1, to + 7)) || MONEY_WAS.test(textBetween(scene, from - 9, from)));
const MONEY =
  /^(?:(?:it|them|him|the (?:company|miner|firm)|net|gross|total|cash|about|approximately|roughly|some|around|nearly|over|an?|additional|us|in|~)\s+)*(?:proceeds|revenues?|cash|income|profits?|[$€£]|US\$|C\$)/i;

/** `$22 million was generated`, `proceeds were earned`. */
const MONEY_WAS =
  /(?:[$€£]\s?[\d.,]+(?:\s?(?:thousand|million|billion|[KMB]))?|dollars|proceeds|revenues?|cash|income|profits?)(?:\s+(?:was|were|has|have|been|is|are|also)){1,3}$/i;

type Found = { object?: Thing | undefined; isTurned: boolean };

/**
 * What a verb is about. Right behind it; before it where it is passive (`475 bitcoin were sold`); else further on. A noun
 * has its object behind an `of`, or right before it (`bitcoin sales`). Something else that companies sell, met first, is
 * the object, whatever comes later.
 */
function objectOf(scene: Scene, tag: Tag, group: VerbGroup): Found {
  const next = tag.to + 1;
  // `the average selling price`: of what was spoken of before.
  if (PRICE.test(scene.words[next] ?? '')) return { isTurned: true };
  if (group.voice === 'noun') return objectOfNoun(scene, tag);
  if (group.isPassive || group.voice === 'participle') {
    const before = thingBefore(scene, group.voice === 'participle' ? tag.from : group.from, REACH);
    return before
      ? { object: before, isTurned: true }
      : { object: thingAfter(scene, next, REACH, true), isTurned: false };
  }
  if (PRONOUN.test(scene.words[next] ?? '') && !/^(?:it|we|they|that)$/.test(scene.words[next + 1] ?? ''))
    return { object: antecedentOf(scene, group.from), isTurned: false };
  if (/^(?:any|none)$/.test(scene.words[next] ?? '') && /^[.,;]?$/.test(scene.words[next + 1] ?? ''))
    return { object: lastNamed(scene, group.from), isTurned: false };
  if (PART_OF_THEM.test(textBetween(scene, next, next + 7)))
    return { object: antecedentOf(scene, group.from), isTurned: false };
  const near = thingAfter(scene, next, 8, false);
  if (near) return { object: near, isTurned: false };
  const relative = /^(?:that|which|it|they|we|he)$/.test(scene.words[group.from - 1] ?? '')
    ? thingBefore(scene, group.from, 6)
    : undefined;
  if (relative) return { object: relative, isTurned: true };
  const far = thingAfter(scene, next, REACH, true);
  // `比特币可以出售`, `hat Bitcoin verkauft`: what is sold may stand before, without any passive.
  if (far === undefined && (IDEOGRAPHS.test(scene.sentence) || GERMAN.test(scene.words[tag.from] ?? '')))
    return { object: thingBefore(scene, group.from, 10), isTurned: true };
  return { object: far, isTurned: false };
}

/** `shares sold off 8 %`, `as bitcoin sells off`: the market did, and nobody sold. */
const isMarkets = (scene: Scene, { to }: Tag, { voice }: VerbGroup): boolean =>
  scene.words[to] === 'off' &&
  voice !== 'passive' &&
  (FALLS.test(scene.words[to + 1] ?? '') ||
    scene.figures.some(({ kind, from }) => kind === 'percent' && from === to + 1));
const FALLS = /^(?:as|on|after|amid|by|with|and|while|when|sharply|again|following|ahead|this|last|[,.;:])?$/;

const PRICE = /^prices?$/;

const GERMAN = /^(?:ver[kä]|gesch|gekauft|hält|halten)/;

/** `it`, `them`: the last thing that was spoken of, or its number. */
const PRONOUN = /^(?:it|them|everything)$/;
/** `three quarters of them`, `300 of those`. */
const PART_OF_THEM = /^(?:[\w.,%-]+\s+){1,4}of (?:them|it|those|these)\b/i;
const antecedentOf = (scene: Scene, before: number): Thing | undefined => {
  const thing = thingBefore(scene, before, 24);
  return thing === undefined || thing.is === 'other' ? thing : { is: 'coin', at: before };
};

const OF = /^(?:of|in|von|vom|de|di|da|do|des|del|della|dei|du)$/;
/** `holds the bitcoin it mines and does not plan to sell any`. */
function lastNamed(scene: Scene, before: number): Thing | undefined {
  const last = scene.tags.findLast(
    ({ is, from, to }) => to < before && (is === 'coin' || (is === 'other' && !DOES.test(wordAt(scene, from - 1)))),
  );
  return last && { is: last.is === 'coin' ? 'coin' : 'other', at: before };
}

function objectOfNoun(scene: Scene, tag: Tag): Found {
  const hasOf = OF.test(scene.words[tag.to + 1] ?? '') || /[а-я]/.test(scene.words[tag.from] ?? '');
  if (hasOf) return { object: thingAfter(scene, tag.to + 2, 10, true), isTurned: false };
  // The market's sell-off is nobody's.
  if (/^sell-?off$/.test(scene.words[tag.from] ?? '')) return { isTurned: true };
  return { object: thingBefore(scene, tag.from, 3), isTurned: true };
}

/** `it mines` are no mines. */
const DOES = /^(?:it|we|they|he|she|that|which|who)$/;

/** `the sale`, `these sales`, `the average sale price`: of what was spoken of before. */
export const refersBack = (scene: Scene, { tag, act }: Statement): boolean =>
  act === 'sell' &&
  (PRICE.test(scene.words[tag.to + 1] ?? '') ||
    (tag.form === 'noun' &&
      /^(?:the|this|that|these|those|such|its|[’']s|latest|recent|gross)$/.test(scene.words[tag.from - 1] ?? '')));
