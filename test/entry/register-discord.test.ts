import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandDefinitions } from '../../functions/chat/discord/definitions.ts';
import { DynamoPlatformFacts } from '../../functions/chat/discord/platform.dynamodb.ts';
import { create } from '../../functions/entry/register-discord.ts';
import { Misconfigured, Refused, Unreachable } from '../../functions/kit/errors.ts';
import { type Endpoint, startDiscord } from '../../infra/local/loopback/discord.ts';
import { TestClock } from '../support/clock.ts';
import { scheduledEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { discordRequests, discordSpec, isThere } from '../support/specs.ts';
import { emulatedTable } from '../support/table.ts';

const NOW = '2026-02-05T12:00:00Z';
const TOKEN = 'MTMwMA.G-a_secret.token-of-a-bot';
const URL = 'https://abc123.execute-api.us-east-1.amazonaws.com/discord';
const GUILD = '290926798626357999';

async function open(endpoint?: Endpoint) {
  const discord = await startDiscord({
    ...(endpoint && { endpoint }),
    ...(isThere(discordSpec) && { check: discordRequests() }),
  });
  onTestFinished(() => discord.stop());
  const { table, client, name } = await emulatedTable();
  const log = new MemoryLog();
  const clock = new TestClock(NOW);
  const run = (
    source: Record<string, string | undefined> = {},
    event: Parameters<ReturnType<typeof create>>[0] = scheduledEvent(NOW),
  ) =>
    create(
      { TABLE_NAME: name, DISCORD_API_URL: `${discord.url}/api`, DISCORD_TOKEN: TOKEN, ...source },
      { clock, log, dynamodb: client },
    )(event);
  const asked = () => discord.calls.splice(0).map(({ method, path }) => `${method} ${path.replace('/api/v10', '')}`);
  return { discord, log, run, asked, table, facts: new DynamoPlatformFacts(table) };
}

const LOOK = 'GET /applications/@me';
const COMMANDS = 'PUT /applications/1300000000000000000/commands';
const IN_GUILD = `PUT /applications/1300000000000000000/guilds/${GUILD}/commands`;

/** An endpoint as it should be, and one that lets anybody in. */
const door: Endpoint = async (_, { headers }) =>
  headers['x-signature-ed25519'] === '0'.repeat(128) ? { statusCode: 401 } : { statusCode: 200, body: '{"type":1}' };
const openDoor: Endpoint = async () => ({ statusCode: 200, body: '{"type":1}' });

describe('registering the Discord app', () => {
  it('lists the commands everywhere, keeps key and id, and the next day changes nothing', async () => {
    const { discord, run, asked, facts } = await open();
    const said = await run();
    expect(asked()).toEqual([LOOK, COMMANDS]);
    expect(discord.commands.get('global')?.map(({ name }) => name)).toEqual(
      (await commandDefinitions()).map(({ name }) => name),
    );
    expect(await facts.read()).toEqual({ id: discord.application.id, publicKey: discord.application.verify_key });
    expect(said).toContain('https://discord.com/oauth2/authorize?client_id=1300000000000000000&scope=bot');
    await run();
    expect(asked()).toEqual([LOOK]);
    expect(discord.breaches).toEqual([]);
  });

  it('lists them again where the record was lost, which changes nothing', async () => {
    const { discord, run, asked, table } = await open();
    await run();
    const before = discord.commands.get('global');
    await table.delete({ pk: 'PLATFORM#discord', sk: 'COMMANDS' });
    await run();
    expect(asked()).toEqual([LOOK, COMMANDS, LOOK, COMMANDS]);
    expect(discord.commands.get('global')).toEqual(before);
  });

  it('lists them in one server for development, and takes them back from there before they are listed everywhere', async () => {
    const { discord, run, asked } = await open();
    await run({ DISCORD_GUILD: GUILD });
    await run({ DISCORD_GUILD: GUILD });
    expect(asked()).toEqual([LOOK, IN_GUILD, LOOK]);
    expect(discord.commands.get('global')).toBeUndefined();
    await run();
    expect(asked()).toEqual([LOOK, IN_GUILD, COMMANDS]);
    expect(discord.commands.get(GUILD)).toEqual([]);
    expect(discord.commands.get('global')).not.toEqual([]);
  });

  it('does not mind that a server of before has let it go', async () => {
    const { discord, run, asked } = await open();
    await run({ DISCORD_GUILD: GUILD });
    discord.fail('missing access', { route: 'guildCommands' });
    await run();
    expect(asked().at(-1)).toBe(COMMANDS);
  });

  it('knows the key of another app as soon as the token is another app’s', async () => {
    const { discord, run, facts, asked } = await open();
    await run();
    discord.application.id = '1300000000000000001';
    await run();
    expect(await facts.read()).toMatchObject({ id: '1300000000000000001' });
    expect(asked().at(-1)).toBe('PUT /applications/1300000000000000001/commands');
  });

  it('names the server and the invitation where it is not in the server that it should list them in', async () => {
    const { discord, run } = await open();
    discord.fail('missing access', { route: 'guildCommands' });
    await expect(run({ DISCORD_GUILD: GUILD })).rejects.toThrow(
      /not in the server 290926798626357999 that DISCORD_GUILD names: add it with https:\/\/discord.com/,
    );
  });

  it('has nothing to do without a token, and says so', async () => {
    const { run, log, asked } = await open();
    expect(await run({ DISCORD_TOKEN: undefined })).toMatch(/^Discord is off/);
    expect(asked()).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'warn', message: /Discord is off/ }]);
  });

  it.each([
    ['a token that is none', 'unauthorized', 'application', Misconfigured, /Discord does not know DISCORD_TOKEN/],
    ['too many commands', 'too many commands', 'commands', Refused, /daily application command creates/],
    ['a bad moment', 'server error', 'commands', Unreachable, /server error/],
    ['a long wait', { retryAfter: 600 }, 'commands', Unreachable, /rate limited/],
  ] as const)('says of %s what it is, and never the token', async (_, fault, route, kind, why) => {
    const { discord, run, log, asked } = await open();
    discord.fail(fault, { route });
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toMatch(why);
    expect(JSON.stringify([log.lines, String(error), error])).not.toContain('a_secret');
    discord.heal();
    asked();
    await run();
    expect(asked()).toEqual([LOOK, COMMANDS]);
  });

  it('waits out a short limit', async () => {
    const { discord, run, asked } = await open();
    discord.fail({ retryAfter: 2 }, { route: 'commands', times: 1 });
    await run();
    expect(asked()).toEqual([LOOK, COMMANDS, COMMANDS]);
  });
});

