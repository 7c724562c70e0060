import { describe, expect, it } from 'vitest';
import { aSnapshot } from '../support/market.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

describe('/start', () => {
  it('is two taps away from an alert of one’s own', async () => {
    const ann = (await aBot()).chat();
    await ann.types('/start');
    expect(ann.title).toBe('Hear it when mining stops paying');
    expect(ann.keyboard.slice(0, 3)).toEqual([
      ['S21 XP', 'S21 Pro', 'S21'],
      ['T21', 'S19 XP', 'S19k Pro'],
      ['S19j Pro', 'M60S', 'M50S'],
    ]);

    await ann.taps('S21 XP');
    expect(ann.reply.edits).toBe(true);
    expect(ann.title).toBe('S21 XP (13.5 J/TH): what does power cost?');

    await ann.taps('$0.07/kWh');
    expect(ann.title).toBe('Watching S21 XP');
    expect(ann.lead).toBe(
      'It earns. You hear from me as soon as it no longer does, and when it does again. In the last 90 days it would have come once, last on 2025-12-27.',
    );
    expect(ann.fact('Margin')).toBe('+$5.49/PH/day (19.5 %)');
    expect(ann.fact('Break-even')).toBe('$22.68/PH/day, −19.5 % from here');
    expect(ann.reply.telling.severity).toBe('good');
  });

  it('takes the machine and its price in one line, too', async () => {
    const ann = (await aBot()).chat();
    await (await ann.types('/start')).types('s21xp 7c');
    expect(ann.title).toBe('Watching S21 XP');
  });

  it('or the machine tapped and the price typed, also by the hour', async () => {
    const ann = (await aBot()).chat();
    await (await (await ann.types('/start')).taps('M60S')).types('0,05; 16-21 0,12');
    expect(ann.title).toBe('Watching M60S');
    expect(ann.fact('16:00–21:00')).toBe(
      '−$25.11/PH/day (−89.1 %) at $0.12/kWh, break-even $53.28/PH/day, bitcoin $118,797',
    );
    expect(ann.fact('21:00–16:00')).toContain('+$5.97/PH/day');
  });

  it('says at once when it mines at a loss, and the alert is on its way', async () => {
    const bot = await aBot();
    const ann = bot.chat();
    await ann.types('/start');
    await ann.types('S19 Pro 0.05');
    expect(ann.reply.telling.severity).toBe('bad');
    expect(ann.lead).toContain('It mines at a loss right now.');
    await bot.tick(aSnapshot({ at: '2026-02-05T12:05:00Z', forecast: { change: -0.14 } }));
    await bot.tick(aSnapshot({ at: '2026-02-05T12:10:00Z', forecast: { change: -0.14 } }));
    expect(bot.handedOver.map(({ event, rule }) => `${event} ${rule}`)).toContain('fired margin/1@telegram:42');
  });

  it.each([
    ['filings', 'On: Miners sell reserves', 'filings'],
    ['miner_MARA', 'Watching MARA', 'filings'],
    ['hashprice', 'On: Lowest in 90 days', 'lowest:90'],
    ['cost_cash', 'On: Bitcoin under cash cost', 'cost:cash'],
    ['hashprice_below_25', 'Watching: Hashprice under $25/PH/day', 'hashprice<25@telegram:42'],
  ])('subscribes by the link ?start=%s', async (payload, title, topic) => {
    const bot = await aBot();
    const ann = bot.chat();
    await ann.types(`/start ${payload}`);
    expect(ann.title).toBe(title);
    expect((await bot.deps.book.of(ann.who.recipient)).map((one) => one.topic)).toEqual([topic]);
  });

  it('greets whoever comes by a link that leads nowhere, or to a company nobody knows', async () => {
    const ann = (await aBot()).chat();
    await ann.types('/start whatever-this-is');
    expect(ann.title).toBe('Hear it when mining stops paying');
    await ann.types('/start nonsense');
    expect(ann.title).toBe('Hear it when mining stops paying');
    expect(ann.lead).toMatch(/^I do not know what that link asks for, but you are in the right place\. Which machine/);
    await ann.types('/start miner_NOPE');
    expect(ann.lead).toBe('I watch no miner called “NOPE”. Like “MARA” or “RIOT”; /miners lists them all.');
  });

  it.each([GROUP, TOPIC])('says in a group that what is typed must be a reply', async (who) => {
    const bot = await aBot();
    const ann = bot.chat(who);
    await ann.types('/start@the_bot');
    expect(ann.lead).toMatch(/Reply to this message with it\.$/);
    await ann.types('S21 XP 0.07');
    expect(ann.title).toBe('Watching S21 XP');
    const [first] = (await bot.deps.own.read(ann.who.recipient)).fleets;
    expect(first?.fleet).toMatchObject({ name: 'S21 XP', perKwh: 0.07 });
  });

  it('remembers a topic as a chat of its own', async () => {
    const bot = await aBot();
    await bot.chat(TOPIC).types('/fleet S21 0.07');
    expect((await bot.deps.own.read(bot.chat(GROUP).who.recipient)).fleets).toEqual([]);
    expect((await bot.deps.own.read(bot.chat(TOPIC).who.recipient)).fleets).toHaveLength(1);
  });

  it('knows whoever comes back', async () => {
    const ann = (await aBot()).chat();
    await ann.types('/fleet S21 0.07');
    await ann.types('/start');
    expect(ann.title).toBe('I am watching');
    expect(ann.lead).toBe('Your fleet is being watched, day and night. What would you like to see?');
    await ann.taps('My margin');
    expect(ann.title).toBe('At a loss: S21');
  });

  it('works before there has been any snapshot', async () => {
    const ann = (await aBot({ snapshot: undefined })).chat();
    await ann.types('/fleet S21 0.07');
    expect(ann.title).toBe('Watching S21');
    for (const command of ['/hashprice', '/margin', '/cost', '/difficulty']) {
      await ann.types(command);
      expect(ann.title, command).toBe('No market data yet');
    }
    await ann.types('/alerts');
    expect(ann.text).toContain('cannot be told now');
  });
});
