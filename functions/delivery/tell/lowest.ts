import type { RuleNotice } from '../../alerts/notice.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { type Day, dayAfter, dayOf } from '../../units/time.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import type { Angle } from './angle.ts';
import { bareState, bitcoinFact, fact, inBitcoinFact, powerFact, retargetFacts } from './facts.ts';

/** Hashprice at its lowest in `asked` days or more; the message says in how many really. */
export function lowestAngle({ value, threshold, snapshot }: RuleNotice, asked: number, words: Words): Angle {
  const reached = Math.max(asked, Math.floor(value));
  const frame = {
    severity: 'bad' as const,
    title: (form: Parameters<Angle['title']>[0]) =>
      words.say(`lowest.${form}`, { days: form === 'fired' || form === 'reminded' ? reached : asked }),
    until: words.say('lowest.until', { days: asked }),
  };
  if (snapshot === undefined) {
    const state = bareState(value, threshold, words);
    return { ...frame, on: state, off: state, facts: [] };
  }
  const hashprice = words.usdPerPhDay(snapshot.hashprice.usdPerPhDay);
  return {
    ...frame,
    on: isUnheardOf(snapshot)
      ? words.say('lowest.onUnheard', { hashprice, day: snapshot.standing.since })
      : words.say('lowest.on', { hashprice, days: reached, day: dayAfter(dayOf(snapshot.at), -reached) }),
    off: words.say('lowest.off', { hashprice, days: asked }),
    facts: factsOf(snapshot, words),
  };
}

/** Hashprice under every day on record, which is told with the day the record begins. */
export function recordAngle({ value, threshold, snapshot }: RuleNotice, words: Words): Angle {
  const since: Day | '?' = snapshot?.standing.since ?? '?';
  const frame = {
    severity: 'bad' as const,
    title: (form: Parameters<Angle['title']>[0]) => words.say(`record.${form}`, { since }),
    until: words.say('record.until', {}),
  };
  const old = snapshot?.standing.recordLow;
  if (snapshot === undefined || old === undefined) {
    const state = bareState(value, threshold, words);
    return { ...frame, on: state, off: state, facts: [] };
  }
  const [hashprice, low] = words.apart(snapshot.hashprice.usdPerPhDay, old.usdPerPhDay);
  const gap = words.percent(Math.abs(value - 1));
  return {
    ...frame,
    on: words.say('record.on', { hashprice, low, gap, day: old.day }),
    off: words.say('record.off', { hashprice, low, gap, day: old.day }),
    facts: factsOf(snapshot, words),
  };
}

const isUnheardOf = ({ hashprice, standing: { recordLow } }: Snapshot): boolean =>
  recordLow === undefined || hashprice.usdPerPhDay <= recordLow.usdPerPhDay;

function factsOf(snapshot: Snapshot, words: Words): Fact[] {
  const { recordLow, since } = snapshot.standing;
  return [
    bitcoinFact(snapshot, words),
    inBitcoinFact(snapshot, words),
    powerFact(snapshot, words),
    ...(recordLow
      ? [
          fact(
            words.say('fact.oldLow', {}),
            words.say('fact.lowOn', { low: words.usdPerPhDay(recordLow.usdPerPhDay), day: recordLow.day }),
          ),
        ]
      : []),
    fact(words.say('fact.record', {}), since),
    ...retargetFacts(snapshot, words),
  ];
}
