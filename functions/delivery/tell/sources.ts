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
  (snapshot?.ignored ?? [])
    .map(({ feed, why }) => words.say('ignored.one', { feed, why: whyIgnored(why, words) }))
    .join(', ');

/** As the market wrote it down, in words; what a server answered stays as it is. */
function whyIgnored(why: string, words: Words): string {
  const [, percent] = /^([\d.]+) % from the median$/.exec(why) ?? [];
  if (percent !== undefined) return words.say('ignored.median', { share: words.percent(Number(percent) / 100) });
  const [, seconds] = /^stale: (\d+) s old$/.exec(why) ?? [];
  if (seconds !== undefined) return words.say('ignored.stale', { age: words.duration(Number(seconds) * 1_000) });
  return why;
}
