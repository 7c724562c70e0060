import { describe, expect, it } from 'vitest';
import { aSnapshot } from '../support/market.ts';
import { knowMara } from './known.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

describe.each([{}, GROUP, TOPIC])('what anybody may ask, in private, in a group and in a topic', (who) => {
  it('/hashprice: the number, what it did, and who says so', async () => {
    const ann = (await aBot()).chat({ ...who, isAdmin: false });
    await ann.types('/hashprice');
    expect(ann.title).toBe('Hashprice $28.17/PH/day');
    expect(ann.lead).toContain('(3 min old)');
    expect(ann.fact('Change')).toBe('−3.4 % in 1 day, −6.5 % in 7 days, −16.7 % in 30 days');
    expect(ann.text).toContain('from bitstamp, coinbase, gemini, kraken');
    expect(ann.keyboard).toEqual([['📈 Chart', '⛏ My margin', '↻']]);
    await ann.taps('↻');
    expect(ann.reply.edits).toBe(true);
  });

  it('/cost: each model with how far the price is from it', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/cost');
    expect(ann.title).toBe('Bitcoin $62,810');
    expect(ann.lead).toBe('The price is under: cash cost, regression cost.');
    expect(ann.fact('Electricity alone')).toBe('$56,761, price +10.7 %');
    expect(ann.reply.telling.severity).toBe('bad');
  });

  it('/difficulty: where the next retarget goes, and what hashprice is after it', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/difficulty');
    expect(ann.lead).toBe('Next change: −14 % ± 2.4 %, in 1 day 21 h (2026-02-07).');
    expect(ann.fact('Hashprice after it')).toBe('$32.76/PH/day (+16.3 %) at today’s bitcoin price');
  });

  it('/margin: three examples before there is a fleet, and then one’s own', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/margin');
    expect(ann.title).toBe('Which machines are yours?');
    expect(ann.fact('S21 at $0.07/kWh')).toBe('−$1.23/PH/day (−4.4 %)');
    await ann.types('/fleet S21 XP 0.07');
    await ann.types('/margin');
    expect(ann.title).toBe('In profit: S21 XP');
    expect(ann.fact('Break-even power')).toBe('$0.0869/kWh, this fleet pays $0.07/kWh');
    expect(ann.fact('Shutdown price')).toBe('bitcoin at $50,569, now $62,810');
    await ann.types('/fleet S19 Pro 0.05');
    await ann.types('/margin');
    expect(ann.title).toBe('1 of 2 fleets is at a loss');
    expect(ann.fact('S19 Pro')).toBe('−$7.23/PH/day (−25.7 %), break-even $35.40/PH/day, bitcoin $78,931');
    await ann.types('/margin s19 pro');
    expect(ann.title).toBe('At a loss: S19 Pro');
    await ann.types('/margin Mars');
    expect(ann.lead).toContain('You have: S21 XP, S19 Pro.');
  });

  it('/chart: a picture of what was asked, and buttons for other spans', async () => {
    const bot = await aBot();
    const ann = bot.chat(who);
    await ann.types('/chart');
    expect(ann.reply.picture).toEqual({ of: 'hashprice', span: '30d' });
    expect(ann.keyboard).toEqual([['7d', '· 30d ·', '90d', '1y', 'all']]);
    await ann.taps('1y');
    expect(ann.reply).toMatchObject({ picture: { of: 'hashprice', span: '1y' }, edits: false });
    await ann.types('/chart difficulty 1y');
    expect(ann.reply.picture).toEqual({ of: 'difficulty', span: '1y' });
    await ann.types('/chart mara week');
    expect(ann.title).toBe('Nothing to draw yet');
    expect(ann.lead).toContain('of what MARA Holdings mined');
    expect(ann.reply.picture).toBeUndefined();
    await knowMara(bot);
    await ann.types('/chart mara week');
    expect(ann.reply.picture).toEqual({ of: 'miner', span: '7d', ticker: 'MARA' });
    await ann.taps('all');
    expect(ann.reply.picture).toEqual({ of: 'miner', span: 'all', ticker: 'MARA' });
    await ann.types('/chart cost');
    expect(ann.reply.picture).toEqual({ of: 'cost', span: '1y' });
    await ann.types('/chart moon');
    expect(ann.lead).toBe('I have no chart of “moon”. Like “/chart 30d”, “/chart difficulty 1y” or “/chart MARA”.');
    expect(ann.reply.picture).toBeUndefined();
  });

  it('/chart of a fleet: against its break-even', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/fleet S21 XP 0.07');
    await ann.types('/chart s21 xp 90d');
    expect(ann.reply.picture).toEqual({ of: 'hashprice', span: '90d', fleet: '1' });
    expect(ann.lead).toContain('break-even of S21 XP');
    await ann.taps('7d');
    expect(ann.reply.picture).toEqual({ of: 'hashprice', span: '7d', fleet: '1' });
    expect(ann.lead).toContain('break-even of S21 XP');
  });
});

it('a tariff says in which hours it is at a loss', async () => {
  const ann = (await aBot()).chat();
  await ann.types('/fleet S21 XP 0.05; 16-21 0.12');
  await ann.types('/margin');
  expect(ann.title).toBe('At a loss 16:00–21:00: S21 XP');
  expect(ann.fact('16:00–21:00')).toContain('−$10.71/PH/day (−38 %) at $0.12/kWh');
});

it('a fleet that pays in another currency is reckoned at the day’s rate', async () => {
  const rates = { day: '2026-02-04', perUsd: { EUR: 0.85 } };
  const snapshot = { ...aSnapshot(), rates } as ReturnType<typeof aSnapshot>;
  const ann = (await aBot({ snapshot })).chat();
  await ann.types('/fleet S21 XP €0.07');
  expect(ann.text).toContain('€0.07/kWh');
  expect(ann.fact('Margin')).toBe('+$1.49/PH/day (5.3 %)');
  const without = (await aBot()).chat();
  await without.types('/fleet S21 XP €0.07');
  expect(without.fact('Margin')).toBe('no exchange rate for EUR just now');
  expect(without.reply.telling.severity).toBe('info');
});

it('before the first snapshot, /chart says that there is nothing yet', async () => {
  const ann = (await aBot({})).chat();
  for (const typed of ['/chart', '/chart cost', '/chart difficulty 1y']) {
    await ann.types(typed);
    expect(ann.title).toBe('Nothing to draw yet');
    expect(ann.reply.picture).toBeUndefined();
  }
});
