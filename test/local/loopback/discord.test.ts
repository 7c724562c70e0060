import { describe, expect, it, onTestFinished } from 'vitest';
import { isFromDiscord } from '../../../functions/chat/discord/verify.ts';
import { startDiscord } from '../../../infra/local/loopback/discord.ts';
import { ROUTES } from '../../../infra/local/loopback/discord-routes.ts';
import { TestClock } from '../../support/clock.ts';
import { discordRequests, discordSpec, isDiscordRequest, isThere } from '../../support/specs.ts';

const APP = '1300000000000000000';
const opened = { id: '1310000000000000001', token: 'aW50ZXJhY3Rpb24', application: APP };
const WEBHOOK = `/webhooks/${APP}/${opened.token}`;
const CALLBACK = `/interactions/${opened.id}/${opened.token}/callback`;
const ORIGINAL = `${WEBHOOK}/messages/@original`;

async function open(options: Parameters<typeof startDiscord>[0] = {}) {
  const clock = new TestClock('2026-02-24T13:00:00Z');
  const discord = await startDiscord({ now: () => clock.now(), ...options });
  onTestFinished(discord.stop);
  const send = async (method: string, path: string, body?: string | FormData, headers: Record<string, string> = {}) => {
    const response = await fetch(`${discord.url}/api/v10${path}`, {
      method,
      headers: { authorization: 'Bot t', 'user-agent': 'DiscordBot (x, 1)', ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return { status: response.status, ...(text && (JSON.parse(text) as { id?: string; code?: number })) };
  };
  const call = (method: string, path: string, body?: unknown) =>
    send(method, path, body === undefined ? undefined : JSON.stringify(body), { 'content-type': 'application/json' });
  const upload = (method: string, path: string, payload: object, ...files: File[]) => {
    const form = new FormData();
    form.set('payload_json', JSON.stringify(payload));
    for (const [i, file] of files.entries()) form.set(`files[${i}]`, file, file.name);
    return send(method, path, form);
  };
  return { clock, discord, call, upload };
}

const button = (custom_id: string) => ({ type: 2, style: 1, label: 'x', custom_id });
const rowOf = (...components: object[]) => ({ type: 1, components });
const png = (bytes = 8) => new File([new Uint8Array(bytes)], 'chart.png', { type: 'image/png' });

it.skipIf(!isThere(discordSpec)).each(Object.values(ROUTES))(
  'the published description knows $method $path',
  (route) => {
    expect(isDiscordRequest(route.path, route.method.toLowerCase())).toBe(true);
  },
);

describe('a message to Discord on this machine', () => {
  const embed = { title: 'x', description: 'y' };

  it.each<[string, object, number, number]>([
    ['of 2,001 letters', { content: 'x'.repeat(2_001) }, 400, 50035],
    ['with nothing in it', {}, 400, 50006],
    ['of blanks', { content: '  \n ' }, 400, 50006],
    ['with a word that it does not know', { content: 'x', parse_mode: 'HTML' }, 400, 50035],
    [
      'with 6,001 letters in two embeds',
      { embeds: [3_001, 3_000].map((n) => ({ description: 'x'.repeat(n) })) },
      400,
      50035,
    ],
    ['with eleven embeds', { embeds: Array(11).fill(embed) }, 400, 50035],
    ['with a field without a value', { embeds: [{ ...embed, fields: [{ name: 'x', value: ' ' }] }] }, 400, 50035],
    ['with six buttons in a row', { content: 'x', components: [rowOf(...'abcdef'.split('').map(button))] }, 400, 50035],
    ['with six rows', { content: 'x', components: 'abcdef'.split('').map((id) => rowOf(button(id))) }, 400, 50035],
    ['with a custom_id twice', { content: 'x', components: [rowOf(button('a'), button('a'))] }, 400, 50035],
    ['with a custom_id of 101 letters', { content: 'x', components: [rowOf(button('a'.repeat(101)))] }, 400, 50035],
    ['that is for one person only', { content: 'x', flags: 64 }, 400, 50035],
    [
      'that names roles and parses all of them',
      { content: 'x', allowed_mentions: { parse: ['roles'], roles: ['1'] } },
      400,
      50035,
    ],
    [
      'that shows a file which is not there',
      { embeds: [{ ...embed, image: { url: 'attachment://chart.png' } }] },
      400,
      50035,
    ],
    ['with a nonce of 26 letters', { content: 'x', nonce: 'x'.repeat(26) }, 400, 50035],
  ])('%s is refused', async (_, body, status, code) => {
    const { call, discord } = await open();
    expect(await call('POST', '/channels/1/messages', body)).toMatchObject({ status, code });
    expect(discord.messages).toEqual([]);
  });

  it('may have a file that its embed shows, and says what the picture is of', async () => {
    const { upload, discord } = await open();
    const body = {
      embeds: [{ ...embed, image: { url: 'attachment://chart.png' } }],
      attachments: [{ id: 0, description: 'hashprice over 30 days' }],
    };
    expect(await upload('POST', '/channels/1/messages', body, png())).toMatchObject({ status: 200 });
    expect(discord.messages[0]).toMatchObject({
      body,
      files: [{ id: 0, filename: 'chart.png', contentType: 'image/png' }],
    });
  });

  it('may not have a file of more than 10 MiB', async () => {
    const { upload } = await open();
    const size = 10 * 1024 * 1024;
    expect(await upload('POST', '/channels/1/messages', { content: 'x' }, png(size))).toMatchObject({ status: 200 });
    expect(await upload('POST', '/channels/1/messages', { content: 'x' }, png(size + 1))).toMatchObject({
      code: 40005,
    });
  });

  it('makes a sound for roles that it names, where it may', async () => {
    const { call, discord } = await open();
    const content = '<@&7> <@&8> @everyone <@9>';
    await call('POST', '/channels/1/messages', { content, allowed_mentions: { parse: [], roles: ['7'] } });
    await call('POST', '/channels/1/messages', { content });
    expect(discord.messages.map(({ pinged }) => pinged)).toEqual([['7'], ['7', '8', '9', 'everyone']]);
  });

  it('to a person goes through a channel that is opened once', async () => {
    const { call, discord } = await open();
    const first = await call('POST', '/users/@me/channels', { recipient_id: '42' });
    expect(await call('POST', '/users/@me/channels', { recipient_id: '42' })).toEqual(first);
    expect(discord.dms.get('42')).toBe(first.id);
    discord.fail('no mutual guilds', { route: 'dm' });
    expect(await call('POST', '/users/@me/channels', { recipient_id: '43' })).toMatchObject({
      status: 403,
      code: 50278,
    });
  });

  it('is published once, in announcement channels only, ten times an hour', async () => {
    const { call, discord, clock } = await open();
    discord.channels.set('5', 5);
    const post = async (channel: string) => {
      clock.advance(1_000);
      return (await call('POST', `/channels/${channel}/messages`, { content: 'x' })).id;
    };
    const publish = (channel: string, id: string | undefined) =>
      call('POST', `/channels/${channel}/messages/${id}/crosspost`);
    expect(await publish('1', await post('1'))).toMatchObject({ code: 50024 });
    expect(await publish('5', '404')).toMatchObject({ code: 10008 });
    const first = await post('5');
    expect(await publish('5', first)).toMatchObject({ status: 200 });
    expect(await publish('5', first)).toMatchObject({ code: 40033 });
    for (let n = 2; n <= 10; n++) expect(await publish('5', await post('5'))).toMatchObject({ status: 200 });
    expect(await publish('5', await post('5'))).toMatchObject({ status: 429 });
    expect(discord.messages.filter(({ crossposted }) => crossposted)).toHaveLength(10);
  });
});

describe('an interaction with Discord on this machine', () => {
  it('is answered once, within three seconds', async () => {
    const { call, discord, clock } = await open();
    const answer = { type: 4, data: { content: 'x', flags: 64 } };
    expect(await call('POST', CALLBACK, answer)).toMatchObject({ code: 10062 });
    discord.interactions.open(opened);
    expect(await call('POST', CALLBACK, answer)).toEqual({ status: 204 });
    expect(await call('POST', CALLBACK, answer)).toMatchObject({ code: 40060 });
    expect(discord.interactions.of(opened.token)).toMatchObject({
      original: { body: { content: 'x' }, ephemeral: true },
    });
    discord.interactions.open(opened);
    clock.advance(3_001);
    expect(await call('POST', CALLBACK, answer)).toMatchObject({ code: 10062 });
  });

  it('knows no original until the deferral is taken in, however late that is', async () => {
    const { call, upload, discord, clock } = await open();
    discord.interactions.open(opened);
    discord.interactions.answered(opened.token, { type: 5, data: { flags: 64 } }, 2_000);
    expect(await call('PATCH', ORIGINAL, { content: 'x' })).toMatchObject({ status: 404, code: 10015 });
    clock.advance(2_000);
    expect(await call('GET', ORIGINAL)).toMatchObject({ code: 10008 });
    expect(await upload('PATCH', ORIGINAL, { content: 'x' }, png())).toMatchObject({ status: 200 });
    expect(await call('PATCH', ORIGINAL, { content: 'y' })).toMatchObject({ status: 200 });
    expect(discord.interactions.of(opened.token)?.original).toMatchObject({
      body: { content: 'y' },
      files: [{ filename: 'chart.png' }],
      ephemeral: true,
      edits: 1,
    });
  });

  it('can be answered for a quarter of an hour', async () => {
    const { call, discord, clock } = await open();
    discord.interactions.open(opened);
    discord.interactions.answered(opened.token, { type: 5 });
    clock.advance(15 * 60_000);
    expect(await call('PATCH', ORIGINAL, { content: 'x' })).toMatchObject({ status: 200 });
    clock.advance(1);
    expect(await call('PATCH', ORIGINAL, { content: 'x' })).toMatchObject({ status: 401, code: 50027 });
  });

  it('has its first follow-up take the place of “thinking…”, as private as that was', async () => {
    const { call, discord } = await open();
    discord.interactions.open(opened);
    discord.interactions.answered(opened.token, { type: 5 });
    await call('POST', WEBHOOK, { content: 'first', flags: 64 });
    const { id } = await call('POST', WEBHOOK, { content: 'second', flags: 64 });
    await call('PATCH', `${WEBHOOK}/messages/${id}`, { content: 'edited' });
    expect(discord.interactions.of(opened.token)).toMatchObject({
      original: { body: { content: 'first' }, ephemeral: false },
      followUps: [{ body: { content: 'edited' }, ephemeral: true, edits: 1 }],
    });
  });

  it.each([
    ['of nothing', { type: 4, data: {} }],
    ['of a kind that is none', { type: 3 }],
    ['of 26 choices', { type: 8, data: { choices: Array.from({ length: 26 }, (_, n) => ({ name: 'x', value: n })) } }],
    ['that defers and silences', { type: 5, data: { flags: 4_096 } }],
    [
      'with a form without a label',
      { type: 9, data: { custom_id: 'a', title: 'x', components: [{ type: 4, custom_id: 'b', style: 1 }] } },
    ],
  ])('takes no answer %s', async (_, answer) => {
    const { call, discord } = await open();
    discord.interactions.open(opened);
    expect(await call('POST', CALLBACK, answer)).toMatchObject({ code: 50035 });
    expect(discord.interactions.of(opened.token)?.response).toBeUndefined();
  });
});

describe('the app at Discord on this machine', () => {
  const COMMANDS = `/applications/${APP}/commands`;
  const command = { name: 'help', description: 'x' };

  it.each<[string, object[]]>([
    ['in capitals', [{ ...command, name: 'Help' }]],
    ['with a blank', [{ ...command, name: 'he lp' }]],
    ['without a description', [{ name: 'help' }]],
    ['twice', [command, command]],
    ['twice in one language', [command, { ...command, name: 'aid', name_localizations: { de: 'help' } }]],
    ['in a language that Discord does not speak', [{ ...command, name_localizations: { es: 'ayuda' } }]],
    ['with permissions in a number', [{ ...command, default_member_permissions: 32 }]],
    [
      'with something required behind what is not',
      [
        {
          ...command,
          options: [
            { type: 3, name: 'a', description: 'x' },
            { type: 3, name: 'b', description: 'x', required: true },
          ],
        },
      ],
    ],
    [
      'with choices that are completed',
      [
        {
          ...command,
          options: [{ type: 3, name: 'a', description: 'x', autocomplete: true, choices: [{ name: 'x', value: 'x' }] }],
        },
      ],
    ],
    [
      'of more than 8,000 letters',
      [
        {
          ...command,
          options: Array.from({ length: 4 }, (_, n) => ({
            type: 3,
            name: `o${n}`,
            description: 'x',
            choices: Array.from({ length: 25 }, (_, c) => ({ name: `${c} `.padEnd(100, 'x'), value: String(c) })),
          })),
        },
      ],
    ],
  ])('lists no command %s', async (_, list) => {
    const { call, discord } = await open();
    expect(await call('PUT', COMMANDS, list)).toMatchObject({ code: 50035 });
    expect([discord.commands.size, discord.breaches.length]).toEqual([0, 1]);
  });

  it('replaces its commands as a whole, everywhere or in one server', async () => {
    const { call, discord } = await open();
    await call('PUT', COMMANDS, [command, { ...command, name: 'aid' }]);
    await call('PUT', COMMANDS, [command]);
    await call('PUT', `/applications/${APP}/guilds/7/commands`, []);
    expect([...discord.commands]).toEqual([
      ['global', [command]],
      ['7', []],
    ]);
    expect(await call('PUT', '/applications/1/commands', [])).toMatchObject({ status: 403 });
  });

  it('signs as its key says', async () => {
    const { discord, clock } = await open();
    const body = '{"type":1}';
    expect(isFromDiscord(discord.sign(body), Buffer.from(body), discord.application.verify_key, clock.now())).toBe(
      true,
    );
    expect(isFromDiscord(discord.sign(body), Buffer.from('{}'), discord.application.verify_key, clock.now())).toBe(
      false,
    );
  });

  it('refuses strangers on every route that wants the bot, and answers what has its own token', async () => {
    const { discord } = await open();
    for (const { method, path, auth } of Object.values(ROUTES)) {
      const url = `${discord.url}/v10${path.replaceAll(/\{\w+\}/g, '1')}`;
      const { status } = await fetch(url, { method, headers: { 'user-agent': 'DiscordBot (x, 1)' } });
      expect(status === 401, `${method} ${path}`).toBe(auth);
    }
  });

  it.skipIf(!isThere(discordSpec))('knows what the published description would not have', async () => {
    const { call, discord } = await open({ check: discordRequests() });
    await call('PUT', COMMANDS, [{ ...command, default_member_permissions: '32' }]);
    await call('POST', '/channels/1/messages', { content: 'x', components: [rowOf(button('a'))] });
    expect(discord.breaches).toEqual([]);
    // Ours says nothing of how long an `emoji` may be called; theirs does.
    await call('POST', '/channels/1/messages', {
      content: 'x',
      components: [rowOf({ ...button('a'), emoji: { name: 'x'.repeat(33) } })],
    });
    expect(discord.breaches).toEqual([expect.stringContaining('/channels/{channel_id}/messages')]);
  });
});
