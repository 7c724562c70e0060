import { dayOf } from '../../units/time.ts';
import { deliveryToJson } from '../delivery.ts';
import type { Lack } from '../outcome.ts';
import type { Round, Tools } from '../stage.ts';

/**
 * Whoever configured a channel that can no longer be written to hears of it in private: once, since the message has the
 * day on it since which it is so.
 */
export async function tellOwner(round: Round, { lanes, clock }: Tools, lacks: Lack, since: Date): Promise<void> {
  const { delivery, settings, key } = round;
  const { recipient } = delivery;
  const { by, locale } = settings;
  if (recipient.platform !== 'discord' || 'user' in recipient || by === undefined) return;
  await lanes.direct.put([
    deliveryToJson({
      v: 1,
      notice: {
        v: 1,
        kind: 'lost',
        key: `lost:${key}:${dayOf(since)}`,
        event: 'told',
        at: clock.now(),
        channel: recipient.channel,
        lacks,
        locale,
      },
      recipient: { platform: 'discord', user: by },
      lane: 'direct',
      postponed: 0,
    }),
  ]);
}
