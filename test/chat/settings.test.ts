import { describe, expect, it } from 'vitest';
import { aSnapshot } from '../support/market.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

const aChat = async (who = {}) => {
  const bot = await aBot();
  const ann = bot.chat(who);
  return { bot, ann, settings: () => bot.deps.settings.read(ann.who.recipient) };
};

describe.each([{}, GROUP, TOPIC])('/settings', (who) => {
  it('shows everything that was chosen, each behind a button', async () => {
    const { ann } = await aChat(who);
    await ann.types('/settings');
    expect(ann.reply.telling.facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Language: English',
      'Currency: USD',
      'Hashprice unit: USD per PH/s and day',
      'Time zone: UTC, where it is 2026-02-05 12:03 UTC',
      'Quiet hours: off',
      'Sounds: all with sound',
      'Digest: off',
      'If nobody looks: off',
      'Silence: off',
    ]);
    expect(ann.keyboard.flat()).toHaveLength(8);
  });

  it.each([
    ['Language', 'Deutsch', { locale: 'de' }],
    ['Currency', 'EUR', { currency: 'EUR' }],
    ['Hashprice unit', 'satoshis per TH/s and day', { unit: 'sat/TH' }],
    ['Time zone', 'Chicago', { zone: 'America/Chicago' }],
    ['Quiet hours', '22–7', { quiet: { from: '22:00', to: '07:00' } }],
    ['Digest', 'Every week', { digest: { every: 'week', at: '08:00', weekday: 1 } }],
    ['If nobody looks', '30 min', { escalation: { afterMinutes: 30 } }],
  ])('%s is two taps', async (setting, choice, chosen) => {
    const { ann, settings } = await aChat(who);
    await (await (await ann.types('/settings')).taps(setting)).taps(choice);
    expect(await settings()).toMatchObject({ version: 1, ...chosen });
    expect(ann.reply.toast).toBeTruthy();
  });

  it('Sounds are chosen one by one: loud, silent, off, and loud again', async () => {
    const { ann, settings } = await aChat(who);
    await (await ann.types('/settings')).taps('Sounds');
    await ann.taps('Missing data');
    expect((await settings()).loudness).toEqual({ data: 'silent' });
    expect(ann.keyboard.flat()).toContain('🔕 Missing data');
    await ann.taps('Missing data');
    await ann.taps('Missing data');
    expect((await settings()).loudness).toEqual({ data: 'loud' });
  });

  it.each([
    ['zone Houston', { zone: 'America/Chicago' }],
    ['quiet 11pm-6:30am', { quiet: { from: '23:00', to: '06:30' } }],
    ['language Deutsch', { locale: 'de' }],
    ['currency eur', { currency: 'EUR' }],
    ['unit sats', { unit: 'sat/TH' }],
    ['digest weekly 9:30', { digest: { every: 'week', at: '09:30' } }],
    ['digest Friday 7pm', { digest: { every: 'week', at: '19:00', weekday: 5 } }],
    ['digest пятница', { digest: { every: 'week', at: '08:00', weekday: 5 } }],
    ['escalation 45', { escalation: { afterMinutes: 45 } }],
    ['sounds margin off', { loudness: { margin: 'off' } }],
  ])('takes /settings %s', async (typed, chosen) => {
    const { ann, settings } = await aChat(who);
    await ann.types(`/settings ${typed}`);
    expect(await settings()).toMatchObject(chosen);
  });

  it.each([
    ['zone Mordor', 'I know no time zone or city “Mordor”. Like “Houston”, “Europe/Berlin” or “UTC+5”.'],
    ['quiet always', '“always” is no span of hours I can read. Like “22-7” or “11pm-6:30am”.'],
    ['language Klingon', '“Klingon” is none of my languages. Like “English”, “Español” or “Deutsch”.'],
    ['unit furlongs', '“furlongs” is none of the units. Like “PH”, “TH” or “sat”.'],
    ['escalation soon', '“soon” is no number of minutes: 5 to 1440, or “off”. Like “30”.'],
    ['digest noonish', '“noonish” is no time of day I can read. Like “8:00” or “7:30 pm”.'],
  ])('of /settings %s says what is wrong', async (typed, lead) => {
    const { ann, settings } = await aChat(who);
    await ann.types(`/settings ${typed}`);
    expect(ann.lead).toBe(lead);
    expect((await settings()).version).toBe(0);
  });

  it('asks for what has to be typed, and takes “off”', async () => {
    const { ann, settings } = await aChat(who);
    await (await (await ann.types('/settings')).taps('Quiet hours')).types('22:30 - 6');
    expect((await settings()).quiet).toEqual({ from: '22:30', to: '06:00' });
    await (await (await ann.types('/settings')).taps('Quiet hours')).types('off');
    expect((await settings()).quiet).toBeUndefined();
    await (await (await ann.types('/settings')).taps('Digest')).types('daily 7:30');
    expect((await settings()).digest).toMatchObject({ every: 'day', at: '07:30' });
  });

  it('writes nothing where nothing changes', async () => {
    const { ann, settings } = await aChat(who);
    await ann.types('/settings currency EUR');
    await ann.types('/settings currency EUR');
    expect((await settings()).version).toBe(1);
  });

  it('brings the digest to when it is wanted, and wakes what waits', async () => {
    const { bot, ann } = await aChat(who);
    await ann.types('/settings digest daily 8');
    const due = bot.due.reminders.map(({ at, body }) => `${(body as { errand: string }).errand} ${at.toISOString()}`);
    expect(due).toEqual(['wake 2026-02-05T12:03:00.000Z', 'digest 2026-02-06T08:00:00.000Z']);
  });
});

