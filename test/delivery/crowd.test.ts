import { describe, expect, it } from 'vitest';
import { deliveryToJson } from '../../functions/delivery/delivery.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { late, work } from './invocations.ts';
import { aNotice } from './notices.ts';
import { aDelivery, discordWorld, telegramWorld } from './world.ts';

const FUNCTIONS = 4;

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
