import { describe, expect, it } from 'vitest';
import { FILINGS_TOPIC } from '../../functions/alerts/notice.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

const aListener = async (who = {}) => {
  const bot = await aBot();
  const ann = bot.chat(who);
  return {
    bot,
    ann,
    topics: async () => (await bot.deps.book.of(ann.who.recipient)).map(({ topic }) => topic),
    filter: async () =>
      (await bot.deps.book.of(ann.who.recipient)).find(({ topic }) => topic === FILINGS_TOPIC)?.filter,
  };
};

describe.each([{}, GROUP, TOPIC])('/subscribe', (who) => {
  it('is a list to tick', async () => {
    const { ann, topics } = await aListener(who);
    await ann.types('/subscribe');
    expect(ann.keyboard[1]).toEqual(['○ Miners sell reserves', 'Choose miners']);
    await ann.taps('Miners sell reserves');
    expect(ann.reply).toMatchObject({ toast: 'On: Miners sell reserves', edits: true });
    expect(ann.keyboard[1]).toEqual(['✓ Miners sell reserves', 'Choose miners']);
    await ann.taps('Bitcoin under cash cost');
    expect(await topics()).toEqual(['cost:cash', 'filings']);
    await ann.taps('Miners sell reserves');
    expect(await topics()).toEqual(['cost:cash']);
  });

  it('takes single miners, all of them, and all but one', async () => {
    const { ann, filter, topics } = await aListener(who);
    await (await (await ann.types('/subscribe')).taps('Choose miners')).taps('CLSK');
    expect((await filter())?.ciks).toHaveLength(1);
    expect(ann.fact('Now')).toBe('CLSK (selling policy, sales of reserves)');
    await ann.taps('All');
    expect(await filter()).toBeUndefined();
    await (await (await ann.types('/subscribe')).taps('Choose miners')).taps('✓ CLSK');
    expect((await filter())?.ciks).not.toContain(827876);
    expect((await filter())!.ciks!.length).toBeGreaterThan(20);
    await ann.types('/unsubscribe filings');
    expect(await topics()).toEqual([]);
  });

  it('takes which announcements, and of how many bitcoin at least', async () => {
    const { ann, filter } = await aListener(who);
    await ann.types('/subscribe MARA');
    await (await (await ann.types('/subscribe')).taps('Choose miners')).taps('Which announcements');
    expect(ann.keyboard.flat().slice(0, 6)).toEqual([
      '✓ selling policy',
      '✓ sales of reserves',
      '○ sales of production',
      '○ purchases',
      '○ turns to AI and HPC',
      '✓ any amount',
    ]);
    await ann.taps('purchases');
    await ann.taps('selling policy');
    await ann.taps('at least 100 BTC');
    expect(await filter()).toEqual({
      ciks: [1507605],
      classes: ['reserve-sale', 'purchase', 'unread'],
      minBtc: 100,
    });
    expect(ann.fact('Now')).toBe('MARA (sales of reserves, purchases, at least 100 BTC)');
    await ann.types('/alerts');
    expect(ann.text).toContain('MARA (sales of reserves, purchases, at least 100 BTC)');
    await (await (await ann.types('/subscribe')).taps('Choose miners')).taps('All');
    expect(await filter()).toEqual({ classes: ['reserve-sale', 'purchase', 'unread'], minBtc: 100 });
    for (const taps of ['Choose miners', 'Which announcements', 'purchases', 'selling policy', 'any amount']) {
      if (taps === 'Choose miners') await ann.types('/subscribe');
      await ann.taps(taps);
    }
    expect(await filter()).toBeUndefined();
  });

  it.each(['at least 100 BTC', '100 btc', '≥ 100 BTC', 'ab 100 Bitcoin', 'от 100 BTC'])('reads %s', async (typed) => {
    const { ann, filter } = await aListener(who);
    await ann.types(`/subscribe ${typed}`);
    expect(await filter()).toEqual({ minBtc: 100 });
    await (await (await ann.types('/subscribe')).taps('Choose miners')).taps('Which announcements');
    await (await ann.taps('Other …')).types('some');
    expect(ann.lead).toBe('“some” is no number of bitcoin I can read. Like “100” or “at least 100 BTC”.');
    await ann.types('1.5k');
    expect(await filter()).toEqual({ minBtc: 1_500 });
  });

  it.each([
    ['below 25', 'Watching: Hashprice under $25/PH/day'],
    ['> $55/PH', 'Watching: Hashprice over $55/PH/day'],
    ['MARA', 'Watching MARA'],
    ['riot platforms', 'Watching RIOT'],
    ['filings', 'On: Miners sell reserves'],
    ['lowest', 'On: Lowest in 90 days'],
    ['lowest in 30 days', 'Watching: Lowest hashprice in 30 days'],
    ['record', 'On: Lowest on record'],
    ['cash cost', 'On: Bitcoin under cash cost'],
    ['data', 'On: Market data is missing'],
    ['ai', 'On: Mining pays more than AI'],
    ['ai 20 J/TH', 'Watching: Mining over AI by margin: 20 J/TH at $0.045/kWh'],
    ['AI 15 J/TH 0.06', 'Watching: Mining over AI by margin: 15 J/TH at $0.06/kWh'],
    ['ai revenue S21', 'Watching: Mining over AI by revenue: 17.5 J/TH'],
    ['ai below 20 J/TH', 'Watching: AI over mining by margin: 20 J/TH at $0.045/kWh'],
  ])('reads %s', async (typed, title) => {
    const { ann } = await aListener(who);
    await ann.types(`/subscribe ${typed}`);
    expect(ann.title).toBe(title);
  });

  it('says how often a new line would have been crossed', async () => {
    const { ann } = await aListener(who);
    await ann.types('/subscribe below 25');
    expect(ann.lead).toBe(
      'You hear when it is crossed, and when it is back. In the last 90 days it would have come once, last on 2025-12-27.',
    );
    await ann.types('/subscribe below 5');
    expect(ann.lead).toContain('In the last 90 days it would not have come.');
  });

  it('asks for a line, and knows on which side of now it must be', async () => {
    const { ann } = await aListener(who);
    await (await ann.types('/subscribe')).taps('Hashprice line');
    expect(ann.fact('Now')).toBe('$28.17/PH/day');
    await ann.types('lunch');
    expect(ann.lead).toBe('“lunch” does not say on which side of the line. Like “below 40” or “over 55”.');
    await ann.types('55');
    expect(ann.title).toBe('Watching: Hashprice over $55/PH/day');
  });

  it('says what is wrong with what it cannot read', async () => {
    const { ann, topics } = await aListener(who);
    await ann.types('/subscribe below a lot');
    expect(ann.lead).toBe('“below a lot” has no amount I can read. Like “below 40”, “under $40/PH” or “over 0.05/TH”.');
    await ann.types('/subscribe weather');
    expect(ann.lead).toBe('I have no alert called “weather”. Like “below 40”, “MARA”, “filings” or “lowest”.');
    await ann.types('/unsubscribe weather');
    expect(ann.lead).toContain('I have no alert called “weather”.');
    expect(await topics()).toEqual([]);
  });

  it('/unsubscribe shows the list, or takes a name', async () => {
    const { ann, topics } = await aListener(who);
    await ann.types('/subscribe MARA');
    await ann.types('/subscribe lowest');
    await ann.types('/unsubscribe');
    expect(ann.title).toBe('2 alerts, nearest first');
    expect(ann.lead).toBe('Tap 🗑 at what you no longer want to hear of.');
    await ann.types('/unsubscribe mara');
    await ann.types('/unsubscribe lowest');
    expect(await topics()).toEqual([]);
  });
});