it('in a group, only admins change them; all may look', async () => {
  const { bot, settings } = await aChat(GROUP);
  const bob = bot.chat({ ...GROUP, user: '43', isAdmin: false });
  await (await bob.types('/settings')).taps('Currency');
  expect(bob.title).toBe('Currency');
  await bob.taps('EUR');
  expect(bob.reply).toMatchObject({ toastOnly: true, toast: expect.stringMatching(/^Only admins/) });
  await bob.types('/settings currency EUR');
  expect(bob.title).toBe('Only admins can change this');
  expect((await settings()).version).toBe(0);
});

it('until anything is chosen, the language of the app counts, and the first choice keeps it', async () => {
  const { ann, settings } = await aChat({ language: 'ru' });
  await ann.types('/settings');
  expect(ann.reply.telling.facts[0]?.value).toBe('Русский');
  await ann.commands('settings', { what: 'currency', value: 'EUR' });
  expect(await settings()).toMatchObject({ locale: 'ru', currency: 'EUR' });
});

describe('/mute', () => {
  it.each([{}, GROUP, TOPIC])('is one tap, until then, and can be taken back', async (who) => {
    const { ann, settings } = await aChat(who);
    await (await ann.types('/mute')).taps('8 hours');
    expect((await settings()).mute?.until).toEqual(new Date('2026-02-05T20:03:00Z'));
    expect(ann.title).toBe('Silent until 2026-02-05 20:03 UTC');
    await ann.taps('Unmute');
    expect(ann.title).toBe('You hear everything again');
    expect((await settings()).mute).toBeUndefined();
  });

  it('knows when tomorrow is: by the chat’s clock, when its night ends', async () => {
    const { ann, settings } = await aChat();
    await ann.types('/settings zone Houston');
    await ann.types('/mute tomorrow');
    expect((await settings()).mute?.until).toEqual(new Date('2026-02-06T14:00:00Z'));
    await ann.types('/settings quiet 22-6');
    await ann.types('/mute tomorrow');
    expect((await settings()).mute?.until).toEqual(new Date('2026-02-06T12:00:00Z'));
  });

  it('takes what is typed', async () => {
    const { ann, settings } = await aChat();
    await (await (await ann.types('/mute')).taps('Other …')).types('forever');
    expect(ann.lead).toBe('“forever” is no length of time I can read. Like “2h”, “45 min”, “3 days” or “tomorrow”.');
    await ann.types('1h30');
    expect((await settings()).mute?.until).toEqual(new Date('2026-02-05T13:33:00Z'));
    await ann.types('/unmute');
    expect((await settings()).mute).toBeUndefined();
  });

  it('silences one alert until it is over', async () => {
    const { bot, ann, settings } = await aChat();
    await ann.types('/subscribe cash');
    for (const at of ['12:05', '12:10', '12:15']) await bot.tick(aSnapshot({ at: `2026-02-05T${at}:00Z` }));
    await (await ann.types('/mute')).taps('Until over: Bitcoin under its cash cost');
    expect(ann.title).toBe('Silent until over: Bitcoin under its cash cost');
    expect((await settings()).mute?.rules).toHaveLength(1);
    await ann.types('/settings');
    expect(ann.fact('Silence')).toBe('1 alert silent until over');
  });

  it('is for admins in a group', async () => {
    const { bot, settings } = await aChat(GROUP);
    const bob = bot.chat({ ...GROUP, user: '43', isAdmin: false });
    await bob.types('/mute 2h');
    expect(bob.title).toBe('Only admins can change this');
    expect((await settings()).mute).toBeUndefined();
  });
});

