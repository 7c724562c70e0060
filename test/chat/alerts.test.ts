import { describe, expect, it } from 'vitest';
import { incidentIn } from '../../functions/subscriptions/mute.ts';
import { markOf } from '../../functions/subscriptions/seen.ts';
import { aSnapshot } from '../support/market.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

describe.each([{}, GROUP, TOPIC])('/alerts', (who) => {
  it('shows what this chat hears of, nearest to firing first, with how far it is, and what is in use', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/alerts');
    expect(ann.title).toBe('No alerts yet');
    await ann.types('/fleet S21 XP 0.07');
    await ann.types('/subscribe below 25');
    await ann.types('/subscribe above 90');
    await ann.types('/subscribe MARA');
    await ann.types('/subscribe cash');
    await ann.types('/alerts');
    expect(ann.title).toBe('7 alerts, nearest first');
    expect(ann.reply.telling.facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      '1. Bitcoin under its cash cost: past the line',
      '2. Hashprice under $25/PH/day: fires if hashprice falls 11.3 %: $28.17/PH/day now, line $25/PH/day',
      '3. S21 XP at a loss: fires if hashprice falls 19.5 %: $28.17/PH/day now, line $22.68/PH/day',
      '4. S21 XP at a loss after retarget: fires if hashprice falls 30.8 %: $32.76/PH/day now, line $22.68/PH/day',
      '5. Hashprice over $90/PH/day: fires if hashprice rises 219.5 %: $28.17/PH/day now, line $90/PH/day',
      '6. No fresh market data: last data 3 min old, fires after 15 min',
      'In use: 1 of 5 fleets, 2 of 20 lines, 3 of 40 subscriptions',
    ]);
    expect(ann.keyboard).toEqual([
      ['🗑 1'],
      ['✏️ 2', '🗑 2'],
      ['✏️ 3', '🗑 3'],
      ['✏️ 4', '🗑 4'],
      ['✏️ 5', '🗑 5'],
      ['🗑 6'],
      ['＋ New alert', '›'],
    ]);
    await ann.taps('›');
    expect(ann.fact('7. Miners’ announcements')).toBe('MARA (selling policy, sales of reserves)');
    expect(ann.keyboard.at(-1)).toEqual(['‹', '＋ New alert']);
  });

  it('removes one, and shows the others', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/subscribe below 25');
    await ann.types('/subscribe cash');
    await (await ann.types('/alerts')).taps('🗑 2');
    expect(ann.reply).toMatchObject({ toast: 'Removed.', edits: true });
    expect(ann.title).toBe('1 alert, nearest first');
    await ann.taps('🗑 1');
    expect(ann.title).toBe('No alerts yet');
  });

  it('changes a line to another, in the place of the old one', async () => {
    const bot = await aBot();
    const ann = bot.chat(who);
    await ann.types('/subscribe below 25');
    await (await (await ann.types('/alerts')).taps('✏️ 1')).types('below 24');
    expect(ann.title).toBe('Watching: Hashprice under $24/PH/day');
    expect(
      (await bot.deps.own.read(ann.who.recipient)).rules.map(({ id, key }) => `${id} ${key.split('@')[0]}`),
    ).toEqual(['1 hashprice<24']);
  });

  it('leads from a fleet’s alert to the fleet', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/fleet S21 XP 0.07');
    await (await ann.types('/alerts')).taps('✏️ 1');
    expect(ann.title).toBe('S21 XP');
    await (await ann.types('/alerts')).taps('🗑 1');
    expect(ann.lead).toContain('This alert comes with its fleet.');
  });

  it('answers an old button kindly, and one that somebody made up', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/subscribe below 25');
    await ann.types('/alerts');
    const [drop] = ann.reply
      .buttons!.flat()
      .flatMap((one) => ('data' in one && one.data.startsWith('1:ad:') ? [one.data] : []));
    await ann.taps('🗑 1');
    await ann.sends(drop!);
    expect(ann.reply).toMatchObject({ toast: 'No longer here', edits: true });
    expect(ann.title).toBe('No alerts yet');
    for (const data of [
      '',
      'x',
      '0:a:0',
      '1:a',
      '1:a:-1',
      '1:zz:1',
      '1:sl:xx',
      '1:c:launch',
      'p:1:off',
      '1:f:999',
      '🗑'.repeat(16),
    ]) {
      await ann.sends(data);
      expect(ann.reply.toastOnly, data).toBe(true);
    }
  });
});

