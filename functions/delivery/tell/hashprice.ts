import type { RuleNotice } from '../../alerts/notice.ts';
import { type HashpriceRule, lineOf } from '../../alerts/rule.ts';
import type { Words } from '../../words/words.ts';
import type { Angle } from './angle.ts';
import { bitcoinFact, holdIn, inBitcoinFact, powerFact, priceFor, retargetFacts } from './facts.ts';
import { inOwnMoney, rateFacts } from './own-money.ts';

/** Hashprice on one side of a line that somebody chose, in the money they drew it in. Above it is good news. */
export function hashpriceAngle(notice: RuleNotice, definition: HashpriceRule, reader: Words): Angle {
  const { value, ends } = notice;
  const { side } = definition;
  const { currency, perPhDay } = lineOf(definition);
  const own = inOwnMoney(currency, notice.snapshot, reader);
  const { snapshot, words } = own;
  const [hashprice] = words.apart(value, perPhDay);
  const line = words.usdPerPhDay(perPhDay);
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
          ...rateFacts(currency, notice.snapshot, own),
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
