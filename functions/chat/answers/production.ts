import { fact } from '../../delivery/tell/facts.ts';
import { periodFact } from '../../delivery/tell/production.ts';
import type { Fact } from '../../delivery/telling.ts';
import type { Liquidation, Production } from '../../industry/production.ts';
import { readProduction } from '../../industry/read-production.ts';
import { coinsIn } from '../../pictures/production-words.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** With the rest it is a screen of a phone. */
const MOST = { quarters: 3, weeks: 2, liquidation: 5 } as const;

/** What was issued, mined, sold and bought, of the newest quarters and weeks; and who sells how much of what it mines. */
export async function answerProduction(desk: Desk): Promise<Reply> {
  const { deps, words, at } = desk;
  const production = await readProduction(deps, at);
  const quarters = production.quarters.slice(0, MOST.quarters).flatMap((one) => periodFact(one, words));
  const weeks = production.weeks.slice(0, MOST.weeks).flatMap((one) => periodFact(one, words));
  const isNothing = quarters.length + weeks.length + production.liquidation.length === 0;
  return answer(
    desk,
    {
      title: words.say('answer.production.title', {}),
      lead: words.say(isNothing ? 'answer.production.nothing' : 'answer.production.lead', {}),
      facts: [
        ...quarters,
        ...weeks,
        ...allFacts(production, words),
        ...production.liquidation.slice(0, MOST.liquidation).map((one) => ratioFact(one, words)),
        ...missingFacts(production, words),
        ...(isNothing ? [] : [fact(words.say('production.edges', {}), words.say('production.edges.rule', {}))]),
      ],
    },
    [
      [
        button(words.say('button.chart', {}), 'chart', 'production', '1y', ''),
        button(words.say('button.byWeek', {}), 'chart', 'production', '90d', ''),
      ],
      [
        button(words.say('button.miners', {}), 'miners', 0),
        button(words.say('button.again', {}), 'command', 'production'),
      ],
    ],
  );
}

const allFacts = ({ all }: Production, words: Words): Fact[] =>
  all === undefined
    ? []
    : [
        fact(
          words.say('production.ratio', { period: words.period(all.period) }),
          words.say('production.ratio.all', {
            ratio: words.percent(all.ratio),
            sold: coinsIn(all.sold, words),
            mined: coinsIn(all.mined, words),
            tickers: words.list(all.tickers),
          }),
        ),
      ];

/** The ticker leads to the filing that says it. */
const ratioFact = ({ ticker, period, sold, mined, ratio, source }: Liquidation, words: Words): Fact => ({
  label: ticker,
  value: words.say('production.ratio.one', {
    ratio: words.percent(ratio),
    sold: coinsIn(sold, words),
    mined: coinsIn(mined, words),
    period: words.period(period),
  }),
  url: source.url,
});

const missingFacts = ({ all }: Production, words: Words): Fact[] =>
  all === undefined || all.missing.length === 0
    ? []
    : [fact(words.say('production.missing', { period: words.period(all.period) }), words.list(all.missing))];
