import * as z from 'zod';
import { clip } from '../../delivery/clip.ts';
import type { TelegramApi } from '../../delivery/telegram/api.ts';
import type { Clock } from '../../kit/clock.ts';
import { Refused, Unreachable } from '../../kit/errors.ts';
import { seconds } from '../../units/time.ts';
import { LOCALES } from '../../words/preferences.ts';
import { speak, type Words } from '../../words/words.ts';
import { CATALOGUE, type CommandEntry } from '../commands.ts';
import { UPDATES_READ } from './update.ts';

/** Telegram looks for the narrowest scope first, and for the language within it before the next wider one. */
const SCOPES = {
  default: (entry: CommandEntry) => entry.listed,
  all_private_chats: (entry: CommandEntry) => entry.listed && entry.where.includes('private'),
  /** What only administrators may do is listed to administrators only. */
  all_group_chats: (entry: CommandEntry) => entry.listed && entry.where.includes('group') && entry.who === 'all',
  all_chat_administrators: (entry: CommandEntry) => entry.listed && entry.where.includes('group'),
} as const;

/** Few at a time are a natural throttle on the functions that answer. */
const MOST_CONNECTIONS = 10;
const LONGEST_DESCRIPTION = 256;
const CALL_WITHIN = seconds(5);
/** Two dozen calls in a row may meet a limit; a longer wait is left to the next run. */
const WORTH_SLEEPING = seconds(5);

type Listed = { command: string; description: string };
export type CommandList = { scope: { type: keyof typeof SCOPES }; language_code?: string; commands: Listed[] };

/** The commands as each kind of chat sees them, in each language; English is for all others, too. */
export async function commandLists(): Promise<CommandList[]> {
  const languages = await Promise.all(LOCALES.map(async (locale) => ({ locale, words: await speak(locale) })));
  return (Object.keys(SCOPES) as (keyof typeof SCOPES)[]).flatMap((type) =>
    languages.map(({ locale, words }) => ({
      scope: { type },
      ...(locale === 'en' ? {} : { language_code: locale }),
      commands: CATALOGUE.filter(SCOPES[type]).map((entry) => listed(entry, words)),
    })),
  );
}

const listed = ({ name, describedBy }: CommandEntry, words: Words): Listed => ({
  command: name,
  description: clip(words.say(describedBy, {}), LONGEST_DESCRIPTION),
});

export type RegisterDeps = { api: TelegramApi; clock: Clock };

/** Makes Telegram list our commands; asks first, so that nothing is changed that is right. @returns how many lists it changed. */
export async function registerCommands(deps: RegisterDeps): Promise<number> {
  let changed = 0;
  for (const { commands, ...where } of await commandLists()) {
    const kept = commandsShape.safeParse(await ask(deps, 'getMyCommands', where));
    if (kept.success && JSON.stringify(kept.data) === JSON.stringify(commands)) continue;
    await ask(deps, 'setMyCommands', { ...where, commands });
    changed++;
  }
  return changed;
}

const commandsShape = z.array(z.object({ command: z.string(), description: z.string() }));
const infoShape = z.object({
  url: z.string(),
  max_connections: z.int().optional(),
  allowed_updates: z.array(z.string()).optional(),
  pending_update_count: z.int().optional(),
  last_error_message: z.string().optional(),
  /** Seconds. It stays after all is well again. */
  last_error_date: z.int().optional(),
});

export type Webhook = { url: string; secret: string };

/** @property before where Telegram brought updates until now, if that was elsewhere: somebody else had the bot. */
export type Registered = { changed: boolean; waiting: number; trouble?: string; before?: string };

/**
 * Makes Telegram bring its updates to us. @returns whether anything had to be changed, and what waits to be brought.
 *
 * Nobody can ask Telegram which secret it was given; that ours is another shows in the answers it got.
 */
export async function registerWebhook(deps: RegisterDeps, { url, secret }: Webhook): Promise<Registered> {
  const info = infoShape.parse(await ask(deps, 'getWebhookInfo', {}));
  const { pending_update_count: waiting = 0, last_error_message: trouble } = info;
  const isRight =
    info.url === url &&
    info.max_connections === MOST_CONNECTIONS &&
    sorted(info.allowed_updates) === sorted(UPDATES_READ) &&
    !trouble?.includes('401');
  if (!isRight) {
    await ask(deps, 'setWebhook', {
      url,
      secret_token: secret,
      max_connections: MOST_CONNECTIONS,
      allowed_updates: [...UPDATES_READ],
    });
  }
  return {
    changed: !isRight,
    waiting,
    ...(trouble === undefined ? {} : { trouble }),
    ...(info.url === '' || info.url === url ? {} : { before: info.url }),
  };
}

/** Telegram tries again after a minute or so; an error that is older than this is over. */
const RECENT_MS = 600_000;
/** More than a crowd of groups writes in the moments it takes to answer. */
const MANY_WAITING = 100;

/** What Telegram has to complain of, or undefined. An error of its own past that is over is none. */
export async function webhookTrouble(deps: RegisterDeps, url: string): Promise<string | undefined> {
  const info = infoShape.parse(await ask(deps, 'getWebhookInfo', {}));
  if (info.url === '') return 'no webhook is set';
  if (info.url !== url) return 'the webhook is somebody else’s';
  const { last_error_date: at = 0, last_error_message: why = 'an error', pending_update_count: waiting = 0 } = info;
  if (at * 1_000 > deps.clock.now().getTime() - RECENT_MS) return why;
  return waiting > MANY_WAITING ? `${waiting} updates wait to be brought` : undefined;
}

/**
 * Has Telegram forget our webhook, and nobody else's: with one token in two places, the other one's must stay. What waits
 * to be brought stays, too.
 *
 * @returns whether it was ours.
 */
export async function removeWebhook(deps: RegisterDeps, url: string): Promise<boolean> {
  const info = infoShape.parse(await ask(deps, 'getWebhookInfo', {}));
  if (info.url !== url) return false;
  await ask(deps, 'deleteWebhook', {});
  return true;
}

const sorted = (kinds: readonly string[] | undefined): string => [...(kinds ?? [])].toSorted().join();

/** @throws {Unreachable} what may go better later. @throws {Refused} what will not. */
async function ask({ api, clock }: RegisterDeps, method: string, payload: Record<string, unknown>): Promise<unknown> {
  for (let tries = 3; ; tries--) {
    const answered = await api.call(method, payload, CALL_WITHIN);
    if (answered.ok) return answered.result;
    const { judged } = answered;
    if (judged.kind === 'retry' && judged.after <= WORTH_SLEEPING && tries > 1) await clock.sleep(judged.after);
    else if (judged.kind === 'retry' || judged.kind === 'unknown') throw new Unreachable(`${method}: ${judged.why}`);
    else throw new Refused(`${method}: ${judged.why}`);
  }
}
