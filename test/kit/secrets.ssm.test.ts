import { SSMClient } from '@aws-sdk/client-ssm';
import { expect, it, onTestFinished } from 'vitest';
import { Misconfigured, Unreachable } from '../../functions/kit/errors.ts';
import { SsmSecrets } from '../../functions/kit/secrets.ssm.ts';
import { minutes, seconds } from '../../functions/units/time.ts';
import { type Answer, json, serve } from '../../infra/local/loopback/serve.ts';
import { TestClock } from '../support/clock.ts';

/** A sandbox that lives on while somebody changes what SSM keeps. */
async function aWarmSandbox() {
  const ssm = { asked: 0, says: (): Answer => kept('1:old') };
  const server = await serve(() => {
    ssm.asked++;
    return ssm.says();
  });
  const client = new SSMClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  const clock = new TestClock('2026-03-26T12:00:00Z');
  const secrets = new SsmSecrets({ TELEGRAM_TOKEN: '/bot/token' }, clock, client);
  return {
    ssm,
    clock,
    read: () => secrets.read('TELEGRAM_TOKEN'),
    readAgain: () => secrets.readAgain('TELEGRAM_TOKEN'),
  };
}

const kept = (value: string): Answer => json({ Parameter: { Value: value } });
const refusal = (code: string, status: number): Answer => json({ __type: code, message: 'no' }, status);

it('a replaced token is known ten minutes later, and until then nobody asks', async () => {
  const { ssm, clock, read } = await aWarmSandbox();
  expect(await read()).toBe('1:old');
  ssm.says = () => kept('1:new');
  clock.advance(minutes(9));
  expect(await read()).toBe('1:old');
  expect(ssm.asked).toBe(1);
  clock.advance(minutes(1));
  expect(await Promise.all([read(), read()])).toEqual(['1:new', '1:new']);
  expect(ssm.asked).toBe(2);
});

it('an SSM that cannot be reached costs a warm sandbox nothing: what it said last is used for ten minutes more', async () => {
  const { ssm, clock, read } = await aWarmSandbox();
  await read();
  ssm.says = () => refusal('InternalServerError', 500);
  clock.advance(minutes(10));
  expect(await read()).toBe('1:old');
  clock.advance(seconds(1));
  expect(await read()).toBe('1:old');
  expect(ssm.asked).toBe(2);
  ssm.says = () => kept('1:new');
  clock.advance(minutes(10));
  expect(await read()).toBe('1:new');
});

it('a token that was taken away is not used any longer than that', async () => {
  const { ssm, clock, read } = await aWarmSandbox();
  await read();
  ssm.says = () => refusal('ParameterNotFound', 400);
  clock.advance(minutes(10));
  await expect(read()).rejects.toThrow(Misconfigured);
  ssm.says = () => refusal('InternalServerError', 500);
  await expect(read()).rejects.toThrow(Unreachable);
});

it('one that was refused is asked for again, at most once a minute however many are refused', async () => {
  const { ssm, clock, read, readAgain } = await aWarmSandbox();
  await read();
  ssm.says = () => kept('1:new');
  clock.advance(seconds(59));
  expect(await readAgain()).toBe('1:old');
  expect(ssm.asked).toBe(1);
  clock.advance(seconds(1));
  expect(await Promise.all([readAgain(), readAgain()])).toEqual(['1:new', '1:new']);
  expect(await read()).toBe('1:new');
  expect(ssm.asked).toBe(2);
});
