import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../infra/aws/lambda-credentials.ts';

/** What Lambda sets, with values of nobody. */
const LAMBDA = { AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'session' };

beforeEach(() => {
  for (const [name, value] of Object.entries(LAMBDA)) vi.stubEnv(name, value);
  for (const name of ['AWS_CREDENTIAL_EXPIRATION', 'AWS_ACCOUNT_ID']) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const role = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };

it('gives the SDK the credentials of the function’s role, and no end: the sandbox ends before they do', async () => {
  const given = await defaultProvider()();
  expect(given).toMatchObject(role);
  expect(given).not.toHaveProperty('expiration');
});

it('is what a client signs with, whatever the environment says at that moment', async () => {
  const client = new DynamoDBClient({ region: 'us-east-1', credentialDefaultProvider: defaultProvider });
  expect(await client.config.credentials()).toMatchObject(role);
  vi.stubEnv('AWS_SESSION_TOKEN', 'another');
  expect(await client.config.credentials()).toMatchObject({ ...role, sessionToken: 'another' });
  client.destroy();
});

it('gives what the SDK’s own chain gives there', async () => {
  const client = new DynamoDBClient({ region: 'us-east-1' });
  expect(await client.config.credentials()).toMatchObject(role);
  client.destroy();
});

it('says which variables are missing, and looks nowhere else', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  await expect(defaultProvider()()).rejects.toThrow('Unable to find environment variable credentials');
});
