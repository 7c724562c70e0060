import { bitcoinFact, fact, inBitcoinFact, powerFact, retargetFacts } from '../delivery/tell/facts.ts';
import { ignoredOf, sourcesOf } from '../delivery/tell/sources.ts';
import type { Telling } from '../delivery/telling.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Words } from '../words/words.ts';
import type { Command } from './command.ts';

/** What a question is answered with; the platforms render it like any other telling. */
export function answer(command: Command, latest: Snapshot | undefined, words: Words, now: Date): Telling {
  if (command === 'help')
    return aside(words.say('answer.help.title', {}), words.say('answer.help.lead', {}), words, now);
  if (latest === undefined) {
    return aside(words.say('answer.nothing.title', {}), words.say('answer.nothing.lead', {}), words, now);
  }
  return hashpriceNow(latest, words, now);
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

function hashpriceNow(snapshot: Snapshot, words: Words, now: Date): Telling {
  const { hashprice, costs, at } = snapshot;
  const age = words.duration(now.getTime() - at.getTime());
  const ignored = ignoredOf({ snapshot }, words);
  return {
    severity: 'info',
    title: words.say('answer.hashprice.title', { hashprice: words.usdPerPhDay(hashprice.usdPerPhDay) }),
    lead: words.say('answer.hashprice.lead', { at: words.instant(at), age }),
    facts: [
      bitcoinFact(snapshot, words),
      inBitcoinFact(snapshot, words),
      powerFact(snapshot, words),
      ...retargetFacts(snapshot, words),
      ...(['electricity', 'cash', 'regression'] as const).map((model) =>
        fact(words.say(`model.${model}`, {}), words.usdPerBtc(costs[model])),
      ),
    ],
    sources: sourcesOf({ snapshot }, words),
    ...(ignored === '' ? {} : { ignored }),
    at,
    words,
  };
}
