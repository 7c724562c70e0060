import { describe, expect, it, vi } from 'vitest';
import { STACK_PARAMETERS } from '../../../infra/deploy/deploy.ts';
import { PROMPTS } from '../../../infra/deploy/words.ts';
import { synthesizedTemplate } from '../synthesized.ts';
import { DISCORD, GIVEN, openWorld, TELEGRAM, type World } from './world.ts';

const BOOTSTRAPPED = ['bootstrap', 'aws://123456789012/us-east-1'];
const DEPLOYED = [
  'deploy',
  'hashprice-watch-prod-data',
  'hashprice-watch-prod',
  '--require-approval',
  'never',
  '--progress',
  'events',
  '--parameters',
  'hashprice-watch-prod:SecUserAgent=Jane Doe jane@example.com',
];
const commands = ({ cdk }: World) => cdk.map(({ args }) => args);

const SECRETS = [TELEGRAM, DISCORD, 'a-generated-secret', 'miners-of-2026'];
const unseen = (text: string) => {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
};

describe('the first deployment', () => {
  it('makes a home for the CDK, stores the secrets, deploys, registers, tests, and says where the bot is', async () => {
    const world = await openWorld();
    await world.deploy(GIVEN);
    expect(commands(world)).toEqual([BOOTSTRAPPED, DEPLOYED]);
    expect(world.said.map((line) => line.replace(/[\d.,]+ USD idle.*/, '…'))).toEqual([
      'AWS account 123456789012, region us-east-1, stage prod',
      'Telegram knows the bot @hash_bot',
      'Discord knows the application Hashprice',
      'Making a home for the CDK here (cdk bootstrap) …',
      'Stored in the Parameter Store: telegram-token, telegram-secret, discord-token, settings',
      'Deploying hashprice-watch-prod-data, hashprice-watch-prod …',
      'Deployed',
      'Telegram brings its updates to https://abc.execute-api.us-east-1.amazonaws.com/telegram',
      'Discord brings its interactions to https://abc.execute-api.us-east-1.amazonaws.com/discord',
      'A test alert is on its way to telegram:42',
      'In a Telegram chat:   https://t.me/hash_bot',
      'In a Telegram group:  https://t.me/hash_bot?startgroup=true',
      expect.stringContaining('client_id=845027738276462632&integration_type=0'),
      expect.stringContaining('client_id=845027738276462632&integration_type=1'),
      'The page:             https://abc.execute-api.us-east-1.amazonaws.com/',
      expect.stringContaining('#dashboards/dashboard/Bot'),
      'To expect a month:    …',
      'Alarms are mailed once you confirm the mail that AWS has sent to on-call@example.org',
    ]);
  });

  it('stores secrets as SecureStrings, and what it was told as one String', async () => {
    const { aws, ...world } = await openWorld();
    await world.deploy(GIVEN);
    expect(Object.fromEntries(aws.parameters)).toEqual({
      '/hashprice-watch/prod/telegram-token': { value: TELEGRAM, type: 'SecureString', version: 1 },
      '/hashprice-watch/prod/telegram-secret': { value: 'a-generated-secret', type: 'SecureString', version: 1 },
      '/hashprice-watch/prod/discord-token': { value: DISCORD, type: 'SecureString', version: 1 },
      '/hashprice-watch/prod/settings': {
        value: JSON.stringify({
          SEC_USER_AGENT: GIVEN.SEC_USER_AGENT,
          ALARM_EMAIL: GIVEN.ALARM_EMAIL,
          TEST_CHAT: GIVEN.TEST_CHAT,
        }),
        type: 'String',
        version: 1,
      },
    });
  });

  it('sends the test the way of every alert', async () => {
    const { aws, ...world } = await openWorld();
    await world.deploy(GIVEN);
    expect(aws.sent.map(({ queue, body }) => [queue, JSON.parse(body)])).toEqual([
      [
        'https://sqs/telegram-direct',
        expect.objectContaining({ lane: 'direct', recipient: { platform: 'telegram', chat: '42' } }),
      ],
    ]);
  });

  it('never says a secret, nor tells one to the CDK', async () => {
    const world = await openWorld();
    await world.deploy({ ...GIVEN, TELEGRAM_ACCESS: 'invite', TELEGRAM_INVITE: 'miners-of-2026' });
    unseen(JSON.stringify([world.said, world.cdk]));
  });

  it('gives every parameter that was answered, since one that is not given keeps its last value', async () => {
    const world = await openWorld();
    await world.deploy({ ...GIVEN, MOST_CHATS: '500', TELEGRAM_ACCESS: 'list:42' });
    await world.deploy({ SEC_USER_AGENT: 'John Doe john@example.com' });
    const given = commands(world).map((args) => args.filter((arg) => arg.startsWith('hashprice-watch-prod:')));
    expect(given.at(-1)).toEqual([
      'hashprice-watch-prod:SecUserAgent=John Doe john@example.com',
      'hashprice-watch-prod:TelegramAccess=list:42',
      'hashprice-watch-prod:MostChats=500',
    ]);
  });

  it('knows the parameters that the stack has', () => {
    const { Parameters: parameters } = synthesizedTemplate();
    for (const name of Object.values(STACK_PARAMETERS)) expect(parameters).toHaveProperty(name);
  });

  it('tells the CDK what the template is made from', async () => {
    const world = await openWorld();
    await world.deploy({ ...GIVEN, MOST_CHATS: '500' });
    expect(world.cdk[1]!.environment).toEqual({
      STAGE: 'prod',
      AWS_REGION: 'us-east-1',
      CDK_DEFAULT_REGION: 'us-east-1',
      SEC_USER_AGENT: GIVEN.SEC_USER_AGENT,
      ALARM_EMAIL: GIVEN.ALARM_EMAIL,
      MOST_CHATS: '500',
    });
  });

  it('leaves a home that is there alone, and renews an old one', async () => {
    const world = await openWorld();
    const home = (version: string) =>
      world.aws.stacks.set('CDKToolkit', {
        status: 'UPDATE_COMPLETE',
        changedAt: new Date(0),
        outputs: { BootstrapVersion: version },
        resources: [],
      });
    home('21');
    await world.deploy(GIVEN);
    home('5');
    await world.deploy({});
    expect(commands(world)).toEqual([DEPLOYED, BOOTSTRAPPED, DEPLOYED]);
  });

  it('says so when a platform was not told after all', async () => {
    const world = await openWorld();
    world.registers = false;
    await world.deploy(GIVEN);
    expect(world.said).toContain(
      'Telegram does not bring its updates here yet; `npm run bot -- doctor --stage prod` says why',
    );
  });
});

