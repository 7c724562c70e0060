import { generateKeyPairSync, sign } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DynamoPlatformFacts } from '../../functions/chat/discord/platform.dynamodb.ts';
import { responseShape } from '../../functions/chat/discord/response.ts';
import { create } from '../../functions/entry/discord-interactions.ts';
import { TestClock } from '../support/clock.ts';
import { httpEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { emulatedTable } from '../support/table.ts';
import { aBot, NOW, PUBLIC_KEY, signed, TOKEN } from './talk-discord.ts';

const QUEUE = 'http://127.0.0.1:1/queue';
const TOLD = {
  TABLE_NAME: 'nobody-may-ask',
  TICK_SECONDS: '300',
  SHARDS: '1',
  NOTICES_QUEUE_URL: QUEUE,
  PICTURES_QUEUE_URL: QUEUE,
  DISCORD_DIRECT_QUEUE_URL: QUEUE,
};

/** A door whose table is out of reach: whoever is refused must not cost a single request. */
function aDoor() {
  const log = new MemoryLog();
  const clock = new TestClock(NOW);
  const nobody = new DynamoDBClient({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const refuse = () => () => Promise.reject(new Error('the table was asked'));
  nobody.middlewareStack.add(refuse, { step: 'initialize', name: 'nobody' });
  const handle = create({ ...TOLD, DISCORD_PUBLIC_KEY: PUBLIC_KEY }, { clock, log, dynamodb: nobody });
  return {
    log,
    clock,
    post: (body: string | Buffer, headers: Record<string, string>) => handle(httpEvent('/discord', body, headers)),
  };
}

describe('the Discord door', () => {
  it('answers PING with PONG, and asks nobody for it', async () => {
    const { post, clock } = aDoor();
    const answered = await post('{"type":1}', signed('{"type":1}', clock.now()));
    expect(answered).toMatchObject({ statusCode: 200, body: '{"type":1}' });
    expect(answered.headers).toEqual({ 'content-type': 'application/json' });
  });

  it('verifies the very bytes, also when they come as base64', async () => {
    const { post, clock } = aDoor();
    const bytes = Buffer.from('{"type":1,"note":"ü"}');
    expect(await post(bytes, signed(bytes, clock.now(), 'application/json; charset=utf-8'))).toMatchObject({
      statusCode: 200,
    });
  });

  it('answers what it does not know, to whoever asked alone, and says when it is no interaction', async () => {
    const { post, clock, log } = aDoor();
    const odd = ['{"type":99}', '{"type":2}', '{"type":"1"}', '[]', 'null', '{"type":3,"data":{"custom_id":"c|1:s"}}'];
    for (const body of odd) {
      const answered = await post(body, signed(body, clock.now()));
      expect(answered.statusCode, body).toBe(200);
      expect(responseShape.parse(JSON.parse(String(answered.body))), body).toMatchObject({
        type: 4,
        data: { flags: 64 },
      });
    }
    expect(log.lines.map(({ message }) => message)).toEqual(
      odd.map(() => 'an interaction of a kind that nobody knows'),
    );
    expect(await post('not json', signed('not json', clock.now()))).toMatchObject({ statusCode: 400 });
  });
});

describe('whoever is not Discord', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const big = Buffer.alloc(256 * 1024 + 1, ' ');
  big.write('{"type":1}');

  /** What anybody could send: a right request that was spoilt in one way, or in several. */
  const spoilt = fc
    .record({
      type: fc.constantFrom(1, 2, 3, 4, 5),
      note: fc.string({ maxLength: 40 }),
      at: fc.integer({ min: 0, max: 2 ** 31 }),
      place: fc.nat(200),
      byte: fc.integer({ min: 1, max: 255 }),
      text: fc.string({ maxLength: 140 }),
      minutes: fc.integer({ min: 6, max: 10_000 }),
      how: fc.oneof(
        // The slowest to make, and always the same.
        { weight: 1, arbitrary: fc.constant('too large') },
        {
          weight: 50,
          arbitrary: fc.constantFrom(
            'a bit of the signature',
            'a byte of the body',
            'cut short',
            'made longer',
            'written anew',
            'another key',
            'no signature',
            'no timestamp',
            'any signature',
            'any timestamp',
            'another timestamp',
            'stale',
            'from the future',
            'another content type',
            'no content type',
          ),
        },
      ),
    })
    .map(({ type, note, place, byte, text, minutes, how, at }) => {
      const now = new Date(NOW);
      const body = Buffer.from(JSON.stringify({ type, id: '1', note }));
      const headers = signed(body, now);
      const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': timestamp = '' } = headers;
      const without = (name: string) => Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
      const flip = (bytes: Buffer) => {
        const flipped = Buffer.from(bytes);
        flipped[place % flipped.length]! ^= byte;
        return flipped;
      };
      const later = (by: number) => signed(body, new Date(now.getTime() + by * 60_000));
      switch (how) {
        case 'a bit of the signature':
          return {
            how,
            body,
            headers: { ...headers, 'x-signature-ed25519': flip(Buffer.from(signature, 'hex')).toString('hex') },
          };
        case 'a byte of the body':
          return { how, body: flip(body), headers };
        case 'cut short':
          return { how, body: body.subarray(0, place % body.length), headers };
        case 'made longer':
          return { how, body: Buffer.concat([body, Buffer.from(` ${text}`)]), headers };
        case 'written anew':
          return { how, body: Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)), headers };
        case 'another key':
          return {
            how,
            body,
            headers: {
              ...headers,
              'x-signature-ed25519': sign(null, Buffer.concat([Buffer.from(timestamp), body]), other).toString('hex'),
            },
          };
        case 'no signature':
          return { how, body, headers: without('x-signature-ed25519') };
        case 'no timestamp':
          return { how, body, headers: without('x-signature-timestamp') };
        case 'any signature':
          return { how, body, headers: { ...headers, 'x-signature-ed25519': text } };
        case 'any timestamp':
          return { how, body, headers: { ...headers, 'x-signature-timestamp': `${text} ` } };
        case 'another timestamp':
          return {
            how,
            body,
            headers: { ...headers, 'x-signature-timestamp': String(at === Number(timestamp) ? 0 : at) },
          };
        case 'stale':
          return { how, body, headers: later(-minutes) };
        case 'from the future':
          return { how, body, headers: later(minutes) };
        case 'too large':
          return { how, body: big, headers: tooLarge };
        case 'another content type':
          return { how, body, headers: { ...headers, 'content-type': TYPES[place % TYPES.length]! } };
        default:
          return { how, body, headers: { ...headers, 'content-type': '' } };
      }
    });
  const TYPES = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/json',
    'json',
  ];
  const tooLarge = signed(big, new Date(NOW));

  it('is refused with 401, whatever was spoilt, and nobody is asked for it', async () => {
    const { post, log } = aDoor();
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(spoilt, async ({ how, body, headers }) => {
        seen.set(how, (seen.get(how) ?? 0) + 1);
        expect(await post(body, headers), how).toMatchObject({ statusCode: 401 });
      }),
      { numRuns: 12_000, seed: 6 },
    );
    expect(log.counts.get('RequestForged')).toBe([...seen.values()].reduce((sum, count) => sum + count, 0));
    expect(seen.size).toBe(16);
    expect(Math.min(...seen.values())).toBeGreaterThan(100);
    expect(log.lines).toEqual([]);
  });
});

