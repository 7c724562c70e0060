import type { Mode } from '../claim.ts';
import { endOf, isBoundary, type Scene, textBetween, wordAt } from './scene.ts';
import type { Tag } from './tag.ts';
import type { VerbGroup } from './verb-group.ts';
import { TURNS } from './words-of-turns.ts';

/** How far before a verb something may stand that turns it, in words. */
const REACH = 14;

/**
 * Whether it happened. What is told in a past or a present form did, unless it is negated; what only could follows its
 * modal; an infinitive, a gerund and a noun follow whatever governs them: `chose to sell`, `without selling`, `permits
 * the sale of`.
 */
export function modeOf(scene: Scene, verb: Tag, group: VerbGroup): Mode {
  if (QUESTION.test(scene.sentence.slice(endOf(scene, verb.to)))) return 'supposed';
  const turns = turnsBefore(scene, verb, group);
  if (turns.some(({ is }) => is === 'denied') || UNTRUE.test(textBetween(scene, verb.to + 1, verb.to + 1 + 2 * REACH)))
    return 'denied';
  if (
    verb.is === 'sell' &&
    group.voice === 'infinitive' &&
    WAS_CALLED_OFF.test(textBetween(scene, verb.to + 1, verb.to + 1 + 2 * REACH))
  )
    return 'unplanned';
  if (
    verb.is === 'sell' &&
    group.voice === 'noun' &&
    CALLED_OFF.test(textBetween(scene, verb.to + 1, verb.to + 1 + 2 * REACH))
  )
    return 'unplanned';
  if (group.voice === 'noun' && TALK.test(textBetween(scene, verb.to + 1, verb.to + 2))) return 'supposed';
  if (isThoughtOf(scene, verb, group)) return 'supposed';
  if (NEEDS_TO_BE.test(textBetween(scene, verb.from - REACH, verb.from))) return 'supposed';
  if (group.modal !== undefined && group.isNegated && /^(?:may|might|can|could)$/.test(group.modal)) return 'supposed';
  if (group.modal !== undefined && group.isNegated && WOULD.test(group.modal)) return 'unplanned';
  if (group.isNegated || isOfNothing(scene, verb, group)) return 'negated';
  if (isSupposed(scene, verb, group)) return 'supposed';
  if (group.modal !== undefined) return modeOfModal(group.modal, scene, group);
  if (group.isFinite) return modeOfStatement(scene, verb, group, turns);
  return governed(scene, verb, group, turns);
}

/** `the proposed sale was called off`. */
const CALLED_OFF =
  /\b(?:called off|cancel+ed|rejected|abandoned|scrapped|shelved|withdrawn|dropped|voted down|turned down|off the table)\b/i;

const WAS_CALLED_OFF = new RegExp(`\\b(?:was|were|has been|have been) (?:\\w+ )?(?:${CALLED_OFF.source})`, 'i');

/** `no bitcoin needs to be pledged or sold`: of terms, not of what was done. */
const NEEDS_TO_BE = /\b(?:needs?|has|have|had) to be(?: \w+ (?:or|and))?\s*$/i;

/** Analysts expect it, chain data suggest it, lenders may if; nobody who would know says it. */
const isThoughtOf = (scene: Scene, verb: Tag, group: VerbGroup): boolean => {
  const before = textBetween(scene, group.from - REACH, group.from);
  if (/^(?:may|might|could)$/.test(group.modal ?? ''))
    return (
      /\bhave\b/i.test(textBetween(scene, group.from, verb.from)) ||
      (/\bthey$/i.test(before) && /^\W{0,3}(?:if|unless|should)\b/i.test(scene.sentence))
    );
  return OTHERS_EXPECT.test(before);
};
const OTHERS_EXPECT =
  /\b(?:analysts?|brokers?|banks?|investors?|traders?|observers?|the market|experts?|commentators?|strategists?|critics)\s+(?:\w+ )?(?:expect|predict|see|think|believe|anticipate|urge|want|call on|speculate|wonder)s?\b[^,;.]{0,40}$/i;

