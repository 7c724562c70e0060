import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECRET_HEADER } from '../../functions/chat/telegram/verify.ts';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { days, floorTo, seconds } from '../../functions/units/time.ts';
import { audienceOf } from './audience.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { ENDPOINT_FILE, FOLDER, PAGE_FILE, QUEUES_FILE } from './folder.ts';
import { listenToDiscord, makeSigner, type Signer } from './hosts/discord.ts';
import { pollTelegram } from './hosts/telegram.ts';
import { Inbox } from './inbox.ts';
import { discordLines, lengthOf, sourceLines, tickLine, timeOf } from './live-words.ts';
import { lockFolder } from './lock.ts';
import { startDiscord } from './loopback/discord.ts';
import { startTelegram } from './loopback/telegram.ts';
import { Outages } from './outages.ts';
import { probeAll } from './probe.ts';
import { changeLine } from './rule-words.ts';
import type { Screen } from './screen.ts';
import type { Settings } from './settings.ts';
import { type Listener, Tally } from './tally.ts';
import { cards } from './terminal/card.ts';

/** EDGAR answers nobody who does not say who asks. */
const FILINGS: readonly FunctionName[] = ['watch-filings', 'watch-press', 'read-filing', 'read-financials'];
const DAY_SECONDS = 86_400;

/**
 * The whole bot on live data, until told to stop; then it finishes what it has in hand, if that takes no longer than
 * LAST_SECONDS. Somebody who does not answer may be waited for by functions that were given minutes, and those go on
 * after this has returned: its caller ends the process.
 *
 * @throws {Misconfigured} when the folder or the port is somebody else's.
 */
export async function live(settings: Settings, screen: Screen, stopped: AbortSignal): Promise<void> {
  const release = await lockFolder(FOLDER);
  const closing: (() => Promise<unknown>)[] = [release];
  const ending = endOf(stopped, screen);
  closing.push(ending.over);
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
    const log = new Tally(listenerOn(screen, inbox, audience.nameOf, ending));
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
    closing.push(() => cloud.stop(ending.late));
    await writeFile(join(FOLDER, ENDPOINT_FILE), cloud.endpoint);
    await writeFile(join(FOLDER, QUEUES_FILE), JSON.stringify(cloud.queues));
    screen.print(...sourceLines(await probes, settings), ...audience.notes);
    await serve(cloud, settings, screen, log, { stopped, late: ending.late, secret, signer });
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

async function serve(
  cloud: Cloud,
  settings: Settings,
  screen: Screen,
  log: Tally,
  { stopped, late, secret, signer }: { stopped: AbortSignal; late: Promise<void>; secret: string; signer: Signer },
): Promise<void> {
  const url = await cloud.listen(settings.port);
  await writeFile(join(FOLDER, PAGE_FILE), `${url}/`);
  // What a deployment does first, and then the tick that is running, so that something is seen before the next one.
  const now = new Date();
  for (const name of ['enrol', 'backfill-history', 'register-telegram', 'register-discord', 'take-snapshot'] as const) {
    if (stopped.aborted) return;
    const at = name === 'take-snapshot' ? floorTo(now, seconds(settings.tickSeconds)) : now;
    await Promise.race([cloud.run(name, at).catch((error: unknown) => log.error(name, error)), late]);
  }
  if (stopped.aborted) return;
  cloud.serve({ tick: settings.tickSeconds, minute: settings.minuteSeconds, day: DAY_SECONDS });
  screen.print(
    `The page is at ${url}/`,
    `Running: a snapshot every ${lengthOf(settings.tickSeconds)}, ${url}/telegram and ${url}/discord. Ctrl-C stops.`,
  );
  // Nobody waits for it: three dozen companies at EDGAR's pace. A restart on the same day does what was left.
  void cloud
    .run('read-financials', floorTo(now, days(1)))
    .catch((error: unknown) => (stopped.aborted ? undefined : log.error('read-financials', error)));
  const polling = pollWith(cloud, settings, screen, log, secret);
  const listening = listenWith(cloud, settings, screen, log, signer);
  if (!stopped.aborted) await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }));
  await Promise.race([Promise.all([polling?.stop(), listening?.stop(), cloud.rest()]), late]);
}

/** How long what is in hand is waited for. */
const LAST_SECONDS = 10;

type Ending = {
  /** When the time is over that is left after the word to stop. */
  late: Promise<void>;
  isLate(): boolean;
  /** Nobody waits any longer. */
  over(): Promise<void>;
};

/** Says so when the word to stop comes, and counts from there. */
function endOf(stopped: AbortSignal, screen: Screen): Ending {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    screen.print(
      `Stopping: what is in hand has ${LAST_SECONDS} s; a restart goes on from here. Ctrl-C again stops at once.`,
    );
    timer = setTimeout(() => {
      isLate = true;
      screen.print('Stopped with something in hand, which somebody does not answer to: the next run does it again.');
      resolve();
    }, LAST_SECONDS * 1_000);
  };
  if (stopped.aborted) begin();
  else stopped.addEventListener('abort', begin, { once: true });
  return {
    late,
    isLate: () => isLate,
    over: async () => {
      stopped.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
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

/** How the lines begin that a source brings at every look while it is out. */
const GOES_ON = {
  press: ['a press feed could not be read', 'watch-press'],
  filings: ['a list of filings could not be read', 'watch-filings'],
} as const;

function listenerOn(shown: Screen, inbox: Inbox, nameOf: (recipient: string) => string, { isLate }: Ending): Listener {
  // What is left behind fails when the emulators are gone, and that is nobody's news.
  const screen: Screen = { ...shown, print: (...lines) => (isLate() ? undefined : shown.print(...lines)) };
  const { paint } = screen;
  const outages = new Outages();
  let ignored: ReadonlySet<string> = new Set();
  return {
    taken: (snapshot) => {
      if (outages.end('no snapshot')) screen.print(`${timeOf(new Date())}  Snapshots can be taken again.`);
      screen.print(tickLine(snapshot, ignored));
      const now = new Set(snapshot.ignored.map(({ feed }) => feed));
      const back = [...ignored].filter((feed) => !now.has(feed));
      if (back.length > 0) screen.print(`  No longer ignored: ${back.join(', ')}.`);
      ignored = now;
    },
    changed: (change) => screen.print(paint.styled(changeLine(change, nameOf), ['dim'])),
    delivered: () => {
      for (const message of inbox.unread()) screen.print(...cards(message, screen.width, paint));
    },
    onDiscord: (registered) => screen.print(...discordLines(registered)),
    well: (what) => {
      if (!outages.end(...GOES_ON[what])) return;
      screen.print(
        `${timeOf(new Date())}  ${what === 'press' ? 'The press feeds' : 'EDGAR’s lists'} can be read again.`,
      );
    },
    remark: (line) => {
      const goesOn = [...GOES_ON.press, ...GOES_ON.filings].some((beginning) => line.startsWith(beginning));
      if (!goesOn || outages.begins(line, Date.now())) screen.print(line);
    },
    trouble: (line) => {
      const now = new Date();
      if (outages.begins(line, now.getTime())) screen.print(`${timeOf(now)}  ${paint.styled(line, ['bold'])}`);
    },
  };
}
