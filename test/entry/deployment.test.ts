import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answering } from '../../functions/entry/deployment.ts';
import * as discordEntry from '../../functions/entry/register-discord.ts';
import * as telegramEntry from '../../functions/entry/register-telegram.ts';
import { onFirstEvent, type Source } from '../../functions/entry/wire.ts';
import { Misconfigured } from '../../functions/kit/errors.ts';
import { type Endpoint, startDiscord } from '../../infra/local/loopback/discord.ts';
import { type Call, json, serve } from '../../infra/local/loopback/serve.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { TestClock } from '../support/clock.ts';
import { lambdaContext, scheduledEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { emulatedTable } from '../support/table.ts';

const NOW = '2026-02-05T12:00:00Z';
const OURS = 'https://abc123.execute-api.us-east-1.amazonaws.com';
const OF_BEFORE = 'https://old456.execute-api.us-east-1.amazonaws.com';
const ANOTHERS = 'https://production.example';

/** CloudFormation as a function sees it: it asks by an event, and takes one answer at a signed address. */
async function startCloudFormation(statuses: number[] = []) {
  const answers: Call[] = [];
  const bucket = await serve((call) => {
    answers.push(call);
    return json({}, statuses.shift() ?? 200);
  });
  onTestFinished(() => bucket.stop());
  const asks = (RequestType: 'Create' | 'Update' | 'Delete', path: string, at = OURS) =>
    ({
      RequestType,
      ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:register',
      ResponseURL: `${bucket.url}/response?X-Amz-Signature=signed`,
      StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/hashprice-watch-prod/guid',
      RequestId: 'a-request',
      LogicalResourceId: 'RegisterOnDeployment',
      ...(RequestType === 'Create' ? {} : { PhysicalResourceId: 'RegisterOnDeployment' }),
      ResourceType: 'Custom::Registration',
      ResourceProperties: { ServiceToken: 'arn:aws:lambda:…', Url: `${at}${path}` },
    }) as CloudFormationCustomResourceEvent;
  const said = () => (JSON.parse(answers.at(-1)!.body) as { Data: { Said: string } }).Data.Said;
  return { answers, asks, said };
}

const SOURCE = { TELEGRAM_TOKEN: '7:AAH-a_secret', TELEGRAM_SECRET: 'a-secret' };

async function openTelegram(source: Source = SOURCE) {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.stop());
  const log = new MemoryLog();
  const create = (variables: Source) => telegramEntry.create(variables, { clock: new TestClock(NOW), log });
  const handle = create({ TELEGRAM_API_URL: telegram.url, TELEGRAM_WEBHOOK_URL: `${OURS}/telegram`, ...source });
  const step = answering(handle);
  const cloudFormation = await startCloudFormation();
  const { asks, said } = cloudFormation;
  const run = async (
    ...asked: Parameters<typeof asks> extends [infer Type, string, ...infer Rest] ? [Type, ...Rest] : never
  ) => {
    const [type, ...at] = asked;
    await step(asks(type, '/telegram', ...at), lambdaContext());
    return said();
  };
  return { telegram, log, run, handle, ...cloudFormation };
}

const TOKEN = 'MTMwMA.G-a_secret.token-of-a-bot';
/** An endpoint as it should be: it knows who signed. */
const door: Endpoint = async (_, { headers }) =>
  headers['x-signature-ed25519'] === '0'.repeat(128) ? { statusCode: 401 } : { statusCode: 200, body: '{"type":1}' };

async function openDiscord(source: Source = { DISCORD_TOKEN: TOKEN }) {
  const discord = await startDiscord({ endpoint: door });
  onTestFinished(() => discord.stop());
  const { client, name } = await emulatedTable();
  const log = new MemoryLog();
  const handle = discordEntry.create(
    { TABLE_NAME: name, DISCORD_API_URL: `${discord.url}/api`, DISCORD_INTERACTIONS_URL: `${OURS}/discord`, ...source },
    { clock: new TestClock(NOW), log, dynamodb: client },
  );
  const step = answering(handle);
  const cloudFormation = await startCloudFormation();
  const run = async (type: 'Create' | 'Update' | 'Delete', at?: string) => {
    await step(cloudFormation.asks(type, '/discord', at), lambdaContext());
    return cloudFormation.said();
  };
  return { discord, log, run, handle, ...cloudFormation };
}

