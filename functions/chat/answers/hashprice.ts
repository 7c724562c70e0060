import { changeFact, LOOKED_BACK } from '../../delivery/tell/changes.ts';
import { bitcoinFact, inBitcoinFact, powerFact, retargetFacts } from '../../delivery/tell/facts.ts';
import { ignoredOf, sourcesOf } from '../../delivery/tell/sources.ts';
import type { Rollup } from '../../market/history.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { dayAfter, dayOf } from '../../units/time.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, type Desk, type Said } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { ageIn, nothingYet } from './snapshot.ts';

/** What one petahash earns now, what that means, and how it got there. */
export async function answerHashprice(desk: Desk): Promise<Reply> {
  const { snapshot, words, deps } = desk;
  if (snapshot === undefined) return nothingYet(desk);
  const today = dayOf(snapshot.at);
  const past = await deps.history.days(dayAfter(today, -LOOKED_BACK.at(-1)!), dayAfter(today, -1));
  return answer(desk, hashpriceNow(snapshot, past, words, desk.at), [
    [
      button(words.say('button.chart', {}), 'chart', 'hashprice', '30d', ''),
      button(words.say('button.margin', {}), 'command', 'margin'),
      button(words.say('button.again', {}), 'command', 'hashprice'),
    ],
  ]);
}

/** @param past days before today, of which as many as there are. */
function hashpriceNow(snapshot: Snapshot, past: readonly Rollup[], words: Words, now: Date): Said {
  const ignored = ignoredOf({ snapshot }, words);
  return {
    title: words.say('answer.hashprice.title', { hashprice: words.usdPerPhDay(snapshot.hashprice.usdPerPhDay) }),
    lead: words.say('answer.hashprice.lead', { at: words.instant(snapshot.at), age: ageIn(snapshot, words, now) }),
    facts: [
      ...changeFact(snapshot, past, words),
      bitcoinFact(snapshot, words),
      inBitcoinFact(snapshot, words),
      powerFact(snapshot, words),
      ...retargetFacts(snapshot, words),
    ],
    sources: sourcesOf({ snapshot }, words),
    ...(ignored === '' ? {} : { ignored }),
  };
}
