import { expect, it } from 'vitest';
import { aBot, GROUP, SNAPSHOT } from './talking.ts';

it.each([{}, GROUP])('a question that comes again changes nothing more, and is answered as before', async (who) => {
  const bot = await aBot({ snapshot: SNAPSHOT, twice: true });
  const ann = bot.chat(who);
  await (await (await ann.types('/start')).taps('S21 XP')).taps('$0.07/kWh');
  await (await ann.types('/fleet')).taps('Add another machine');
  await ann.types('M60S 0.05; 16-21 0.12');
  await (await (await (await ann.types('/fleet')).taps('S21 XP')).taps('Name')).types('Garage');
  await (await (await ann.types('/subscribe')).taps('Hashprice line')).types('25');
  await (await ann.types('/subscribe')).taps('Bitcoin under cash cost');
  await (await (await ann.types('/subscribe')).taps('Choose miners')).taps('CLSK');
  await ann.types('/subscribe MARA');
  await (await ann.types('/settings')).taps('Quiet hours');
  await ann.types('22-7');
  await (await ann.types('/mute')).taps('8 hours');
  await ann.taps('Unmute');

  const { recipient } = ann.who;
  const own = await bot.deps.own.read(recipient);
  expect(own.fleets.map(({ fleet }) => fleet.name)).toEqual(['Garage', 'M60S']);
  expect(own.rules).toHaveLength(1);
  expect((await bot.deps.book.of(recipient)).find(({ topic }) => topic === 'filings')?.filter?.ciks).toHaveLength(2);
  expect(await bot.deps.settings.read(recipient)).toMatchObject({ quiet: { from: '22:00', to: '07:00' } });

  await (await ann.types('/delete')).taps('Yes, forget everything');
  expect((await bot.deps.own.read(recipient)).fleets).toEqual([]);
});
