import type { Snapshot } from '../market/snapshot.ts';
import { svgOf } from './draw.ts';
import { framed, LOSS_OPACITY, type Mark } from './frame.ts';
import { captionOf, rangeInWords, spanInWords } from './lines.ts';
import { dot, grid, line, timeAxis, valueAxis } from './parts.ts';
import type { Drawing, PictureOf } from './picture.ts';
import type { Point, Value } from './points.ts';
import type { Reader } from './reader.ts';
import { difficultyScale } from './scale.ts';
import { marketSource } from './source.ts';
import type { Theme } from './theme.ts';

export type DifficultyData = { picture: PictureOf<'difficulty'>; points: readonly Point[]; latest: Snapshot };

/** How much of the width what is expected may take. */
const AHEAD_SHARE = 0.18;

/** Difficulty, and the expected retarget with one standard error to both sides. */
export function difficultyChart({ picture, points, latest }: DifficultyData, reader: Reader, theme: Theme): Drawing {
  const { words } = reader;
  const scale = difficultyScale(reader);
  const values = points.map((point): Value => [point.at.getTime(), scale.of(point.difficulty)]);
  const [from, now] = [points[0]!.at, values.at(-1)!];
  const { forecast } = latest;
  const ahead = forecast && aheadOf(forecast, now, now[0] - from.getTime());
  const to = new Date(ahead?.to ?? now[0]);
  const difficulty = scale.write(points.at(-1)!.difficulty);
  const expected = forecast && {
    difficulty,
    change: words.change(forecast.change),
    uncertainty: words.percent(forecast.uncertainty),
    day: words.day(forecast.at),
  };
  const lead = expected
    ? words.say('picture.difficulty.now', expected)
    : words.say('picture.difficulty.nowBare', { difficulty });
  const marks: Mark[] = [
    { label: words.say('picture.legend.difficulty', {}), colour: theme.main, as: 'line' },
    ...(ahead
      ? ([
          { label: words.say('picture.legend.expected', {}), colour: theme.line, as: 'dashes' },
          { label: words.say('picture.legend.uncertainty', {}), colour: theme.line, as: 'area' },
        ] as const)
      : []),
  ];
  const title = words.say('picture.difficulty.title', {});
  const option = framed(
    { title, lead, marks, source: marketSource(latest, reader), theme },
    {
      grid: grid(),
      xAxis: timeAxis(from, to, words.reader.locale, theme),
      yAxis: valueAxis(scale.tick, theme),
      series: [
        ...(ahead ? band(ahead.low, ahead.high, theme) : []),
        ...(ahead ? [line(ahead.expected, { colour: theme.line, dashed: true })] : []),
        line(values, { colour: theme.main, width: 5, step: true }),
        dot(now, theme.main, theme),
      ],
    },
  );
  const of = { of: (point: Point) => point.difficulty, write: (point: Point) => scale.write(point.difficulty) };
  const caption = captionOf([
    title,
    rangeInWords(
      words.say('picture.legend.difficulty', {}),
      spanInWords(picture.span, from, reader),
      points,
      of,
      reader,
    ),
    expected && words.say('picture.difficulty.expected', expected),
    marketSource(latest, reader),
  ]);
  return { svg: svgOf(option), caption };
}

type Forecast = NonNullable<Snapshot['forecast']>;

/** As it is until the retarget, then one step, and a while after it. */
function aheadOf({ at, change, uncertainty }: Forecast, [ms, value]: Value, past: number) {
  const retarget = Math.max(at.getTime(), ms);
  const to = retarget + Math.max(past * (AHEAD_SHARE / 2), (retarget - ms) * 0.5);
  const then = (ratio: number) => value * (1 + ratio);
  const step = (after: number): Value[] => [
    [retarget, after],
    [to, after],
  ];
  return {
    to,
    expected: [[ms, value], [retarget, value], ...step(then(change))] satisfies Value[],
    low: step(then(change - uncertainty)),
    high: step(then(change + uncertainty)),
  };
}

function band(low: readonly Value[], high: readonly Value[], theme: Theme) {
  const invisible = { type: 'line', silent: true, showSymbol: false, lineStyle: { width: 0 }, stack: 'band' };
  return [
    { ...invisible, data: low },
    {
      ...invisible,
      data: high.map(([at, value], i): Value => [at, value - low[i]![1]]),
      areaStyle: { color: theme.line, opacity: LOSS_OPACITY / 2 },
      z: 3,
    },
  ];
}
