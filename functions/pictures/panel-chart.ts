import type { MinerPanel, Panel } from '../industry/panel.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { decimals, money } from '../words/number.ts';
import { SIZE, svgOf } from './draw.ts';
import { AXIS, BODY, FONT, framed, type Mark } from './frame.ts';
import { captionOf } from './lines.ts';
import { widthOf } from './measure.ts';
import { categoryAxis, grid, valueAxis } from './parts.ts';
import type { Drawing } from './picture.ts';
import type { Reader } from './reader.ts';
import { hashpriceScale } from './scale.ts';
import { marketSource } from './source.ts';
import type { Theme } from './theme.ts';

export type PanelData = { panel: Panel; latest: Snapshot };

type Known = MinerPanel & { today: NonNullable<MinerPanel['today']> };

/** As many bars as can be told apart on a phone: those that are nearest to the line. */
const MOST = 9;

/** Those whose costs are known, the best first. */
export const barsOf = ({ miners }: Panel): Known[] =>
  miners
    .filter((miner): miner is Known => miner.today !== undefined)
    .toSorted((a, b) => Math.abs(a.today.usdPerPhDay) - Math.abs(b.today.usdPerPhDay))
    .slice(0, MOST)
    .toSorted((a, b) => a.today.cost.usdPerPhDay - b.today.cost.usdPerPhDay);

/** What a petahash's day costs each listed miner, against what it earns. Old numbers are hollow. */
export function panelChart({ panel, latest }: PanelData, reader: Reader, theme: Theme): Drawing {
  const { words } = reader;
  const bars = barsOf(panel);
  const known = panel.miners.filter(({ today }) => today !== undefined);
  const title = words.say('picture.panel.title', {});
  const lead = words.say('picture.panel.now', {
    hashprice: words.usdPerPhDay(latest.hashprice.usdPerPhDay),
    losing: known.filter(({ today }) => today!.usdPerPhDay < 0).length,
    known: known.length,
  });
  const marks: Mark[] = [
    { label: words.say('picture.legend.cost', {}), colour: theme.gain, as: 'bar' },
    { label: words.say('picture.legend.atLoss', {}), colour: theme.loss, as: 'bar' },
    { label: words.say('picture.legend.oldCost', {}), colour: theme.quiet, as: 'outline' },
    { label: words.say('picture.legend.hashprice', {}), colour: theme.main, as: 'dashes' },
  ];
  const source = words.say('picture.panel.source', { at: words.instant(latest.at) });
  const caption = captionOf([
    title,
    lead,
    ...bars.map((miner) =>
      words.say('picture.panel.bar', {
        ticker: miner.ticker,
        cost: words.usdPerPhDay(miner.today.cost.usdPerPhDay),
        marks: words.list(marksOf(miner, reader)),
      }),
    ),
    marketSource(latest, reader),
  ]);
  return { svg: svgOf(framed({ title, lead, marks, source, theme }, drawing(bars, latest, reader, theme))), caption };
}

function marksOf({ today, figures }: Known, { words }: Reader): string[] {
  const used = today.uses.flatMap((name) => figures[name] ?? []);
  const scope = used.find((one) => one.scope === 'direct' || one.scope === 'own-sites')?.scope;
  return [
    words.say(`industry.basis.${today.basis}`, {}),
    ...new Set(used.map(({ period }) => words.period(period))),
    ...(scope === undefined ? [] : [words.say(`industry.scope.${scope}`, {})]),
    ...new Set(used.map(({ source }) => words.say(`industry.by.${source.by}`, {}))),
    ...(today.isOld ? [words.say('industry.oldBare', {})] : []),
  ];
}

const BAR_WIDTH = 30;
/** Between a bar and what is written at its end, and around that. */
const GAP = 10;

function drawing(bars: readonly Known[], latest: Snapshot, reader: Reader, theme: Theme) {
  const { words } = reader;
  const scale = hashpriceScale(reader);
  const usdPerBtc = latest.price.usdPerBtc;
  const at = (usdPerPhDay: number): number => scale.of({ usdPerPhDay, usdPerBtc });
  const line = at(latest.hashprice.usdPerPhDay);
  const drawn = bars.map(({ ticker, today, figures }) => {
    const value = at(today.cost.usdPerPhDay);
    const periods = new Set(today.uses.flatMap((name) => figures[name]?.period ?? []));
    const label = words.list([amountOf(value, reader), ...[...periods].map((one) => words.period(one))]);
    const colour = today.usdPerPhDay < 0 ? theme.loss : theme.gain;
    return { ticker, value, label, colour, isOld: today.isOld };
  });
  const text = { fontFamily: FONT, fontSize: AXIS.size };
  return {
    grid: grid(),
    xAxis: valueAxis(scale.tick, theme, {
      scale: false,
      min: 0,
      max: Math.max(line * 1.05, ...drawn.map((one) => endOf(one, drawn))),
      axisLabel: { ...text, color: theme.quiet, margin: 12, formatter: scale.tick, showMaxLabel: false },
      splitLine: { showMaxLine: false, lineStyle: { color: theme.grid, width: 2 } },
    }),
    yAxis: [
      categoryAxis(
        drawn.map(({ ticker }) => ticker),
        (name) => name,
        theme,
        { inverse: true, axisLabel: { color: theme.text } },
      ),
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: BAR_WIDTH,
        data: drawn.map(({ value, colour, isOld }) => ({
          value,
          itemStyle: isOld ? { color: theme.ground, borderColor: colour, borderWidth: 4 } : { color: colour },
        })),
        label: {
          ...text,
          show: true,
          position: 'right',
          distance: GAP,
          padding: [2, GAP],
          // Where the line passes behind it.
          backgroundColor: theme.ground,
          color: theme.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => drawn[dataIndex]!.label,
        },
        z: 4,
      },
      {
        type: 'line',
        silent: true,
        yAxisIndex: 1,
        showSymbol: false,
        data: [
          [line, 0],
          [line, 1],
        ],
        lineStyle: { color: theme.main, width: 5, type: [14, 9] },
        z: 3,
      },
    ],
  };
}

/** Without its unit, which the axis and the title have; so that two of them can be compared. */
function amountOf(value: number, { words }: Reader): string {
  const { locale, currency, unit } = words.reader;
  const digits = unit === 'money/TH' ? { least: 4, most: 4 } : { least: 2, most: 2 };
  return unit === 'sat/TH' ? decimals(locale, value, digits) : money(locale, value, digits, currency);
}

/** How far an axis must go for a bar to have room for its words. */
function endOf({ value, label }: { value: number; label: string }, all: readonly { ticker: string }[]): number {
  const names = Math.max(...all.map(({ ticker }) => widthOf(ticker, AXIS))) + 16;
  const most = SIZE.width - BODY.left - BODY.right - names;
  return (value * most) / (most - widthOf(label, AXIS) - 4 * GAP);
}
