import { renderDiscord } from '../delivery/discord/render.ts';
import { DiscordChannel } from '../delivery/discord/send.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireDelivery } from './wire-delivery.ts';
import { wireDiscordApi, wireDiscordRest } from './wire-discord-rest.ts';
import { wireSecrets } from './wire-secrets.ts';

/** Says what waits in Discord's lanes. An enforced nonce makes a repeat the same message. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('deliver-discord', source, overrides);
  const { env, queue } = wired;
  const secrets = wireSecrets(wired, ['DISCORD_TOKEN']);
  const channel = new DiscordChannel(wireDiscordRest(wired, wireDiscordApi(wired, secrets)));
  return wireDelivery(wired, {
    render: renderDiscord,
    lanes: { direct: queue(env.DISCORD_DIRECT_QUEUE_URL), broadcast: queue(env.DISCORD_BROADCAST_QUEUE_URL) },
    pictures: queue(env.PICTURES_QUEUE_URL),
    idempotent: true,
    open: async () => {
      await secrets.read('DISCORD_TOKEN');
      return channel;
    },
  });
};

export const handler = onFirstEvent(create);
