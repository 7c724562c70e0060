import { errandToJson, wakeOf } from '../../../../functions/delivery/errand.ts';
import { DynamoShelf } from '../../../../functions/delivery/shelf.dynamodb.ts';
import { DynamoSettings } from '../../../../functions/subscriptions/settings.dynamodb.ts';
import { USUAL_SETTINGS } from '../../../../functions/subscriptions/settings.ts';
import type { Outside } from '../outside.ts';
import {
  aNotice,
  ann,
  at,
  BELOW,
  bob,
  MARGIN,
  miners,
  seedDelivery,
  seedRule,
  seedSaid,
  seedSnapshot,
} from '../seeds.ts';
import type { Story } from '../story.ts';

const firing = {
  phase: 'firing',
  since: new Date(at('12:55')),
  openedAt: new Date(at('13:05')),
  toldAt: new Date(at('13:05')),
} as const;

const toTelegram = () => ({ queue: 'telegram-direct' }) as const;
const toDiscord = () => ({ queue: 'discord-direct' }) as const;

/** A fleet of Ann's and a topic fire; `hearer` is to be told of both. */
async function twoAlerts(outside: Outside, hearer = ann) {
  await seedSnapshot(outside, '13:05', 28);
  const mine = await seedRule(outside, { definition: MARGIN, owner: hearer, watch: firing });
  const ours = await seedRule(outside, { definition: BELOW, watch: firing }, [hearer]);
  return [aNotice(mine, 'fired'), aNotice(ours, 'fired')] as const;
}

/** The end of an incident lies in the queue before its beginning. */
async function anEndThatOvertook(outside: Outside, hearer = ann) {
  const rule = await seedRule(outside, { definition: BELOW, watch: firing }, [hearer]);
  seedDelivery(outside, aNotice(rule, 'resolved', '13:05', 36), hearer);
  seedDelivery(outside, aNotice(rule, 'fired', '13:00'), hearer);
}

async function both(outside: Outside, hearer = ann) {
  for (const notice of await twoAlerts(outside, hearer)) seedDelivery(outside, notice, hearer);
}

async function one(outside: Outside, hearer = ann) {
  const [mine, ours] = await twoAlerts(outside, hearer);
  await seedSaid(outside, ours, hearer);
  seedDelivery(outside, mine, hearer);
}

/** It is a minute to the end of Ann's night, or to the morning in which her shelf is full. */
const sleeps = async ({ table }: Outside, to: string, escalation?: { afterMinutes: number }) =>
  new DynamoSettings(table).save(ann, {
    ...USUAL_SETTINGS,
    version: 1,
    quiet: { from: '22:00', to },
    ...(escalation && { escalation }),
  });

async function aNight(outside: Outside) {
  // Longer than it takes to hear again from a queue whose reader died twice.
  await sleeps(outside, '13:30');
  await both(outside);
}

async function aMorning(outside: Outside) {
  await sleeps(outside, '13:05', { afterMinutes: 10 });
  const shelf = new DynamoShelf(outside.table, outside.clock);
  for (const notice of await twoAlerts(outside)) {
    const delivery = { v: 1, notice, recipient: ann, lane: 'direct', postponed: 0 } as const;
    await shelf.put({ delivery, because: 'quiet hours', since: new Date(at('13:04')) });
  }
  outside.queues.put('telegram-direct', JSON.stringify(errandToJson(wakeOf(ann))));
}

/** Nobody sees it in five minutes. */
async function unseen(outside: Outside) {
  await new DynamoSettings(outside.table).save(ann, {
    ...USUAL_SETTINGS,
    version: 1,
    escalation: { afterMinutes: 5 },
  });
  await one(outside);
}

const told = (name: string, more: Omit<Story, 'of' | 'name' | 'occasion'>): Story => ({
  of: 'deliver-telegram',
  name,
  occasion: toTelegram,
  ...more,
});
const posted = (name: string, more: Omit<Story, 'of' | 'name' | 'occasion'>): Story => ({
  of: 'deliver-discord',
  name,
  occasion: toDiscord,
  ...more,
});

export const delivering: readonly Story[] = [
  told('two things to say in one chat, the second a second later', { before: both }),
  told('an end that overtook its beginning', { before: anEndThatOvertook }),
  told('a platform that asks us to wait', {
    before: one,
    platforms: ({ telegram }) => telegram.fail({ retryAfter: 20 }, { chat: '42', times: 1 }),
  }),
  told('a chat that blocked the bot', {
    before: one,
    platforms: ({ telegram }) => telegram.fail('blocked', { chat: '42' }),
  }),
  told('a chat that will not let us write', {
    before: one,
    platforms: ({ telegram }) => telegram.fail('no rights', { chat: '42' }),
  }),
  told('a group that became a supergroup', {
    before: (outside) => one(outside, bob),
    platforms: ({ telegram }) => telegram.fail({ migratedTo: -10_077 }, { chat: '-77' }),
  }),
  told('a night that is almost over', { before: aNight }),
  told('a morning after two alerts, which nobody sees', { before: aMorning }),
  told('an alert that nobody sees', { before: unseen }),
  posted('two things to say in one channel', { before: (outside) => both(outside, miners) }),
  posted('an end that overtook its beginning', { before: (outside) => anEndThatOvertook(outside, miners) }),
  posted('a platform that asks us to wait', {
    before: (outside) => one(outside, miners),
    platforms: ({ discord }) => discord.fail({ retryAfter: 20 }, { times: 1 }),
  }),
  posted('a channel that is gone', {
    before: (outside) => one(outside, miners),
    platforms: ({ discord }) => discord.fail('unknown channel'),
  }),
];
