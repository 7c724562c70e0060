import { describe, expect, it } from 'vitest';
import { DynamoConversations } from '../../functions/chat/conversation.dynamodb.ts';
import { type Conversation, waiting } from '../../functions/chat/conversation.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { TestClock } from '../support/clock.ts';
import { emulatedTable } from '../support/table.ts';

const CHAT: Recipient = { platform: 'telegram', chat: '-1001' };
const TOPIC: Recipient = { ...CHAT, thread: 7 };
const asking = (awaits: 'machine' | 'mute', more: Partial<Conversation> = {}): Conversation => ({
  v: 1,
  step: { awaits },
  until: new Date('2026-02-05T12:15:00Z'),
  ...more,
});

async function aKeeper() {
  const clock = new TestClock('2026-02-05T12:00:00Z');
  const { table } = await emulatedTable();
  return { clock, keeper: new DynamoConversations(table, clock) };
}

describe('what people were asked', () => {
  it('is kept by chat and person, and the last question counts', async () => {
    const { keeper } = await aKeeper();
    await keeper.keep(CHAT, '1', asking('machine'));
    await keeper.keep(CHAT, '2', asking('mute'));
    await keeper.keep(CHAT, '1', asking('mute', { answeredBy: 'q7' }));
    expect(await keeper.read(CHAT, '1')).toEqual(asking('mute', { answeredBy: 'q7' }));
    expect(await keeper.read(CHAT, '2')).toEqual(asking('mute'));
    expect(await keeper.read(TOPIC, '1')).toBeUndefined();
  });

  it('is over when it is ended, when the chat is forgotten, and after its time', async () => {
    const { keeper, clock } = await aKeeper();
    for (const user of ['1', '2', '3']) await keeper.keep(CHAT, user, asking('machine'));
    await keeper.keep(TOPIC, '1', asking('machine'));
    await keeper.end(CHAT, '1');
    await keeper.end(CHAT, '1');
    expect(await keeper.read(CHAT, '1')).toBeUndefined();
    expect(await keeper.read(CHAT, '2')).toBeDefined();
    await keeper.forget(CHAT);
    expect(await keeper.read(CHAT, '2')).toBeUndefined();
    expect(await keeper.read(TOPIC, '1')).toBeDefined();
    clock.set('2026-02-05T12:15:00Z');
    expect(await keeper.read(TOPIC, '1')).toBeUndefined();
  });

  it('stays open to a repeat of the question that answered it, and to no other', () => {
    const now = new Date('2026-02-05T12:01:00Z');
    const answered = asking('machine', { answeredBy: 'q7' });
    expect(waiting(answered, 'q7', now)).toEqual({ awaits: 'machine' });
    expect(waiting(answered, 'q8', now)).toBeUndefined();
    expect(waiting(asking('machine'), 'q8', now)).toEqual({ awaits: 'machine' });
    expect(waiting(asking('machine'), 'q8', new Date('2026-02-05T12:15:00Z'))).toBeUndefined();
    expect(waiting(undefined, 'q8', now)).toBeUndefined();
  });
});
