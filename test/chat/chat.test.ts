import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../functions/chat/commands.ts';
import { recipientKey } from '../../functions/subscriptions/recipient.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

describe.each([{}, GROUP, TOPIC])('about the chat itself', (who) => {
  it('/help lists every command, and says that it is no advice', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/help');
    expect(ann.lead).toContain('This is information, not financial advice.');
    for (const { name, listed } of CATALOGUE) if (listed) expect(ann.text).toContain(`/${name}`);
  });

  it('/privacy says what is kept and how to end it', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/privacy');
    expect(ann.fact('Not kept')).toBe('names, phone numbers, what you write');
    await ann.taps('Delete');
    expect(ann.title).toBe('Forget this chat?');
  });

  it('/test sends one the way of every alert, once for each question', async () => {
    const bot = await aBot();
    const ann = bot.chat(who);
    await ann.types('/test', 'q-test');
    await ann.types('/test', 'q-test');
    expect(ann.title).toBe('A test is on its way');
    expect(bot.sent.map(({ memo }) => memo.kind)).toEqual(['test', 'test']);
    expect(new Set(bot.sent.map(({ memo }) => memo.key)).size).toBe(1);
    expect(bot.sent[0]?.to).toEqual(ann.who.recipient);
  });

  it('/history is empty before anything fired', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/history');
    expect(ann.lead).toBe('None of your alerts has fired yet. See how far away they are:');
  });

  it('/export hands over everything, as a file', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/fleet S21 XP 0.07');
    await ann.types('/subscribe MARA');
    await ann.types('/export');
    expect(ann.reply.file).toMatchObject({ name: 'hashprice-2026-02-05.json', mime: 'application/json' });
    const everything = JSON.parse(ann.reply.file!.text) as Record<string, unknown>;
    expect(everything).toMatchObject({ v: 1, fleets: [{ fleet: { name: 'S21 XP' } }] });
    expect(ann.reply.file!.text).toContain('1507605');
  });

  it('/delete asks first, and then nothing of the chat remains', async () => {
    const bot = await aBot();
    const ann = bot.chat(who);
    await ann.types('/fleet S21 XP 0.07');
    await ann.types('/subscribe below 25');
    await ann.types('/settings digest daily');
    await ann.types('/mute 2h');
    await ann.types('/fleet M60S');
    await (await ann.types('/delete')).taps('No, keep it');
    expect(ann.title).toBe('Nothing was deleted');
    await ann.types('/delete');
    expect(ann.lead).toBe('1 fleet, 4 alerts, all settings and history go, at once and for good.');
    await (await ann.taps('Yes, forget everything')).sends('1:dx:yes');
    expect(ann.title).toBe('Forgotten');
    expect(bot.due.reminders).toEqual([]);
    const items = await bot.items();
    const key = recipientKey(ann.who.recipient);
    expect(items.filter((item) => JSON.stringify(item).includes(key))).toEqual([]);
    await ann.types('/alerts');
    expect(ann.title).toBe('No alerts yet');
  });

  it('answers what it does not know with what is near', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/hashprce');
    expect(ann.lead).toBe('Did you mean /hashprice?');
    await ann.types('/launch');
    expect(ann.lead).toBe('See /help for everything that can be asked.');
    await ann.commands('launch', {});
    expect(ann.title).toBe('I do not know /launch');
  });
});

it('in a group, nobody but admins takes what is kept, or ends it', async () => {
  const bot = await aBot();
  await bot.chat(GROUP).types('/fleet S21 XP 0.07');
  const bob = bot.chat({ ...GROUP, user: '43', isAdmin: false });
  for (const command of ['/export', '/delete', '/test']) {
    await bob.types(command);
    expect(bob.title, command).toBe('Only admins can change this');
    expect(bob.reply.file).toBeUndefined();
  }
  await bob.sends('1:dx:yes');
  expect(bob.reply.toastOnly).toBe(true);
  expect((await bot.deps.own.read(bob.who.recipient)).fleets).toHaveLength(1);
});

describe('in every place', () => {
  const places = [{}, GROUP, TOPIC, { recipient: { platform: 'telegram', chat: '-1002' }, place: 'channel' } as const];
  it.each(places)('every command is answered, and so is every button of every answer', async (who) => {
    const bot = await aBot();
    const ann = bot.chat(who);
    await ann.types('/fleet S21 XP 0.07');
    await ann.types('/fleet M60S 0.05; 16-21 0.12');
    await ann.types('/subscribe below 25');
    const tapped = new Set<string>();
    // What ends something would leave less to tap.
    const spare = /^1:(?:fx|dx|ad|c:delete)/;
    const follow = async (depth: number): Promise<void> => {
      if (ann.isSilent || depth === 0) return;
      for (const one of ann.reply.buttons?.flat() ?? []) {
        if (!('data' in one) || spare.test(one.data) || tapped.has(one.data)) continue;
        tapped.add(one.data);
        await ann.sends(one.data);
        expect(ann.isSilent, one.data).toBe(false);
        expect(ann.title, one.data).not.toBe('This button is from an older version');
        await follow(depth - 1);
      }
    };
    for (const { name } of CATALOGUE) {
      await ann.types(`/${name}`);
      expect(ann.isSilent, name).toBe(false);
      await follow(3);
    }
    expect(tapped.size).toBeGreaterThan(90);
  });
});
