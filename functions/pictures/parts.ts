import { days } from '../units/time.ts';
import type { Locale } from '../words/preferences.ts';
import { timeTicks } from './axis-time.ts';
import { AXIS, AXIS_WIDTH, BODY, FONT, LOSS_OPACITY } from './frame.ts';
import { crossed, type Value } from './points.ts';
import type { Theme } from './theme.ts';

const DAY = days(1);

type Part = Readonly<Record<string, unknown>>;

const axisLabel = (theme: Theme): Part => ({ color: theme.quiet, fontSize: AXIS.size, fontFamily: FONT, margin: 12 });

export const grid = (): Part => ({ ...BODY, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' });

/** A day at least: on its first tick the record is a point. */
export function timeAxis(since: Date, to: Date, locale: Locale, theme: Theme): Part {
  const from = new Date(Math.min(since.getTime(), to.getTime() - DAY));
  const { values, label } = timeTicks(from, to, AXIS_WIDTH, AXIS, locale);
  return {
    type: 'time',
    min: from.getTime(),
    max: to.getTime(),
    axisLine: { lineStyle: { color: theme.edge, width: 2 } },
    axisTick: { customValues: values, length: 8, lineStyle: { color: theme.edge, width: 2 } },
    axisLabel: { ...axisLabel(theme), customValues: values, formatter: label, hideOverlap: false },
    splitLine: { show: false },
  };
}

/** @param tick how a round number of it is written. */
export const valueAxis = (tick: (n: number) => string, theme: Theme, more: Part = {}): Part => ({
  type: 'value',
  scale: true,
  splitNumber: 4,
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { ...axisLabel(theme), formatter: tick },
  splitLine: { lineStyle: { color: theme.grid, width: 2 } },
  ...more,
});

export const categoryAxis = (
  names: readonly string[],
  label: (name: string) => string,
  theme: Theme,
  { axisLabel: labels, ...more }: Part & { axisLabel?: Part } = {},
): Part => ({
  type: 'category',
  data: names,
  axisLine: { lineStyle: { color: theme.edge, width: 2 } },
  axisTick: { show: false },
  axisLabel: { ...axisLabel(theme), formatter: label, ...labels },
  ...more,
});

type Stroke = { colour: string; width?: number; dashed?: boolean; step?: boolean };

export const line = (data: readonly Value[], { colour, width = 4, dashed = false, step = false }: Stroke): Part => ({
  type: 'line',
  // What others are held against is level where there is but one point of it.
  data: dashed && data.length === 1 ? [[data[0]![0] - DAY, data[0]![1]], ...data] : data,
  showSymbol: false,
  silent: true,
  ...(step ? { step: 'end' } : {}),
  lineStyle: { color: colour, width, join: 'round', ...(dashed ? { type: [14, 9] } : {}) },
  z: dashed ? 4 : 5,
});

/** Where a line ends: now. */
export const dot = (at: Value, colour: string, theme: Theme): Part => ({
  type: 'line',
  data: [at],
  silent: true,
  symbol: 'circle',
  symbolSize: 18,
  itemStyle: { color: colour, borderColor: theme.ground, borderWidth: 3 },
  z: 6,
});

/** Fills what lies between a line and the values that are under it. */
export function shaded(values: readonly Value[], held: readonly Value[], colour: string, name: string): Part[] {
  const both = crossed(values, held);
  const floor = both.values.map(([at, value], i): Value => [at, Math.min(value, both.line[i]![1])]);
  const depth = both.line.map(([at, value], i): Value => [at, value - floor[i]![1]]);
  const invisible = { type: 'line', silent: true, showSymbol: false, lineStyle: { width: 0 }, stack: name };
  return [
    { ...invisible, data: floor },
    { ...invisible, data: depth, areaStyle: { color: colour, opacity: LOSS_OPACITY }, z: 3 },
  ];
}
