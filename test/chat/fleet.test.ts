import { describe, expect, it } from 'vitest';
import { aBot, GROUP } from './talking.ts';

const aMiner = async () => {
  const bot = await aBot();
  const ann = bot.chat();
  await ann.types('/fleet S21 XP 0.07');
  return {
    bot,
    ann,
    fleets: async () => (await bot.deps.own.read(ann.who.recipient)).fleets.map(({ fleet }) => fleet),
  };
};

describe('/fleet', () => {
  it('begins with the machine where there is no fleet yet', async () => {
    const ann = (await aBot()).chat();
    await ann.types('/fleet');
    expect(ann.title).toBe('Which machine?');
    await ann.taps('Another machine, or J/TH');
    expect(ann.lead).toBe('Its name, like “M66S+”, or what it draws, like “19.9 J/TH”. Just type it.');
    await ann.types('19.9');
    expect(ann.title).toBe('19.9 J/TH: what does power cost?');
    await ann.types('7 c/kWh');
    expect(ann.title).toBe('Watching 19.9 J/TH');
  });

  it('lists several with what they earn, and says how many there can be', async () => {
    const { ann } = await aMiner();
    await ann.types('/fleet M60S 8c');
    await ann.types('/fleet');
    expect(ann.title).toBe('2 of 5 fleets');
    expect(ann.fact('S21 XP')).toBe('+$5.49/PH/day (19.5 %)');
    expect(ann.fact('M60S')).toBe('−$7.35/PH/day (−26.1 %)');
    expect(ann.keyboard).toEqual([['S21 XP'], ['M60S'], ['⛏ Add another machine', '⛏ My margin']]);
  });

  it('refuses the sixth, and says how many there are', async () => {
    const { ann } = await aMiner();
    for (const machine of ['S21', 'M60S', 'T21', 'S19 XP']) await ann.types(`/fleet ${machine} 0.07`);
    await ann.types('/fleet S19 0.07');
    expect(ann.lead).toBe('A chat can have 5 fleets, and this one has 5. Remove one with /fleet to make room.');
  });

  it('gives the second one of a kind a number', async () => {
    const { ann, fleets } = await aMiner();
    await ann.types('/fleet S21 XP 0.05');
    expect((await fleets()).map(({ name }) => name)).toEqual(['S21 XP', 'S21 XP #2']);
  });

  it.each([
    [
      'Power price',
      '0.05; 16-21 0.12',
      { perKwh: { otherwise: 0.05, bands: [{ from: '16:00', to: '21:00', perKwh: 0.12 }] } },
    ],
    ['Power price', '€0,05', { perKwh: 0.05, currency: 'EUR' }],
    ['Machine', 's19 xp', { rig: 'Antminer S19 XP', joulesPerTerahash: 21.35 }],
    ['Machine', '16 J/TH', { joulesPerTerahash: 16 }],
    ['Name', 'Texas north', { name: 'Texas north' }],
    ['Pool fee', '2%', { poolFee: 0.02 }],
    ['PUE', '5 %', { pue: 1.05 }],
    ['Other costs', '1,50', { opexPerPhDay: 1.5 }],
  ])('changes its %s to what is typed', async (field, typed, changed) => {
    const { ann, fleets } = await aMiner();
    await (await (await (await ann.types('/fleet')).taps('S21 XP')).taps(field)).types(typed);
    expect(ann.title).toMatch(/^Saved: /);
    expect((await fleets())[0]).toMatchObject(changed);
  });

  it('forgets the rig when only its J/TH are given', async () => {
    const { ann, fleets } = await aMiner();
    await (await (await (await ann.types('/fleet')).taps('S21 XP')).taps('Machine')).types('16');
    expect((await fleets())[0]).not.toHaveProperty('rig');
  });

  it('says what was wrong with an answer, with a right example, and waits for another', async () => {
    const { ann, fleets } = await aMiner();
    await (await (await (await ann.types('/fleet')).taps('S21 XP')).taps('Pool fee')).types('lots');
    expect(ann.title).toBe('I did not get that');
    expect(ann.lead).toBe('“lots” is no pool fee I can read: at most 50 %. Like “2 %” or “0.5 %”.');
    await ann.types('1.5');
    expect((await fleets())[0]?.poolFee).toBe(0.015);
  });

  it('offers what may have been meant by a misspelt name', async () => {
    const { ann, fleets } = await aMiner();
    await ann.types('/fleet antmimer s19 xp 0.06');
    expect(ann.title).toBe('Which one of these?');
    await ann.taps('S19 XP');
    expect((await fleets())[1]).toMatchObject({ rig: 'Antminer S19 XP', perKwh: 0.06 });
  });

  it('asks before it removes, and is gone with its alerts', async () => {
    const { bot, ann, fleets } = await aMiner();
    await (await (await ann.types('/fleet')).taps('S21 XP')).taps('Remove');
    expect(ann.title).toBe('Remove S21 XP?');
    expect(await fleets()).toHaveLength(1);
    await ann.taps('Remove');
    expect(ann.title).toBe('Removed: S21 XP');
    expect(await fleets()).toEqual([]);
    expect((await bot.deps.book.of(ann.who.recipient)).map(({ topic }) => topic)).toEqual(['data']);
  });

  it('answers kindly when a button is of a fleet that is gone', async () => {
    const { ann } = await aMiner();
    await (await ann.types('/fleet')).taps('S21 XP');
    const old = ann.reply.buttons!.flat().map((one) => ('data' in one ? one.data : ''));
    await (await ann.taps('Remove')).taps('Remove');
    for (const data of old.filter((one) => /^1:f[adm]?:/.test(one))) {
      await ann.sends(data);
      expect(ann.reply.toastOnly, data).toBe(true);
      expect(ann.reply.toast).toMatch(/^No longer here/);
    }
  });

  it('can be written in one line: add, rename, remove', async () => {
    const { ann, fleets } = await aMiner();
    await ann.types('/fleet add M60S at 0.05; 16-21 0.12');
    await ann.types('/fleet rename S21 XP to Garage');
    expect((await fleets()).map(({ name }) => name)).toEqual(['Garage', 'M60S']);
    await ann.types('/fleet rename garage to M60S');
    expect(ann.lead).toContain('You have a fleet called “M60S” already.');
    await ann.types('/fleet remove garage');
    expect(ann.title).toBe('Remove Garage?');
    await ann.types('/fleet remove Nowhere');
    expect(ann.lead).toContain('There is no fleet called “Nowhere”. You have: Garage, M60S.');
  });

  it('takes a platform’s options all at once', async () => {
    const { ann, fleets } = await aMiner();
    await ann.commands('fleet', {
      action: 'add',
      machine: 'S21',
      power: '6c',
      called: 'North',
      fee: 2,
      pue: 1.1,
      opex: '1',
    });
    expect((await fleets())[1]).toMatchObject({
      name: 'North',
      perKwh: 0.06,
      poolFee: 0.02,
      pue: 1.1,
      opexPerPhDay: 1,
    });
    await ann.commands('fleet', { action: 'change', fleet: 'north', power: '5c', fee: 'zero' });
    expect(ann.lead).toContain('“zero” is no pool fee');
    await ann.commands('fleet', { action: 'change', fleet: 'north', power: '5c', fee: '0' });
    expect((await fleets())[1]).toMatchObject({ perKwh: 0.05, poolFee: 0 });
  });

  it('lets only admins of a group change anything, and everybody look', async () => {
    const bot = await aBot();
    const admin = bot.chat(GROUP);
    const bob = bot.chat({ ...GROUP, user: '43', isAdmin: false });
    await admin.types('/fleet S21 XP 0.07');
    await bob.types('/fleet S21 0.07');
    expect(bob.title).toBe('Only admins can change this');
    await (await bob.types('/fleet')).taps('S21 XP');
    expect(bob.title).toBe('S21 XP');
    await bob.taps('Remove');
    expect(bob.reply).toMatchObject({ toastOnly: true, edits: false });
    expect((await bot.deps.own.read(admin.who.recipient)).fleets).toHaveLength(1);
  });

  it('keeps what two people in one group are asked apart', async () => {
    const bot = await aBot();
    const [ann, bob] = [bot.chat(GROUP), bot.chat({ ...GROUP, user: '43' })];
    await (await ann.types('/fleet')).taps('S21 XP');
    await (await bob.types('/fleet')).taps('M60S');
    await ann.types('0.07');
    await bob.types('0.08');
    expect([ann.title, bob.title]).toEqual(['Watching S21 XP', 'Watching M60S']);
  });

  it('is understood by the watts and terahashes on its label', async () => {
    const { ann } = await aMiner();
    await ann.types('/fleet 3250W 200TH 5c');
    expect(ann.title).toBe('Watching 16.25 J/TH');
    expect(ann.fact('Fleet')).toBe('16.25 J/TH, $0.05/kWh');
    await ann.types('/fleet 3250W 16TH 5c');
    expect(ann.lead).toBe('“3250W 16TH” would be 203.1 J/TH, and machines draw 1 to 200. Like “3250 W / 200 TH/s”.');
    await ann.types('3250 W / 200 TH/s');
    expect(ann.title).toBe('16.25 J/TH: what does power cost?');
  });

  it('is saved once, however often the question is repeated', async () => {
    const { ann, fleets } = await aMiner();
    await (await ann.types('/fleet')).taps('Add another machine');
    await ann.types('M60S 0.07', 'the same');
    const first = ann.text;
    await ann.types('M60S 0.07', 'the same');
    expect(ann.text).toBe(first);
    expect(await fleets()).toHaveLength(2);
  });

  it('expects the price for a quarter of an hour only', async () => {
    const { bot, ann, fleets } = await aMiner();
    await (await (await ann.types('/fleet')).taps('Add another machine')).taps('M60S');
    bot.clock.advance(16 * 60_000);
    await ann.types('0.07');
    expect(ann.title).toBe('What shall I do with that?');
    expect(await fleets()).toHaveLength(1);
  });

  it('forgets what it asked when something else is asked, or when it is told never to mind', async () => {
    const { ann } = await aMiner();
    await (await (await ann.types('/fleet')).taps('S21 XP')).taps('Name');
    await ann.types('/hashprice');
    await ann.types('0.07');
    expect(ann.title).toBe('What shall I do with that?');
    await (await (await ann.types('/fleet')).taps('S21 XP')).taps('Name');
    await ann.types('cancel');
    expect(ann.title).toBe('Never mind');
    await ann.types('Texas');
    expect(ann.title).toBe('What shall I do with that?');
  });
});