describe('what is nearly a zone', () => {
  it('is asked back, and taken by a tap', async () => {
    const { ann, settings } = await aChat();
    await ann.types('/settings zone Atlantis');
    expect(ann.title).toBe('Did you mean Canada/Atlantic?');
    expect((await settings()).zone).toBe('UTC');
    await (await ann.types('/settings zone Houstan')).taps('America/Chicago');
    expect((await settings()).zone).toBe('America/Chicago');
  });
});

describe.each([
  ['de', ['täglich 8:00', 'jeden Tag um 8', 'Jeden Tag 8 Uhr'], ['Marge leise', 'marge stumm']],
  ['ru', ['ежедневно 8:00', 'каждый день в 8'], ['маржа тихо', 'Маржа без звука']],
  ['zh', ['每天 8:00', '每日8点'], ['利润 静音', '利润静音']],
  ['es', ['cada día a las 8', 'diario 8:00'], ['margen silencio', 'Margen sin sonido']],
  ['pt', ['todo dia às 8', 'diário 8:00'], ['margem silêncio', 'Margem sem som']],
  ['en', ['daily 8:00', 'every day at 8am'], ['margin silent', 'Margin without sound']],
] as const)('in %s', (language, daily, silent) => {
  it.each(daily)('%s is a digest', async (typed) => {
    const { ann, settings } = await aChat({ language });
    await ann.types(`/settings digest ${typed}`);
    expect((await settings()).digest).toMatchObject({ every: 'day', at: '08:00' });
  });

  it.each(silent)('%s is a sound', async (typed) => {
    const { ann, settings } = await aChat({ language });
    await ann.types(`/settings loudness ${typed}`);
    expect((await settings()).loudness).toEqual({ margin: 'silent' });
  });

  it('and what is shown as a right example is one', async () => {
    const { ann, settings } = await aChat({ language });
    await ann.types('/settings loudness whatever');
    const [, example = ''] = /[“„«](?!whatever)([^“”„«»]+)[”“»]/u.exec(ann.lead) ?? [];
    await ann.types(`/settings loudness ${example}`);
    expect((await settings()).loudness).toEqual({ margin: 'silent' });
    await ann.types('/settings digest');
    const [, digest = ''] = /[“„«]([^“”„«»]+)[”“»]/u.exec(ann.lead) ?? [];
    await ann.types(`/settings digest ${digest}`);
    expect((await settings()).digest).toMatchObject({ every: 'day', at: '08:00' });
  });
});

describe('the language of the app', () => {
  it('is kept with the first change, whatever that is, and not by looking', async () => {
    const { ann, settings } = await aChat({ language: 'de' });
    await ann.types('/hashprice');
    await ann.types('/settings');
    expect((await settings()).version).toBe(0);
    await ann.types('/fleet S21 XP 0.07');
    expect(await settings()).toMatchObject({ version: 1, locale: 'de', currency: 'USD' });
  });

  it('stays what was chosen, in whichever language somebody else writes', async () => {
    const { bot, ann, settings } = await aChat({ ...GROUP, language: 'de' });
    await ann.types('/subscribe lowest');
    await bot.chat({ ...GROUP, user: '43', language: 'ru' }).types('/subscribe record');
    expect(await settings()).toMatchObject({ version: 1, locale: 'de' });
  });

  it('is not decided by who may not change anything', async () => {
    const { ann, settings } = await aChat({ ...GROUP, isAdmin: false, language: 'de' });
    await ann.types('/subscribe lowest');
    expect((await settings()).version).toBe(0);
  });

  it('is kept once, when two changes come at the same time', async () => {
    const { ann, settings } = await aChat({ language: 'de' });
    await Promise.all([ann.types('/subscribe lowest'), ann.types('/settings currency EUR')]);
    expect(await settings()).toMatchObject({ locale: 'de', currency: 'EUR' });
  });
});
