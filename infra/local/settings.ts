import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import { env, feedBases, filingBases } from '../../functions/kit/env.contract.ts';
import { Misconfigured, reasonOf } from '../../functions/kit/errors.ts';
import { parseRecipients } from '../../functions/subscriptions/enrolment.ts';
import { TICK_SECONDS } from '../topology.ts';
import { cronEvery } from './hosts/schedule.ts';

export type Source = Readonly<Record<string, string | undefined>>;

const MINUTE_SECONDS = 60;
const DEFAULT_PORT = 8787;

/** Without a scheme, a token or a chat the shapes of the functions themselves complain; here are those only a laptop has. */
const local = {
  PORT: z.coerce
    .number({ error: 'must be a port number, like 8787' })
    .int('must be a port number, like 8787')
    .min(0, 'must be a port number, like 8787')
    .max(65_535, 'must be at most 65535, like 8787')
    .default(DEFAULT_PORT),
  // Without it filings are off.
  SEC_USER_AGENT: env['watch-filings'].shape.SEC_USER_AGENT.optional(),
};

const told = z.object({
  ...feedBases.shape,
  ...filingBases.shape,
  ...env['deliver-telegram'].pick({ TELEGRAM_API_URL: true, TELEGRAM_TOKEN: true }).shape,
  ...env['deliver-discord'].pick({ DISCORD_API_URL: true, DISCORD_TOKEN: true }).shape,
  ...env['telegram-webhook'].pick({
    TELEGRAM_SECRET: true,
    TELEGRAM_INVITE: true,
    TELEGRAM_ACCESS: true,
    MOST_CHATS: true,
  }).shape,
  ...env['discord-interactions'].pick({ DISCORD_PUBLIC_KEY: true, DISCORD_ACCESS: true }).shape,
  ...env['register-discord'].pick({ DISCORD_GUILD: true }).shape,
  RECIPIENTS: z.string().check(recipientsAreReadable).optional(),
  ...local,
});

/** Everything a person may set, checked, with defaults filled in. */
export type Settings = {
  /** What the functions may be told, by the name of the variable; each gets only what its contract asks for. */
  variables: Omit<z.output<typeof told>, 'PORT'>;
  port: number;
  /** Steps of the schedules that the topology calls `tick` and `minute`, in seconds. */
  tickSeconds: number;
  minuteSeconds: number;
};

/**
 * @param source variables, those from `.env` included.
 * @param flags as the command line gave them.
 * @throws {Misconfigured} naming every mistake at once, each with a right example.
 */
export function readSettings(source: Source, flags: { every?: string | undefined } = {}): Settings {
  const mistakes: string[] = [];
  const parsed = told.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim())));
  for (const issue of parsed.error?.issues ?? []) mistakes.push(`${issue.path.join('.')} ${issue.message}`);
  const step = everyOf(flags.every, mistakes);
  if (!parsed.success || mistakes.length > 0) {
    throw new Misconfigured(['The settings cannot be used:', ...mistakes.map((line) => `  - ${line}`)].join('\n'));
  }
  const { PORT: port, ...variables } = parsed.data;
  return { variables, port, tickSeconds: step ?? TICK_SECONDS, minuteSeconds: Math.min(MINUTE_SECONDS, step ?? 60) };
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

function everyOf(text: string | undefined, mistakes: string[]): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  try {
    if (count === undefined || unit === undefined)
      throw new Misconfigured(`needs a number and a unit (s, m or h), like 10s; "${text}" is none`);
    const step = Number(count) * UNITS[unit]!;
    cronEvery(step);
    return step;
  } catch (error) {
    mistakes.push(`--every ${reasonOf(error)}`);
    return undefined;
  }
}

function recipientsAreReadable(context: z.core.ParsePayload<string>): void {
  try {
    parseRecipients(context.value);
  } catch (error) {
    context.issues.push({ code: 'custom', input: context.value, message: reasonOf(error) });
  }
}

/** The variables of this process, and those of `.env` that it does not set itself. A missing file is an empty one. */
export function sourceWith(path: string, process: Source): Source {
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...process };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return process;
    throw new Misconfigured(`${path} cannot be read: ${reasonOf(error)}`);
  }
}
