import type { BlockHeight, Difficulty } from '../units/hashing.ts';
import type { Btc, UsdPerBtc } from '../units/money.ts';
import { type Day, dayAfter, startOfDay } from '../units/time.ts';
import { computeSnapshot } from './compute-snapshot.ts';
import { heightAbout } from './height-about.ts';
import type { Rollup } from './history.ts';
import type { Network } from './network.ts';
import { epochStart } from './retarget.ts';
import { dayFrom, hourFrom } from './rollup.ts';
import type { Snapshot } from './snapshot.ts';

/** One day as tables of history have it: its last price, its last difficulty, its mean fees. */
export type PastDay = {
  day: Day;
  usdPerBtc: UsdPerBtc;
  difficulty: Difficulty;
  feesBtcPerBlock: Btc;
  /** How the chain stood at the end of the day, where that is known; without it no retarget is forecast. */
  chain?: { height: BlockHeight; tipAt: Date; epochStartedAt: Date };
};

export const pastDay = ({ period, usdPerBtc, difficulty, feesBtcPerBlock }: Rollup): PastDay => ({
  day: period as Day,
  usdPerBtc,
  difficulty,
  feesBtcPerBlock,
});

/**
 * History lived once more: for each day the snapshot that the bot would have had, all day, if the day's values had stood
 * from midnight to midnight. Each is measured against the days before it; a missing day is a gap, as an outage is.
 *
 * Where the height is not known it follows from the date, since the subsidy depends on it.
 *
 * @param past ascending, no day twice.
 */
export function relive(past: readonly PastDay[]): Snapshot[] {
  const record: Rollup[] = [];
  const lived: Snapshot[] = [];
  for (const today of past) {
    const yesterday = lived.at(-1);
    const at = startOfDay(today.day);
    const isGap = yesterday?.at.getTime() !== startOfDay(dayAfter(today.day, -1)).getTime();
    const snapshot = computeSnapshot({
      at,
      takenAt: startOfDay(dayAfter(today.day, 1)),
      continuousSince: isGap ? at : yesterday.continuousSince,
      quote: { usdPerBtc: today.usdPerBtc, from: [HISTORY], measuredAt: at, ignored: [] },
      network: networkOf(today),
      record,
    });
    lived.push(snapshot);
    record.push(dayFrom([hourFrom([snapshot])]));
  }
  return lived;
}

const HISTORY = 'history';

function networkOf({ day, difficulty, feesBtcPerBlock, chain }: PastDay): Network {
  const end = startOfDay(dayAfter(day, 1));
  const height = chain?.height ?? heightAbout(end);
  return {
    height,
    difficulty,
    measuredAt: chain?.tipAt ?? end,
    feesBtcPerBlock,
    feesMeasuredAt: end,
    epoch: { firstHeight: epochStart(height), ...(chain && { startedAt: chain.epochStartedAt }) },
    from: { tip: HISTORY, fees: HISTORY, ...(chain && { epoch: HISTORY }) },
    ignored: [],
  };
}
