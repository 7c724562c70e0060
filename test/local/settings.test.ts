import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { env, type FunctionName, feedBases, filingBases, readEnv } from '../../functions/kit/env.contract.ts';
import { environmentOf, type Gifts } from '../../infra/local/environment.ts';
import { readSettings, sourceWith } from '../../infra/local/settings.ts';
import { topology } from '../../infra/topology.ts';

describe('settings', () => {
  it('are the public services and the topology, when nobody says anything', () => {
    const { variables, ...rest } = readSettings({});
    expect(rest).toEqual({ port: 8787, tickSeconds: 300, minuteSeconds: 60 });
    expect(variables).toEqual({
      ...feedBases.parse({}),
      ...filingBases.parse({}),
      TELEGRAM_API_URL: 'https://api.telegram.org',
      TELEGRAM_ACCESS: 'open',
      MOST_CHATS: 10_000,
      DISCORD_API_URL: 'https://discord.com/api',
      DISCORD_ACCESS: 'open',
    });
  });

  it.each([
    ['10s', 10, 10],
    ['5m', 300, 60],
    ['1h', 3_600, 60],
  ])('--every %s shortens the tick to %d s and the minute to %d s', (every, tickSeconds, minuteSeconds) => {
    expect(readSettings({}, { every })).toMatchObject({ tickSeconds, minuteSeconds });
  });

  it('takes a blank variable, as a copied sample has it, as one that is not set', () => {
    expect(readSettings({ TELEGRAM_TOKEN: '', PORT: ' ' })).toMatchObject({ port: 8787 });
    expect(readSettings({ TELEGRAM_TOKEN: '' }).variables.TELEGRAM_TOKEN).toBeUndefined();
  });

  it('names every mistake in one error, with right examples and without a token', () => {
    const source = {
      PORT: '99999',
      MEMPOOL_URL: 'mempool.space',
      RECIPIENTS: '[{"platform":"pigeon"}]',
      TELEGRAM_TOKEN: '1:s3',
      SEC_USER_AGENT: 'Jane Doe',
      IR_URL: 'ftp://ir.example.com',
    };
    const settings = () => readSettings(source, { every: '10' });
    const named = ['PORT', 'MEMPOOL_URL', 'RECIPIENTS', 'SEC_USER_AGENT', 'IR_URL', '--every'];
    const examples = ['8787', '"platform":"telegram"', '"Jane Doe jane@example.com"', '10s'];
    for (const part of [...named, ...examples]) expect(settings).toThrow(part);
    expect(settings).not.toThrow('1:s3');
  });

  it.each(['7s', '90s', '10', 's', '-10s', '1.5m', '10 s', '48h', ''])('refuses --every %o', (every) => {
    expect(() => readSettings({}, { every })).toThrow(/--every/);
  });

  it.each(['Jane', '@', 'jane @ example.com'])(
    'refuses %o for a user agent, with which no function would start',
    (name) => {
      expect(() => readSettings({ SEC_USER_AGENT: name })).toThrow(/SEC_USER_AGENT must hold a mail address/);
    },
  );

  it('lets a variable of the shell win over the one in .env, and needs no .env', () => {
    expect(sourceWith('/no/such/.env', { PORT: '1' })).toEqual({ PORT: '1' });
    expect(sourceWith('infra/local/sample.env', { PORT: '1' })).toEqual({ PORT: '1' });
  });
});

describe('sample.env', () => {
  it('has every variable, all of them commented out, and right as they stand', async () => {
    const sample = await readFile('infra/local/sample.env', 'utf8');
    expect(parseEnv(sample)).toEqual({});
    const uncommented = parseEnv(sample.replaceAll(/^#([A-Z])/gm, '$1'));
    expect(readSettings(uncommented).variables.RECIPIENTS).toContain('telegram');
    const asked = Object.values(env).flatMap((contract) => Object.keys(contract.shape));
    const ofADeployment = ['STAGE', 'AWS_REGION', 'ALARM_EMAIL', 'TEST_CHAT'];
    const given = new Set([...asked, 'PORT', ...Object.keys(feedBases.shape), ...ofADeployment]);
    // What the stack says; a bot on a laptop is polled, and nobody brings it anything.
    const ofTheStack = ['TABLE_NAME', 'TICK_SECONDS', 'SHARDS', 'TELEGRAM_WEBHOOK_URL', 'DISCORD_INTERACTIONS_URL'];
    for (const name of ofTheStack) given.delete(name);
    const ofAPerson = [...given].filter((name) => !/_(QUEUE_URL|PARAMETER)$/.test(name));
    expect(Object.keys(uncommented).toSorted()).toEqual(ofAPerson.toSorted());
  });
});

describe('the environment of a function', () => {
  const gifts: Gifts = {
    tableName: 'table',
    urlOf: (queue) => `http://127.0.0.1:4566/000000000000/${queue}`,
    variables: {
      ...readSettings({
        TELEGRAM_TOKEN: '1:a',
        TELEGRAM_SECRET: 'b',
        DISCORD_TOKEN: 'c',
        DISCORD_PUBLIC_KEY: 'd'.repeat(64),
        SEC_USER_AGENT: 'Jane Doe jane@example.com',
      }).variables,
      TICK_SECONDS: 300,
    },
  };

  it.each(Object.keys(topology) as FunctionName[])('of %s is what its contract asks for, and no more', (name) => {
    const environment = environmentOf(name, gifts);
    expect(() => readEnv(name, environment)).not.toThrow();
    expect(Object.keys(env[name].shape)).toEqual(expect.arrayContaining(Object.keys(environment)));
  });

  it('gives a secret only to a function that may know it', () => {
    expect(environmentOf('deliver-telegram', gifts)).toMatchObject({ TELEGRAM_TOKEN: '1:a' });
    for (const name of Object.keys(topology) as FunctionName[]) {
      const knows: readonly string[] = 'know' in topology[name].may ? topology[name].may.know : [];
      expect('DISCORD_TOKEN' in environmentOf(name, gifts)).toBe(knows.includes('DISCORD_TOKEN'));
    }
  });
});
