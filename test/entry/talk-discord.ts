import { generateKeyPairSync, sign } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { expect, onTestFinished } from 'vitest';
import { type Response, responseShape } from '../../functions/chat/discord/response.ts';
import { create as createDeliver } from '../../functions/entry/deliver-discord.ts';
import { create } from '../../functions/entry/discord-interactions.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { TestClock } from '../support/clock.ts';
import { httpEvent, lambdaContext, sqsEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { discordBody, discordSpec, isThere } from '../support/specs.ts';
import { emulatedTable } from '../support/table.ts';

export const NOW = '2026-02-05T12:03:00Z';
const QUEUE = 'http://127.0.0.1:1/queue';
const EPOCH_MS = 1_420_070_400_000;
export const APPLICATION = '1300000000000000000';
export const TOKEN = 'aW50ZXJhY3Rpb246a-token-that-nobody-is-to-see';
/** View, send, embed and attach; in threads, too. */
const APP_MAY = String((1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 38n));
const MANAGE_GUILD = String(1n << 5n);

const keys = generateKeyPairSync('ed25519');
export const PUBLIC_KEY = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
export const SERVER = '290926798626357999';
const ELSEWHERE = '290926798626350000';

/** Where somebody is. */
const PLACES = {
  general: { channel: '645027906669510667', type: 0 },
  announcements: { channel: '645027906669510668', type: 5 },
  thread: { channel: '645027906669510669', type: 11 },
  /** A server that the app is not on. */
  elsewhere: { channel: '645027906669510670', type: 0 },
  dm: { channel: '645027906669510671', type: 1 },
  /** Friends among themselves. */
  friends: { channel: '645027906669510672', type: 3 },
} as const;
export type Place = keyof typeof PLACES;
export const PEOPLE = { ann: '53908232506183680', ben: '53908232506183681' } as const;
export type Who = keyof typeof PEOPLE;
const nameOf = (who: Who) => ({ ann: 'Ann', ben: 'Ben' })[who];
export const channelOf = (where: Place): string => PLACES[where].channel;

type Button = { label: string; custom_id?: string; url?: string };
type Message = {
  where: Place;
  /** Who sees it; everybody without. */
  only?: Who;
  embeds: { title: string; description: string; fields: { name: string; value: string }[] }[];
  rows: { components: Button[] }[];
  hasPicture?: boolean;
  file?: { name: string; text: string };
};

/** By the published description, where that lies beside the checkout. */
const published = isThere(discordSpec)
  ? discordBody('/interactions/{interaction_id}/{interaction_token}/callback', 'post')
  : () => '';

/** Signed as Discord signs. */
export function signed(body: string | Buffer, at: Date, contentType = 'application/json'): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = sign(null, Buffer.concat([Buffer.from(timestamp), Buffer.from(body)]), keys.privateKey);
  return {
    'content-type': contentType,
    'x-signature-ed25519': signature.toString('hex'),
    'x-signature-timestamp': timestamp,
  };
}

/**
 * The real door on the embedded database, and people on Discord who ask it; every answer is held against the limits.
 *
 * What is asked and tapped, and what appears, is written down: `transcript` is what everybody saw.
 */
