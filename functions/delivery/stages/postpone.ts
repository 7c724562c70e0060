import { shareOf } from '../../kit/digest.ts';
import type { QueueName } from '../../kit/names.contract.ts';
import { LONGEST_DELAY_SECONDS } from '../../kit/queue.ts';
import { quantity } from '../../units/quantity.ts';
import { later, type Milliseconds, seconds } from '../../units/time.ts';
import type { Wait } from '../decide.ts';
import { deliveryToJson } from '../delivery.ts';
import { errandToJson, reminderOf } from '../errand.ts';
import type { Round, Step, Tools } from '../stage.ts';

/**
 * Puts the delivery back to wait, as a new message; the old one is then deleted, so waiting never spends an attempt.
 * What waits longer than a queue can goes to the due index.
 */
export async function postpone(round: Round, tools: Tools, wait: Milliseconds, because: Wait): Promise<Step> {
  const at = later(tools.clock.now(), wait);
  const isShort = wait <= seconds(LONGEST_DELAY_SECONDS);
  if (isShort) await tools.lanes[round.delivery.lane].put([bodyOf(round)], wait);
  else await tools.due.remind(waiting(round, at));
  return { end: { send: false, because } };
}

const bodyOf = ({ delivery, errand }: Round) =>
  errand
    ? errandToJson({ ...errand, postponed: errand.postponed + 1 })
    : deliveryToJson({ ...delivery, postponed: delivery.postponed + 1 });

function waiting(round: Round, at: Date) {
  const { delivery, key, utterance, errand } = round;
  if (errand) return { ...reminderOf(errand, at), body: bodyOf(round) };
  const queue: QueueName = `${delivery.recipient.platform}-${delivery.lane}`;
  return { key: `delivery:${key}:${utterance.notice}`, at, queue, body: bodyOf(round) };
}

const MOST_SPREAD_SECONDS = 600;

/**
 * A little longer than asked, differently for each delivery and more each time: a crowd that was refused together does
 * not come back together. By its key and not by chance, so that a repeat waits as long.
 */
export function spread(wait: Milliseconds, { key, utterance, delivery }: Round): Milliseconds {
  const share = shareOf(`${key} ${utterance.notice}`);
  const room = Math.min(MOST_SPREAD_SECONDS, 2 ** Math.min(delivery.postponed, 10));
  return quantity(wait + share * room * 1_000);
}
