import type { Words } from '../../words/words.ts';
import { isMemo } from '../delivery.ts';
import type { Round } from '../stage.ts';
import { type Telling, tell, tellBoth } from '../telling.ts';
import { fact } from './facts.ts';
import { tellMemo } from './memo.ts';
import { tellNight } from './night.ts';

/** What is said in this round: one thing, several told together, or one thing once more. */
export function tellRound({ delivery, verdict, settings, night }: Round, words: Words): Telling {
  if (night) return tellNight(night, words);
  const { notice, insists } = delivery;
  if (isMemo(notice)) return tellMemo(notice, settings, words);
  const telling = verdict.as === 'both' ? tellBoth(notice, words) : tell(notice, words);
  if (!insists) return telling;
  return {
    ...telling,
    title: words.say('insist.title', { title: telling.title }),
    facts: [
      fact(words.say('insist.fact', {}), words.say('insist.since', { at: words.instant(notice.at) })),
      ...telling.facts,
    ],
  };
}
