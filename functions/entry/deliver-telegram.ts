import { renderTelegram } from '../delivery/telegram/render.ts';
import { TelegramChannel } from '../delivery/telegram/send.telegraf.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireDelivery } from './wire-delivery.ts';
import { wireSecrets } from './wire-secrets.ts';

/** Says what waits in Telegram's lanes. The Bot API knows no idempotency key, so a send whose end is unknown waits. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('deliver-telegram', source, overrides);
  const { env, queue } = wired;
  const secrets = wireSecrets(env, ['TELEGRAM_TOKEN']);
  let channel: TelegramChannel | undefined;
  return wireDelivery(wired, {
    render: renderTelegram,
    lanes: { direct: queue(env.TELEGRAM_DIRECT_QUEUE_URL), broadcast: queue(env.TELEGRAM_BROADCAST_QUEUE_URL) },
    pictures: queue(env.PICTURES_QUEUE_URL),
    idempotent: false,
    open: async () => {
      channel ??= new TelegramChannel(await secrets.read('TELEGRAM_TOKEN'), env.TELEGRAM_API_URL);
      return channel;
    },
  });
};

export const handler = onFirstEvent(create);
