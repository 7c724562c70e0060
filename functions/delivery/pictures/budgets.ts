import type { Budget } from '../../kit/pace.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { seconds } from '../../units/time.ts';
import { budgetsOf } from '../budgets.ts';
import type { Lane } from '../delivery.ts';

/** Of the 28.8 messages a second that Telegram is sent, of Discord's 48, pictures take five: in a crash words go first. */
const A_SECOND = 5;

/** As for words, and one more that all pictures of a platform share. First the recipient's own, last the platform's. */
export function pictureBudgetsOf(recipient: Recipient, lane: Lane): Budget[] {
  const [own, ...rest] = budgetsOf(recipient, lane);
  const shared: Budget = { key: `${recipient.platform}:pictures`, interval: seconds(1 / A_SECOND) };
  return [own, shared, ...rest];
}
