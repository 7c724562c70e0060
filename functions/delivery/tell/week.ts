import type { CostModelName } from '../../market/cost.ts';
import { breakEvenLine } from '../../market/margin.ts';
import { REFERENCE_FLEETS } from '../../market/reference-fleets.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import { fact } from './facts.ts';
import { referenceIn } from './reference.ts';

/** Between which hashprices three generations of machines stop to pay, and which of them do not pay now. */
export function bandFact({ hashprice }: Snapshot, words: Words): Fact {
  const lines = REFERENCE_FLEETS.map((fleet) => ({ fleet, line: breakEvenLine(fleet) })).toSorted(
    (a, b) => a.line - b.line,
  );
  return fact(
    words.say('picture.legend.breakEven', {}),
    words.say('digest.band.range', {
      low: words.usdPerPhDay(quantity(lines[0]!.line)),
      high: words.usdPerPhDay(quantity(lines.at(-1)!.line)),
      fleets: words.list(
        lines.map(({ fleet, line }) =>
          words.say('digest.band.state', {
            fleet: referenceIn(fleet.name, words),
            state: words.say(hashprice.usdPerPhDay < line ? 'digest.band.under' : 'digest.band.over', {}),
          }),
        ),
      ),
    }),
  );
}

const MODELS: readonly CostModelName[] = ['electricity', 'cash', 'regression'];

/** What a coin costs the network by each model, and how far the price is above it. */
export const costsFact = ({ costs, price }: Snapshot, words: Words): Fact =>
  fact(
    words.say('digest.cost', {}),
    words.list(
      MODELS.map((model) =>
        words.say('digest.cost.one', {
          model: words.say(`model.${model}`, {}),
          cost: words.usdPerBtc(costs[model]),
          gap: words.change(price.usdPerBtc / costs[model] - 1),
        }),
      ),
    ),
  );
