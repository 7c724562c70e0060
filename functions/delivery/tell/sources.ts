import type { RuleNotice } from '../../alerts/notice.ts';
import type { Words } from '../../words/words.ts';
import type { Source } from '../telling.ts';

/** Who says so: each number with the feeds it came from and the time it was measured. */
export function sourcesOf({ snapshot }: Pick<RuleNotice, 'snapshot'>, words: Words): Source[] {
  if (snapshot === undefined) return [];
  const { price, network } = snapshot;
  return [
    {
      what: words.say('source.price', { price: words.usdPerBtc(price.usdPerBtc) }),
      names: price.from.join(', '),
      at: price.measuredAt,
    },
    {
      what: words.say('source.tip', {
        height: words.count(network.height),
        difficulty: words.difficulty(network.difficulty),
      }),
      names: network.from.tip,
      at: network.measuredAt,
    },
    {
      what: words.say('source.fees', { fees: words.btc(network.feesBtcPerBlock) }),
      names: network.from.fees,
      at: network.feesMeasuredAt,
    },
  ];
}

/** What did not make it into the numbers, and why; empty when everything did. */
export const ignoredOf = ({ snapshot }: Pick<RuleNotice, 'snapshot'>, words: Words): string =>
  (snapshot?.ignored ?? []).map(({ feed, why }) => words.say('ignored.one', { feed, why })).join(', ');
