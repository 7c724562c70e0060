import type { Channel } from '../../functions/delivery/channel.ts';
import type { Delivery } from '../../functions/delivery/delivery.ts';
import { tryEach } from '../../functions/kit/try-each.ts';
import { seconds } from '../../functions/units/time.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import type { MemoryLane } from './world.ts';

const BATCH = 10;
/** What a network may add on the way, at most; the budgets leave room for 40. */
const JITTER_MS = 35;

/** Up to 35 ms, differently each time and the same in each run. */
export function jitter(clock: VirtualClock): () => Promise<void> {
  let n = 0;
  return () => {
    n = (n * 1_103_515_245 + 12_345) % 2 ** 31;
    return clock.sleep(seconds((n % JITTER_MS) / 1_000));
  };
}

/** Each call arrives a little late. */
export function late<Rendered>(channel: Channel<Rendered>, clock: VirtualClock): Channel<Rendered> {
  const travel = jitter(clock);
  return {
    async send(...args) {
      await travel();
      return channel.send(...args);
    },
  };
}

/**
 * A function that takes ten from its lanes at a time, all at once, until nothing is left that waits or is being said.
 *
 * @param busy shared by all functions of the same lanes.
 * @throws what a delivery threw.
 */
export async function work(
  clock: VirtualClock,
  lanes: readonly MemoryLane[],
  busy: { deliveries: number },
  run: (delivery: Delivery) => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const batch = lanes.flatMap((lane) => lane.take(BATCH)).slice(0, 2 * BATCH);
    if (batch.length > 0) {
      busy.deliveries += batch.length;
      const [failure] = await tryEach(batch, async (delivery) => void (await run(delivery)));
      busy.deliveries -= batch.length;
      if (failure) throw failure.error;
    } else if (busy.deliveries > 0 || lanes.some((lane) => lane.waiting.length > 0)) {
      await clock.run(() => clock.sleep(seconds(1)));
    } else return;
  }
}
