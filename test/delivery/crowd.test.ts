import { describe, expect, it } from 'vitest';
import type { Channel } from '../../functions/delivery/channel.ts';
import { type Delivery, deliveryToJson } from '../../functions/delivery/delivery.ts';
import { tryEach } from '../../functions/kit/try-each.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { seconds } from '../../functions/units/time.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { aNotice } from './notices.ts';
import { aDelivery, discordWorld, type MemoryLane, telegramWorld } from './world.ts';

const BATCH = 10;
const FUNCTIONS = 4;
/** What a network may add on the way, at most; the budgets leave room for 40. */
const JITTER_MS = 35;

/** Each call arrives up to 35 ms late, differently each time and the same in each run. */
function late<Rendered>(channel: Channel<Rendered>, clock: VirtualClock): Channel<Rendered> {
  let n = 0;
  return {
    async send(...args) {
      n = (n * 1_103_515_245 + 12_345) % 2 ** 31;
      await clock.sleep(seconds((n % JITTER_MS) / 1_000));
      return channel.send(...args);
    },
  };
}

/** A function that takes ten from its lanes at a time, all at once, until nothing is left that waits or is being said. */
async function work(
  clock: VirtualClock,
  lanes: readonly MemoryLane[],
  busy: { deliveries: number },
  run: (delivery: Delivery) => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const batch = lanes.flatMap((lane) => lane.take(BATCH)).slice(0, 2 * BATCH);
    if (batch.length > 0) {
      busy.deliveries += batch.length;
      const failures = await tryEach(batch, async (delivery) => void (await run(delivery)));
      busy.deliveries -= batch.length;
      expect(failures).toEqual([]);
    } else if (busy.deliveries > 0 || lanes.some((lane) => lane.waiting.length > 0)) {
      await clock.run(() => clock.sleep(seconds(1)));
    } else return;
  }
}

const notices = [
  aNotice('hashprice-below'),
  aNotice('cost-regression'),
  aNotice('lowest-90'),
  aNotice('lowest-record'),
  aNotice('data'),
];

describe('four functions, and a server that counts in sliding windows', () => {
  it('Telegram: no 429, everything said once, groups within their twenty a minute', async () => {
    const world = await telegramWorld();
    const { telegram, clock, lanes } = world;
    const chats = Array.from({ length: 90 }, (_, n): Recipient => ({ platform: 'telegram', chat: `${1_000 + n}` }));
    const group: Recipient = { platform: 'telegram', chat: '-100500' };
    const crowd = [
      ...chats.map((chat) => aDelivery(notices[0]!, chat, { lane: 'broadcast' })),
      ...chats.slice(0, 8).flatMap((chat) => notices.slice(1).map((notice) => aDelivery(notice, chat))),
      ...Array.from({ length: 24 }, (_, n) => {
        const key = `${notices[0]!.key}/${n}`;
        return aDelivery({ ...notices[0]!, key, rule: key as never }, group, { lane: 'broadcast' });
      }),
    ];
    for (const delivery of crowd) await lanes[delivery.lane].put([deliveryToJson(delivery)]);
    const began = clock.now().getTime();

    const busy = { deliveries: 0 };
    const both = [lanes.direct, lanes.broadcast];
    await Promise.all(
      Array.from({ length: FUNCTIONS }, () => {
        const deps = world.sender({ channel: late(world.channel, clock) });
        return work(clock, both, busy, (delivery) => world.run(delivery, deps));
      }),
    );

    expect(telegram.calls.filter(({ status }) => status !== 200)).toEqual([]);
    expect(telegram.messages).toHaveLength(crowd.length);
    expect(telegram.messages.filter(({ chat }) => chat === '-100500')).toHaveLength(24);
    // 24 messages at 3.1 s each: the group is what takes longest, and the rest does not wait for it.
    expect((clock.now().getTime() - began) / 1_000).toBeLessThan(180);
    const last = telegram.messages.findLast(({ chat }) => chat !== '-100500');
    expect((last!.at.getTime() - began) / 1_000).toBeLessThan(60);
  });

  it('Discord: no 429, everything said once', async () => {
    const world = await discordWorld();
    const { discord, clock, lanes } = world;
    const channels = Array.from(
      { length: 60 },
      (_, n): Recipient => ({ platform: 'discord', channel: `${1_000 + n}` }),
    );
    const crowd = [
      ...channels.map((channel) => aDelivery(notices[0]!, channel, { lane: 'broadcast' })),
      ...notices.slice(1).map((notice) => aDelivery(notice, channels[0]!)),
      ...notices.slice(1).map((notice) => aDelivery(notice, channels[1]!)),
    ];
    for (const delivery of crowd) await lanes[delivery.lane].put([deliveryToJson(delivery)]);

    const busy = { deliveries: 0 };
    await Promise.all(
      Array.from({ length: FUNCTIONS }, () => {
        const deps = world.sender({ channel: late(world.channel, clock) });
        return work(clock, [lanes.direct, lanes.broadcast], busy, (delivery) => world.run(delivery, deps));
      }),
    );

    expect(discord.calls.filter(({ status }) => status !== 200)).toEqual([]);
    const heard = discord.messages.map(({ channel, body }) => `${channel} ${String(body['nonce'])}`);
    expect(new Set(heard).size).toBe(crowd.length);
    expect(heard).toHaveLength(crowd.length);
  });
});
