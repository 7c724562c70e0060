import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECRET_HEADER } from '../../functions/chat/telegram/verify.ts';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { floorTo, seconds } from '../../functions/units/time.ts';
import { audienceOf } from './audience.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { ENDPOINT_FILE, FOLDER, QUEUES_FILE } from './folder.ts';
import { listenToDiscord, makeSigner, type Signer } from './hosts/discord.ts';
import { pollTelegram } from './hosts/telegram.ts';
import { Inbox } from './inbox.ts';
import { changeLine, discordLines, sourceLines, tickLine, timeOf } from './live-words.ts';
import { lockFolder } from './lock.ts';
import { startDiscord } from './loopback/discord.ts';
import { startTelegram } from './loopback/telegram.ts';
import { probeAll } from './probe.ts';
import type { Screen } from './screen.ts';
import type { Settings } from './settings.ts';
import { type Listener, Tally } from './tally.ts';
import { cards } from './terminal/card.ts';

/** EDGAR answers nobody who does not say who asks. */
const FILINGS: readonly FunctionName[] = ['watch-filings', 'watch-press', 'read-filing'];
const DAY_SECONDS = 86_400;

/**
 * The whole bot on live data, until told to stop; then it finishes what it has in hand.
 *
 * @throws {Misconfigured} when the folder or the port is somebody else's.
 */
export async function live(settings: Settings, screen: Screen, stopped: AbortSignal): Promise<void> {
  const release = await lockFolder(FOLDER);
  const closing: (() => Promise<unknown>)[] = [release];
  try {
    const audience = audienceOf(settings.variables);
    const receivers = {
      telegram: audience.printed.includes('telegram') ? await startTelegram() : undefined,
      discord: audience.printed.includes('discord') ? await startDiscord() : undefined,
    };
    for (const receiver of [receivers.telegram, receivers.discord]) if (receiver) closing.push(receiver.stop);
    screen.print(`The bot on live data, kept in ${FOLDER}/`);
    const probes = probeAll(settings.variables);
    const secret = settings.variables.TELEGRAM_SECRET ?? randomBytes(24).toString('base64url');
    const signer = makeSigner();

    const inbox = new Inbox(receivers, audience.nameOf);
    const log = new Tally(listenerOn(screen, inbox));
    const cloud = await startCloud({
      folder: FOLDER,
      without: [
        ...(settings.variables.SEC_USER_AGENT === undefined ? FILINGS : []),
        // A terminal shows no pictures, and lists no commands.
        ...(receivers.telegram && receivers.discord ? (['send-picture'] as const) : []),
        ...(receivers.discord ? (['register-discord'] as const) : []),
      ],
      variables: {
        ...settings.variables,
        ...(receivers.telegram && { TELEGRAM_API_URL: receivers.telegram.url, TELEGRAM_TOKEN: '1:printed' }),
        ...(receivers.discord && { DISCORD_API_URL: `${receivers.discord.url}/api`, DISCORD_TOKEN: 'printed' }),
        TELEGRAM_SECRET: secret,
        // What comes from the gateway is signed here; Discord's own key is for whoever brings its requests to /discord.
        DISCORD_PUBLIC_KEY: settings.variables.DISCORD_PUBLIC_KEY ?? signer.publicKey,
        RECIPIENTS: audience.recipients,
        TICK_SECONDS: settings.tickSeconds,
      },
      overrides: { log },
      complain: (who, error) => log.error(who, error),
    });
    closing.push(cloud.stop);
    await writeFile(join(FOLDER, ENDPOINT_FILE), cloud.endpoint);
    await writeFile(join(FOLDER, QUEUES_FILE), JSON.stringify(cloud.queues));
    screen.print(...sourceLines(await probes, settings), ...audience.notes);
    await serve(cloud, settings, screen, log, { stopped, secret, signer });
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

async function serve(
  cloud: Cloud,
  settings: Settings,
  screen: Screen,
  log: Tally,
  { stopped, secret, signer }: { stopped: AbortSignal; secret: string; signer: Signer },
): Promise<void> {
  const url = await cloud.listen(settings.port);
  // What a deployment does first, and then the tick that is running, so that something is seen before the next one.
  const now = new Date();
  for (const name of ['enrol', 'backfill-history', 'register-telegram', 'register-discord', 'take-snapshot'] as const) {
    if (stopped.aborted) return;
    const at = name === 'take-snapshot' ? floorTo(now, seconds(settings.tickSeconds)) : now;
    await cloud.run(name, at).catch((error: unknown) => log.error(name, error));
  }
  cloud.serve({ tick: settings.tickSeconds, minute: settings.minuteSeconds, day: DAY_SECONDS });
  screen.print(
    `Running: a snapshot every ${settings.tickSeconds} s, ${url}/telegram and ${url}/discord. Ctrl-C stops.`,
  );
  const polling = pollWith(cloud, settings, screen, log, secret);
  const listening = listenWith(cloud, settings, screen, log, signer);
  if (!stopped.aborted) await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }));
  screen.print('Stopping when what is in hand is done. A restart goes on from here.');
  await Promise.all([polling?.stop(), listening?.stop()]);
}

/** A real bot's updates, brought to the very handler that its webhook would reach. */
function pollWith(cloud: Cloud, settings: Settings, screen: Screen, log: Tally, secret: string) {
  const { TELEGRAM_TOKEN: token, TELEGRAM_API_URL: apiUrl } = settings.variables;
  if (token === undefined) return undefined;
  screen.print('Asking Telegram for what people write to the bot.');
  return pollTelegram({
    token,
    apiUrl,
    deliver: async (update) => {
      const { statusCode, headers } = await cloud.post('/telegram', update, { [SECRET_HEADER]: secret });
      const wait = Number(headers?.['retry-after']);
      return { statusCode, ...(Number.isFinite(wait) ? { retryAfterSeconds: wait } : {}) };
    },
    say: (line) => screen.print(line),
    complain: (error) => log.error('an update', error),
  });
}

/** What people ask a real app, brought to the very handler that its endpoint would reach. */
function listenWith(cloud: Cloud, settings: Settings, screen: Screen, log: Tally, signer: Signer) {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_PUBLIC_KEY: givenKey } = settings.variables;
  if (token === undefined) return undefined;
  if (givenKey !== undefined) {
    screen.print('DISCORD_PUBLIC_KEY is set: what people ask on Discord is awaited at /discord, not at the gateway.');
    return undefined;
  }
  return listenToDiscord({
    token,
    apiUrl,
    signer,
    deliver: (body, headers) => cloud.post('/discord', body, headers),
    say: (line) => screen.print(line),
    complain: (error) => log.error('an interaction', error),
  });
}

function listenerOn(screen: Screen, inbox: Inbox): Listener {
  const { paint } = screen;
  let before = '';
  return {
    taken: (snapshot) => {
      before = '';
      screen.print(tickLine(snapshot));
    },
    changed: (change) => screen.print(paint.styled(changeLine(change), ['dim'])),
    delivered: () => {
      for (const message of inbox.unread()) screen.print(...cards(message, screen.width, paint));
    },
    onDiscord: (registered) => screen.print(...discordLines(registered)),
    remark: (line) => screen.print(line),
    trouble: (line) => {
      // An outage is a long sentence, and every tick would say it again.
      screen.print(`${timeOf(new Date())}  ${line === before ? 'the same again' : paint.styled(line, ['bold'])}`);
      before = line;
    },
  };
}
