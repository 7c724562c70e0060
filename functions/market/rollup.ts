import type { UsdPerPhDay } from '../units/hashing.ts';
import { quantity } from '../units/quantity.ts';
import { dayOf, hourOf } from '../units/time.ts';
import type { Rollup } from './history.ts';
import type { Snapshot } from './snapshot.ts';

/** The hour of these snapshots; ascending, of one hour, at least one. */
export const hourFrom = (snapshots: readonly Snapshot[]): Rollup =>
  joined(hourOf(snapshots[0]!.at), snapshots.map(alone));

/** The day of these hours; ascending, of one day, at least one. A mean of means, weighted by what each hour saw. */
export const dayFrom = (hours: readonly Rollup[]): Rollup => joined(hours[0]!.period.slice(0, 10), hours);

function alone(snapshot: Snapshot): Rollup {
  const { usdPerPhDay } = snapshot.hashprice;
  return {
    v: 1,
    period: dayOf(snapshot.at),
    origin: 'measured',
    hashprice: { low: usdPerPhDay, high: usdPerPhDay, mean: usdPerPhDay, close: usdPerPhDay },
    usdPerBtc: snapshot.price.usdPerBtc,
    difficulty: snapshot.network.difficulty,
    feesBtcPerBlock: snapshot.network.feesBtcPerBlock,
    height: snapshot.network.height,
    ticks: 1,
  };
}

function joined(period: string, parts: readonly Rollup[]): Rollup {
  const last = parts.at(-1)!;
  const ticks = parts.reduce((sum, part) => sum + part.ticks, 0);
  const mean = parts.reduce((sum, { hashprice, ticks }) => sum + hashprice.mean * ticks, 0) / ticks;
  return {
    ...last,
    period,
    hashprice: {
      low: quantity<UsdPerPhDay>(Math.min(...parts.map(({ hashprice }) => hashprice.low))),
      high: quantity<UsdPerPhDay>(Math.max(...parts.map(({ hashprice }) => hashprice.high))),
      mean: quantity<UsdPerPhDay>(mean),
      close: last.hashprice.close,
    },
    ticks,
  };
}
