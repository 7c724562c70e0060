import { quantity } from '../../units/quantity.ts';
import { elapsed, type Milliseconds, seconds } from '../../units/time.ts';
import type { Round, Step, Tools } from '../stage.ts';
import { postpone, spread } from './postpone.ts';

/** As long as a platform may take to answer. */
export const SEND_WITHIN = seconds(10);
/** For what comes after the answer: recording it, and telling the queue. */
export const AFTERWARDS = seconds(3);

/** Waits for a slot within all limits if there is time for it in this invocation; otherwise elsewhere. */
export async function takeSlot(round: Round, tools: Tools): Promise<Step> {
  const { clock, pace, budgets } = tools;
  const now = clock.now();
  const within = quantity<Milliseconds>(elapsed(now, round.deadline) - SEND_WITHIN - AFTERWARDS);
  if (within < 0) return postpone(round, tools, seconds(1), 'too little time left in this invocation');

  const lease = await pace.lease(budgets(round.delivery.recipient, round.delivery.lane), within, now);
  if (!lease.granted) {
    return postpone(round, tools, spread(elapsed(now, lease.notBefore), round), 'no slot yet');
  }
  const wait = elapsed(clock.now(), lease.at);
  if (wait > 0) await clock.sleep(wait);
  return { on: round };
}
