import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { create as createDiscord } from '../../functions/entry/discord-interactions.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { TestClock } from '../support/clock.ts';
import { httpEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { emulatedTable } from '../support/table.ts';

const NOW = '2026-02-05T12:03:00Z';

describe('the Discord door', () => {
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

  async function aDiscordDoor() {
    const { table, client, name } = await emulatedTable();
    const clock = new TestClock(NOW);
    const log = new MemoryLog();
    await new DynamoHistory(table, clock).put(aSnapshot());
    const handle = createDiscord({ TABLE_NAME: name, DISCORD_PUBLIC_KEY: publicKey }, { clock, log, dynamodb: client });
    const post = (body: string | Buffer, forge = false) => {
      const timestamp = String(Math.floor(clock.now().getTime() / 1_000));
      const signature = sign(null, Buffer.concat([Buffer.from(timestamp), Buffer.from(body)]), keys.privateKey);
      if (forge) signature[0]! ^= 1;
      const headers = { 'x-signature-ed25519': signature.toString('hex'), 'x-signature-timestamp': timestamp };
      return handle(httpEvent('/discord', body, headers));
    };
    return { post, log };
  }

  it('answers PING with PONG', async () => {
    const { post } = await aDiscordDoor();
    expect(await post('{"type":1}')).toMatchObject({ statusCode: 200, body: '{"type":1}' });
  });

  it('verifies the very bytes, also when they come as base64', async () => {
    const { post } = await aDiscordDoor();
    expect(await post(Buffer.from('{"type":1,"note":"ü"}'))).toMatchObject({ statusCode: 200 });
  });

  it('answers a command in the response itself, to the one who asked', async () => {
    const { post } = await aDiscordDoor();
    const response = await post('{"type":2,"data":{"name":"hashprice"}}');
    const { type, data } = JSON.parse(String(response.body)) as {
      type: number;
      data: { flags: number; embeds: unknown[] };
    };
    expect(type).toBe(4);
    expect(data.flags).toBe(64);
    expect(JSON.stringify(data.embeds)).toContain('28.17');
  });

  it('refuses a forged request with 401 before it is parsed', async () => {
    const { post, log } = await aDiscordDoor();
    expect(await post('not json', true)).toMatchObject({ statusCode: 401 });
    expect(log.counts.get('RequestForged')).toBe(1);
  });

  it('answers what it does not know, and does not throw', async () => {
    const { post } = await aDiscordDoor();
    expect(await post('{"type":99}')).toMatchObject({ statusCode: 200 });
    expect(await post('not json')).toMatchObject({ statusCode: 400 });
  });
});
