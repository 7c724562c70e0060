import type { Snapshot } from '../market/snapshot.ts';
import { svgOf } from './draw.ts';
import { framed, type Mark } from './frame.ts';
import { captionOf, rangeInWords, spanInWords } from './lines.ts';
import { dot, grid, line, shaded, timeAxis, valueAxis } from './parts.ts';
import type { Drawing, PictureOf } from './picture.ts';
import { type Point, shareUnder, type Value } from './points.ts';
import type { Reader } from './reader.ts';
import { hashpriceScale } from './scale.ts';
import { marketSource } from './source.ts';
import type { Theme } from './theme.ts';

/** A line in dollars, with the words it goes by. */
export type UsdLine = { label?: string; usdPerPhDay: number };

export type HashpriceData = {
  picture: PictureOf<'hashprice'>;
  /** Those of the picture, in dollars; the highest first. */
  lines: readonly UsdLine[];
  points: readonly Point[];
  latest: Snapshot;
};

/** Hashprice against a fleet's break-even, with what is lost shaded; or against a line, or against nothing. */
export function hashpriceChart(data: HashpriceData, reader: Reader, theme: Theme): Drawing {
  const { points, lines, latest, picture } = data;
  const { words } = reader;
  const scale = hashpriceScale(reader);
  const values = points.map((point): Value => [point.at.getTime(), scale.of(point)]);
  const held = lines.map(({ usdPerPhDay }) =>
    points.map((point): Value => [point.at.getTime(), scale.of({ ...point, usdPerPhDay })]),
  );
  const [from, to] = [points[0]!.at, points.at(-1)!.at];
  const isFleets = picture.fleet !== undefined || picture.isBand === true;
  const marks: Mark[] = [
    { label: words.say('picture.legend.hashprice', {}), colour: theme.main, as: 'line' },
    ...lines.slice(0, 1).map(
      (): Mark => ({
        label: words.say(isFleets ? 'picture.legend.breakEven' : 'picture.legend.line', {}),
        colour: theme.line,
        as: 'dashes',
      }),
    ),
    ...(isFleets && lines.length > 0
      ? [{ label: words.say('picture.legend.loss', {}), colour: theme.loss, as: 'area' } as const]
      : []),
  ];
  const span = spanInWords(picture.span, from, reader);
  const title =
    picture.fleet !== undefined
      ? words.say('picture.margin.title', { fleet: picture.fleet })
      : words.say('picture.hashprice.title', { span });
  const written = lines.map(({ usdPerPhDay }) => scale.write({ ...points.at(-1)!, usdPerPhDay }));
  const now = { hashprice: scale.write(points.at(-1)!) };
  const lead =
    written.length === 0
      ? words.say('picture.hashprice.now', now)
      : words.say(isFleets ? 'picture.margin.now' : 'picture.line.now', { ...now, line: written.join(' / ') });
  const option = framed(
    { title, lead, marks, source: marketSource(latest, reader), theme },
    {
      grid: grid(),
      xAxis: timeAxis(from, to, words.reader.locale, theme),
      yAxis: valueAxis(scale.tick, theme),
      series: [
        ...(isFleets ? held.flatMap((one, i) => shaded(values, one, theme.loss, `loss ${i}`)) : []),
        ...held.map((one) => line(one, { colour: theme.line, dashed: true })),
        line(values, { colour: theme.main, width: 5 }),
        dot(values.at(-1)!, theme.main, theme),
      ],
    },
  );
  const caption = captionOf([
    title === words.say('picture.hashprice.title', { span }) ? undefined : title,
    rangeInWords(words.say('picture.legend.hashprice', {}), span, points, scale, reader),
    ...held.map((one, i) => {
      const share = shareUnder(values, one);
      if (share === undefined) return undefined;
      const line = named(written[i]!, lines[i]!.label);
      return words.say(isFleets ? 'picture.under' : 'picture.line.under', { line, share: words.percent(share) });
    }),
    marketSource(latest, reader),
  ]);
  return { svg: svgOf(option), caption };
}

const named = (written: string, label: string | undefined): string =>
  label === undefined ? written : `${written} (${label})`;
