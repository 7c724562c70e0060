import type { RuleNotice } from '../../alerts/notice.ts';
import { minutes } from '../../units/time.ts';
import type { Words } from '../../words/words.ts';
import type { Angle } from './angle.ts';
import { fact } from './facts.ts';

/** No good snapshot for a while: the bot says so, rather than go on with old numbers. */
export function dataAngle({ value, threshold, since, at, snapshot }: RuleNotice, words: Words): Angle {
  const limit = words.stretch(minutes(threshold));
  // It began to be too late at `since`, so there had been nothing for the length of the limit before.
  const gap = words.duration(at.getTime() - since.getTime() + minutes(threshold));
  return {
    severity: 'warning',
    title: (form) => words.say(`data.${form}`, {}),
    on: snapshot
      ? words.say('data.on', { age: words.duration(minutes(value)), limit, last: words.instant(snapshot.at) })
      : words.say('data.onNever', {}),
    off: words.say('data.off', { last: words.instant(snapshot?.at ?? at), gap }),
    facts: snapshot
      ? [
          fact(words.say('fact.lastHashprice', {}), words.usdPerPhDay(snapshot.hashprice.usdPerPhDay)),
          fact(words.say('fact.lastPrice', {}), words.usdPerBtc(snapshot.price.usdPerBtc)),
        ]
      : [],
    until: words.say('data.until', {}),
    again: words.say('data.again', { limit }),
  };
}
