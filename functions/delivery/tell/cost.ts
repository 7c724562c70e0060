import type { RuleNotice } from '../../alerts/notice.ts';
import { COST_MODELS, COST_PARAMETERS, type CostModelName, networkEfficiency } from '../../market/cost.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import type { Angle } from './angle.ts';
import { bareState, fact, holdIn, retargetFacts } from './facts.ts';

/** Price against what one coin costs the network, by a model that is always named. */
export function costAngle({ value, threshold, ends, snapshot }: RuleNotice, model: CostModelName, words: Words): Angle {
  const title = (form: Parameters<Angle['title']>[0]) =>
    words.say(`cost.${form}`, { model: words.say(`model.${model}`, {}) });
  if (snapshot === undefined) {
    const state = bareState(value, threshold, words);
    return { severity: 'bad', title, on: state, off: state, facts: [] };
  }
  const cost = snapshot.costs[model];
  const numbers = {
    price: words.usdPerBtc(snapshot.price.usdPerBtc),
    cost: words.usdPerBtc(cost),
    gap: words.percent(Math.abs(snapshot.price.usdPerBtc / cost - 1)),
  };
  return {
    severity: 'bad',
    title,
    on: words.say('cost.on', numbers),
    off: words.say('cost.off', numbers),
    facts: factsOf(snapshot, model, words),
    ...(ends
      ? {
          until: words.say('cost.until', {
            end: words.usdPerBtc(quantity(ends.value * cost)),
            hold: holdIn(words, ends.holdMs),
          }),
        }
      : {}),
    again: words.say('cost.again', { cost: numbers.cost }),
  };
}

function factsOf(snapshot: Snapshot, model: CostModelName, words: Words): Fact[] {
  const { lastChecked } = COST_MODELS[model];
  const source = words.say(`model.${model}.source`, {});
  const others = (Object.keys(COST_MODELS) as CostModelName[]).filter((name) => name !== model);
  return [
    fact(words.say('fact.model', {}), formulaIn(model, words)),
    fact(words.say('fact.modelSource', {}), words.say('fact.modelChecked', { source, day: lastChecked })),
    ...(model === 'regression' ? [] : [efficiencyFact(snapshot, words)]),
    fact(
      words.say('fact.otherModels', {}),
      words.list(
        others.map((name) =>
          words.say('fact.otherModel', {
            model: words.say(`model.${name}`, {}),
            cost: words.usdPerBtc(snapshot.costs[name]),
          }),
        ),
      ),
    ),
    fact(words.say('fact.hashprice', {}), words.usdPerPhDay(snapshot.hashprice.usdPerPhDay)),
    ...retargetFacts(snapshot, words),
  ];
}

/** What the model reckons with, in words; market/cost.ts has the same in English, and a test compares them. */
function formulaIn(model: CostModelName, words: Words): string {
  const { usdPerKwh, electricityShare, usdPerTeraDifficulty } = COST_PARAMETERS;
  switch (model) {
    case 'electricity':
      return words.say('model.electricity.formula', { usdPerKwh: words.number(usdPerKwh) });
    case 'cash':
      return words.say('model.cash.formula', { share: words.number(electricityShare) });
    case 'regression':
      return words.say('model.regression.formula', { usd: words.number(usdPerTeraDifficulty) });
  }
}

/** The parameter that nobody measures every day. */
const efficiencyFact = ({ at }: Snapshot, words: Words): Fact =>
  fact(
    words.say('fact.efficiency', {}),
    words.say('fact.about', { amount: words.joulesPerTerahash(quantity(Number(networkEfficiency(at).toFixed(1)))) }),
  );
