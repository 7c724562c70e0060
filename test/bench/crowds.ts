import type { Delivery } from '../../functions/delivery/delivery.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { aNotice } from '../delivery/notices.ts';
import { aDelivery } from '../delivery/world.ts';

/** Messages that meet one of Telegram's limits, and the rate that it permits in the long run. */
export type Crowd = { name: string; permitted: string; perSecond: number; deliveries: readonly Delivery[] };

/** Each a direct message of its own: what concerns somebody's own fleet, and may use all of the limit. */
const messages = (count: number, to: (n: number) => string): Delivery[] =>
  Array.from({ length: count }, (_, n) => {
    const notice = aNotice('hashprice-below');
    const recipient: Recipient = { platform: 'telegram', chat: to(n) };
    const key = `${notice.key}/${n}`;
    return aDelivery({ ...notice, key, rule: key as typeof notice.rule }, recipient);
  });

/** @see https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
export const CROWDS: readonly Crowd[] = [
  {
    name: '600 private chats',
    permitted: '30 a second',
    perSecond: 30,
    deliveries: messages(600, (n) => `${1_000 + n}`),
  },
  { name: 'one private chat', permitted: '1 a second', perSecond: 1, deliveries: messages(80, () => '42') },
  { name: 'one group', permitted: '20 a minute', perSecond: 20 / 60, deliveries: messages(80, () => '-100500') },
];