describe('with a person', () => {
  it('asks for what nobody has said, and for nothing else', async () => {
    const world = await openWorld();
    await world.deploy(
      { DISCORD_TOKEN: DISCORD },
      {
        [PROMPTS.TELEGRAM_TOKEN]: TELEGRAM,
        [PROMPTS.SEC_USER_AGENT]: GIVEN.SEC_USER_AGENT,
        [PROMPTS.TELEGRAM_ACCESS]: 'open',
      },
    );
    expect(world.asked).toEqual([
      PROMPTS.TELEGRAM_TOKEN,
      PROMPTS.SEC_USER_AGENT,
      PROMPTS.ALARM_EMAIL,
      PROMPTS.TELEGRAM_ACCESS,
      PROMPTS.TEST_CHAT,
    ]);
    expect(world.said).toContain('For a test alert, write /test to the bot');
  });

  it('asks for an invitation code only where one is needed', async () => {
    const world = await openWorld();
    await world.deploy({ ...GIVEN, TELEGRAM_ACCESS: 'invite' }, { [PROMPTS.TELEGRAM_INVITE]: 'miners-of-2026' });
    expect(world.asked).toEqual([PROMPTS.TELEGRAM_INVITE]);
    expect(world.aws.parameters.get('/hashprice-watch/prod/telegram-invite')?.type).toBe('SecureString');
  });
});