describe('CloudFormation', () => {
  it('is answered at the address it gave, without a type, under a name that never changes', async () => {
    const { run, answers } = await openTelegram();
    for (const type of ['Create', 'Update', 'Delete'] as const) await run(type);
    expect(answers).toHaveLength(3);
    for (const { method, path, query, headers, body } of answers) {
      expect({ method, path, signature: query.get('X-Amz-Signature') }).toEqual({
        method: 'PUT',
        path: '/response',
        signature: 'signed',
      });
      expect(headers['content-type'] ?? '').toBe('');
      expect(JSON.parse(body)).toMatchObject({
        Status: 'SUCCESS',
        PhysicalResourceId: 'RegisterOnDeployment',
        LogicalResourceId: 'RegisterOnDeployment',
        RequestId: 'a-request',
        StackId: expect.stringContaining('stack/hashprice-watch-prod'),
      });
      expect(Buffer.byteLength(body)).toBeLessThan(4_096);
      expect(body).not.toContain('AAH');
    }
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'a platform that is down',
      () => Promise.reject(new Error('api.telegram.org answered 502')),
      /^not done.*answered 502$/,
    ],
    ['more words than fit', async () => 'ж'.repeat(5_000), /^ж+…$/],
  ])('is told of %s, and goes on', async (_, run, expected) => {
    const { asks, said, answers } = await startCloudFormation();
    await answering(run)(asks('Create', '/telegram'), lambdaContext());
    expect(said()).toMatch(expected);
    expect(Buffer.byteLength(answers[0]!.body)).toBeLessThan(4_096);
  });

  it('is told at once of a function that cannot even start', async () => {
    const { asks, said } = await startCloudFormation();
    const unable = onFirstEvent((): (() => Promise<string>) => {
      throw new Misconfigured('register-telegram cannot start:\nTELEGRAM_API_URL');
    });
    await answering(unable)(asks('Create', '/telegram'), lambdaContext());
    expect(said()).toContain('cannot start');
  });

  it('is answered before the function’s time is over', async () => {
    const { asks, said } = await startCloudFormation();
    const never = () => new Promise<string>(() => {});
    const context = { ...lambdaContext(), getRemainingTimeInMillis: () => 5_000 };
    await answering(never)(asks('Update', '/telegram'), context);
    expect(said()).toMatch(/^not done in time/);
  });

  it('is answered again when it did not take the answer, and not when it refused it', async () => {
    const busy = await startCloudFormation([503, 503]);
    await answering(async () => 'done')(busy.asks('Create', '/telegram'), lambdaContext());
    expect(busy.answers).toHaveLength(3);

    const expired = await startCloudFormation([403]);
    const late = answering(async () => 'done')(expired.asks('Create', '/telegram'), lambdaContext());
    await expect(late).rejects.toThrow('CloudFormation answered 403');
    expect(expired.answers).toHaveLength(1);
  });

  it('is nobody’s business on a day without a deployment: what goes wrong then is thrown', async () => {
    const daily = answering(() => Promise.reject(new Error('down')));
    await expect(daily(scheduledEvent(NOW), lambdaContext())).rejects.toThrow('down');
  });
});