describe('whatever Discord may send', () => {
  it('is answered within the limits, also when it is nothing that it documents', async () => {
    const bot = await aBot();
    const value = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom(
        '__proto__',
        'c|type',
        'c|1:s',
        'a|1:fn',
        'c|share:1:c:margin',
        'hashprice',
        'settings',
        '2h',
        '@everyone',
      ),
    );
    const name = fc.constantFrom('hashprice', 'fleet', 'settings', 'subscribe', 'chart', 'delete', 'x');
    const option = fc.record(
      { name: fc.constantFrom('what', 'for', 'machine', 'value', '__proto__', 'time'), value, focused: fc.boolean() },
      { requiredKeys: ['name'] },
    );
    const data = fc.record(
      {
        name: fc.oneof(name, value),
        options: fc.oneof(fc.array(option, { maxLength: 4 }), value),
        custom_id: value,
        components: fc.oneof(
          fc.array(fc.record({ component: fc.record({ custom_id: fc.constant('text'), value }) }), { maxLength: 2 }),
          value,
        ),
      },
      { requiredKeys: [] },
    );
    const more = fc.record(
      {
        type: fc.oneof(fc.constantFrom(2, 3, 4, 5), fc.integer()),
        data: fc.oneof(data, value),
        guild_id: fc.oneof(fc.constant('290926798626357999'), value),
        app_permissions: value,
        context: fc.oneof(fc.constantFrom(0, 1, 2), value),
        locale: value,
        message: value,
        channel: value,
        authorizing_integration_owners: value,
      },
      { requiredKeys: ['type', 'data'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('dm', 'general', 'friends'), more, async (where, over) => {
        const answered = await bot.post(JSON.stringify(bot.envelope(where as 'dm', 'ann', over)));
        expect(answered.statusCode).toBe(200);
        const type = String(answered.headers?.['content-type']);
        if (type === 'application/json') responseShape.parse(JSON.parse(String(answered.body)));
      }),
      { numRuns: 500, seed: 6 },
    );
    expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(JSON.stringify(bot.log.lines)).not.toContain(TOKEN);
  });
});

