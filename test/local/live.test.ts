import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { startDiscordGateway } from '../../infra/local/loopback/discord-gateway.ts';
import { startEdgar } from '../../infra/local/loopback/edgar.ts';
import { type LoopbackMarket, startMarket } from '../../infra/local/loopback/market.ts';
import { startPress } from '../../infra/local/loopback/press.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { recordedEdgar } from '../../infra/local/recordings/filings.ts';
import { aWorld } from '../support/world.ts';

const MAIN = resolve('infra/local/main.ts');
const CLI = resolve('infra/local/cli.ts');
/** Ten in the morning in New York, a Tuesday. */
const A_WORKING_DAY = '2026-02-24T15:00:00Z';

async function anEmptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hashprice-live-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A market in which mining does not pay, on loopback. */
async function aMarket(now = () => new Date()): Promise<LoopbackMarket> {
  const world = aWorld({ now });
  world.facts.usdPerBtc = 60_000;
  const market = await startMarket(world);
  onTestFinished(() => market.stop());
  return market;
}

/** The SEC and the wires, with what was recorded. */
async function filingSources(now = () => new Date()) {
  const [edgar, press] = [await startEdgar(recordedEdgar(now)), await startPress({ now, releases: [] })];
  onTestFinished(async () => {
    await Promise.all([edgar.stop(), press.stop()]);
  });
  return { edgar, press, urls: { ...edgar.urls, ...press.urls } };
}

/** A process that takes the moment of its start for another one, and the same clock for the world around it: the SEC has hours. */
function startingAt(at: string) {
  const shift = Date.parse(at) - Date.now();
  const script = `
    const { now } = Date;
    Date = class extends Date {
      constructor(...given) { super(...(given.length === 0 ? [Date.now()] : given)); }
      static now() { return now() + ${shift}; }
    };`;
  return {
    now: () => new Date(Date.now() + shift),
    before: ['--import', `data:text/javascript,${encodeURIComponent(script)}`],
  };
}

