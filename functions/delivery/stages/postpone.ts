import { createHash } from 'node:crypto';
import type { QueueName } from '../../kit/names.contract.ts';
import { LONGEST_DELAY_SECONDS } from '../../kit/queue.ts';
import { quantity } from '../../units/quantity.ts';
import { later, type Milliseconds, seconds } from '../../units/time.ts';
import type { Wait } from '../decide.ts';
import { deliveryToJson } from '../delivery.ts';
import type { Round, Step, Tools } from '../stage.ts';

/**
 * Puts the delivery back to wait, as a new message; the old one is then deleted, so waiting never spends an attempt.
 * What waits longer than a queue can goes to the due index.
 */
export async function postpone(round: Round, tools: Tools, wait: Milliseconds, because: Wait): Promise<Step> {
  const { delivery, key, utterance } = round;
  const body = deliveryToJson({ ...delivery, postponed: delivery.postponed + 1 });
  if (wait <= seconds(LONGEST_DELAY_SECONDS)) await tools.lanes[delivery.lane].put([body], wait);
  else {
    const queue: QueueName = `${delivery.recipient.platform}-${delivery.lane}`;
    await tools.due.remind({
      key: `delivery:${key}:${utterance.notice}`,
      at: later(tools.clock.now(), wait),
      queue,
      body,
    });
  }
  return { end: { send: false, because } };
}

const MOST_SPREAD_SECONDS = 600;

/**
 * A little longer than asked, differently for each delivery and more each time: a crowd that was refused together does
 * not come back together. By its key and not by chance, so that a repeat waits as long.
 */
export function spread(wait: Milliseconds, { key, utterance, delivery }: Round): Milliseconds {
  const share = createHash('sha256').update(`${key} ${utterance.notice}`).digest().readUInt32BE() / 2 ** 32;
  const room = Math.min(MOST_SPREAD_SECONDS, 2 ** Math.min(delivery.postponed, 10));
  return quantity(wait + share * room * 1_000);
}
