import { SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Misconfigured, Unreachable } from '../../functions/kit/errors.ts';
import { SsmSecrets } from '../../functions/kit/secrets.ssm.ts';
import { givenSecrets, type SecretName } from '../../functions/kit/secrets.ts';
import { type Answer, type Call, json, serve } from '../../infra/local/loopback/serve.ts';
import { TestClock } from '../support/clock.ts';
import { secretsContract } from './secrets.ts';

secretsContract('the environment', async (values) => givenSecrets(values));
secretsContract('SSM', async (values) => (await ssm(parametersOf(values), holding(values))).secrets);

/** A server that speaks SSM's JSON protocol, and a keeper that asks it. */
async function ssm(parameters: Partial<Record<SecretName, string>>, answer: (call: Call) => Answer) {
  const calls: Call[] = [];
  const server = await serve((call) => {
    calls.push(call);
    return answer(call);
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
  return { calls, secrets: new SsmSecrets(parameters, new TestClock('2026-03-26T12:00:00Z'), client) };
}

const parametersOf = (values: object) => Object.fromEntries(Object.keys(values).map((name) => [name, `/bot/${name}`]));

const refusal = (code: string, status = 400) => json({ __type: code, message: `${code}, near s3cret` }, status);

const holding =
  (values: Partial<Record<SecretName, string>>) =>
  ({ body }: Call): Answer => {
    const { Name } = JSON.parse(body) as { Name: string };
    const value = values[Name.replace('/bot/', '') as SecretName];
    return value === undefined
      ? refusal('ParameterNotFound')
      : json({ Parameter: { Name, Type: 'SecureString', Value: value, Version: 1 } });
  };

describe('SsmSecrets', () => {
  const parameters = { TELEGRAM_TOKEN: '/bot/TELEGRAM_TOKEN' };

  it('asks for the decrypted parameter once, however many want it at the same time', async () => {
    const { calls, secrets } = await ssm(parameters, holding({ TELEGRAM_TOKEN: '1:t' }));
    const read = () => secrets.read('TELEGRAM_TOKEN');
    expect(await Promise.all([read(), read()])).toEqual(['1:t', '1:t']);
    expect(await read()).toBe('1:t');
    expect(calls.map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body)])).toEqual([
      ['AmazonSSM.GetParameter', { Name: '/bot/TELEGRAM_TOKEN', WithDecryption: true }],
    ]);
  });

  it.each([
    ['ParameterNotFound', 400, Misconfigured, 'there is no parameter /bot/TELEGRAM_TOKEN'],
    [
      'AccessDeniedException',
      400,
      Misconfigured,
      'SSM does not let us read /bot/TELEGRAM_TOKEN: AccessDeniedException',
    ],
    ['ThrottlingException', 400, Unreachable, 'SSM did not give us /bot/TELEGRAM_TOKEN: ThrottlingException'],
    ['InternalServerError', 500, Unreachable, 'SSM did not give us /bot/TELEGRAM_TOKEN: InternalServerError'],
  ])(
    'after %s (%d) names the parameter, quotes nothing, and asks again next time',
    async (code, status, kind, message) => {
      const answers: Answer[] = [refusal(code, status), json({ Parameter: { Value: '1:t' } })];
      const { secrets } = await ssm(parameters, () => answers.shift()!);
      const error: unknown = await secrets.read('TELEGRAM_TOKEN').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(kind);
      expect(error).toMatchObject({ message });
      expect(error).not.toHaveProperty('cause');
      expect(await secrets.read('TELEGRAM_TOKEN')).toBe('1:t');
    },
  );
});