/** A line to a server that can be cut; `lost` is when the first request after that came to nothing. */
async function aLineTo(target: string) {
  const { port } = new URL(target);
  let how: 'well' | 'hang' | 'gone' = 'well';
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (how === 'hang') socket.on('data', () => lose());
    if (how === 'gone') socket.destroy();
    if (how !== 'well') return void (how === 'gone' && lose());
    const far = connect(Number(port), '127.0.0.1');
    far.on('error', () => undefined);
    socket.pipe(far).pipe(socket);
    socket.on('close', () => far.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    lost,
    cut: (now: 'hang' | 'gone') => {
      how = now;
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

class Run {
  output = '';
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;

  /** @param before flags of Node's own. */
  constructor(cwd: string, args: string[], environment: Record<string, string>, before: readonly string[] = []) {
    this.#child = spawn(process.execPath, [...before, MAIN, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.output += data.toString();
        this.#child.emit('said');
      });
    }
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
    onTestFinished(() => void this.#child.kill('SIGKILL'));
  }

  /** Waits for the output, not for time. */
  async until(pattern: RegExp): Promise<void> {
    const gone = this.ended.then((code) => {
      if (!pattern.test(this.output)) throw new Error(`ended with ${code} before ${pattern}:\n${this.output}`);
    });
    while (!pattern.test(this.output)) await Promise.race([once(this.#child, 'said'), gone]);
  }

  async stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}

const live = (cwd: string, environment: Record<string, string>, ...args: string[]) =>
  new Run(cwd, ['live', ...args], { PORT: '0', ...environment });

describe('npm run live', () => {
  it('shows what it sees and says without any token, stops cleanly, and goes on where it was', async () => {
    const [cwd, market] = [await anEmptyFolder(), await aMarket()];
    const first = live(cwd, market.urls, '--every', '1s');
    await first.until(/Telegram → this terminal[\s\S]*Lowest hashprice/);
    expect(await first.stop('SIGINT')).toBe(0);
    expect(first.output).toMatch(/Sources that answer: coinbase, kraken, bitstamp, gemini, mempool\.space/);
    expect(first.output).toContain('Filings are off: SEC_USER_AGENT is not set');
    expect(first.output).toContain('RECIPIENTS is not set');
    expect(first.output).toMatch(
      /\d\d:\d\d:\d\dZ {2}bitcoin \$60,000 {2}hashprice \$24\.\d\d\/PH\/day {2}from coinbase, kraken/,
    );

    const second = live(cwd, market.urls, '--every', '1s');
    await second.until(/Running[\s\S]*(bitcoin \$60,000[\s\S]*){2}/);
    const [, page = ''] = /The page is at (http:\S+)/.exec(second.output) ?? [];
    expect(await (await fetch(page)).text()).toContain('Bitcoin</bdi></dt><dd>$60,000');
    expect(await second.stop('SIGTERM')).toBe(0);
    expect(second.output).not.toContain('Lowest hashprice');
  });

  it('asks no source of filings without SEC_USER_AGENT, and says that filings are off', async () => {
    const { now, before } = startingAt(A_WORKING_DAY);
    const [cwd, market, { edgar, press, urls }] = [await anEmptyFolder(), await aMarket(now), await filingSources(now)];
    const run = new Run(cwd, ['live', '--every', '1s'], { PORT: '0', ...market.urls, ...urls }, before);
    // Every second is a minute here, so what runs every minute has run.
    await run.until(/Running[\s\S]*(bitcoin \$60,000[\s\S]*){3}/);
    expect(await run.stop('SIGINT')).toBe(0);
    expect(run.output).toContain('Filings are off: SEC_USER_AGENT is not set');
    expect(run.output).not.toContain('EDGAR');
    expect([...edgar.requests, ...press.requests]).toEqual([]);
  });

  it('asks EDGAR with it, under that name, and nothing more once it was turned away', async () => {
    const { now, before } = startingAt(A_WORKING_DAY);
    const [cwd, market, { edgar, press, urls }] = [await anEmptyFolder(), await aMarket(now), await filingSources(now)];
    edgar.fail('block', { below: 'type=6-K' });
    const told = { PORT: '0', ...market.urls, ...urls, SEC_USER_AGENT: 'Jane Doe jane@example.com' };
    const run = new Run(cwd, ['live', '--every', '1s'], told, before);
    await run.until(/Running[\s\S]*EDGAR blocks us \(403\)[\s\S]*(bitcoin \$60,000[\s\S]*){3}/);
    expect(await run.stop('SIGINT')).toBe(0);
    expect(run.output).toMatch(/Sources that answer: coinbase.*, EDGAR\./);
    expect(run.output).not.toContain('Filings are off');
    expect(new Set(edgar.requests.map(({ userAgent }) => userAgent))).toEqual(new Set(['Jane Doe jane@example.com']));
    expect(edgar.requests.filter(({ status }) => status === 403)).toHaveLength(1);
    expect(press.requests.length).toBeGreaterThan(0);
  });

  it('has learnt what a company filed, and says so while it runs and when it is gone', {
    timeout: 60_000,
  }, async () => {
    const { now, before } = startingAt('2026-03-26T12:35:00Z');
    const [cwd, market, { edgar, urls }] = [await anEmptyFolder(), await aMarket(now), await filingSources(now)];
    const told = { PORT: '0', ...market.urls, ...urls, SEC_USER_AGENT: 'Jane Doe jane@example.com' };
    const run = new Run(cwd, ['live', '--every', '1s'], told, before);
    const miner = async () => (await promisify(execFile)(process.execPath, [CLI, 'miner', 'MARA'], { cwd })).stdout;
    let ticks = 0;
    do await run.until(new RegExp(`Running[\\s\\S]*(bitcoin \\$60,000[\\s\\S]*){${++ticks}}`));
    while (!(await miner()).includes('15,133'));
    expect(edgar.requests.length).toBeGreaterThan(0);
    await run.stop('SIGKILL');
    expect(await miner()).toContain('15,133');
  });

  it('says at once that EDGAR does not answer as it should', async () => {
    const [cwd, market, { edgar, urls }] = [await anEmptyFolder(), await aMarket(), await filingSources()];
    edgar.fail('html');
    const run = live(cwd, { ...market.urls, ...urls, SEC_USER_AGENT: 'Jane Doe jane@example.com' });
    await run.until(/Running/);
    expect(run.output).toMatch(/- EDGAR at 127\.0\.0\.1:\d+: .*EDGAR’s current filings/);
    expect(await run.stop('SIGINT')).toBe(0);
  });

  it('sends where there is a token, and never shows it', async () => {
    const [cwd, market, telegram] = [await anEmptyFolder(), await aMarket(), await startTelegram()];
    onTestFinished(() => telegram.stop());
    const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
    const run = live(
      cwd,
      {
        ...market.urls,
        TELEGRAM_TOKEN: token,
        TELEGRAM_API_URL: `${telegram.url}/prefix`,
        RECIPIENTS: '[{"platform":"telegram","chat":"42"}]',
      },
      '--every',
      '1s',
    );
    await run.until(/lowest hashprice in 90 days: it lasted, so it is told[\s\S]*bitcoin/);
    expect(await run.stop('SIGINT')).toBe(0);
    expect(telegram.messages.map(({ chat }) => chat)).toContain('42');
    expect(telegram.calls.map(({ path }) => path)).toContain(`/prefix/bot${token}/sendMessage`);
    expect(run.output).not.toContain(token);
    expect(run.output).not.toContain('Telegram →');
  });

  it('answers what people write to the bot, by asking Telegram for it, and lists its commands there', async () => {
    const [cwd, market, telegram] = [await anEmptyFolder(), await aMarket(), await startTelegram()];
    onTestFinished(() => telegram.stop());
    const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
    const variables = { ...market.urls, TELEGRAM_TOKEN: token, TELEGRAM_API_URL: telegram.url };
    const run = live(cwd, { ...variables, TELEGRAM_ACCESS: 'list:42' }, '--every', '1h');
    await run.until(/Asking Telegram for what people write/);
    const writes = (id: number, text: string) =>
      telegram.updates.put({
        message: {
          message_id: 1,
          date: 1_771_934_400,
          chat: { id, type: 'private' },
          from: { id, is_bot: false },
          text,
        },
      });
    const answered = telegram.next(({ chat, text }) => chat === '42' && text.includes('$24.'));
    const refused = telegram.next(({ chat, text }) => chat === '43' && text.includes('its number is 43'));
    writes(42, '/hashprice');
    writes(43, '/hashprice');
    await Promise.all([answered, refused]);
    expect(await run.stop('SIGINT')).toBe(0);
    expect(telegram.commands.get('all_private_chats')?.map(({ command }) => command)).toContain('hashprice');
    expect(telegram.updates.webhook).toBeUndefined();
    expect(run.output).not.toContain(token);
  });

  it('leaves a bot alone whose updates go to a webhook elsewhere, and says so', async () => {
    const [cwd, market, telegram] = [await anEmptyFolder(), await aMarket(), await startTelegram()];
    onTestFinished(() => telegram.stop());
    telegram.updates.webhook = { url: 'https://production.example/telegram' };
    const variables = { ...market.urls, TELEGRAM_TOKEN: '110201543:AAH', TELEGRAM_API_URL: telegram.url };
    const run = live(cwd, variables, '--every', '1h');
    await run.until(/cannot be polled here[\s\S]*The webhook stays as it is/);
    expect(await run.stop('SIGINT')).toBe(0);
    expect(telegram.updates.webhook?.url).toBe('https://production.example/telegram');
  });

  it('answers what people ask on Discord, through the gateway, and lists its commands in the server for development', async () => {
    const token = 'MTMwMA.G-a_secret.never-to-be-seen';
    const [cwd, market, gateway] = [await anEmptyFolder(), await aMarket(), await startDiscordGateway({ token })];
    const discord = await startDiscord({ gateway: gateway.url });
    onTestFinished(async () => {
      await gateway.stop();
      await discord.stop();
    });
    const variables = { ...market.urls, DISCORD_TOKEN: token, DISCORD_API_URL: `${discord.url}/api` };
    const run = live(cwd, { ...variables, DISCORD_GUILD: '290926798626357999' }, '--every', '1h');
    await run.until(/Listening to Discord for what people ask/);
    const user = { id: '53908232506183680', username: 'mason', global_name: 'Mason' };
    const interaction = {
      id: '1310000000000000001',
      application_id: discord.application.id,
      type: 2,
      token: 'aW50ZXJhY3Rpb24',
      version: 1,
      channel_id: '645027906669510667',
      channel: { id: '645027906669510667', type: 1 },
      user,
      context: 1,
      locale: 'en-US',
      app_permissions: '0',
      authorizing_integration_owners: { '1': user.id },
      entitlements: [],
      attachment_size_limit: 10_485_760,
      data: { id: '1600000000000000000', name: 'hashprice', type: 1 },
    };
    discord.interactions.open({ id: interaction.id, token: interaction.token });
    const answered = discord.next(({ path }) => path.endsWith('/callback'));
    gateway.dispatch('INTERACTION_CREATE', interaction);
    const { status, body } = await answered;
    expect(status).toBe(204);
    expect(JSON.stringify(body)).toContain('$24.');
    const chart = {
      ...interaction,
      id: '1310000000000000002',
      token: 'chart',
      data: { ...interaction.data, name: 'chart' },
    };
    discord.interactions.open({ id: chart.id, token: chart.token });
    const drawn = discord.next(
      ({ method, path, status }) => method === 'PATCH' && path.endsWith('@original') && status === 200,
    );
    gateway.dispatch('INTERACTION_CREATE', chart);
    expect((await drawn).path).toContain('/chart/messages/@original');
    expect(discord.interactions.of(chart.token)?.response).toMatchObject({ type: 5 });
    expect(await run.stop('SIGINT')).toBe(0);
    expect(discord.commands.get('290926798626357999')?.map(({ name }) => name)).toContain('hashprice');
    expect(discord.commands.get('global')).toBeUndefined();
    expect(discord.breaches).toEqual([]);
    expect(run.output).toMatch(/to add the bot to a server: https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+/);
    expect(run.output).not.toContain('a_secret');
  });

  it('leaves an app alone whose interactions go to an endpoint elsewhere, and says so', async () => {
    const [cwd, market, discord] = [await anEmptyFolder(), await aMarket(), await startDiscord()];
    onTestFinished(() => discord.stop());
    discord.application.interactions_endpoint_url = 'https://production.example/discord';
    const variables = { ...market.urls, DISCORD_TOKEN: 'MTMwMA.G-x.y', DISCORD_API_URL: `${discord.url}/api` };
    const run = live(cwd, variables, '--every', '1h');
    await run.until(/none come here[\s\S]*The endpoint stays as it is/);
    expect(await run.stop('SIGINT')).toBe(0);
    expect(discord.application.interactions_endpoint_url).toBe('https://production.example/discord');
  });

  it.each([
    ['hang', 'take what they are asked and never answer'],
    ['gone', 'are gone'],
  ])('stops at one Ctrl-C when feeds, Telegram and Discord %s: they %s', { timeout: 40_000 }, async (how) => {
    const token = 'MTMwMA.G-a_secret.never-to-be-seen';
    const [cwd, market, telegram] = [await anEmptyFolder(), await aMarket(), await startTelegram()];
    const gateway = await startDiscordGateway({ token });
    const discord = await startDiscord({ gateway: gateway.url });
    const lines = [await aLineTo(telegram.url), await aLineTo(discord.url), await aLineTo(market.urls.KRAKEN_URL)];
    const [toTelegram, toDiscord, toMarket] = lines.map(({ url }) => url) as [string, string, string];
    onTestFinished(async () => {
      for (const server of [...lines, gateway, telegram, discord]) await server.stop();
    });
    const sources = Object.entries(market.urls).map(([name, url]) => [name, toMarket + new URL(url).pathname]);
    const run = live(
      cwd,
      {
        ...Object.fromEntries(sources),
        ...{ TELEGRAM_TOKEN: '110201543:AAH', TELEGRAM_API_URL: toTelegram },
        ...{ DISCORD_TOKEN: token, DISCORD_API_URL: `${toDiscord}/api` },
        RECIPIENTS: '[{"platform":"telegram","chat":"42"},{"platform":"discord","channel":"43"}]',
      },
      '--every',
      '1s',
    );
    await run.until(/Listening to Discord for what people ask[\s\S]*(bitcoin \$60,000[\s\S]*){2}/);
    for (const line of lines) line.cut(how as 'hang' | 'gone');
    gateway.drop();
    await gateway.stop();
    await Promise.all(lines.map(({ lost }) => lost));
    expect(await run.stop('SIGINT')).toBe(0);
    expect(run.output).toContain('Ctrl-C again stops at once');
    expect(run.output).not.toContain('This should not happen');
  });

  it('runs on with a source that is down, and says which at once', async () => {
    const [cwd, market] = [await anEmptyFolder(), await aMarket()];
    market.fail('kraken', '503');
    const run = live(cwd, market.urls);
    await run.until(/Running/);
    expect(run.output).toMatch(/- kraken at 127\.0\.0\.1:\d+: answered 503/);
    expect(run.output).toMatch(/from coinbase, bitstamp, gemini {2}ignored kraken/);
    expect(await run.stop('SIGINT')).toBe(0);
  });

  it('refuses to share its database with another process, and takes it over from a killed one', async () => {
    const [cwd, market] = [await anEmptyFolder(), await aMarket()];
    const one = live(cwd, market.urls);
    await one.until(/Running/);
    const other = live(cwd, market.urls);
    expect(await other.ended).toBe(1);
    expect(other.output).toMatch(/^another bot \(process \d+\) is using the database in \.local: stop it first.*\n$/);
    await one.stop('SIGKILL');
    const next = live(cwd, market.urls);
    await next.until(/Running/);
    expect(await next.stop('SIGINT')).toBe(0);
  });

  it('says in one sentence that its port is taken', async () => {
    const [cwd, market] = [await anEmptyFolder(), await aMarket()];
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    onTestFinished(() => void squatter.close());
    const { port } = squatter.address() as { port: number };
    const run = live(cwd, { ...market.urls, PORT: String(port) });
    expect(await run.ended).toBe(1);
    expect(run.output).toContain(`port ${port} is taken: stop what listens there, or choose another one, like PORT=`);
    expect(run.output).not.toMatch(/ at .*\.ts:\d+/);
  });

  it('names everything that is wrong with .env and the flags in one error, before it does anything', async () => {
    const cwd = await anEmptyFolder();
    await writeFile(join(cwd, '.env'), 'KRAKEN_URL=kraken\nRECIPIENTS=[{\nDISCORD_GUILD=me\n');
    const run = live(cwd, {}, '--every', '7s');
    expect(await run.ended).toBe(1);
    for (const name of ['KRAKEN_URL', 'RECIPIENTS', 'DISCORD_GUILD', '--every']) expect(run.output).toContain(name);
    expect(run.output).not.toMatch(/ at .*\.ts:\d+/);
  });
});

it('an unknown flag or command is explained', async () => {
  const cwd = await anEmptyFolder();
  const run = new Run(cwd, ['replay', '--dayly'], {});
  expect(await run.ended).toBe(1);
  expect(run.output).toContain('--daily');
});
