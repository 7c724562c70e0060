import { fact } from '../../delivery/tell/facts.ts';
import { sourcesOf } from '../../delivery/tell/sources.ts';
import type { Fact } from '../../delivery/telling.ts';
import { EPOCH_BLOCKS, FORECAST_FROM_BLOCKS } from '../../market/retarget.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { nothingYet } from './snapshot.ts';

/** Difficulty, where the next retarget takes it, and what that does to hashprice. */
export function answerDifficulty(desk: Desk): Reply {
  const { snapshot, words, at } = desk;
  if (snapshot === undefined) return nothingYet(desk);
  const found = snapshot.network.height - snapshot.epoch.firstHeight + 1;
  return answer(
    desk,
    {
      title: words.say('answer.difficulty.title', { difficulty: words.difficulty(snapshot.network.difficulty) }),
      lead: leadOf(snapshot, words, at),
      facts: [
        ...afterFacts(snapshot, words),
        fact(
          words.say('fact.progress', {}),
          words.say('fact.blocks', {
            found: words.count(found),
            all: words.count(EPOCH_BLOCKS),
            height: words.count(snapshot.epoch.firstHeight + EPOCH_BLOCKS),
          }),
        ),
      ],
      sources: sourcesOf({ snapshot }, words).slice(1, 2),
    },
    [[button(words.say('button.chart', {}), 'chart', 'difficulty', '90d', '')]],
  );
}

function leadOf({ forecast }: Snapshot, words: Words, now: Date): string {
  if (forecast === undefined || forecast.blocksFound < FORECAST_FROM_BLOCKS)
    return words.say('answer.difficulty.early', {});
  return words.say('answer.difficulty.lead', {
    change: words.change(forecast.change),
    uncertainty: words.percent(forecast.uncertainty),
    day: words.day(forecast.at),
    left: words.duration(Math.max(0, forecast.at.getTime() - now.getTime())),
  });
}

function afterFacts({ hashprice, hashpriceAfterRetarget: after }: Snapshot, words: Words): Fact[] {
  if (after === undefined) return [];
  const value = words.say('answer.difficulty.after', {
    after: words.usdPerPhDay(after),
    change: words.change(after / hashprice.usdPerPhDay - 1),
  });
  return [fact(words.say('answer.difficulty.hashpriceAfter', {}), value)];
}