it('in a group, only admins subscribe', async () => {
  const { bot, topics } = await aListener(GROUP);
  const bob = bot.chat({ ...GROUP, user: '43', isAdmin: false });
  for (const typed of [
    '/subscribe below 25',
    '/subscribe MARA',
    '/subscribe cash',
    '/start filings',
    '/unsubscribe data',
  ]) {
    await bob.types(typed);
    expect(bob.title, typed).toBe('Only admins can change this');
  }
  await (await bob.types('/subscribe')).taps('Miners sell reserves');
  expect(bob.reply.toastOnly).toBe(true);
  expect(await topics()).toEqual([]);
});

it('words out of the blue are understood where they are plain', async () => {
  const { ann } = await aListener();
  await ann.types('below 25');
  expect(ann.title).toBe('Watching: Hashprice under $25/PH/day');
  await ann.types('S21 XP 7c');
  expect(ann.title).toBe('Watching S21 XP');
  await ann.types('MARA');
  expect(ann.title).toBe('MARA Holdings (MARA)');
  await ann.types('hello');
  expect(ann.title).toBe('What shall I do with that?');
});

it('in a group people may talk to each other', async () => {
  const { bot } = await aListener();
  const ann = bot.chat(GROUP);
  await ann.types('below 25 I sell everything');
  expect(ann.isSilent).toBe(true);
  await ann.types('lol');
  expect(ann.isSilent).toBe(true);
});