it('nobody removes what another chat has', async () => {
  const bot = await aBot();
  const [ann, bob] = [bot.chat(), bot.chat({ recipient: { platform: 'telegram', chat: '43' }, user: '43' })];
  await ann.types('/subscribe below 25');
  await ann.types('/alerts');
  const data = ann.reply.buttons!.flat().flatMap((one) => ('data' in one ? [one.data] : []));
  for (const one of data) await bob.sends(one);
  expect((await bot.deps.own.read(ann.who.recipient)).rules).toHaveLength(1);
});

it('a group’s alerts are changed by its admins', async () => {
  const bot = await aBot();
  const [admin, bob] = [bot.chat(GROUP), bot.chat({ ...GROUP, user: '43', isAdmin: false })];
  await admin.types('/subscribe below 25');
  await (await bob.types('/alerts')).taps('🗑 1');
  expect(bob.reply).toMatchObject({ toastOnly: true, toast: expect.stringMatching(/^Only admins/) });
  expect((await bot.deps.own.read(admin.who.recipient)).rules).toHaveLength(1);
});

it('the twenty-first line is refused with how many there are', async () => {
  const ann = (await aBot()).chat();
  for (let line = 1; line <= 20; line++) await ann.types(`/subscribe below ${line}`);
  await ann.types('/subscribe below 21');
  expect(ann.title).toBe('That is as many as there can be');
  expect(ann.lead).toBe(
    'A chat can have 20 lines of its own, and this one has 20. Remove one in /alerts to make room.',
  );
});

describe('the buttons under an alert', () => {
  const firing = async (who = {}) => {
    const bot = await aBot();
    const ann = bot.chat(who);
    await ann.types('/fleet S19 Pro 0.05');
    for (const at of ['12:05', '12:10', '12:15']) {
      await bot.tick(aSnapshot({ at: `2026-02-05T${at}:00Z`, forecast: { change: -0.14 } }), ann.who.recipient);
    }
    const rule = await bot.deps.rules.get(bot.handedOver[0]!.rule);
    return { bot, ann, rule: rule!, mark: markOf(incidentIn(rule!)) };
  };

  it('are in the history, with what became of the message', async () => {
    const { bot, ann } = await firing();
    await ann.types('/history');
    expect(ann.fact('S19 Pro at a loss')).toBe('fired; on its way');
    const { key, rule, since, event } = bot.handedOver[0]!;
    const utterance = { recipient: 'telegram:42', incident: `${rule}@${since.toISOString()}`, notice: key, event };
    await bot.deps.sent.record(
      utterance as never,
      { state: 'sent', because: 'asked', messageId: '7' },
      bot.clock.now(),
    );
    await ann.types('/history');
    expect(ann.fact('S19 Pro at a loss')).toBe('fired; delivered');
    await ann.types('/alerts');
    expect(ann.fact('1. S19 Pro at a loss')).toBe('firing since 2026-02-05 12:00 UTC');
  });

  it('are of the first in the list, before what is past its line and has not fired', async () => {
    const { ann } = await firing();
    await ann.types('/subscribe cash');
    await ann.types('/alerts');
    const states = ann.reply.telling.facts.map(({ value }) => value.replace(/ .*/, ''));
    expect(states.lastIndexOf('firing')).toBeLessThan(states.indexOf('past'));
  });

  it('say who saw it first', async () => {
    const { bot, ann, mark } = await firing(GROUP);
    await ann.sends(`s:${mark}`);
    expect(ann.reply).toMatchObject({ toast: 'Noted. Nobody is called about it again.', toastOnly: true });
    const bob = bot.chat({ ...GROUP, user: '43', isAdmin: false });
    await bob.sends(`s:${mark}`);
    expect(bob.reply.toast).toBe('Noted. Somebody had seen it at 2026-02-05 12:15 UTC.');
  });

  it('silence it until it is over, for whoever may', async () => {
    const { bot, ann, rule, mark } = await firing(GROUP);
    const bob = bot.chat({ ...GROUP, user: '43', isAdmin: false });
    await bob.sends(`m:${mark}`);
    expect((await bot.deps.settings.read(ann.who.recipient)).mute).toBeUndefined();
    await ann.sends(`m:${mark}`);
    expect(ann.reply.toast).toMatch(/^Silent until over: S19 Pro at a loss/);
    expect((await bot.deps.settings.read(ann.who.recipient)).mute?.rules).toEqual([incidentIn(rule)]);
    await ann.sends('m:0123456789abcdef');
    expect(ann.reply.toast).toMatch(/^It is over already/);
  });

  it('tell more of it in a message of its own', async () => {
    const { ann, mark } = await firing();
    await ann.sends(`d:${mark}`);
    expect(ann.title).toBe('At a loss: S19 Pro');
    expect(ann.reply.edits).toBe(false);
  });
});
