import type { Production, ProductionPeriod } from '../industry/production.ts';
import { startOfDay } from '../units/time.ts';
import type { Words } from '../words/words.ts';
import { svgOf } from './draw.ts';
import { framed, type Mark } from './frame.ts';
import { captionOf } from './lines.ts';
import { categoryAxis, grid, valueAxis } from './parts.ts';
import type { Drawing, PictureOf } from './picture.ts';
import { coinsIn, factsIn, nameIn } from './production-words.ts';
import type { Reader } from './reader.ts';
import { coinScale } from './scale.ts';
import type { Theme } from './theme.ts';

export type ProductionData = {
  picture: PictureOf<'production'>;
  /** Ascending. */
  shown: readonly ProductionPeriod[];
  all: Production['all'];
};

/** As many as a phone tells apart, with four bars each, or two. */
const MOST = { quarter: 6, week: 13 } as const;

/** Those of which anything is known, ascending, from the first of them on. */
export function shownOf(production: Production, by: 'week' | 'quarter'): ProductionPeriod[] {
  const ascending = (by === 'week' ? production.weeks : production.quarters).slice(0, MOST[by]).toReversed();
  const first = ascending.findIndex(({ issuedBtc, mined, sold, bought }) => issuedBtc ?? mined ?? sold ?? bought);
  return first < 0 ? [] : ascending.slice(first);
}

/** What was issued, mined by listed miners, sold by them, and bought by treasuries: one group of bars for each period. */
export function productionChart({ picture, shown, all }: ProductionData, reader: Reader, theme: Theme): Drawing {
  const { words } = reader;
  const bars = BARS.filter(({ of }) => shown.some((one) => of(one) !== undefined));
  const title = words.say(`picture.production.${picture.by}`, {});
  const source = words.say('picture.production.source', {});
  const newest = shown.findLast(({ isWhole, bought }) => isWhole && bought) ?? shown.at(-1)!;
  const marks = bars.map(
    ({ label, colour }): Mark => ({ label: words.say(label, {}), colour: theme[colour], as: 'bar' }),
  );
  const names = shown.map(({ period }) => period);
  const option = framed(
    { title, lead: briefly(newest, words), marks, source, theme },
    {
      grid: grid(),
      xAxis: categoryAxis(names, labelOf(shown, reader), theme),
      yAxis: valueAxis(coinScale(reader).tick, theme, { scale: false }),
      series: bars.map(({ of, colour }) => ({
        type: 'bar',
        silent: true,
        barGap: '8%',
        barCategoryGap: '26%',
        barMaxWidth: 70,
        itemStyle: { color: theme[colour] },
        data: shown.map((one) => ({ value: of(one) ?? null, itemStyle: { opacity: one.isWhole ? 1 : 0.55 } })),
      })),
    },
  );
  const ratio =
    picture.by === 'quarter' && all
      ? `${words.say('production.ratio', { period: words.period(all.period) })}: ${words.percent(all.ratio)}`
      : undefined;
  const caption = captionOf([
    title,
    ...shown
      .toReversed()
      .filter((one) => factsIn(one, words) !== '')
      .map((one) => words.say('picture.holdings.period', { period: nameIn(one, words), facts: factsIn(one, words) })),
    ratio,
    source,
  ]);
  return { svg: svgOf(option), caption };
}

type Bar = {
  label: `picture.legend.${'issued' | 'mined' | 'sold' | 'bought'}`;
  colour: 'third' | 'gain' | 'loss' | 'main' | 'line';
  of(period: ProductionPeriod): number | undefined;
};
const BARS: readonly Bar[] = [
  { label: 'picture.legend.issued', colour: 'line', of: ({ issuedBtc }) => issuedBtc },
  { label: 'picture.legend.mined', colour: 'gain', of: ({ mined }) => mined?.btc },
  { label: 'picture.legend.sold', colour: 'loss', of: ({ sold }) => sold?.btc },
  { label: 'picture.legend.bought', colour: 'main', of: ({ bought }) => bought?.btc },
];

/** Under a title there is room for numbers alone. */
const briefly = (one: ProductionPeriod, words: Words): string =>
  words.say('picture.holdings.period', {
    period: nameIn(one, words),
    facts: words.list(
      [
        one.issuedBtc === undefined ? [] : words.say('production.issued', { btc: coinsIn(one.issuedBtc, words) }),
        one.bought ? words.say('picture.production.bought', { btc: coinsIn(one.bought.btc, words) }) : [],
      ].flat(),
    ),
  });

/** Weeks by their Monday, since few people count weeks; quarters in full. */
function labelOf(shown: readonly ProductionPeriod[], { words }: Reader): (period: string) => string {
  const day = new Intl.DateTimeFormat(words.reader.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const mondays = new Map(shown.map(({ period, from }) => [period, from]));
  return (period) => (period.includes('-W') ? day.format(startOfDay(mondays.get(period)!)) : words.period(period));
}
