import type { Rollup } from '../../market/history.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { dayAfter, dayOf } from '../../units/time.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import { fact } from './facts.ts';

/** Days before today that hashprice is held against; the last is as far back as somebody must ask. */
export const LOOKED_BACK = [1, 7, 30] as const;

/** `−2.1 % in a day, −8.3 % in 7 days`: against the closes of those days, as far as they are on record. */
export function changeFact({ at, hashprice }: Snapshot, past: readonly Rollup[], words: Words): Fact[] {
  const changes = LOOKED_BACK.flatMap((days) => {
    const then = past.find(({ period }) => period === dayAfter(dayOf(at), -days));
    if (then === undefined) return [];
    const change = words.change(hashprice.usdPerPhDay / then.hashprice.close - 1);
    return [words.say('answer.hashprice.change', { change, days })];
  });
  return changes.length === 0 ? [] : [fact(words.say('answer.hashprice.changes', {}), words.list(changes))];
}
