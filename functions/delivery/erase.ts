import type { Due } from '../kit/due.ts';
import type { Recipient } from '../subscriptions/recipient.ts';
import { recipientKey } from '../subscriptions/recipient.ts';
import type { Seen } from '../subscriptions/seen.ts';
import type { DirectChannels } from './discord/direct.ts';
import { digestKey, insistKey, wakeKey } from './errand.ts';
import type { SentLog } from './sent.ts';
import type { Shelf } from './shelf.ts';

export type EraseDeps = {
  due: Pick<Due, 'cancel'>;
  shelf: Pick<Shelf, 'erase'>;
  seen: Pick<Seen, 'erase'>;
  sent: Pick<SentLog, 'erase'>;
  direct: Pick<DirectChannels, 'forget'>;
};

/** Nothing that was said to a chat, seen in it, or kept back for it, remains. May be repeated. */
export const eraseDelivery =
  ({ due, shelf, seen, sent, direct }: EraseDeps) =>
  async (recipient: Recipient): Promise<void> => {
    await due.cancel(wakeKey(recipient));
    await due.cancel(digestKey(recipient));
    await shelf.erase(recipient);
    await seen.erase(recipient);
    if (recipient.platform === 'discord' && 'user' in recipient) await direct.forget(recipient.user);
    const alerts = (await sent.erase(recipientKey(recipient))).filter((notice) => /#(?:fired|hovering)$/.test(notice));
    for (const notice of alerts) await due.cancel(insistKey(recipient, notice));
  };
