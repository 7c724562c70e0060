import type { Snapshot } from '../../market/snapshot.ts';
import type { Words } from '../../words/words.ts';
import { answer, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** There has been no good snapshot yet, so no answer can have a number in it. */
export const nothingYet = (desk: Desk): Reply =>
  answer(desk, {
    severity: 'warning',
    title: desk.words.say('answer.nothing.title', {}),
    lead: desk.words.say('answer.nothing.lead', {}),
  });

/** How long ago it was scheduled, by the clock of the question. */
export const ageIn = ({ at }: Snapshot, words: Words, now: Date): string =>
  words.duration(Math.max(0, now.getTime() - at.getTime()));
