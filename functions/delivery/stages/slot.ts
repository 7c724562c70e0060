import type { Budget } from '../../kit/pace.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, later, type Milliseconds, seconds } from '../../units/time.ts';
import type { Round, Step, Tools } from '../stage.ts';
import { postpone, spread } from './postpone.ts';

/** As long as a platform may take to answer. */
export const SEND_WITHIN = seconds(10);
/** For what comes after the answer: recording it, and telling the queue. */
export const AFTERWARDS = seconds(3);
/** Worth sleeping for; a chat that is busy for longer should not keep a function. */
const WORTH_SLEEPING = seconds(5);
const AT_ONCE = seconds(0);

/**
 * Waits for a slot within all limits if there is time for it in this invocation; otherwise elsewhere.
 *
 * The recipient's own limit must be free at once before a slot of the shared ones is taken: a shared slot that is kept
 * for later would be used beside those of that later time, and together they would be too many.
 */
export async function takeSlot(round: Round, tools: Tools): Promise<Step> {
  const { clock, pace, budgets } = tools;
  const [own, ...shared] = budgets(round.delivery.recipient, round.delivery.lane);
  if (own === undefined) return { on: round };
  for (;;) {
    const now = clock.now();
    const within = timeToWait(round, now);
    if (within < 0) return postpone(round, tools, seconds(1), 'too little time left in this invocation');
    const lease = await pace.lease([own], AT_ONCE, now);
    if (lease.granted) return takeShared(round, tools, own, shared, now);
    const wait = elapsed(now, lease.notBefore);
    if (wait > Math.min(within, WORTH_SLEEPING)) return postpone(round, tools, spread(wait, round), 'no slot yet');
    await clock.sleep(wait);
  }
}

async function takeShared(
  round: Round,
  tools: Tools,
  own: Budget,
  shared: readonly Budget[],
  now: Date,
): Promise<Step> {
  const { clock, pace } = tools;
  if (shared.length === 0) return { on: round };
  const lease = await pace.lease(shared, timeToWait(round, now), now);
  if (!lease.granted) return postpone(round, tools, spread(elapsed(now, lease.notBefore), round), 'no slot yet');
  // It will be sent then and not now, so the next one to this recipient counts from then.
  if (lease.at > now) await pace.hold(own, later(lease.at, own.interval));
  const wait = elapsed(clock.now(), lease.at);
  if (wait > 0) await clock.sleep(wait);
  return { on: round };
}

/** What is left of this invocation when sending and recording have had their time. */
const timeToWait = ({ deadline }: Round, now: Date): Milliseconds =>
  quantity(elapsed(now, deadline) - SEND_WITHIN - AFTERWARDS);
