import { elapsed, seconds } from '../units/time.ts';
import type { Clock } from './clock.ts';
import type { Due, Reminder } from './due.ts';
import type { QueueName } from './names.contract.ts';
import type { Queue } from './queue.ts';

export type ReleaseDeps = {
  due: Pick<Due, 'ripe' | 'forget'>;
  queues: Readonly<Record<QueueName, Pick<Queue<unknown>, 'put'>>>;
  clock: Pick<Clock, 'now'>;
};

/** As many as one look brings; a morning, when a whole country's nights end together, takes several. */
const PAGE = 500;
/** Reminders forgotten side by side. */
const ABREAST = 25;
/** Stop looking for more when this little of the invocation is left. */
const MARGIN = seconds(10);

/** Everything that has waited long enough goes to its queue. What there is no time for waits for the next minute. */
export async function release(deps: ReleaseDeps, deadline: Date): Promise<number> {
  const now = deps.clock.now();
  // An index is behind the table for a moment: what was released in this minute may be found once more.
  const released = new Set<string>();
  for (;;) {
    const ripe = await deps.due.ripe(now, PAGE);
    const fresh = ripe.filter((reminder) => !released.has(idOf(reminder)));
    await releaseAll(deps, fresh);
    for (const reminder of fresh) released.add(idOf(reminder));
    const isMore = ripe.length === PAGE && fresh.length > 0;
    if (!isMore || elapsed(deps.clock.now(), deadline) < MARGIN) return released.size;
  }
}

const idOf = ({ key, at }: Reminder): string => `${key} ${at.toISOString()}`;

async function releaseAll({ due, queues }: ReleaseDeps, ripe: readonly Reminder[]): Promise<void> {
  for (const [name, some] of Map.groupBy(ripe, ({ queue }) => queue)) {
    for (let from = 0; from < some.length; from += ABREAST) {
      const group = some.slice(from, from + ABREAST);
      await queues[name].put(group.map(({ body }) => body));
      // Last on purpose: a crash before this line puts them twice, and whoever receives them is used to that.
      await Promise.all(group.map((reminder) => due.forget(reminder)));
    }
  }
}