/** `will not sell` says nothing of what was sold. */
const WOULD = /^(?:will|shall|would|won['’]t|wouldn['’]t)$/;

/** Also of a headline that goes on after it. */
const QUESTION = /^[^.;]{0,160}[?？]/;

/** `sold no bitcoin`, `sold none`. */
const isOfNothing = (scene: Scene, verb: Tag, { voice }: VerbGroup): boolean =>
  NIL.test(textBetween(scene, verb.to + 1, verb.to + REACH)) ||
  (voice !== 'noun' &&
    /^(?:no|none|zero|nothing|neither|not|aucune?|ningún|nessun[oa]?|nenhum|keine?n?)$/.test(
      wordAt(scene, verb.to + 1),
    ) &&
    !/^(?:less|fewer|more|only)$/.test(wordAt(scene, verb.to + 2)));
/** `Bitcoin sold in March: nil`. */
const NIL = /^[^.;:,]{0,30}[:=–]\s*(?:nil|none|zero)\b/i;

/** `claims that it will sell are false`, `…的猜想并不属实`. */
const UNTRUE =
  /\b(?:is|are|was|were)\s+(?:simply\s+|entirely\s+)?(?:false|untrue|incorrect|wrong|misleading|not true|unfounded|baseless|inaccurate)\b|不实|不實|不属实|不屬實|猜想|猜测|谣言|не соответству/i;

/** What is told did happen, unless nothing of it did, or it is only what somebody may do. */
function modeOfStatement(scene: Scene, verb: Tag, group: VerbGroup, turns: readonly Tag[]): Mode {
  const nearest = turns[0];
  // `the plan foresees that the rest is sold`: a present that is still to come.
  if (
    group.voice === 'passive' &&
    /^(?:is|are)$/.test(wordAt(scene, group.from)) &&
    FORESEEN.test(textBetween(scene, verb.from - REACH, group.from))
  )
    return 'planned';
  if (nearest?.is === 'negated' && isSubject(scene, nearest, group)) return 'negated';
  return 'done';
}

const FORESEEN =
  /\b(?:plans?|foresees?|proposals?|intends?|provides?|envisages?|calls for)\b[^;]{0,60}\bthat\b[^;]{0,60}$/i;