export async function aBot(
  source: Record<string, string | undefined> = {},
  snapshot: Snapshot | 'none' = aSnapshot({ forecast: { change: -0.14 } }),
) {
  const { table, client, name } = await emulatedTable();
  const clock = new TestClock(NOW);
  const log = new MemoryLog();
  const queued: { delay: number; body: Record<string, unknown> }[] = [];
  const sqs = {
    send: async ({ input }: { input: { Entries: { MessageBody: string; DelaySeconds?: number }[] } }) => {
      for (const { MessageBody: body, DelaySeconds: delay = 0 } of input.Entries)
        queued.push({ delay, body: JSON.parse(body) as Record<string, unknown> });
      return { Successful: [], Failed: [] };
    },
  } as unknown as SQSClient;
  if (snapshot !== 'none') await new DynamoHistory(table, clock).put(snapshot);
  const told = {
    TABLE_NAME: name,
    TICK_SECONDS: '300',
    SHARDS: '1',
    NOTICES_QUEUE_URL: QUEUE,
    PICTURES_QUEUE_URL: QUEUE,
    DISCORD_DIRECT_QUEUE_URL: QUEUE,
    DISCORD_PUBLIC_KEY: PUBLIC_KEY,
    ...source,
  };
  const handle = create(told, { clock, log, dynamodb: client, sqs });
  const messages: Message[] = [];
  const lines: string[] = [];
  let made = 0n;
  let form: { custom_id: string; who: Who; below?: Message } | undefined;
  const may = { ann: MANAGE_GUILD, ben: '0' } as Record<Who, string>;
  const appMay: Partial<Record<Place, string>> = {};
  const speaks: Record<Who, string> = { ann: 'en-US', ben: 'en-US' };

  const post = (body: string | Buffer, headers = signed(body, clock.now())) =>
    handle(httpEvent('/discord', body, headers));

  const envelope = (where: Place, who: Who, more: object): object => {
    const { channel, type } = PLACES[where];
    const user = { id: PEOPLE[who], username: who, discriminator: '0', avatar: null, global_name: nameOf(who) };
    const isServer = where !== 'dm' && where !== 'friends';
    const guild = where === 'elsewhere' ? ELSEWHERE : SERVER;
    const owners = {
      ...(where === 'elsewhere' || where === 'friends' ? {} : { 0: isServer ? guild : '0' }),
      1: PEOPLE[who],
    };
    return {
      id: String((BigInt(clock.now().getTime() - EPOCH_MS) << 22n) + ++made),
      application_id: APPLICATION,
      token: TOKEN,
      version: 1,
      channel_id: channel,
      channel: { id: channel, type },
      ...(isServer
        ? { guild_id: guild, guild_locale: 'en-US', member: { user, roles: [], permissions: may[who], nick: null } }
        : { user }),
      app_permissions: appMay[where] ?? APP_MAY,
      locale: speaks[who],
      context: where === 'dm' ? 1 : where === 'friends' ? 2 : 0,
      entitlements: [],
      authorizing_integration_owners: owners,
      attachment_size_limit: 10_485_760,
      ...more,
    };
  };

  /** Hands an interaction over, holds the answer against the limits, and shows it. */
  const happens = async (line: string, where: Place, who: Who, more: object, tapped?: Message): Promise<Response> => {
    lines.push(line);
    clock.advance(5_000);
    const result = await post(JSON.stringify(envelope(where, who, more)));
    expect(result.statusCode, line).toBe(200);
    const { response, file } = await read(result);
    expect(published(response), line).toBe('');
    show(responseShape.parse(response), where, who, tapped, file);
    return response;
  };

  function show(response: Response, where: Place, who: Who, tapped?: Message, file?: { name: string; text: string }) {
    switch (response.type) {
      case 4: {
        const { embeds, components, flags } = response.data;
        const message: Message = {
          where,
          ...(flags && { only: who }),
          embeds,
          rows: components,
          ...(file && { file }),
        };
        messages.push(message);
        lines.push(...written(message, flags ? `Bot, to ${nameOf(who)} alone` : 'Bot'));
        return;
      }
      case 5: {
        const message: Message = {
          where,
          ...(response.data?.flags && { only: who }),
          embeds: [],
          rows: [],
          hasPicture: true,
        };
        messages.push(message);
        promised(message, `Bot${message.only ? `, to ${nameOf(who)} alone` : ''}, with a picture`);
        return;
      }
      case 6:
        if (tapped) promised(tapped, 'Bot, in place, with a picture');
        return;
      case 7:
        if (tapped === undefined) throw new Error('nothing was tapped that could change');
        tapped.embeds = response.data.embeds;
        tapped.rows = response.data.components;
        lines.push(...written(tapped, 'Bot, in place'));
        return;
      case 8:
        lines.push(...response.data.choices.map(({ name: shown, value }) => `  · ${shown} → ${value}`));
        return;
      case 9: {
        const [{ label, component }] = response.data.components;
        form = { custom_id: response.data.custom_id, who, ...(tapped && { below: tapped }) };
        lines.push(`A form: ${response.data.title}`, `  ${label} (${component.placeholder ?? ''})`);
        return;
      }
      default:
    }
  }

  /** What the picture's task says will be there. */
  function promised(message: Message, who: string): void {
    const task = queued.at(-1)?.body as
      | { interaction: { message: Message & { components: Message['rows'] } } }
      | undefined;
    message.embeds = task?.interaction.message.embeds ?? [];
    message.rows = task?.interaction.message.components ?? [];
    lines.push(...written(message, who));
  }

  const asks = (
    command: string,
    options: Record<string, string | number | boolean> = {},
    where: Place = 'dm',
    who: Who = 'ann',
  ) =>
    happens(`${nameOf(who)} in ${where}: /${command}${optionsIn(options)}`, where, who, {
      type: 2,
      data: { id: '1310000000000000009', name: command, type: 1, options: given(options) },
    });

  const completes = async (
    command: string,
    option: string,
    typed: string,
    where: Place = 'dm',
    who: Who = 'ann',
    others = {},
  ) => {
    const options = [...given(others), { type: 3, name: option, value: typed, focused: true }];
    const data = { id: '1310000000000000009', name: command, type: 1, options };
    const response = await happens(`${nameOf(who)} in ${where} begins: /${command} ${option}:${typed}`, where, who, {
      type: 4,
      data,
    });
    return response.type === 8 ? response.data.choices : [];
  };

  const seenBy = (who: Who, where: Place) =>
    messages.filter((one) => one.where === where && (one.only === undefined || one.only === who));

  /** Taps the button of this label, on the last message this person sees that has one. */
  const taps = (label: string, where: Place = 'dm', who: Who = 'ann') => {
    for (const shown of seenBy(who, where).toReversed()) {
      const found = shown.rows.flatMap(({ components }) => components).find((one) => one.label.includes(label));
      if (found?.custom_id) return tapsOn(shown, found.custom_id, where, who, `${nameOf(who)} taps [${found.label}]`);
    }
    throw new Error(`there is no button "${label}" in ${where}; there are ${buttonsIn(where, who).join(', ')}`);
  };

  const tapsOn = (on: Message, id: string, where: Place, who: Who, line = `${nameOf(who)} taps ${id}`) =>
    happens(
      line,
      where,
      who,
      {
        type: 3,
        data: { custom_id: id, component_type: 2 },
        message: { id: '1', flags: on.only ? 64 : 0, attachments: on.hasPicture ? [{ id: '0' }] : [] },
      },
      on,
    );

  /** Whatever a button may send back, or somebody who makes one up. */
  const sends = (id: string, where: Place = 'dm', who: Who = 'ann') =>
    tapsOn({ where, embeds: [], rows: [] }, id, where, who);

  /** Fills in the form, which "Type it" opens where it is not open. */
  const types = async (text: string, where: Place = 'dm', who: Who = 'ann') => {
    if (form === undefined) await taps('Type it', where, who);
    if (form === undefined) throw new Error('there is no form to type into');
    const { custom_id: id, below } = form;
    form = undefined;
    const input = { type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'text', value: text } };
    const message = below && { id: '1', flags: below.only ? 64 : 0, attachments: [] };
    return happens(
      `${nameOf(who)} types: ${text}`,
      where,
      who,
      { type: 5, data: { custom_id: id, components: [input] }, ...(message && { message }) },
      below,
    );
  };

  /** Everything that is on its way to somebody arrives: in their channel, or in a direct message. */
  const arrives = async (): Promise<void> => {
    clock.advance(5_000);
    const discord = await startDiscord({ now: () => clock.now() });
    onTestFinished(() => discord.stop());
    for (const one of [PEOPLE.ann, PEOPLE.ben]) discord.dms.set(one, PLACES.dm.channel);
    const lanes = { DISCORD_BROADCAST_QUEUE_URL: QUEUE, DISCORD_TOKEN: 'token', DISCORD_API_URL: `${discord.url}/api` };
    const deliver = createDeliver({ ...told, ...lanes }, { clock, log, dynamodb: client, sqs });
    const bodies = queued.splice(0).flatMap(({ body }) => ('recipient' in body && 'notice' in body ? [body] : []));
    await deliver(sqsEvent(...bodies), lambdaContext());
    expect(discord.breaches).toEqual([]);
    lines.push('(what was on its way arrives)');
    for (const { channel, body } of discord.messages) {
      const where = (Object.keys(PLACES) as Place[]).find((place) => PLACES[place].channel === channel) ?? 'dm';
      const { embeds, components = [] } = body as unknown as Pick<Message, 'embeds'> & { components?: Message['rows'] };
      const message: Message = { where, embeds, rows: components };
      messages.push(message);
      lines.push(...written(message, `Bot, in ${where}`));
    }
  };

  const lastIn = (where: Place, who: Who = 'ann'): Message => {
    const found = seenBy(who, where).at(-1);
    if (found === undefined) throw new Error(`the bot said nothing in ${where}`);
    return found;
  };
  const buttonsIn = (where: Place, who: Who = 'ann'): string[] =>
    lastIn(where, who).rows.flatMap(({ components }) => components.map(({ label }) => label));
  const textIn = (where: Place, who: Who = 'ann'): string => written(lastIn(where, who), '').join('\n');

  return {
    table,
    client,
    clock,
    log,
    queued,
    messages,
    post,
    envelope,
    arrives,
    asks,
    completes,
    taps,
    sends,
    types,
    lastIn,
    textIn,
    buttonsIn,
    may,
    appMay,
    speaks,
    transcript: () => `${lines.join('\n')}\n`,
  };
}
export type Bot = Awaited<ReturnType<typeof aBot>>;

