import { describe, expect, it } from 'vitest';
import type { RuleNotice } from '../../../functions/alerts/notice.ts';
import { recipientKey } from '../../../functions/subscriptions/recipient.ts';
import { aNotice } from '../notices.ts';
import { aDelivery, discordWorld, miners } from '../world.ts';

const mason = { platform: 'discord', user: '53908232506183680' } as const;
const ROLE = '290926798626357111';
const ON_ANOTHER_DAY = 24 * 3_600_000;

/** Another alert each time, on the day of the clock. */
const alertAt = (now: Date): RuleNotice => {
  const notice = aNotice('margin');
  const key = `${notice.rule}@${now.toISOString()}#fired`;
  return { ...notice, key, at: now, openedAt: now, since: now } as RuleNotice;
};

async function open() {
  const world = await discordWorld();
  const { clock, run, lanes, discord } = world;
  const alert = (recipient: typeof miners = miners) => run(aDelivery(alertAt(clock.now()), recipient));
  /** What waits in the lane for the person, said. */
  const tellPerson = async () => {
    for (const delivery of lanes.direct.take(10)) await run(delivery);
  };
  const said = () => discord.messages.filter(({ channel }) => channel === discord.dms.get(mason.user));
  const told = () => said().map(({ body }) => (body['embeds'] as { title: string; description: string }[])[0]!);
  return { ...world, alert, tellPerson, told };
}

describe('a channel that is hidden from us', () => {
  it('is asked once a day, and is gone on the third', async () => {
    const { alert, book, clock, discord } = await open();
    discord.fail('missing access');
    expect(await alert()).toEqual({ send: false, because: 'the chat will not let us write' });
    expect(await alert()).toEqual({ send: false, because: 'the chat will not let us write' });
    expect(discord.calls).toHaveLength(1);
    clock.advance(ON_ANOTHER_DAY);
    await alert();
    expect(await book.standing(miners)).toMatchObject({ state: 'paused', days: ['2026-02-24', '2026-02-25'] });
    clock.advance(ON_ANOTHER_DAY);
    expect(await alert()).toEqual({ send: false, because: 'the chat is gone' });
    expect(await book.standing(miners)).toMatchObject({ state: 'gone', why: /on 3 days/ });
    expect(discord.calls).toHaveLength(3);
  });

  it('is written to again as soon as it is shown again', async () => {
    const { alert, book, clock, discord } = await open();
    discord.fail('missing access', { times: 1 });
    await alert();
    clock.advance(ON_ANOTHER_DAY);
    expect(await alert()).toMatchObject({ send: true });
    expect(await book.standing(miners)).toEqual({ state: 'active' });
    clock.advance(60_000);
    expect(await alert()).toMatchObject({ send: true });
  });

  it('and one that lacks a permission is asked every day, and never gone', async () => {
    const { alert, book, clock, discord } = await open();
    discord.fail('lack permissions');
    for (let day = 0; day < 5; day++) {
      await alert();
      clock.advance(ON_ANOTHER_DAY);
    }
    expect(await book.standing(miners)).toMatchObject({
      state: 'paused',
      since: new Date('2026-02-24T13:05:30Z'),
      days: ['2026-02-28'],
    });
  });
});

describe('whoever configured a channel', () => {
  it.each([
    ['missing access', /do not get in/, /Permissions, and allow me: View Channel/],
    ['lack permissions', /I lack a permission/, /add me there and allow: View Channel, Send Messages/],
    ['thread locked', /the thread is locked/, /unlock it/],
    ['unknown channel', /it is gone/, /another channel/],
  ] as const)('is told in private, once, of %j', async (fault, what, mend) => {
    const { alert, clock, discord, set, tellPerson, told } = await open();
    await set(miners, { by: mason.user });
    discord.fail(fault, { channel: (miners as { channel: string }).channel });
    for (let day = 0; day < 3; day++) {
      await alert();
      await tellPerson();
      clock.advance(ON_ANOTHER_DAY);
    }
    expect(told()).toHaveLength(1);
    expect(told()[0]!.title).toBe('I can no longer write to a channel');
    expect(told()[0]!.description).toMatch(what);
    expect(told()[0]!.description).toMatch(mend);
    expect(told()[0]!.description).toContain('<#645027906669510667>');
    expect(discord.breaches).toEqual([]);
  });

  it('hears it in the channel’s language, and in their own once they have chosen one', async () => {
    for (const [chosen, title] of [
      [undefined, 'In einen Kanal kann ich nicht mehr schreiben'],
      ['es', 'Ya no puedo escribir en un canal'],
    ] as const) {
      const { alert, discord, set, tellPerson, told } = await open();
      await set(miners, { by: mason.user, locale: 'de' });
      if (chosen) await set(mason, { locale: chosen });
      discord.fail('unknown channel', { channel: (miners as { channel: string }).channel });
      await alert();
      await tellPerson();
      expect(told().map((embed) => embed.title)).toEqual([title]);
    }
  });

  it('keeps alerts of their own where that word does not reach them', async () => {
    const { alert, book, discord, set, tellPerson, told } = await open();
    await book.subscribe({ recipient: mason, topic: 'filings', since: new Date('2026-02-01T00:00:00Z') });
    await set(miners, { by: mason.user });
    discord.fail('unknown channel', { channel: (miners as { channel: string }).channel });
    discord.fail('no mutual guilds', { route: 'dm' });
    await alert();
    await tellPerson();
    expect(told()).toEqual([]);
    expect(await book.standing(mason)).toEqual({ state: 'active' });
    expect(await book.of(mason)).toHaveLength(1);
  });

  it('is not looked for where nobody is known, or where a person cannot be written to', async () => {
    const { alert, discord, lanes } = await open();
    discord.fail('unknown channel');
    await alert();
    expect(lanes.direct.waiting).toEqual([]);
    discord.fail('no mutual guilds', { route: 'dm' });
    expect(await alert(mason)).toEqual({ send: false, because: 'the chat is gone' });
    expect(lanes.direct.waiting).toEqual([]);
  });
});