describe('where Discord brings interactions', () => {
  it('is set once Discord has called there, and stays', async () => {
    const { discord, run, asked, log } = await open(door);
    await run({ DISCORD_INTERACTIONS_URL: URL });
    expect(discord.application.interactions_endpoint_url).toBe(URL);
    expect(log.counts.get('RegistrationTaken')).toBeUndefined();
    asked();
    await run({ DISCORD_INTERACTIONS_URL: URL });
    expect(asked()).toEqual([LOOK]);
  });

  it('stays what it is where there is no address here', async () => {
    const { discord, run } = await open();
    discord.application.interactions_endpoint_url = 'https://production.example/discord';
    await run();
    expect(discord.application.interactions_endpoint_url).toBe('https://production.example/discord');
  });

  it('is taken back from somebody else, who is named by his host', async () => {
    const { discord, run, log } = await open(door);
    discord.application.interactions_endpoint_url = 'https://other.example/a-secret-path';
    expect(await run({ DISCORD_INTERACTIONS_URL: URL })).toContain('it was at other.example, which hears nothing now');
    expect(discord.application.interactions_endpoint_url).toBe(URL);
    expect(log.counts.get('RegistrationTaken')).toBe(1);
  });

  it('and with it the commands, of which he may have listed others; his address is in no log', async () => {
    const { discord, run, asked, log } = await open(door);
    await run({ DISCORD_INTERACTIONS_URL: URL });
    discord.application.interactions_endpoint_url = 'https://other.example/a-secret-path';
    asked();
    await run({ DISCORD_INTERACTIONS_URL: URL });
    expect(asked()).toContain(COMMANDS);
    expect(JSON.stringify(log.lines)).not.toContain('a-secret-path');
  });

  it('is refused by Discord where anybody is let in, and the error says what was wanted', async () => {
    const { discord, run, facts } = await open(openDoor);
    discord.application.interactions_endpoint_url = 'https://old.example/discord';
    await expect(run({ DISCORD_INTERACTIONS_URL: URL })).rejects.toThrow(
      /PONG for a PING with a good signature, and 401 for one with a bad one.*stays \(https:\/\/old.example/,
    );
    expect(discord.application.interactions_endpoint_url).toBe('https://old.example/discord');
    // By then its key is known, so that the next call can be answered.
    expect(await facts.read()).toBeDefined();
  });

  it('is taken away with the stack that set it, and nobody else’s is', async () => {
    const { discord, run } = await open(door);
    await run({ DISCORD_INTERACTIONS_URL: URL });
    expect(await run({}, deployment('Delete', 'https://another.example/discord'))).toMatch(/left alone/);
    expect(discord.application.interactions_endpoint_url).toBe(URL);
    expect(await run({}, deployment('Delete', URL))).toBe('endpoint removed');
    expect(discord.application.interactions_endpoint_url).toBeNull();
  });

  it('is set as a deployment says, which is no alarm', async () => {
    const { discord, run, log } = await open(door);
    discord.application.interactions_endpoint_url = 'https://old.example/discord';
    expect(await run({}, deployment('Update', URL))).toMatch(/^commands set, the endpoint is set/);
    expect(discord.application.interactions_endpoint_url).toBe(URL);
    expect(log.counts.get('RegistrationTaken')).toBeUndefined();
  });
});

const deployment = (RequestType: 'Update' | 'Delete', Url: string) =>
  ({
    RequestType,
    ResponseURL: 'https://cloudformation.example/answer',
    StackId: 'stack',
    RequestId: '1',
    LogicalResourceId: 'Registration',
    ResourceProperties: { Url },
  }) as unknown as CloudFormationCustomResourceEvent;
