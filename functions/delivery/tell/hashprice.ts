import type { RuleNotice } from '../../alerts/notice.ts';
import type { Rule } from '../../alerts/rule.ts';
import type { Words } from '../../words/words.ts';
import type { Angle } from './angle.ts';
import { bitcoinFact, holdIn, inBitcoinFact, powerFact, priceFor, retargetFacts } from './facts.ts';

/** Hashprice on one side of a line that somebody chose. Above it is good news. */
export function hashpriceAngle(
  { value, ends, snapshot }: RuleNotice,
  { side, usdPerPhDay }: Extract<Rule, { kind: 'hashprice' }>,
  words: Words,
): Angle {
  const [hashprice] = words.apart(value, usdPerPhDay);
  const line = words.usdPerPhDay(usdPerPhDay);
  return {
    severity: side === 'below' ? 'bad' : 'good',
    title: (form) => words.say(`${side}.${form}`, { line }),
    on: words.say(`${side}.on`, { hashprice, line }),
    off: words.say(`${side}.off`, { hashprice, line }),
    facts: snapshot
      ? [
          bitcoinFact(snapshot, words),
          inBitcoinFact(snapshot, words),
          powerFact(snapshot, words),
          ...retargetFacts(snapshot, words),
        ]
      : [],
    ...(ends && snapshot
      ? {
          until: words.say(`${side}.until`, {
            end: words.usdPerPhDay(ends.value),
            hold: holdIn(words, ends.holdMs),
            price: words.usdPerBtc(priceFor(ends.value, snapshot)),
          }),
        }
      : {}),
    again: words.say(`${side}.again`, { line }),
  };
}
