import type { Reason } from '../../alerts/watch.ts';
import type { Key } from '../../words/catalogue.ts';
import type { Words } from '../../words/words.ts';

type WhyKey = Extract<Key, `why.${string}`>;

/** Changes of a rule as the engine writes them down; every one of them has words, or the build fails. */
const CHANGES: Readonly<Record<Reason, WhyKey>> = {
  'no change': 'why.noChange',
  'this tick cannot tell': 'why.cannotTell',
  'value reached the line': 'why.reached',
  'back over the line before the hold was over': 'why.brief',
  'held long enough': 'why.held',
  'third firing in 24 hours': 'why.third',
  'value is past the leave line': 'why.leaving',
  'fell back before the hold was over': 'why.fellBack',
  'stayed past the leave line long enough': 'why.left',
  'still so, and it is time to say it again': 'why.still',
  'a day of hovering is over': 'why.hovered',
  'already under water': 'why.already',
  'a new epoch began': 'why.epoch',
  'its owner changed it': 'why.changed',
  'its owner removed it': 'why.removed',
};

/** What the delivery writes down of a message that was not said; those are log lines first, so they get words only here. */
const UNSAID: Readonly<Record<string, WhyKey>> = {
  'quiet hours': 'why.quiet',
  'muted for now': 'why.muted',
  'muted until it recovers': 'why.mutedRule',
  'switched off here': 'why.off',
  'over before it could be said': 'why.over',
  'said together with its end': 'why.together',
  'nobody here was told that it began': 'why.untold',
  'the chat will not let us write': 'why.closed',
  'the chat is gone': 'why.gone',
  'the chat lives on under another id': 'why.moved',
  'it has not reached the chat yet': 'why.notYet',
};

const WHY: Readonly<Record<string, WhyKey>> = { ...CHANGES, ...UNSAID };

/** Why something was, or was not, said, in words; as it was written down, where it is a platform's own answer. */
export const whyIn = (because: string, words: Words): string => {
  const key = WHY[because];
  return key === undefined ? because : words.say(key, {});
};

/** Changes that made no message, and that somebody may ask about all the same. */
export const isWorthTelling = (because: string): boolean =>
  because === 'back over the line before the hold was over' || because === 'already under water';
