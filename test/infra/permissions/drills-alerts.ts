import { expect } from 'vitest';
import { tasksOf } from '../../../functions/alerts/pay-debts.ts';
import { recipientKey } from '../../../functions/subscriptions/recipient.ts';
import { later, minutes } from '../../../functions/units/time.ts';
import { lambdaContext, scheduledEvent, sqsEvent } from '../../support/events.ts';
import { anAnnouncement } from './drills-filings.ts';
import { bad, DISCORD, FIRES_AT_ONCE, good, keepersOf, TELEGRAM } from './keepers.ts';
import { NOW, type Stage } from './stage.ts';

const NOTHING_FAILED = { batchItemFailures: [] };

/** Somebody comes to stay, whose rules fire at once; somebody else is no longer listed. */
export async function enrol(stage: Stage): Promise<void> {
  const { history, roster, book } = keepersOf(stage);
  await history.put(bad());
  const former = { platform: 'telegram', chat: '7' } as const;
  await roster.write(new Map([[recipientKey(former), ['data']]]));
  await book.subscribe({ recipient: former, topic: 'data', since: NOW });

  await stage.run(scheduledEvent(NOW));
  expect(await book.of(TELEGRAM)).not.toEqual([]);
  expect(await book.of(DISCORD)).not.toEqual([]);
  expect(await book.of(former)).toEqual([]);
}

/** Rules of both platforms and a topic fire, on a day on which a miner sold; then a worker without time puts its task back. */
export async function evaluate(stage: Stage): Promise<void> {
  const { history, place, announced } = keepersOf(stage);
  await announced.record({ announcement: anAnnouncement('reserve-sale'), notice: 'filings:1', at: NOW });
  const before = good(later(NOW, minutes(-5)));
  for (const [definition, owner] of FIRES_AT_ONCE) await place(definition, owner, before);
  await history.put(before);
  await history.put(bad());

  const metrics = ['hashprice-after-retarget', 'days-since-lower'] as const;
  const tasks = tasksOf(NOW, metrics, 16);
  expect(await stage.run(sqsEvent(...tasks))).toEqual(NOTHING_FAILED);
  // Nobody waits for the sales of the day: without them an alert is told all the same, and a warning says so.
  expect(stage.log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  expect(await stage.run(sqsEvent(tasks[0]), lambdaContext(3))).toEqual(NOTHING_FAILED);
  // A late message: the market has gone on, and the tick is asked for by its key.
  await history.put(good(later(NOW, minutes(5))));
  expect(await stage.run(sqsEvent(tasks[0]))).toEqual(NOTHING_FAILED);
}

/** Debts to both platforms and a topic, a reminder for each lane, and data that have grown old. */
export async function releaseDue(stage: Stage): Promise<void> {
  const { clock } = stage;
  const { history, place, due } = keepersOf(stage);
  await history.put(bad());
  const died = new Error('the worker died');
  for (const [definition, owner] of FIRES_AT_ONCE) {
    await expect(place(definition, owner, bad(), () => Promise.reject(died))).rejects.toBe(died);
  }
  for (const queue of [
    'filings',
    'telegram-direct',
    'telegram-broadcast',
    'discord-direct',
    'discord-broadcast',
    'pictures',
  ] as const) {
    await due.remind({ key: queue, at: NOW, queue, body: {} });
  }

  clock.set(later(NOW, minutes(20)));
  await stage.run(scheduledEvent(clock.now()));
  expect(await due.ripe(clock.now(), 10)).toEqual([]);
}
