import { expect } from 'vitest';
import { dayAfter, dayOf } from '../../../functions/units/time.ts';
import { scheduledEvent } from '../../support/events.ts';
import { keepersOf } from './keepers.ts';
import { NOW, type Stage } from './stage.ts';

export async function takeSnapshot(stage: Stage): Promise<void> {
  await stage.run(scheduledEvent(NOW));
  expect(await keepersOf(stage).history.latest()).toMatchObject({ at: NOW });
}

export async function backfillHistory(stage: Stage): Promise<void> {
  await stage.run(scheduledEvent(NOW));
  const today = dayOf(NOW);
  expect(await keepersOf(stage).history.days(dayAfter(today, -7), today)).not.toEqual([]);
}
