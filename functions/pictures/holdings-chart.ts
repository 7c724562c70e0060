import type { PeriodFacts } from '../filings/memory.ts';
import { SIZE, svgOf } from './draw.ts';
import { AXIS, BODY, framed, isShortEnough, type Mark, nothingToDraw } from './frame.ts';
import { captionOf } from './lines.ts';
import { widthOf } from './measure.ts';
import { type Held, periodsOf } from './months.ts';
import { categoryAxis, valueAxis } from './parts.ts';
import type { Drawing, PictureOf, Span } from './picture.ts';
import type { Reader } from './reader.ts';
import { coinScale } from './scale.ts';
import type { Theme } from './theme.ts';

export type HoldingsData = {
  picture: PictureOf<'miner'>;
  company: { name: string; ticker: string };
  periods: readonly PeriodFacts[];
};

const MONTHS: Readonly<Record<Span, number>> = { '7d': 12, '30d': 12, '90d': 12, '1y': 12, all: 240 };
/** As many periods as a caption tells. */
const TOLD = 6;

/** What a company held, by its own filings, over what it mined and sold. */
export function holdingsChart({ picture, company, periods }: HoldingsData, reader: Reader, theme: Theme): Drawing {
  const { words } = reader;
  const scale = coinScale(reader);
  const shown = periodsOf(periods, MONTHS[picture.span]);
  const who = words.say('filing.who', { company: company.name, ticker: company.ticker });
  const title = words.say('picture.holdings.title', { who });
  const short = words.say('picture.holdings.title', { who: company.ticker });
  const last = shown.findLast(({ held }) => held !== undefined);
  const nothing = words.say('picture.nothing', {});
  const lead = last
    ? words.say('picture.holdings.now', { btc: scale.write(last.held!), period: words.period(last.period) })
    : '';
  const source = sourceOf(periods, reader);
  const marks: Mark[] = [
    { label: words.say('picture.legend.held', {}), colour: theme.main, as: 'line' },
    { label: words.say('picture.legend.mined', {}), colour: theme.gain, as: 'bar' },
    { label: words.say('picture.legend.sold', {}), colour: theme.loss, as: 'bar' },
  ];
  const frame = {
    title: isShortEnough(title) ? title : short,
    lead,
    marks: shown.length > 0 ? marks : [],
    source,
    theme,
  };
  const option =
    shown.length > 0 ? framed(frame, drawing(shown, reader, theme)) : withWords(framed(frame, {}), nothing, theme);
  const caption = captionOf([
    title,
    ...(shown.length > 0 ? [] : [nothing]),
    ...shown
      .toReversed()
      .filter((one) => factsOf(one, reader) !== '')
      .slice(0, TOLD)
      .map((one) =>
        words.say('picture.holdings.period', { period: words.period(one.period), facts: factsOf(one, reader) }),
      ),
    source,
  ]);
  return { svg: svgOf(option), caption };
}

const withWords = (option: ReturnType<typeof framed>, words: string, theme: Theme) => ({
  ...option,
  graphic: [...(option['graphic'] as unknown[]), nothingToDraw(words, theme)],
});

/** Where holdings end and what was mined and sold begins. */
const SPLIT = { top: 296, bottom: 462 } as const;
const LABELS = 36;

/** Both drawings begin at the same place, whatever the length of their numbers. */
function sharedLeft(shown: readonly Held[], tick: (n: number) => string): number {
  const most = Math.max(1, ...shown.flatMap(({ held = 0, mined = 0, sold = 0 }) => [held, mined, sold]));
  const roundAbove = 10 ** Math.ceil(Math.log10(most * 1.2));
  const longest = [most, roundAbove, roundAbove * 0.55].map((n) => widthOf(tick(Math.round(n)), AXIS));
  return BODY.left + Math.max(...longest) + 12;
}

function drawing(shown: readonly Held[], reader: Reader, theme: Theme) {
  const scale = coinScale(reader);
  const names = shown.map(({ period }) => period);
  const label = labelOf(reader);
  const left = sharedLeft(shown, scale.tick);
  const every = everyNth(names.map(label), SIZE.width - BODY.right - left);
  const bar = (data: (number | null)[], colour: string) => ({
    type: 'bar',
    silent: true,
    xAxisIndex: 1,
    yAxisIndex: 1,
    stack: 'flow',
    barWidth: '62%',
    barMaxWidth: 90,
    itemStyle: { color: colour },
    data,
  });
  return {
    grid: [
      { ...BODY, outerBoundsMode: 'none', left, bottom: SPLIT.top },
      { ...BODY, outerBoundsMode: 'none', left, top: SPLIT.bottom, bottom: BODY.bottom + LABELS },
    ],
    xAxis: [
      categoryAxis(names, label, theme, { gridIndex: 0, axisLabel: { show: false } }),
      // Under both: bars go down from their own line.
      categoryAxis(names, label, theme, {
        gridIndex: 1,
        // Counted from the newest, which is the one that people look for.
        axisLabel: { interval: (i: number) => (names.length - 1 - i) % every === 0 },
        axisLine: { onZero: false, lineStyle: { color: theme.edge } },
      }),
    ],
    yAxis: [
      valueAxis(scale.tick, theme, { gridIndex: 0, splitNumber: 3 }),
      valueAxis((n) => scale.tick(Math.abs(n)), theme, { gridIndex: 1, splitNumber: 2, scale: false }),
    ],
    series: [
      {
        type: 'line',
        silent: true,
        data: shown.map(({ held }) => held ?? null),
        connectNulls: true,
        symbol: 'circle',
        symbolSize: 13,
        lineStyle: { color: theme.main, width: 5 },
        itemStyle: { color: theme.main },
        areaStyle: { color: theme.main, opacity: 0.14, origin: 'start' },
      },
      bar(
        shown.map(({ mined }) => mined ?? null),
        theme.gain,
      ),
      bar(
        shown.map(({ sold }) => (sold === undefined ? null : -sold)),
        theme.loss,
      ),
    ],
  };
}

/** Which of the labels can be written without running into the next. */
function everyNth(labels: readonly string[], most: number): number {
  const widest = Math.max(...labels.map((label) => widthOf(label, AXIS))) + 24;
  return Math.max(1, Math.ceil(widest / (most / labels.length)));
}

/** `Mar`, and `2026` for a January; quarters and years in full. */
function labelOf({ words }: Reader): (period: string) => string {
  const month = new Intl.DateTimeFormat(words.reader.locale, { month: 'short', timeZone: 'UTC' });
  return (period) => {
    if (!/^\d{4}-\d{2}$/.test(period)) return words.period(period);
    return period.endsWith('-01') ? period.slice(0, 4) : month.format(new Date(`${period}-01T00:00:00Z`));
  };
}

function factsOf({ held, mined, sold }: Held, reader: Reader): string {
  const { words } = reader;
  const btc = (amount: number) => ({ btc: coinScale(reader).write(amount) });
  return [
    held === undefined ? [] : words.say('picture.holdings.held', btc(held)),
    mined === undefined ? [] : words.say('picture.holdings.mined', btc(mined)),
    sold === undefined ? [] : words.say('picture.holdings.sold', btc(sold)),
  ]
    .flat()
    .join(', ');
}

/** By which filing the newest of these numbers was told. */
function sourceOf(periods: readonly PeriodFacts[], { words }: Reader): string {
  const days = periods.flatMap(({ held, mined, sold }) =>
    [held, mined, sold].flatMap((fact) => (fact ? [fact.from.filedOn] : [])),
  );
  const day = days.toSorted().at(-1);
  return day === undefined ? '' : words.say('picture.holdings.source', { day });
}
