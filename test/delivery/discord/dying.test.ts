import { expect, it, onTestFinished } from 'vitest';
import { renderDiscord } from '../../../functions/delivery/discord/render.ts';
import { DiscordChannel } from '../../../functions/delivery/discord/send.ts';
import type { Recipient } from '../../../functions/subscriptions/recipient.ts';
import { startDiscord } from '../../../infra/local/loopback/discord.ts';
import { discordPost } from '../../support/discord-post.ts';
import { dyingAt } from '../../support/dying-table.ts';
import { emulatedTable } from '../../support/table.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { aNotice } from '../notices.ts';
import { aDelivery, miners, NOW, openWorld } from '../world.ts';

const mason = { platform: 'discord', user: '53908232506183680' } as const;
/** More than any of these deliveries writes. */
const MOST_WRITES = 16;

async function open() {
  const { table } = await emulatedTable();
  const clock = new VirtualClock(NOW);
  const discord = await startDiscord({ now: () => clock.now() });
  onTestFinished(discord.stop);
  /** A function whose process dies before its `n`th write. */
  const world = (n = Number.POSITIVE_INFINITY) => {
    const mortal = dyingAt(table, n);
    const channel = new DiscordChannel(discordPost(mortal, clock, `${discord.url}/api`));
    return openWorld(mortal, clock, { channel, render: renderDiscord, idempotent: true });
  };
  return { clock, discord, world };
}

it.each<[string, Recipient]>([
  ['a person who was never written to', mason],
  ['an announcement channel that publishes', miners],
])(
  '%s hears it once, between whichever two writes the process dies',
  async (_, recipient) => {
    const deaths: number[] = [];
    for (let n = 0; n < MOST_WRITES; n++) {
      const { clock, discord, world } = await open();
      discord.channels.set('645027906669510667', 5);
      const calm = await world();
      await calm.set(recipient, { crosspost: true });
      const delivery = aDelivery(aNotice('margin'), recipient);
      const died = await (await world(n)).run(delivery).then(
        () => false,
        () => true,
      );
      if (died) deaths.push(n);
      // The lease of whoever died is over; Discord still knows the nonce.
      clock.advance(125_000);
      await calm.run(delivery);
      expect(discord.messages, `dead before write ${n}`).toHaveLength(1);
      expect(discord.messages[0]?.crossposted, `dead before write ${n}`).toBe(recipient === miners);
    }
    expect(deaths.length).toBeGreaterThan(4);
  },
  60_000,
);

it('whoever configured a channel that is gone hears of it once, between whichever two writes the process dies', async () => {
  for (let n = 0; n < MOST_WRITES; n++) {
    const { clock, discord, world } = await open();
    discord.fail('unknown channel', { channel: (miners as { channel: string }).channel });
    const calm = await world();
    await calm.set(miners, { by: mason.user });
    const delivery = aDelivery(aNotice('margin'), miners);
    const mortal = await world(n);
    await mortal.run(delivery).catch(() => undefined);
    clock.advance(125_000);
    await calm.run(delivery);
    for (const letter of [...mortal.lanes.direct.take(10), ...calm.lanes.direct.take(10)]) await calm.run(letter);
    expect(discord.messages, `dead before write ${n}`).toHaveLength(1);
    expect(await calm.book.standing(miners)).toMatchObject({ state: 'gone' });
  }
}, 60_000);
