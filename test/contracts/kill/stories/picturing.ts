import { pictureTaskShape, pictureTaskToJson } from '../../../../functions/delivery/pictures/task.ts';
import type { Recipient } from '../../../../functions/subscriptions/recipient.ts';
import type { Outside } from '../outside.ts';
import { ann, at, bob, miners, seedSnapshot, TICK } from '../seeds.ts';
import type { Story } from '../story.ts';

const picture = { of: 'difficulty', span: '7d' } as const;

function follows({ queues }: Outside, recipient: Recipient): void {
  const task = {
    v: 1,
    recipient,
    key: 'retarget#fired',
    what: { picture },
    answering: '17',
    tick: TICK,
    lane: 'direct',
  };
  queues.put('pictures', JSON.stringify(pictureTaskToJson(pictureTaskShape.parse({ ...task, at: at('13:05') }))));
}

async function one(outside: Outside): Promise<void> {
  await seedSnapshot(outside, '13:05', 28);
  follows(outside, ann);
}

async function onDiscord(outside: Outside): Promise<void> {
  await seedSnapshot(outside, '13:05', 28);
  follows(outside, miners);
}

async function forTwo(outside: Outside): Promise<void> {
  await one(outside);
  follows(outside, bob);
}

const drawn = (name: string, more: Omit<Story, 'of' | 'name' | 'occasion'>): Story => ({
  of: 'send-picture',
  name,
  occasion: () => ({ queue: 'pictures' }),
  ...more,
});

export const picturing: readonly Story[] = [
  drawn('one picture for two chats', { before: forTwo, messages: 2 }),
  drawn('a platform that asks us to wait', {
    before: one,
    platforms: ({ telegram }) => telegram.fail({ retryAfter: 20 }, { chat: '42', times: 1 }),
    messages: 1,
  }),
  drawn('a picture on Discord, which keeps none', { before: onDiscord, messages: 1 }),
];
