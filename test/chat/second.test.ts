import { describe, expect, it } from 'vitest';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { callsFor, moveSecond } from '../../functions/subscriptions/second.ts';
import { minutes } from '../../functions/units/time.ts';
import { aBot, GROUP, type Talk } from './talking.ts';

const BOSS = { recipient: { platform: 'telegram', chat: '77' }, user: '77' } as const;

async function twoChats(who = {}) {
  const bot = await aBot();
  const ann = bot.chat();
  const boss = bot.chat({ ...BOSS, ...who });
  const escalation = async (recipient: Recipient = ann.who.recipient) =>
    (await bot.deps.settings.read(recipient)).escalation;
  return { bot, ann, boss, escalation };
}

/** What is to be typed in the second chat. */
async function code(ann: Talk): Promise<string> {
  await (await (await ann.types('/settings')).taps('If nobody looks')).taps('Call a second chat');
  return ann.fact('Type there') ?? '';
}

describe('a second chat', () => {
  it.each([{}, GROUP])('is called once somebody there typed the code', async (who) => {
    const { ann, boss, escalation } = await twoChats(who);
    const typed = await code(ann);
    expect(typed).toMatch(/^\/start second_t42_[\w-]{16}$/);
    expect(await escalation()).toBeUndefined();
    await boss.types(typed);
    expect(boss.title).toBe('This is the second chat now');
    expect(await escalation()).toEqual({ afterMinutes: 30, to: boss.who.recipient });
    await ann.types('/settings');
    expect(ann.fact('If nobody looks')).toBe('after 30 min, in a second chat');
    await ann.types('/settings escalation 45');
    expect(await escalation()).toEqual({ afterMinutes: 45, to: boss.who.recipient });
  });

  it('takes the code as a setting as well, where there are no links', async () => {
    const { ann, boss, escalation } = await twoChats();
    await boss.types((await code(ann)).replace('/start', '/settings escalation'));
    expect((await escalation())?.to).toEqual(boss.who.recipient);
  });

  it('is not chosen by a code that was used, is old, was replaced, made up, or from the chat itself', async () => {
    const { bot, ann, boss, escalation } = await twoChats();
    const used = await code(ann);
    await ann.types(used);
    expect(ann.lead).toBe('The code is from this very chat. Type it in the one that is to be called.');
    await boss.types(used);
    const other = bot.chat({ recipient: { platform: 'telegram', chat: '78' }, user: '78' });
    await other.types(used);
    expect(other.lead).toContain('This code is not valid');
    const replaced = await code(ann);
    const old = await code(ann);
    await other.types(replaced);
    expect(other.lead).toContain('This code is not valid');
    bot.clock.advance(minutes(15));
    await other.types(old);
    expect(other.lead).toContain('This code is not valid');
    await other.types('/start second_t42_AAAAAAAAAAAAAAAA');
    expect(other.lead).toContain('This code is not valid');
    expect((await escalation())?.to).toEqual(boss.who.recipient);
  });

  it('is offered and accepted only by who may configure', async () => {
    const { bot, ann, escalation } = await twoChats();
    const typed = await code(ann);
    const guest = bot.chat({ ...GROUP, isAdmin: false });
    await guest.types(typed);
    expect(guest.title).toBe('Only admins can change this');
    await (await (await guest.types('/settings')).taps('If nobody looks')).taps('Call a second chat');
    expect(guest.title).toBe('Only admins can change this');
    expect(await escalation()).toBeUndefined();
  });

  it('is the same for the same question twice, and for one that died half way', async () => {
    const { ann, boss, bot, escalation } = await twoChats();
    await (await ann.types('/settings')).taps('If nobody looks');
    const offer = ann.reply.buttons?.flat().find(({ label }) => label === 'Call a second chat') as { data: string };
    await ann.sends(offer.data, 'same');
    const first = ann.fact('Type there')!;
    await ann.sends(offer.data, 'same');
    expect(ann.fact('Type there')).toBe(first);
    await boss.types(first, 'accept');
    // As if it had died after the code was used.
    const { escalation: _, ...rest } = await bot.deps.settings.read(ann.who.recipient);
    await bot.deps.settings.save(ann.who.recipient, { ...rest, version: rest.version + 1 });
    await boss.types(first, 'accept');
    expect(boss.title).toBe('This is the second chat now');
    expect((await escalation())?.to).toEqual(boss.who.recipient);
  });

  it('sees that it is called, and can end it', async () => {
    const { bot, ann, boss, escalation } = await twoChats();
    await boss.types(await code(ann));
    await (await boss.types('/settings')).taps('If nobody looks');
    expect(boss.fact('Called here')).toBe('for one other chat');
    await boss.taps('Do not call here');
    expect(await escalation()).toEqual({ afterMinutes: 30 });
    expect(boss.fact('Called here')).toBeUndefined();
    expect(await bot.deps.seconds.notedFor(boss.who.recipient)).toEqual([]);
  });

  it.each(['Call no second chat', 'off'])('is let go of by the first: %s', async (tap) => {
    const { bot, ann, boss, escalation } = await twoChats();
    await boss.types(await code(ann));
    await (await (await ann.types('/settings')).taps('If nobody looks')).taps(tap);
    expect(await escalation()).toEqual(tap === 'off' ? undefined : { afterMinutes: 30 });
    expect(await bot.deps.seconds.notedFor(boss.who.recipient)).toEqual([]);
  });

  it('gives way to another', async () => {
    const { bot, ann, boss, escalation } = await twoChats();
    await boss.types(await code(ann));
    const other = bot.chat({ recipient: { platform: 'telegram', chat: '78' }, user: '78' });
    await other.types(await code(ann));
    expect((await escalation())?.to).toEqual(other.who.recipient);
    expect(await bot.deps.seconds.notedFor(boss.who.recipient)).toEqual([]);
  });

  it.each(['first', 'second'])('is forgotten on both sides when the %s is deleted', async (which) => {
    const { bot, ann, boss, escalation } = await twoChats();
    await boss.types(await code(ann));
    const [gone, left] = which === 'first' ? [ann, boss] : [boss, ann];
    await (await gone.types('/delete')).taps('Yes, forget everything');
    expect(await escalation()).toEqual(which === 'first' ? undefined : { afterMinutes: 30 });
    const chat = (gone.who.recipient as { chat: string }).chat;
    expect(JSON.stringify(await bot.items())).not.toContain(`telegram:${chat}"`);
    expect(await callsFor(bot.deps, left.who.recipient)).toEqual([]);
  });

  it('follows both where they go', async () => {
    const { bot, ann, boss, escalation } = await twoChats();
    await boss.types(await code(ann));
    const [newBoss, newAnn] = [
      { platform: 'telegram', chat: '-100770' },
      { platform: 'telegram', chat: '-100420' },
    ] as const;
    await moveSecond(bot.deps, boss.who.recipient, newBoss);
    expect((await escalation())?.to).toEqual(newBoss);
    await bot.deps.settings.save(newAnn, { ...(await bot.deps.settings.read(ann.who.recipient)), version: 1 });
    await bot.deps.settings.forget(ann.who.recipient);
    await moveSecond(bot.deps, ann.who.recipient, newAnn);
    expect(await callsFor(bot.deps, newBoss)).toEqual([newAnn]);
    expect(await bot.deps.seconds.notedFor(boss.who.recipient)).toEqual([]);
  });
});
