import { EventEmitter, once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isFromDiscord } from '../../../functions/chat/discord/verify.ts';
import { type Listening, listenToDiscord, makeSigner } from '../../../infra/local/hosts/discord.ts';
import { startDiscord } from '../../../infra/local/loopback/discord.ts';
import { startDiscordGateway } from '../../../infra/local/loopback/discord-gateway.ts';

const TOKEN = 'MTMwMA.G-a_secret.never-to-be-seen';
const ID = '1310000000000000001';
const asked = (id = ID) => ({ id, token: `token-of-${id}`, type: 2, version: 1, data: { name: 'hashprice' } });
const words = { type: 4, data: { content: '$24.17' } };

type Answered = Awaited<ReturnType<Listening['deliver']>>;
const answered = (body: object): Answered => ({ statusCode: 200, body: JSON.stringify(body) });

/** An app that listens to a gateway, both on this machine; every wait is over at once. */
async function aListeningApp(answer: (body: string) => Answered | Promise<Answered> = () => answered(words)) {
  const gateway = await startDiscordGateway({ token: TOKEN });
  const discord = await startDiscord({ gateway: gateway.url });
  onTestFinished(async () => {
    await gateway.stop();
    await discord.stop();
  });
  const signer = makeSigner();
  const events = new EventEmitter();
  const delivered: { body: string; headers: Readonly<Record<string, string>> }[] = [];
  const said: string[] = [];
  const waits: number[] = [];
  const troubles: unknown[] = [];
  const start = (token = TOKEN, apiUrl = `${discord.url}/api`) => {
    const listening = listenToDiscord({
      token,
      apiUrl,
      signer,
      deliver: async (body, headers) => {
        delivered.push({ body, headers });
        events.emit('event');
        return answer(body);
      },
      say: (line) => {
        said.push(line);
        events.emit('event');
      },
      complain: (error) => {
        troubles.push(error);
        events.emit('event');
      },
      sleep: async (ms) => {
        waits.push(ms / 1_000);
        events.emit('event');
        await new Promise((resolve) => setImmediate(resolve));
      },
    });
    onTestFinished(listening.stop);
    return listening;
  };
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await once(events, 'event');
  };
  /** Somebody asks; over when Discord has an answer. */
  const ask = async (interaction = asked()) => {
    const callback = discord.next(({ path }) => path.endsWith('/callback'));
    discord.interactions.open(interaction);
    gateway.dispatch('INTERACTION_CREATE', interaction);
    return callback;
  };
  return { gateway, discord, signer, start, until, ask, delivered, said, waits, troubles };
}

