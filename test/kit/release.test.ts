import { expect, it } from 'vitest';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import { release } from '../../functions/kit/release.ts';
import { later, minutes, seconds } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';
import { MemoryDue } from '../support/memory-due.ts';

const NOON = '2026-02-24T12:00:00Z';

/** Reminders of one morning, and queues; `tick` is what each put takes. */
async function aMorning(count: number, tick = 0) {
  const clock = new TestClock(NOON);
  const due = new MemoryDue();
  const got: { queue: QueueName; body: unknown }[] = [];
  const queues = Object.fromEntries(
    QUEUES.map((queue) => [
      queue,
      {
        put: async (bodies: readonly unknown[]) => {
          clock.advance(tick);
          got.push(...bodies.map((body) => ({ queue, body })));
        },
      },
    ]),
  ) as Parameters<typeof release>[0]['queues'];
  for (let n = 0; n < count; n++) {
    const queue = n % 2 === 0 ? 'telegram-direct' : 'discord-direct';
    await due.remind({ key: `wake:${n}`, at: new Date(NOON), queue, body: { n } });
  }
  await due.remind({ key: 'later', at: later(new Date(NOON), minutes(1)), queue: 'notices', body: {} });
  return { clock, due, got, queues };
}

it('releases a whole morning at once, each to its queue, and leaves what is not yet due', async () => {
  const { clock, due, got, queues } = await aMorning(1_234);
  expect(await release({ due, queues, clock }, later(clock.now(), seconds(50)))).toBe(1_234);
  expect(new Set(got.map(({ body }) => (body as { n: number }).n)).size).toBe(1_234);
  expect(got.every(({ queue, body }) => (queue === 'telegram-direct') === ((body as { n: number }).n % 2 === 0))).toBe(
    true,
  );
  expect(due.reminders.map(({ key }) => key)).toEqual(['later']);
});

it('leaves the rest for the next minute when its time is over', async () => {
  const { clock, due, queues } = await aMorning(2_000, 3_000);
  const first = await release({ due, queues, clock }, later(clock.now(), seconds(50)));
  expect(first).toBe(500);
  expect(due.reminders).toHaveLength(1_501);
});

it('puts nothing twice that an index still shows', async () => {
  const { clock, due, got, queues } = await aMorning(500);
  const stale = await due.ripe(clock.now(), 500);
  const behind = { ripe: async () => stale, forget: (one: (typeof stale)[number]) => due.forget(one) };
  expect(await release({ due: behind, queues, clock }, later(clock.now(), seconds(50)))).toBe(500);
  expect(got).toHaveLength(500);
});

it('puts a reminder again that nobody lived to forget', async () => {
  const { clock, due, got, queues } = await aMorning(1);
  const dying = { ripe: due.ripe.bind(due), forget: () => Promise.reject(new Error('the sandbox died')) };
  await expect(release({ due: dying, queues, clock }, clock.now())).rejects.toThrow('died');
  await release({ due, queues, clock }, clock.now());
  expect(got).toHaveLength(2);
});
