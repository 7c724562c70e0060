import type { PastDay } from '../../../functions/market/relive.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { dayAfter, startOfDay } from '../../../functions/units/time.ts';
import { readRecording, recordedWorld } from './recording.ts';

/** The recorded days, each with the chain as it stood in its last second. */
export function recordedPast(): PastDay[] {
  const world = recordedWorld(() => startOfDay(readRecording().days[0]!.day));
  return world.days().map(({ day, priceUsd, feesBtcPerBlock }) => {
    const chain = world.chainAt(new Date(startOfDay(dayAfter(day, 1)).getTime() - 1));
    return {
      day,
      usdPerBtc: quantity(priceUsd),
      difficulty: quantity(chain.difficulty),
      feesBtcPerBlock: quantity(feesBtcPerBlock),
      chain: { height: quantity(chain.height), tipAt: chain.tipAt, epochStartedAt: chain.epochStartedAt },
    };
  });
}
