import type { Key } from '../../words/catalogue.ts';
import type { Words } from '../../words/words.ts';

type WhyKey = Extract<Key, `why.${string}`>;

/** Reasons as the engine and the delivery write them down; they are log lines first, so they get words only here. */
const WHY: Readonly<Record<string, WhyKey>> = {
  'quiet hours': 'why.quiet',
  'muted for now': 'why.muted',
  'muted until it recovers': 'why.mutedRule',
  'switched off here': 'why.off',
  'over before it could be said': 'why.over',
  'said together with its end': 'why.together',
  'nobody here was told that it began': 'why.untold',
  'the chat will not let us write': 'why.closed',
  'the chat is gone': 'why.gone',
  'back over the line before the hold was over': 'why.brief',
  'already under water': 'why.already',
};

/** Why something was not said, in words; as it was written down, where there are none for it. */
export const whyIn = (because: string, words: Words): string => {
  const key = WHY[because];
  return key === undefined ? because : words.say(key, {});
};

/** Changes that made no message, and that somebody may ask about all the same. */
export const isWorthTelling = (because: string): boolean =>
  because === 'back over the line before the hold was over' || because === 'already under water';