describe('the key by which Discord signs', () => {
  async function aRegisteredDoor() {
    const { table, client, name } = await emulatedTable();
    const clock = new TestClock(NOW);
    const log = new MemoryLog();
    const handle = create({ ...TOLD, TABLE_NAME: name }, { clock, log, dynamodb: client });
    const ping = () => handle(httpEvent('/discord', '{"type":1}', signed('{"type":1}', clock.now())));
    const keep = (publicKey: string) =>
      new DynamoPlatformFacts(table).keep({ id: '1300000000000000000', publicKey }, clock.now());
    return { ping, keep, clock, log, client };
  }

  it('is what register-discord kept; before that the door refuses everybody, and says why', async () => {
    const { ping, keep, log } = await aRegisteredDoor();
    expect(await ping()).toMatchObject({ statusCode: 401 });
    expect(log.lines[0]).toMatchObject({ level: 'error', message: expect.stringMatching(/refuses everybody/) });
    await keep(PUBLIC_KEY);
    expect(await ping()).toMatchObject({ statusCode: 200 });
  });

  it('that cannot be had lets nobody in: it is no time to guess', async () => {
    const { ping, keep, log, client } = await aRegisteredDoor();
    await keep(PUBLIC_KEY);
    const broken = () => () => Promise.reject(new Error('no table'));
    client.middlewareStack.add(broken, { step: 'initialize', name: 'broken' });
    expect(await ping()).toMatchObject({ statusCode: 401 });
    expect(log.lines[0]).toMatchObject({ level: 'error', message: expect.stringMatching(/cannot be had/) });
    client.middlewareStack.remove('broken');
    expect(await ping()).toMatchObject({ statusCode: 200 });
  });

  it('is asked for once, and again after a while: it may have been made anew', async () => {
    const { ping, keep, clock } = await aRegisteredDoor();
    await keep(PUBLIC_KEY);
    expect(await ping()).toMatchObject({ statusCode: 200 });
    await keep('ab'.repeat(32));
    expect(await ping()).toMatchObject({ statusCode: 200 });
    clock.advance(11 * 60_000);
    expect(await ping()).toMatchObject({ statusCode: 401 });
  });
});
