import { deliveryToJson } from '../../functions/delivery/delivery.ts';
import { recipientFromKey } from '../../functions/subscriptions/recipient.ts';
import { constructId } from '../construct-id.ts';

/** What goes the way of every alert: onto the lane of the chat's platform. @param chat a recipient's key. */
export function testAlert(chat: string, at: Date): { queue: string; body: string } {
  const recipient = recipientFromKey(chat);
  const key = `test:${chat}:deployed:${at.toISOString()}`;
  const notice = { v: 1, kind: 'test', key, event: 'told', at } as const;
  const delivery = deliveryToJson({ v: 1, notice, recipient, lane: 'direct', postponed: 0 });
  return { queue: constructId(`${recipient.platform}-direct`), body: JSON.stringify(delivery) };
}
