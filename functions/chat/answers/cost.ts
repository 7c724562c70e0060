import { fact } from '../../delivery/tell/facts.ts';
import { sourcesOf } from '../../delivery/tell/sources.ts';
import type { CostModelName } from '../../market/cost.ts';
import { answer, button, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { nothingYet } from './snapshot.ts';

const MODELS: readonly CostModelName[] = ['electricity', 'cash', 'regression'];

/** What a coin costs the network, under each named model, and where the price stands against it. */
export function answerCost(desk: Desk): Reply {
  const { snapshot, words } = desk;
  if (snapshot === undefined) return nothingYet(desk);
  const price = snapshot.price.usdPerBtc;
  const under = MODELS.filter((model) => price < snapshot.costs[model]);
  return answer(
    desk,
    {
      severity: under.length > 0 ? 'bad' : 'info',
      title: words.say('answer.cost.title', { price: words.usdPerBtc(price) }),
      lead:
        under.length === 0
          ? words.say('answer.cost.over', {})
          : words.say('answer.cost.under', {
              models: words.list(under.map((model) => words.say(`model.${model}`, {}))),
            }),
      facts: MODELS.map((model) => {
        const cost = snapshot.costs[model];
        return fact(
          words.say(`answer.cost.${model}`, {}),
          words.say('answer.cost.value', { cost: words.usdPerBtc(cost), gap: words.change(price / cost - 1) }),
        );
      }),
      sources: sourcesOf({ snapshot }, words).slice(0, 2),
    },
    [
      [
        button(words.say('button.chart', {}), 'chart', 'cost', '1y', ''),
        button(words.say('button.tellMe', {}), 'topics'),
      ],
    ],
  );
}