describe('a role', () => {
  const contents = (messages: readonly { body: Record<string, unknown>; pinged: readonly string[] }[]) =>
    messages.map(({ body, pinged }) => [body['content'], pinged]);

  it('is mentioned by a loud alert where the channel wants it, and by nothing else', async () => {
    const { clock, discord, run, set } = await open();
    await run(aDelivery(alertAt(clock.now()), miners));
    await set(miners, { mention: ROLE });
    clock.advance(60_000);
    const alert = alertAt(clock.now());
    await run(aDelivery(alert, miners));
    clock.advance(60_000);
    await run(aDelivery({ ...alert, event: 'resolved', key: alert.key.replace('fired', 'resolved') }, miners));
    await run(aDelivery({ v: 1, kind: 'test', key: 'test', event: 'told', at: clock.now() }, miners));
    await set(miners, { loudness: { margin: 'silent' } });
    clock.advance(60_000);
    await run(aDelivery(alertAt(clock.now()), miners));
    expect(contents(discord.messages)).toEqual([
      [undefined, []],
      [`<@&${ROLE}>`, [ROLE]],
      [undefined, []],
      [undefined, []],
      [undefined, []],
    ]);
    expect(discord.breaches).toEqual([]);
  });
});

describe('buttons under an alert', () => {
  const ids = (message: { body: Record<string, unknown> } | undefined) =>
    ((message?.body['components'] ?? []) as { components: { custom_id: string }[] }[]).map(({ components }) =>
      components.map((one) => one.custom_id.replace(/[\w-]{16}$/, 'MARK')),
    );

  it('are everybody’s in a channel, and a person’s own in a direct message', async () => {
    const { alert, discord, set } = await open();
    await set(miners, { escalation: { afterMinutes: 15 } });
    await alert();
    await alert(mason);
    expect(ids(discord.messages[0])).toEqual([['c|s:MARK'], ['c|m:MARK', 'c|d:MARK']]);
    expect(ids(discord.messages[1])).toEqual([[`u${mason.user}|m:MARK`, `u${mason.user}|d:MARK`]]);
  });
});

describe('an announcement channel', () => {
  it('publishes what was said in it, once, where it wants that', async () => {
    const { clock, discord, run, sent, set } = await open();
    discord.channels.set((miners as { channel: string }).channel, 5);
    await set(miners, { crosspost: true });
    const delivery = aDelivery(alertAt(clock.now()), miners);
    await run(delivery);
    expect(await run(delivery)).toEqual({ send: false, because: 'already said' });
    expect(discord.messages.map(({ crossposted }) => crossposted)).toEqual([true]);
    expect(discord.calls).toHaveLength(2);
    const record = await sent.about(recipientKey(miners), `published:${delivery.notice.key}`);
    expect(record).toMatchObject([{ state: 'sent', because: 'published' }]);
  });

  it('has said it all the same where publishing is refused', async () => {
    const { alert, discord, set } = await open();
    await set(miners, { crosspost: true });
    discord.fail('lack permissions', { route: 'crosspost' });
    expect(await alert()).toMatchObject({ send: true });
    expect(discord.messages.map(({ crossposted }) => crossposted)).toEqual([false]);
  });

  it('publishes what a function said that died before it could', async () => {
    const { clock, discord, run, sender, channel, set } = await open();
    discord.channels.set((miners as { channel: string }).channel, 5);
    await set(miners, { crosspost: true });
    const dying = sender({
      channel: {
        send: (...args) => channel.send(...args),
        publish: () => Promise.reject(new Error('the sandbox died')),
      },
    });
    const delivery = aDelivery(alertAt(clock.now()), miners);
    await expect(run(delivery, dying)).rejects.toThrow('the sandbox died');
    expect(await run(delivery)).toEqual({ send: false, because: 'already said' });
    expect(discord.messages.map(({ crossposted }) => crossposted)).toEqual([true]);
  });

  it('publishes neither a test nor what it did not ask for', async () => {
    const { alert, clock, discord, run, set } = await open();
    discord.channels.set((miners as { channel: string }).channel, 5);
    await alert();
    await set(miners, { crosspost: true });
    await run(aDelivery({ v: 1, kind: 'test', key: 'test', event: 'told', at: clock.now() }, miners));
    expect(discord.messages.map(({ crossposted }) => crossposted)).toEqual([false, false]);
  });
});

describe('a limit that one function ran into', () => {
  it('holds the others back, in that channel or everywhere, as Discord says whose it is', async () => {
    const { clock, discord, run, sender, lanes } = await open();
    const other = { platform: 'discord', channel: '7' } as const;
    discord.fail({ retryAfter: 30 }, { times: 1 });
    await run(aDelivery(alertAt(clock.now()), miners));
    expect(await run(aDelivery(alertAt(clock.now()), other), sender())).toMatchObject({ send: true });
    discord.fail({ retryAfter: 90, global: true }, { times: 1 });
    clock.advance(2_000);
    await run(aDelivery(alertAt(clock.now()), other));
    const { length } = discord.calls;
    const third = { platform: 'discord', channel: '8' } as const;
    expect(await run(aDelivery(alertAt(clock.now()), third), sender())).toEqual({
      send: false,
      because: 'no slot yet',
    });
    expect(discord.calls).toHaveLength(length);
    expect(lanes.direct.waiting.length).toBeGreaterThan(0);
  });
});
