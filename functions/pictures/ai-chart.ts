import { BENCHMARK, type Rents, rentsOf } from '../industry/leases.ts';
import { compare } from '../industry/switch-over.ts';
import { fleetShape } from '../market/fleet.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { JoulesPerTerahash } from '../units/hashing.ts';
import type { UsdPerMwYear } from '../units/power.ts';
import { quantity } from '../units/quantity.ts';
import { svgOf } from './draw.ts';
import { AXIS, FONT, framed, type Mark } from './frame.ts';
import { captionOf } from './lines.ts';
import { grid, line, valueAxis } from './parts.ts';
import type { Drawing, PictureOf } from './picture.ts';
import type { Value } from './points.ts';
import type { Reader } from './reader.ts';
import { priceScale } from './scale.ts';
import { marketSource } from './source.ts';
import type { Theme } from './theme.ts';

export type AiData = { picture: PictureOf<'ai'>; latest: Snapshot };

type Bar = { efficiency: JoulesPerTerahash; usdPerMwYear: UsdPerMwYear; power: number; share: number };

/** What a MW earns with mining, by the efficiency of its machines, against what AI pays for it; of which power takes so much. */
export function aiChart({ picture, latest }: AiData, reader: Reader, theme: Theme): Drawing {
  const { words } = reader;
  const { usdPerKwh } = picture;
  const rent = quantity<UsdPerMwYear>(picture.usdPerMwYear);
  const bars = [...new Set(picture.joulesPerTerahash)]
    .toSorted((a, b) => b - a)
    .map((efficiency) => barOf(efficiency, { usdPerKwh, rent, latest }));
  const rents = rentsOf();
  const title = words.say('picture.ai.title', {});
  const lead = words.say('picture.ai.now', {
    hashprice: words.usdPerPhDay(latest.hashprice.usdPerPhDay),
    rent: words.usd(rent),
  });
  const marks: Mark[] = [
    {
      label: words.say('picture.ai.power', { power: words.usdPerKwh(quantity(usdPerKwh)) }),
      colour: theme.loss,
      as: 'bar',
    },
    { label: words.say('picture.ai.left', {}), colour: theme.gain, as: 'bar' },
    { label: words.say('picture.ai.mean', {}), colour: theme.line, as: 'dashes' },
    ...(rents ? [{ label: words.say('picture.ai.range', {}), colour: theme.second, as: 'dashes' } as const] : []),
  ];
  const source = sourceOf(latest, reader);
  const option = framed({ title, lead, marks, source, theme }, drawing(bars, { rent, rents }, reader, theme));
  const caption = captionOf([
    title,
    lead,
    ...bars.map(({ efficiency, usdPerMwYear, share }) =>
      words.say('picture.ai.bar', {
        efficiency: words.joulesPerTerahash(efficiency),
        perYear: words.usdPerMwYear(usdPerMwYear),
        share: words.percent(share),
      }),
    ),
    rents && words.say('picture.ai.leases', { low: words.usd(rents.low), high: words.usd(rents.high) }),
    source,
    marketSource(latest, reader),
  ]);
  return { svg: svgOf(option), caption };
}

function barOf(
  joulesPerTerahash: number,
  { usdPerKwh, rent, latest }: { usdPerKwh: number; rent: UsdPerMwYear; latest: Snapshot },
): Bar {
  const fleet = fleetShape.parse({ joulesPerTerahash, usdPerKwh });
  const { mining } = compare({ fleet, usdPerMwYear: rent }, latest.hashprice.usdPerPhDay);
  return {
    efficiency: fleet.joulesPerTerahash,
    usdPerMwYear: mining.usdPerMwYear,
    // What power costs and mining does not bring in is nowhere to be drawn: then all of it goes to power.
    power: Math.min(mining.usdPerMwYear, mining.usdPerMwYear * (1 - mining.marginUsdPerMwh / mining.usdPerMwh)),
    share: mining.usdPerMwYear / rent,
  };
}

const BAR_WIDTH = 110;
/** Beside the first bar and the last one, in bars. */
const BESIDE = 0.6;

function drawing(
  bars: readonly Bar[],
  { rent, rents }: { rent: UsdPerMwYear; rents: Rents | undefined },
  reader: Reader,
  theme: Theme,
) {
  const { words } = reader;
  const scale = priceScale(reader);
  const places = bars.map((_, i) => i);
  const [from, to] = [-BESIDE, bars.length - 1 + BESIDE];
  // The axis grows by half a bar on either side, and cuts off what is longer.
  const level = (usd: number): Value[] => [
    [from - 1, scale.of(usd)],
    [to + 1, scale.of(usd)],
  ];
  const bar = (values: readonly number[], color: string, more: object = {}) => ({
    type: 'bar',
    silent: true,
    stack: 'revenue',
    barWidth: BAR_WIDTH,
    itemStyle: { color },
    data: values.map((usd, i) => [i, scale.of(usd)]),
    ...more,
  });
  const share = ({ dataIndex }: { dataIndex: number }) => words.percent(bars[dataIndex]!.share);
  const text = { fontFamily: FONT, fontSize: AXIS.size };
  return {
    grid: grid(),
    xAxis: {
      type: 'value',
      min: from,
      max: to,
      axisLine: { lineStyle: { color: theme.edge, width: 2 } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...text,
        color: theme.quiet,
        margin: 12,
        customValues: places,
        formatter: (place: number) => words.joulesPerTerahash(bars[place]?.efficiency ?? quantity(0)),
      },
    },
    yAxis: valueAxis(scale.tick, theme, { scale: false, min: 0 }),
    series: [
      bar(
        bars.map(({ power }) => power),
        theme.loss,
      ),
      bar(
        bars.map(({ power, usdPerMwYear }) => usdPerMwYear - power),
        theme.gain,
        {
          label: {
            ...text,
            show: true,
            position: 'top',
            color: theme.text,
            backgroundColor: theme.ground,
            padding: 3,
            formatter: share,
          },
        },
      ),
      ...(rents ? [rents.low, rents.high] : []).map((usd) =>
        line(level(usd), { colour: theme.second, width: 3, dashed: true }),
      ),
      line(level(rent), { colour: theme.line, width: 5, dashed: true }),
    ],
  };
}

/** Of when, and whose rent; whose market is in the caption, which has room for all of them. */
function sourceOf({ at }: Snapshot, { words }: Reader): string {
  const { title, publishedOn } = BENCHMARK.source;
  return words.say('picture.ai.source', { at: words.instant(at), who: title.split(':')[0]!, day: publishedOn });
}