describe('with nobody', () => {
  it('names everything that is missing at once, and touches nothing', async () => {
    const world = await openWorld();
    await expect(world.deploy({})).rejects.toThrow(/TELEGRAM_TOKEN.*\n.*DISCORD_TOKEN.*\n.*SEC_USER_AGENT/);
    expect(world.cdk).toEqual([]);
    expect(world.aws.parameters.size).toBe(0);
  });

  it('names everything that is wrong, without the tokens', async () => {
    const world = await openWorld();
    const wrong = world.deploy({ TELEGRAM_TOKEN: 'not-a-token', SEC_USER_AGENT: 'me', TEST_CHAT: '42' });
    const { message } = (await wrong.catch((error: unknown) => error)) as Error;
    expect(message).toMatch(/TELEGRAM_TOKEN: .*\n.*SEC_USER_AGENT: .*Jane Doe.*\n.*TEST_CHAT: .*telegram:42/);
    expect(message).not.toContain('not-a-token');
  });

  it.each([
    ['TELEGRAM_TOKEN', '999:unknown-to-telegram', 'Telegram does not know this TELEGRAM_TOKEN'],
    ['DISCORD_TOKEN', 'unknown.to.discord-at-all', 'Discord does not know this DISCORD_TOKEN'],
  ])('refuses a %s that its platform does not know, before anything is stored', async (name, token, why) => {
    const world = await openWorld();
    const { message } = (await world.deploy({ ...GIVEN, [name]: token }).catch((error: unknown) => error)) as Error;
    expect(message).toContain(why);
    expect(message).not.toContain(token);
    expect(world.aws.parameters.size).toBe(0);
    expect(world.cdk).toEqual([]);
  });

  it('names both tokens at once where neither platform knows its own, and beside what does not look well', async () => {
    const world = await openWorld();
    const both = { TELEGRAM_TOKEN: '999:unknown-to-telegram', DISCORD_TOKEN: 'unknown.to.discord-at-all' };
    await expect(world.deploy({ ...GIVEN, ...both })).rejects.toThrow(
      /Telegram does not know this TELEGRAM_TOKEN.*\n.*Discord does not know this DISCORD_TOKEN/,
    );
    await expect(world.deploy({ ...GIVEN, ...both, TELEGRAM_TOKEN: 'not-a-token' })).rejects.toThrow(
      /TELEGRAM_TOKEN: It must look like.*\n.*Discord does not know this DISCORD_TOKEN/,
    );
    expect(world.aws.parameters.size).toBe(0);
    expect(world.cdk).toEqual([]);
  });

  it('says how to sign in when nobody is', async () => {
    const world = await openWorld();
    world.aws.isSignedIn = false;
    const { message } = (await world.deploy(GIVEN).catch((error: unknown) => error)) as Error;
    expect(message).toMatch(
      /^nobody is signed in to AWS: The security token [^:]* is expired\. Sign in first: `aws sso/,
    );
  });

  it('names with it everything else that is missing or wrong', async () => {
    const world = await openWorld();
    world.aws.isSignedIn = false;
    const { message } = (await world.deploy({ TEST_CHAT: '42' }).catch((error: unknown) => error)) as Error;
    for (const what of [/nobody is signed in/, /TEST_CHAT: .*telegram:42/, /TELEGRAM_TOKEN: /, /--sec-user-agent/])
      expect(message).toMatch(what);
    expect(message).toMatch(/What a deployment before was told is looked up once AWS can be asked\.$/);
  });

  it('tells an AWS that cannot be reached from somebody who is not signed in', async () => {
    const world = await openWorld();
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    await expect(world.deploy(GIVEN)).rejects.toThrow(/^AWS cannot be reached at http:\/\/127\.0\.0\.1:1: check/);
  });
});

describe('the second deployment', () => {
  it('needs to be told nothing, changes nothing, and says so', async () => {
    const world = await openWorld();
    await world.deploy(GIVEN);
    world.said.length = 0;
    const before = structuredClone(world.aws.parameters);
    await world.deploy({});
    expect(world.aws.parameters).toEqual(before);
    expect(world.said).toContain('The Parameter Store has it all already');
    expect(world.said).toContain('Nothing had to be changed');
    expect(world.aws.sent).toHaveLength(1);
    expect(world.aws.started).toEqual([]);
    expect(world.cdk.at(-1)!.environment['SEC_USER_AGENT']).toBe(GIVEN.SEC_USER_AGENT);
  });

  it('registers with a new token, although nothing else is new', async () => {
    const world = await openWorld();
    await world.deploy(GIVEN);
    world.aws.parameters.get('/hashprice-watch/prod/telegram-token')!.value = '123456:the-token-before';
    await world.deploy(GIVEN);
    expect(world.aws.started).toEqual(['register-telegram-x', 'register-discord-x']);
    expect(world.aws.parameters.get('/hashprice-watch/prod/telegram-secret')?.version).toBe(1);
  });

  it('deploys what is new', async () => {
    const world = await openWorld();
    await world.deploy(GIVEN);
    world.codeIsNew();
    await world.deploy({});
    expect(world.said.filter((line) => line === 'Deployed')).toHaveLength(2);
  });
});

describe('a deployment that fails', () => {
  it('says what failed first, and goes on from there the next time', async () => {
    const world = await openWorld();
    await world.deploy(GIVEN);
    world.aws.stacks.delete('hashprice-watch-prod');
    world.codeIsNew();
    world.failNext('The account has no concurrency left', 'Resource creation cancelled');
    await expect(world.deploy({})).rejects.toThrow(/ {2}- Thing: The account has no concurrency left\nRun it again/);
    world.said.length = 0;
    await world.deploy({});
    expect(world.said).toContain('Deployed');
    expect(world.said).toContain('The Parameter Store has it all already');
  });

  it('does not deploy when there is no home', async () => {
    const world = await openWorld();
    world.failNext();
    await expect(world.deploy(GIVEN)).rejects.toThrow(/cdk bootstrap failed/);
    expect(commands(world)).toEqual([BOOTSTRAPPED]);
    expect(world.aws.parameters.size).toBe(0);
  });
});
