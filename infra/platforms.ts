import * as z from 'zod';
import { ASKED_FOR } from '../functions/chat/discord/rights.ts';
import { BotError, Misconfigured, Unreachable, Unreadable } from '../functions/kit/errors.ts';

/** Where the platforms answer, for whoever stands outside of the functions and wants to know how things are. */
export type Platforms = { TELEGRAM_API_URL: string; DISCORD_API_URL: string };
type Source = Readonly<Record<string, string | undefined>>;

export const platformsIn = (source: Source): Platforms => ({
  TELEGRAM_API_URL: source['TELEGRAM_API_URL'] || 'https://api.telegram.org',
  DISCORD_API_URL: source['DISCORD_API_URL'] || 'https://discord.com/api',
});

const PATIENCE_MS = 10_000;
/** Their answers are a few kilobytes. */
const MOST_BYTES = 1_000_000;
/** Discord's own front refuses a client that does not introduce itself. */
const DISCORD_AGENT = 'DiscordBot (https://github.com/hashprice-watch, 1.0)';

const meShape = z.object({ id: z.number(), username: z.string() });
const webhookShape = z.object({
  url: z.string(),
  pending_update_count: z.int().default(0),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
});
const applicationShape = z.object({
  id: z.string(),
  name: z.string(),
  interactions_endpoint_url: z.string().nullish(),
});
const commandsShape = z.array(z.object({ name: z.string() }));

export type TelegramBot = z.output<typeof meShape>;
export type TelegramWebhook = z.output<typeof webhookShape>;
export type DiscordApplication = z.output<typeof applicationShape>;

/** @throws {Misconfigured} Telegram does not know the token. @throws {Unreachable} nobody could be asked. */
export const telegramBot = (token: string, where: Platforms): Promise<TelegramBot> =>
  telegram(token, where, 'getMe', meShape);

export const telegramWebhook = (token: string, where: Platforms): Promise<TelegramWebhook> =>
  telegram(token, where, 'getWebhookInfo', webhookShape);

/** What Telegram lists in private chats to those who read English. */
export const telegramCommands = (token: string, where: Platforms): Promise<readonly unknown[]> =>
  telegram(token, where, 'getMyCommands', z.array(z.unknown()), { scope: { type: 'all_private_chats' } });

/** @throws {Misconfigured} Discord does not know the token. @throws {Unreachable} nobody could be asked. */
export const discordApplication = (token: string, where: Platforms): Promise<DiscordApplication> =>
  discord(token, where, '/v10/applications/@me', applicationShape);

export const discordCommands = (token: string, where: Platforms, application: string) =>
  discord(token, where, `/v10/applications/${application}/commands`, commandsShape);

async function telegram<Shape extends z.ZodType>(
  token: string,
  { TELEGRAM_API_URL }: Platforms,
  method: string,
  shape: Shape,
  payload: object = {},
): Promise<z.output<Shape>> {
  if (!/^\d+:[\w-]+$/.test(token)) throw new Misconfigured('TELEGRAM_TOKEN is not a bot token, like 123456:ABC-DEF');
  const { status, body } = await asked('Telegram', `${trimmed(TELEGRAM_API_URL)}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  if (status === 401 || status === 404)
    throw new Misconfigured('Telegram does not know this TELEGRAM_TOKEN; @BotFather shows it with /token');
  const parsed = shape.safeParse((body as { result?: unknown } | undefined)?.result);
  if (status >= 400 || !parsed.success) throw unreadable('Telegram', method, status);
  return parsed.data;
}

async function discord<Shape extends z.ZodType>(
  token: string,
  { DISCORD_API_URL }: Platforms,
  path: string,
  shape: Shape,
): Promise<z.output<Shape>> {
  const headers = { authorization: `Bot ${token}`, 'user-agent': DISCORD_AGENT };
  const { status, body } = await asked('Discord', `${trimmed(DISCORD_API_URL)}${path}`, { headers });
  if (status === 401)
    throw new Misconfigured(
      'Discord does not know this DISCORD_TOKEN; the Developer Portal makes a new one, under Bot',
    );
  const parsed = shape.safeParse(body);
  if (status >= 400 || !parsed.success) throw unreadable('Discord', path, status);
  return parsed.data;
}

/** A URL and a header have the token in them: neither, nor what `fetch` says of them, leaves this function. */
async function asked(who: string, url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    if (text.length > MOST_BYTES) throw new Unreadable(`${who} answered with more than a megabyte`);
    return { status: response.status, body: jsonOrNothing(text) };
  } catch (error) {
    if (error instanceof BotError) throw error;
    throw new Unreachable(`${who} could not be reached; is there a way to the internet?`);
  }
}

const unreadable = (who: string, what: string, status: number): BotError =>
  status === 429 || status >= 500
    ? new Unreachable(`${who} is busy (${status}); try again in a minute`)
    : new Unreadable(`${who} answered ${what} with something else (${status})`);

const trimmed = (base: string): string => base.replace(/\/+$/, '');

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Links that let a bot in: into a chat or a group of Telegram; into a server, or to a person, on Discord. */
export const telegramInvitations = ({ username }: TelegramBot) => ({
  chat: `https://t.me/${username}`,
  group: `https://t.me/${username}?startgroup=true`,
});
export const discordInvitations = ({ id }: DiscordApplication) => {
  const link = `https://discord.com/oauth2/authorize?client_id=${id}`;
  return {
    server: `${link}&integration_type=0&permissions=${ASKED_FOR}&scope=bot%20applications.commands`,
    person: `${link}&integration_type=1&scope=applications.commands`,
  };
};
