import { IDEOGRAPHS } from './dictionary.ts';
import { isBoundary, type Scene, wordAt } from './scene.ts';
import type { Tag } from './tag.ts';

/**
 * A verb with the little words that belong to it: of `may, from time to time, be sold` all of them.
 *
 * `participle` is a past form right behind what it is said of (`1,500 BTC sold`), where no `was` tells; a `noun` is
 * one of selling (`the sale of`).
 */
export type VerbGroup = {
  /** The first of its words. */
  from: number;
  voice: 'active' | 'passive' | 'participle' | 'infinitive' | 'gerund' | 'noun';
  /** `may`, `will`, `could`. */
  modal?: string;
  isNegated: boolean;
  /** Something is told: `sold`, `has sold`, `sells`, `is selling`. */
  isFinite: boolean;
  /** `to be sold`, `be sold`: it has something done to it, and may not have been yet. */
  isPassive: boolean;
};

const BE = /^(?:is|are|was|were|be|been|being|am|got|gets|get|[’']re|è|sono|sind|wurden?|été|были?|было)$/;
const HAVE = /^(?:has|have|had|having|[’']ve|ha|hat|hanno|haben|han|ont)$/;
const DO = /^(?:do|does|did)$/;
const MODAL =
  /^(?:may|can|might|could|would|should|will|shall|must|[’']ll|won[’']t|cannot|can[’']t|wouldn[’']t|couldn[’']t)$/;
const NOT = /^(?:not|never|n[’']t|non|nicht|не|no longer|hardly)$/;
const CONTRACTED = /^(?:did|do|does|has|have|had|is|are|was|were|wo|would|could|ca)n[’']t$/;
const ADVERB =
  /^(?:also|now|then|already|still|again|even|only|just|ever|first|once|thus|together|both|either|soon|later|instead|therefore|thereby|thereafter|all|each|itself|further|likewise|almost|well|too|so|\w{3,}ly)$/;
const LONGEST = 14;

/** Walks back from the verb over whatever belongs to it. */
export function verbGroupOf(scene: Scene, verb: Tag): VerbGroup {
  if (verb.form === 'noun')
    return { from: verb.from, voice: 'noun', isNegated: false, isFinite: false, isPassive: false };
  const seen = { be: false, have: false, does: false, to: false, not: false, modal: undefined as string | undefined };
  let from = verb.from;
  let before = verb.from - 1;
  while (before >= Math.max(0, verb.from - LONGEST) && !seen.to) {
    const step = stepOver(scene, before, seen);
    if (step === 0) break;
    before -= step;
    if (step === 1 && !ADVERB.test(wordAt(scene, before + 1))) from = before + 1;
  }
  return {
    from,
    isNegated: seen.not,
    ...(seen.modal ? { modal: seen.modal } : {}),
    ...voiceOf(scene, verb, before, seen),
  };
}

type Seen = { be: boolean; have: boolean; does: boolean; to: boolean; not: boolean; modal: string | undefined };

/** @returns how many words belong to the group here; 0 where it begins after this word. */
function stepOver(scene: Scene, i: number, seen: Seen): number {
  const word = wordAt(scene, i);
  if (seen.modal !== undefined && !NOT.test(word)) return 0;
  if (CONTRACTED.test(word)) {
    seen.not = true;
    seen.does ||= /^d/.test(word);
    seen.have ||= /^ha/.test(word);
    seen.be ||= /^(?:is|are|was|were)/.test(word);
    if (/^(?:wo|would|could|ca)/.test(word)) seen.modal = word;
  } else if (BE.test(word)) seen.be = true;
  else if (HAVE.test(word)) seen.have = true;
  else if (DO.test(word)) seen.does = true;
  else if (MODAL.test(word)) seen.modal = word;
  else if (NOT.test(word)) seen.not = true;
  else if (word === 'to') seen.to = true;
  else return stepOverInsertion(scene, i, word);
  return 1;
}

/** `from time to time`, `, subject to market conditions,`, `subsequently`, `purchase or` sell. */
function stepOverInsertion(scene: Scene, i: number, word: string): number {
  if (word === 'time' && wordAt(scene, i - 3) === 'from') return 4;
  if (word === 'rule' && wordAt(scene, i - 2) === 'as') return 3;
  if (/^(?:or|and|,|\/)$/.test(word)) {
    const verb = scene.tags.find(({ to, form }) => to === i - 1 && form !== 'noun' && form !== 'word');
    if (verb) return i - verb.from + 1;
  }
  if (word === ',') return insertionLength(scene, i);
  return ADVERB.test(word) ? 1 : 0;
}

/** Two commas with at most eight words between them, and a word of the group before. */
function insertionLength(scene: Scene, comma: number): number {
  for (let i = comma - 1; i > Math.max(0, comma - 10); i--) {
    if (isBoundary(scene, i)) return 0;
    if (wordAt(scene, i) !== ',') continue;
    const before = wordAt(scene, i - 1);
    return MODAL.test(before) || HAVE.test(before) || BE.test(before) ? comma - i + 1 : 0;
  }
  return 0;
}

function voiceOf(
  scene: Scene,
  { is, form, from: at }: Tag,
  before: number,
  seen: Seen,
): Pick<VerbGroup, 'voice' | 'isFinite' | 'isPassive'> {
  const isPassive = (form === 'past' && seen.be) || HAPPENS.test(wordAt(scene, at));
  if (seen.to) return { voice: 'infinitive', isFinite: false, isPassive };
  if (isPassive) return { voice: 'passive', isFinite: true, isPassive };
  // Chinese verbs have no forms: what stands before tells.
  if (form === 's' && IDEOGRAPHS.test(wordAt(scene, at))) return { voice: 'active', isFinite: false, isPassive };
  if (form === 'ing')
    return seen.be ? { voice: 'active', isFinite: true, isPassive } : { voice: 'gerund', isFinite: false, isPassive };
  if (
    form === 'past' &&
    !seen.have &&
    !seen.modal &&
    isSaidOf(scene, before) &&
    !(is === 'buy' && isMoneyBehind(scene, at))
  )
    return { voice: 'participle', isFinite: true, isPassive };
  if (form === 'base' && !seen.modal && !seen.does && !hasSubject(scene, at))
    return { voice: 'infinitive', isFinite: false, isPassive };
  return { voice: 'active', isFinite: true, isPassive };
}

/** `the sale of 300 BTC added $22 million`: to cash, and no coins were. */
const isMoneyBehind = (scene: Scene, at: number): boolean =>
  scene.figures.some(({ kind, from }) => kind === 'money' && from > at && from <= at + 3);

/** `508 bitcoins came out of its mines`, `147 BTC went to buyers`: what it happens to stands before, as with a passive. */
const HAPPENS = /^(?:comes?|came|coming|goe?s?|went|going|found|finds?)$/;

/** `1,500 BTC sold`, `bitcoin holdings sold`: what stands before is what it is done to. */
const isSaidOf = (scene: Scene, at: number): boolean =>
  scene.tags.some(
    ({ is, to }) =>
      to === at &&
      (is === 'coin' || is === 'reserve' || is === 'production' || (is === 'other' && !AGENT.test(wordAt(scene, at)))),
  ) ||
  scene.figures.some(
    ({ kind, to, value }) => to === at && (kind === 'btc' || kind === 'percent' || (kind === 'bare' && value >= 10)),
  ) ||
  (wordAt(scene, at) === ')' && isSaidOf(scene, at - 2));

/** Things that companies sell, and that sell things themselves. */
export const AGENT =
  /^(?:miners?|compan(?:y|ies)|business(?:es)?|funds?|trusts?|subsidiar(?:y|ies)|ventures?|division|farms?)$/;

/** `we sell`, `miners sell`: a plain form with somebody who does it. */
const hasSubject = (scene: Scene, at: number): boolean =>
  /^(?:we|they|i|you|who|that|which|miners|companies|firms)$/.test(wordAt(scene, at - 1));