describe('a deployment and Telegram', () => {
  const at = (place: string) => ({ url: `${place}/telegram` });

  it('sets webhook and commands the first time, and at a repeat of the same event nothing', async () => {
    const { telegram, run } = await openTelegram();
    expect(await run('Create')).toBe('webhook and commands set');
    expect(telegram.updates.webhook).toMatchObject({ ...at(OURS), secret_token: 'a-secret', max_connections: 10 });
    telegram.calls.splice(0);
    expect(await run('Create')).toBe('webhook and commands are as they should be');
    expect(await run('Update')).toBe('webhook and commands are as they should be');
    expect(telegram.calls.filter(({ method }) => method.startsWith('set'))).toEqual([]);
  });

  it('that is rolled back has the webhook where it was before', async () => {
    const { telegram, run } = await openTelegram();
    await run('Create', OF_BEFORE);
    await run('Update', OURS);
    expect(telegram.updates.webhook).toMatchObject(at(OURS));
    await run('Update', OF_BEFORE);
    expect(telegram.updates.webhook).toMatchObject(at(OF_BEFORE));
  });

  it('that was the first one and is rolled back leaves nothing behind, and what waits stays', async () => {
    const { telegram, run } = await openTelegram();
    await run('Create');
    telegram.updates.put({ message: { text: '/start' } });
    expect(await run('Delete')).toBe('webhook removed');
    expect(telegram.updates.webhook).toBeUndefined();
    expect(telegram.updates.left).toBe(1);
    expect(await run('Delete')).toBe('webhook left alone: it is not ours');
  });

  it('never removes the webhook of another stage with the same token', async () => {
    const { telegram, run } = await openTelegram();
    telegram.updates.webhook = at(ANOTHERS);
    expect(await run('Delete')).toBe('webhook left alone: it is not ours');
    expect(telegram.updates.webhook).toEqual(at(ANOTHERS));
  });

  it('says from whom it takes the bot, which is no alarm; on another day it is one', async () => {
    const { telegram, run, handle, log } = await openTelegram();
    telegram.updates.webhook = { url: `${ANOTHERS}/a-secret-path` };
    expect(await run('Create')).toBe(
      'webhook and commands set; the webhook was at production.example, which hears nothing now',
    );
    expect(log.counts.get('RegistrationTaken')).toBeUndefined();

    telegram.updates.webhook = at(ANOTHERS);
    await handle(scheduledEvent(NOW));
    expect(telegram.updates.webhook).toMatchObject(at(OURS));
    expect(log.counts.get('RegistrationTaken')).toBe(1);
    await handle(scheduledEvent(NOW));
    expect(log.counts.get('RegistrationTaken')).toBe(1);
  });

  it('goes on without a token, without a secret, and with a token that is revoked', async () => {
    const without = await openTelegram({});
    for (const type of ['Create', 'Update', 'Delete'] as const)
      expect(await without.run(type)).toBe('Telegram is off: TELEGRAM_TOKEN is not set');
    expect(without.telegram.calls).toEqual([]);

    const secretless = await openTelegram({ TELEGRAM_TOKEN: SOURCE.TELEGRAM_TOKEN });
    expect(await secretless.run('Create')).toMatch(/TELEGRAM_SECRET is not set$/);
    expect(secretless.telegram.updates.webhook).toBeUndefined();

    const revoked = await openTelegram();
    for (const method of ['getMyCommands', 'getWebhookInfo'] as const)
      revoked.telegram.fail('unauthorized', { method });
    expect(await revoked.run('Create')).toMatch(/revoked or wrong/);
    expect(await revoked.run('Delete')).toMatch(/revoked or wrong/);
  });
});

describe('a deployment and Discord', () => {
  it('sets the endpoint the first time, at a repeat nothing, and takes it back in the end', async () => {
    const { discord, run } = await openDiscord();
    expect(await run('Create')).toContain('the endpoint is set');
    expect(discord.application.interactions_endpoint_url).toBe(`${OURS}/discord`);
    discord.calls.splice(0);
    await run('Create');
    expect(discord.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await run('Delete')).toBe('endpoint removed');
    expect(discord.application.interactions_endpoint_url).toBeNull();
  });

  it('that is rolled back has the endpoint where it was before', async () => {
    const { discord, run } = await openDiscord();
    await run('Create', OF_BEFORE);
    await run('Update', OURS);
    await run('Update', OF_BEFORE);
    expect(discord.application.interactions_endpoint_url).toBe(`${OF_BEFORE}/discord`);
  });

  it('never removes the endpoint of another stage with the same token', async () => {
    const { discord, run } = await openDiscord();
    discord.application.interactions_endpoint_url = `${ANOTHERS}/discord`;
    expect(await run('Delete')).toBe('endpoint left alone: it is not ours');
    expect(discord.application.interactions_endpoint_url).toBe(`${ANOTHERS}/discord`);
  });

  it('counts on a day without a deployment that somebody else had set it', async () => {
    const { discord, run, handle, log } = await openDiscord();
    await run('Create');
    discord.application.interactions_endpoint_url = `${ANOTHERS}/discord`;
    await handle(scheduledEvent(NOW));
    expect(discord.application.interactions_endpoint_url).toBe(`${OURS}/discord`);
    expect(log.counts.get('RegistrationTaken')).toBe(1);
  });

  it('goes on without a token', async () => {
    const { discord, run } = await openDiscord({});
    for (const type of ['Create', 'Update', 'Delete'] as const)
      expect(await run(type)).toBe('Discord is off: DISCORD_TOKEN is not set');
    expect(discord.calls).toEqual([]);
  });
});