/** An answer with a file is a form. */
async function read({ headers, body }: APIGatewayProxyStructuredResultV2) {
  const type = String(headers?.['content-type']);
  if (type === 'application/json') return { response: JSON.parse(String(body)) as Response };
  const parsed = await new globalThis.Response(body ?? '', { headers: { 'content-type': type } }).formData();
  const file = parsed.get('files[0]') as File;
  return {
    response: JSON.parse(String(parsed.get('payload_json'))) as Response,
    file: { name: file.name, text: await file.text() },
  };
}

const given = (options: Record<string, string | number | boolean>) =>
  Object.entries(options).map(([name, value]) => ({ type: typeof value === 'boolean' ? 5 : 3, name, value }));
const optionsIn = (options: object) =>
  Object.entries(options)
    .map(([name, value]) => ` ${name}:${value}`)
    .join('');

function written({ embeds, rows, file }: Message, who: string): string[] {
  return [
    `${who}:`,
    ...embeds.flatMap(({ title, description, fields }) =>
      [title, ...description.split('\n'), ...fields.flatMap(({ name, value }) => [`${name}: ${value}`])]
        .filter((line) => line !== '')
        .map((line) => `  ${line}`),
    ),
    ...(file ? [`  <${file.name}>`] : []),
    ...rows.map(
      ({ components }) => `  ${components.map(({ label, url }) => `[${label}${url ? ' ↗' : ''}]`).join(' ')}`,
    ),
  ];
}
