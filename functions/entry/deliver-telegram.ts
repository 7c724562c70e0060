import { renderTelegram } from '../delivery/telegram/render.ts';
import { TelegramChannel } from '../delivery/telegram/send.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireDelivery } from './wire-delivery.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireTelegramApi } from './wire-telegram.ts';

/** Says what waits in Telegram's lanes. The Bot API knows no idempotency key, so a send whose end is unknown waits. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('deliver-telegram', source, overrides);
  const { env, queue } = wired;
  const secrets = wireSecrets(wired, ['TELEGRAM_TOKEN']);
  const channel = new TelegramChannel(wireTelegramApi(wired, secrets));
  return wireDelivery(wired, {
    render: renderTelegram,
    lanes: { direct: queue(env.TELEGRAM_DIRECT_QUEUE_URL), broadcast: queue(env.TELEGRAM_BROADCAST_QUEUE_URL) },
    pictures: queue(env.PICTURES_QUEUE_URL),
    idempotent: false,
    open: async () => {
      await secrets.read('TELEGRAM_TOKEN');
      return channel;
    },
  });
};

export const handler = onFirstEvent(create);
