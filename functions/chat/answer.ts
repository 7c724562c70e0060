import type { Telling } from '../delivery/telling.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Words } from '../words/words.ts';
import { hashpriceNow } from './answers/hashprice.ts';

/** The two that need neither a chat's settings nor anything it has: what Discord is answered with so far. */
export type PlainCommand = 'hashprice' | 'help';

/** What a question is answered with; the platforms render it like any other telling. */
export function answer(command: PlainCommand, latest: Snapshot | undefined, words: Words, now: Date): Telling {
  if (command === 'help')
    return aside(words.say('answer.help.title', {}), words.say('answer.help.lead', {}), words, now);
  if (latest === undefined) {
    return aside(words.say('answer.nothing.title', {}), words.say('answer.nothing.lead', {}), words, now);
  }
  return { severity: 'info', facts: [], sources: [], at: latest.at, words, ...hashpriceNow(latest, [], words, now) };
}

const aside = (title: string, lead: string, words: Words, at: Date): Telling => ({
  severity: 'info',
  title,
  lead,
  facts: [],
  sources: [],
  at,
  words,
});