describe('listening to Discord', () => {
  it('hands over what somebody asks as Discord’s request would bring it, and takes the answer to where it belongs', async () => {
    const { discord, gateway, signer, start, ask, delivered, said, troubles } = await aListeningApp();
    start();
    expect(await ask()).toMatchObject({ status: 204, body: words });
    const [{ body, headers }] = delivered as [(typeof delivered)[0]];
    expect(JSON.parse(body)).toEqual(asked());
    expect(isFromDiscord(headers, Buffer.from(body), signer.publicKey, new Date())).toBe(true);
    expect(discord.interactions.of(asked().token)).toMatchObject({ original: { body: words.data }, response: words });
    expect(gateway.identified).toEqual([{ intents: 0 }]);
    expect(said).toEqual(['Listening to Discord for what people ask the bot.']);
    expect(troubles).toEqual([]);
  });

  it('defers as it is told to, and passes on a file', async () => {
    const form = new FormData();
    form.set('payload_json', JSON.stringify({ type: 4, data: { content: 'x', attachments: [{ id: '0' }] } }));
    form.set('files[0]', new Blob(['{"v":1}'], { type: 'application/json' }), 'kept.json');
    const written = new Response(form);
    const withFile: Answered = {
      statusCode: 200,
      headers: { 'content-type': written.headers.get('content-type')! },
      body: await written.text(),
    };
    const { discord, start, ask } = await aListeningApp((body) =>
      body.includes(ID) ? answered({ type: 5, data: { flags: 64 } }) : withFile,
    );
    start();
    await ask();
    expect(discord.interactions.of(asked().token)).toMatchObject({ response: { type: 5, data: { flags: 64 } } });
    const other = asked('1310000000000000002');
    expect((await ask(other)).files.map(({ filename, bytes }) => [filename, bytes.toString()])).toEqual([
      ['kept.json', '{"v":1}'],
    ]);
    expect(discord.interactions.of(other.token)?.original?.files).toHaveLength(1);
  });

  it('lets nobody wait for somebody else’s answer', async () => {
    let letGo = (_: Answered) => {};
    const slow = new Promise<Answered>((resolve) => {
      letGo = resolve;
    });
    const { start, ask, gateway, discord, until, delivered } = await aListeningApp((body) =>
      body.includes(ID) ? slow : answered(words),
    );
    start();
    discord.interactions.open(asked());
    gateway.dispatch('INTERACTION_CREATE', asked());
    await until(() => delivered.length === 1);
    expect(await ask(asked('1310000000000000002'))).toMatchObject({ status: 204 });
    const first = discord.next(({ path }) => path.includes(ID));
    letGo(answered(words));
    expect(await first).toMatchObject({ status: 204 });
  });

  it('ends what it has in hand before it stops', async () => {
    let letGo = (_: Answered) => {};
    const slow = new Promise<Answered>((resolve) => {
      letGo = resolve;
    });
    const { start, gateway, discord, until, delivered } = await aListeningApp(() => slow);
    const listening = start();
    discord.interactions.open(asked());
    gateway.dispatch('INTERACTION_CREATE', asked());
    await until(() => delivered.length === 1);
    const stopped = listening.stop();
    letGo(answered(words));
    await stopped;
    expect(discord.interactions.of(asked().token)?.response).toEqual(words);
  });

  it('goes on after a connection is lost, and says so', async () => {
    const { start, gateway, ask, said, until, waits } = await aListeningApp();
    start();
    await ask();
    gateway.drop();
    await until(() => said.length >= 3);
    expect(said.slice(1)).toEqual(['Discord’s gateway is lost; connecting again.', 'Discord answers again.']);
    expect(gateway.resumed).toBe(1);
    expect(await ask(asked('1310000000000000002'))).toMatchObject({ status: 204 });
    expect(waits).toEqual([]);
  });

  it('tries again while Discord is down, ever later, and says it once', async () => {
    const { start, discord, ask, said, until, waits } = await aListeningApp();
    discord.fail('server error', { route: 'application', times: 3 });
    start();
    await until(() => waits.length === 3);
    expect(await ask()).toMatchObject({ status: 204 });
    expect(waits).toEqual([2, 4, 8]);
    expect(said).toEqual([expect.stringMatching(/cannot be reached.*trying again/), 'Discord answers again.']);
  });

  it.each([
    [
      'the API',
      (app: Awaited<ReturnType<typeof aListeningApp>>) => app.discord.fail('unauthorized', { route: 'application' }),
      TOKEN,
    ],
    ['the gateway', () => undefined, 'MTMwMA.another_secret.token'],
  ])('says in one sentence that %s does not know the token, and stops asking', async (_, spoil, token) => {
    const app = await aListeningApp();
    spoil(app);
    const listening = app.start(token);
    await app.until(() => app.said.length === 1);
    expect(app.said[0]).toMatch(/^Discord does not know DISCORD_TOKEN/);
    await listening.stop();
    expect([app.waits, app.troubles]).toEqual([[], []]);
    expect(JSON.stringify(app.said)).not.toContain('secret');
  });

  it('says when the token was reset while it listened', async () => {
    const { start, gateway, ask, said, until } = await aListeningApp();
    start();
    await ask();
    gateway.drop(4004);
    await until(() => said.some((line) => line.startsWith('Discord does not know DISCORD_TOKEN')));
  });

  it('leaves an app alone whose interactions go to an endpoint, and says so', async () => {
    const { start, discord, gateway, said, until } = await aListeningApp();
    discord.application.interactions_endpoint_url = 'https://production.example/discord?secret=1';
    const listening = start();
    await until(() => said.length === 1);
    await listening.stop();
    expect(said[0]).toMatch(/to an endpoint \(production\.example\), so none come here.*The endpoint stays as it is/);
    expect(said[0]).not.toContain('secret');
    expect(gateway.identified).toEqual([]);
    expect(discord.application.interactions_endpoint_url).toContain('production.example');
  });

  it('says that somebody else answers with the same token', async () => {
    const { start, discord, gateway, said, until } = await aListeningApp();
    start();
    discord.interactions.open(asked());
    discord.interactions.answered(asked().token, { type: 6 });
    gateway.dispatch('INTERACTION_CREATE', asked());
    await until(() => said.some((line) => /another process listens with this token/.test(line)));
  });

  it.each([
    ['a handler that throws', () => Promise.reject(new Error('out of memory')), /out of memory/],
    ['a handler that refuses', () => ({ statusCode: 401 }), /answered with 401/],
    [
      'an answer that Discord does not take',
      () => answered({ type: 4, data: { content: 'x'.repeat(2_001) } }),
      /did not take an answer: 400/,
    ],
  ])('complains of %s, and goes on', async (_, answer, why) => {
    let isFirst = true;
    const { start, discord, gateway, ask, troubles, until } = await aListeningApp(() => {
      const now = isFirst ? answer() : answered(words);
      isFirst = false;
      return now;
    });
    start();
    discord.interactions.open(asked());
    gateway.dispatch('INTERACTION_CREATE', asked());
    await until(() => troubles.length === 1);
    expect(String(troubles[0])).toMatch(why);
    expect(await ask(asked('1310000000000000002'))).toMatchObject({ status: 204 });
  });
});
