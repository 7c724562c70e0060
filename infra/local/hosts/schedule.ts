import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import { Cron } from 'croner';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { floorTo, seconds } from '../../../functions/units/time.ts';
import { ACCOUNT, REGION } from '../context.ts';

/** What EventBridge brings at a scheduled time. `time` is the scheduled one, in whole seconds, however late it comes. */
export const scheduledEvent = (name: string, at: Date): ScheduledEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: ACCOUNT,
  time: `${at.toISOString().slice(0, 19)}Z`,
  region: REGION,
  resources: [`arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/${name}`],
  detail: '{}',
});

/**
 * A cron expression (with seconds) that fires at every whole multiple of so many seconds since midnight UTC.
 *
 * @throws {Misconfigured} when the step does not divide the next larger unit: cron would not keep it evenly.
 */
export function cronEvery(step: number): string {
  const units = [
    { size: 1, count: 60, at: (n: number) => `*/${n} * * * * *` },
    { size: 60, count: 60, at: (n: number) => `0 */${n} * * * *` },
    { size: 3_600, count: 24, at: (n: number) => `0 0 */${n} * * *` },
    { size: 86_400, count: 2, at: () => '0 0 0 * * *' },
  ];
  for (const { size, count, at } of units) {
    const n = step / size;
    if (Number.isInteger(n) && n >= 1 && n < count && count % n === 0) return at(n);
  }
  throw new Misconfigured(
    `a schedule cannot run every ${step} seconds: the step must divide a minute, an hour or a day evenly, like 10s, 5m or 1h`,
  );
}

export type Schedule = { stop(): Promise<void> };

/**
 * Runs `work` on the wall clock at every step; its argument is the scheduled time.
 *
 * A run that is still going when the next one is due makes that one be left out, as a step is idempotent and late is
 * better than twice at once. `stop` waits for the run in hand.
 */
export function keepSchedule(step: number, work: (at: Date) => Promise<void>): Schedule {
  let inHand: Promise<void> = Promise.resolve();
  const job = new Cron(cronEvery(step), { timezone: 'UTC', protect: true }, () => {
    inHand = work(floorTo(new Date(), seconds(step)));
    return inHand;
  });
  return {
    stop: async () => {
      job.stop();
      await inHand;
    },
  };
}