/** `no bitcoin was sold`, `none of its holdings were sold`, `without any having been sold`: no other statement between. */
const isSubject = (scene: Scene, negation: Tag, group: VerbGroup): boolean =>
  (NOTHING.test(wordAt(scene, negation.from)) || negation.to > negation.from) &&
  !/\b(?:after|because|since|when|that|as|before|it|they|we|he|she|and|or|will|has|have|had|is|are|was|were|but)\b|[,(]/i.test(
    textBetween(scene, negation.to + 1, group.from),
  );
const NOTHING =
  /^(?:no|none|nothing|neither|zero|without|hardly|keine?n?|aucune?|ni|没有|沒有|未|并未|並未|从未|從未|不|не|non)$/;

function modeOfModal(modal: string, scene: Scene, group: VerbGroup): Mode {
  if (/^(?:may|can)$/.test(modal)) return 'permitted';
  if (/^(?:will|shall|must|['’]ll)$/.test(modal)) return 'planned';
  if (/^(?:won|can|couldn|wouldn)['’]t$|^cannot$/.test(modal)) return 'unplanned';
  if (modal === 'could' && SAID.test(textBetween(scene, group.from - 6, group.from))) return 'permitted';
  return modal === 'would' && SAID.test(textBetween(scene, group.from - 6, group.from)) ? 'planned' : 'supposed';
}
const SAID =
  /\b(?:said|says|announced|stated|added|disclosed|confirmed|reiterated|noted|revealed|agreed)\b(?:\s+that)?[^,;]{0,30}$/i;

/** `if it sold`, `were it to sell`, `should it sell`: all that is told after is only thought of. */
const isSupposed = (scene: Scene, verb: Tag, group: VerbGroup): boolean =>
  SUPPOSED.test(textBetween(scene, verb.from - REACH - 4, group.from));
const SUPPOSED =
  /(?:^|[,;:—–]\s*|\b(?:and|but|or|that|what|even|only|as)\s+)(?:(?:[Ii]f|[Uu]nless|[Ss]uppose|[Aa]ssuming|[Ii]n the event|[Ii]n case|[Pp]rovided that|[Ww]hether)\b|(?:[Ww]ere|[Hh]ad|[Ss]hould)\s+(?:it|they|we|the|its|[A-Z]))[^,;]{0,60}$/;

/* ---------------------------------------------------------------------------------- infinitives, gerunds, nouns */

/** The nearest word that says what becomes of it; `no plans to` turns the plan into none. */
function governed(scene: Scene, verb: Tag, group: VerbGroup, turns: readonly Tag[]): Mode {
  const before = textBetween(scene, group.from - REACH, group.from);
  const nearest = turns[0];
  if (group.voice === 'gerund' && before === '' && IS_SAID_OF.test(textBetween(scene, verb.to + 1, verb.to + REACH)))
    return 'supposed';
  if (TURNED_DOWN.test(before)) return 'unplanned';
  if (IS_A_POLICY.test(before)) return 'permitted';
  if (SEES_SOMEBODY.test(before)) return 'supposed';
  if (PLAN_CARRIED_OUT.test(before) && !NOT_YET.test(before)) return 'done';
  if (isCarriedOut(before, group) && !isTurnedBefore(scene, turns)) return 'done';
  if (nearest === undefined) return modeByItself(scene, verb, group, before);
  if (UNABLE.test(before)) return 'supposed';
  if (nearest.is === 'negated') return isDenied(turns) ? 'supposed' : 'negated';
  const negation = turns.find(({ is, to }) => is === 'negated' && nearest.from - to <= 4);
  if (negation && nearest.is !== 'conditional') return 'unplanned';
  return nearest.is === 'conditional' ? 'supposed' : (nearest.is as Mode);
}

/** `turned down a sale of`, `shelved its plan to sell`. */
const TURNED_DOWN =
  /\b(?:turn(?:s|ed) down|vot(?:es|ed) (?:against|down)|veto(?:es|ed)|block(?:s|ed)|call(?:s|ed) off|cancel(?:s|l?ed)|scrap(?:s|ped)|shelv(?:es|ed)|withdr[ae]w|abandon(?:s|ed))\s+(?:(?:an?|the|its|their|any|all|every|such|proposed|planned|further|earlier|possible|previously announced|plans?|proposals?|motions?|offers?|ideas?|requests?|for|to|of|bitcoin|btc)\s*){0,6}$/i;
/** `a policy of selling what it mines`: told of no day. */
const IS_A_POLICY =
  /\b(?:adopt(?:s|ed|ing)?|introduc\w+|approv\w+|announc\w+|ha[sd] (?:set|agreed|established)|establish\w*|follow(?:s|ing)?|pursu\w+|implement\w*|launch\w*)\s+(?:[\w’'-]+\s+){0,3}(?:policy|strategy|practice|approach)\s+(?:of|for)\s*(?:\w+ly\s*)?$/i;
/** `Goldman sees MARA selling`, `expects the miner to sell`: somebody else thinks so. */
const SEES_SOMEBODY =
  /\b(?:[Ss]ees?|[Ee]xpects?|[Pp]redicts?|[Ff]orecasts?|[Ee]nvisions?|[Ii]magines?|[Ff]oresees?|[Uu]rges?|[Pp]ictures?|[Aa]nticipates?)\s+(?:the (?:company|miner|firm)|it|\p{Lu}[\p{L}’'.-]*(?:\s+\p{Lu}[\p{L}’'.-]*){0,3})\s*$/u;
/** `completed a previously announced plan to sell`: and so it did. */
const PLAN_CARRIED_OUT =
  /\b(?:completed|concluded|carried out|executed|fulfilled|finished|made good on|followed through (?:on|with))\s+(?:[\w’'-]+\s+){0,4}(?:plans?|program(?:me)?|intentions?|promise|process|effort|commitment|decision)\s*$/i;
const NOT_YET = /\b(?:not|never|n[’']t|will|would|once|until|when|if|to have)\b/i;

/** `Selling bitcoin is a last resort`: spoken of, and not done. */
const IS_SAID_OF = /^(?:[\w’'-]+\s+){0,6}(?:is|are|would|will|remains?|can|could|may|might)\b/i;

/** `may not be able to sell` is a risk, and no news of what was not sold. */
const UNABLE =
  /\b(?:may|might|could|would|can) not (?:be able|have the ability)\b|\bcannot\b|\b(?:unable|inability|impossible|difficult)\b/i;

/** `does not rule out selling`: two of them are none. */
const isDenied = ([nearest, next]: readonly Tag[]): boolean =>
  nearest !== undefined && nearest.to > nearest.from && next?.is === 'negated' && nearest.from - next.to <= 2;

const isTurnedBefore = (scene: Scene, turns: readonly Tag[]): boolean =>
  turns.some((turn) => turn.form === 'word' && turn.is !== 'permitted' && !wasForced(scene, turn));

/** `was forced to`: and so it did. */
const wasForced = (scene: Scene, { from, is }: Tag): boolean =>
  is === 'conditional' &&
  wordAt(scene, from) === 'forced' &&
  /\b(?:was|were|been)\s*(?:then|thus|therefore)?$/i.test(textBetween(scene, from - 2, from)) &&
  !/\b(?:may|might|could|would) (?:have )?be/i.test(textBetween(scene, from - 4, from));

/** Whoever chose to sell, sold; whoever began selling, sells; what came of a sale was one. */
const isCarriedOut = (before: string, { voice }: VerbGroup): boolean =>
  voice === 'infinitive'
    ? CHOSE_TO.test(before)
    : voice === 'gerund'
      ? before === '' || WHILE.test(before)
      : TOOK_PLACE.test(before);
const CHOSE_TO =
  /\b(?:choice|decision|move|chose|chosen|opted|managed|proceeded|resorted|continued|continues|began|begun|started|resumed|had|ended up|(?:was|were|been|being|is) (?:then |thus |therefore )?forced|was compelled|necessary|needed|elected|decided|obliged|went on|goes on)(?:\s+[\w’'-]+){0,6}$/i;
const WHILE =
  /(?:\b(?:still|busy|keeps|kept|by|after|through|began|begun|started|continued|continues|continue|(?:went|gone|goes|kept|keeps|carried) on|resumed|been|while|up|in|via|from|for|disclosed|reported|announced|confirmed|revealed|including|amid|despite|with|of|(?:rel(?:y|ies|ied|ying)|depend(?:s|ed|ing)?|lean(?:s|ed|ing)?) (?:\w+ )?(?:on|upon))(?:\s+(?:the|its|their|\w+ly))?|\b(?:after|by|from|while|through|despite)\s+(?:\w+ly\s+)?\w+ing\b[^;]{0,80}\band|[,–—-])\s*$/i;
const TOOK_PLACE =
  /\b(?:completed|executed|from|through|following|after|proceeds|announced|revealed|disclosed|confirmed|reported|via|by|with|despite|recent|due to|thanks to)(?:\s+(?:the|its|their|our|a|any|these|those|recent|strategic|large|partial)){0,3}$|(?:після|внаслідок|после|вследствие)$/i;

/** `bitcoin sale talk`, `sale rumours`: nobody says that there was one. */
const TALK = /^(?:talks?|rumou?rs?|fears?|speculation|worr(?:y|ies)|concerns?|chatter|risks?|question|debate)\b/i;

/** Nothing governs it: an infinitive is what is meant to be, a sale is one that was; a noun may be turned by what follows. */
function modeByItself(scene: Scene, verb: Tag, { voice }: VerbGroup, before: string): Mode {
  // `HODL (BTC): 10,000` is a noun, whatever it looks like.
  if (voice === 'infinitive' && (verb.is !== 'hold' || /\bto$/i.test(textBetween(scene, verb.from - 1, verb.from))))
    return /\b(?:so as|in order|easier|harder|how|when|where|than)$/i.test(before) ? 'supposed' : 'planned';
  const after = textBetween(scene, verb.to + 1, verb.to + REACH);
  for (const [mode, when] of AFTER) if (when.test(after)) return mode;
  return voice === 'gerund' && verb.is !== 'hold' ? 'planned' : 'done';
}

/** `sales of its bitcoin are permitted`, `selling coins is not planned`. */
const IS = String.raw`^[^.;:]{0,60}?\b(?:is|are|was|were|be|been|has been|have been|may be|can be|will be|would be)\s+(?:now\s+|also\s+|currently\s+|being\s+)?`;
const AFTER: readonly (readonly [Mode, RegExp])[] = [
  ['planned', /^(?:する|の)?(?:方針|予定|計画|意向)/],
  ['permitted', /^(?:program(?:me)?|plan|strategy|policy|authori[sz]ation|initiative|option|framework)\b/i],
  [
    'negated',
    new RegExp(
      `${IS}(?:not|ruled out|off the table|unlikely)\\b|^[^.;:]{0,40}?\\b(?:did|does|do|has|have|had) not (?:take place|taken place|occur|happen)`,
      'i',
    ),
  ],
  [
    'permitted',
    new RegExp(`${IS}(?:permitted|allowed|authori[sz]ed|possible|conceivable|an option|on the table)\\b`, 'i'),
  ],
  [
    'planned',
    new RegExp(
      `${IS}(?:planned|expected|intended|likely|considered|under consideration|foreseen|weighed|needed|required)\\b`,
      'i',
    ),
  ],
];

/* ----------------------------------------------------------------------------------------------- what turns it */

/** Words that turn, nearest first, that stand before the group in its part of the sentence and do not belong to somebody else. */
function turnsBefore(scene: Scene, verb: Tag, group: VerbGroup): Tag[] {
  const first = beginningOf(scene, group.from);
  return scene.tags
    .filter(
      ({ is, from, to }) =>
        is in TURNS && from >= Math.max(first, group.from - REACH) && to < group.from + 1 && to < verb.from,
    )
    .filter((turn) => !isHarmless(scene, turn, group))
    .toSorted((a, b) => b.to - a.to);
}

function beginningOf(scene: Scene, at: number): number {
  for (let i = at - 1; i > 0; i--) if (isBoundary(scene, i)) return i + 1;
  return 0;
}

/** `rejected an offer and sold`: what is denied ends where the next verb of the same subject begins. */
const ANOTHER_VERB = /^(?:(?!\b(?:that|whether|it|they|we)\b)[^,;])*\b(?:and|then)\s*$/i;

/** `not only`, `in no distress, but`, `to`: words of the lists that turn nothing here. */
function isHarmless(scene: Scene, turn: Tag, group: VerbGroup): boolean {
  const between = textBetween(scene, turn.to + 1, group.from);
  if (turn.is === 'negated')
    return /^\s*(?:only|just|merely|later than|less than|more than)\b/i.test(between) || /\bbut\b|[,“”"]/.test(between);
  if (turn.is === 'denied') return /[,“”"]|\bbut\b/.test(between) || (group.isFinite && ANOTHER_VERB.test(between));
  // A word for a plan or a policy far away, or behind another verb, is about something else.
  return group.isFinite || (/,/.test(between) && turn.is !== 'conditional');
}
