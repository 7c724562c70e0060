import type { Clock } from '../../functions/kit/clock.ts';
import { type Day, dayAfter, dayOf, days, elapsed, floorTo, later, minutes } from '../../functions/units/time.ts';
import type { World, WorldChain, WorldEpoch } from '../../infra/local/loopback/world.ts';

const EPOCH_BLOCKS = 2016;
const PACE = minutes(10);

/** Height 935,424 opened an epoch; from here it is ten minutes a block, both ways. */
const ANCHOR = { height: 935_424, at: new Date('2026-02-07T06:00:00Z') };

export type TestWorld = World & {
  /** What a test may change: everything else follows from the time. */
  facts: { usdPerBtc: number; feesBtcPerBlock: number };
};

/** A regular world: a block every ten minutes on the minute, difficulty 1 % higher from epoch to epoch. */
export function aWorld(clock: Pick<Clock, 'now'>): TestWorld {
  const facts = { usdPerBtc: 87_654.32, feesBtcPerBlock: 0.021 };
  const first = dayAfter(dayOf(clock.now()), -400);
  return {
    facts,
    now: () => clock.now(),
    priceAt: () => facts.usdPerBtc,
    chainAt: (t) => chainAt(t, facts.feesBtcPerBlock),
    epochs: () => epochsUntil(clock.now()),
    days: () =>
      daysFrom(first, dayOf(clock.now())).map((day, i) => ({ day, priceUsd: 50_000 + i * 100, feesBtcPerBlock: 0.02 })),
  };
}

function daysFrom(first: Day, last: Day): Day[] {
  const count = Math.round(elapsed(new Date(first), new Date(last)) / days(1)) + 1;
  return Array.from({ length: count }, (_, i) => dayAfter(first, i));
}

/** 125.8646e12 in the anchor's epoch. */
const difficultyOf = (firstHeight: number): number =>
  125.8646e12 * 1.01 ** ((firstHeight - ANCHOR.height) / EPOCH_BLOCKS);

const timeOf = (height: number): Date => new Date(ANCHOR.at.getTime() + (height - ANCHOR.height) * PACE);

function chainAt(t: Date, feesBtcPerBlock: number): WorldChain {
  const tipAt = floorTo(t, PACE);
  const height = ANCHOR.height + Math.round(elapsed(ANCHOR.at, tipAt) / PACE);
  const epochFirstHeight = height - (height % EPOCH_BLOCKS);
  return {
    height,
    difficulty: difficultyOf(epochFirstHeight),
    epochFirstHeight,
    epochStartedAt: timeOf(epochFirstHeight),
    feesBtcPerBlock,
    tipAt,
  };
}

function epochsUntil(now: Date): WorldEpoch[] {
  const epochs: WorldEpoch[] = [];
  for (let at = chainAt(later(now, days(-420)), 0).epochFirstHeight; timeOf(at) <= now; at += EPOCH_BLOCKS) {
    epochs.push({ height: at, startedAt: timeOf(at), difficulty: difficultyOf(at) });
  }
  return epochs;
}
