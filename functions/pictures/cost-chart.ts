import type { CostModelName } from '../market/cost.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { svgOf } from './draw.ts';
import { framed, type Mark } from './frame.ts';
import { captionOf, rangeInWords, spanInWords } from './lines.ts';
import { dot, grid, line, shaded, timeAxis, valueAxis } from './parts.ts';
import type { Drawing, PictureOf } from './picture.ts';
import { type Point, shareUnder, type Value } from './points.ts';
import type { Reader } from './reader.ts';
import { priceScale } from './scale.ts';
import { marketSource } from './source.ts';
import type { Theme } from './theme.ts';

export type CostData = { picture: PictureOf<'cost'>; points: readonly Point[]; latest: Snapshot };

const MODELS = ['electricity', 'cash', 'regression'] as const satisfies readonly CostModelName[];

/** The price of a coin against what it costs the network by each model; shaded where the model asked for is above it. */
export function costChart({ picture, points, latest }: CostData, reader: Reader, theme: Theme): Drawing {
  const { words } = reader;
  const scale = priceScale(reader);
  const valuesOf = (of: (point: Point) => number) =>
    points.map((point): Value => [point.at.getTime(), scale.of(of(point))]);
  const prices = valuesOf(({ usdPerBtc }) => usdPerBtc);
  const held = valuesOf(({ costs }) => costs[picture.model]);
  const others = MODELS.filter((model) => model !== picture.model);
  const [from, to, now] = [points[0]!.at, points.at(-1)!.at, points.at(-1)!];
  const model = words.say(`model.${picture.model}`, {});
  const cost = scale.write(now.costs[picture.model]);
  const colours = [theme.second, theme.third];
  const marks: Mark[] = [
    { label: words.say('picture.legend.price', {}), colour: theme.main, as: 'line' },
    { label: model, colour: theme.line, as: 'dashes' },
    ...others.map((name, i): Mark => ({ label: words.say(`model.${name}`, {}), colour: colours[i]!, as: 'dashes' })),
    { label: words.say('picture.legend.under', {}), colour: theme.loss, as: 'area' },
  ];
  const title = words.say('picture.cost.title', {});
  const option = framed(
    {
      title,
      lead: words.say('picture.cost.now', { price: scale.write(now.usdPerBtc), model, cost }),
      marks,
      source: marketSource(latest, reader),
      theme,
    },
    {
      grid: grid(),
      xAxis: timeAxis(from, to, words.reader.locale, theme),
      yAxis: valueAxis(scale.tick, theme),
      series: [
        ...shaded(prices, held, theme.loss, 'under'),
        ...others.map((name, i) =>
          line(
            valuesOf(({ costs }) => costs[name]),
            { colour: colours[i]!, width: 3, dashed: true },
          ),
        ),
        line(held, { colour: theme.line, dashed: true }),
        line(prices, { colour: theme.main, width: 5 }),
        dot(prices.at(-1)!, theme.main, theme),
      ],
    },
  );
  const span = spanInWords(picture.span, from, reader);
  const price = { of: (point: Point) => point.usdPerBtc, write: (point: Point) => scale.write(point.usdPerBtc) };
  const share = shareUnder(prices, held);
  const caption = captionOf([
    title,
    rangeInWords(words.say('picture.legend.price', {}), span, points, price, reader),
    share === undefined ? undefined : words.say('picture.cost.under', { model, cost, share: words.percent(share) }),
    others
      .map((name) =>
        words.say('fact.otherModel', { model: words.say(`model.${name}`, {}), cost: scale.write(now.costs[name]) }),
      )
      .join(', '),
    marketSource(latest, reader),
  ]);
  return { svg: svgOf(option), caption };
}
