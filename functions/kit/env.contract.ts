import * as z from 'zod';
import { Misconfigured } from './errors.ts';
import { queueVariable } from './names.contract.ts';

/** A base URL, with the public service as its default. A path prefix is kept (`under` in http.ts). */
const base = (origin: string) => z.url({ protocol: /^https?$/ }).default(origin);

const feeds = {
  COINBASE_EXCHANGE_URL: base('https://api.exchange.coinbase.com'),
  KRAKEN_URL: base('https://api.kraken.com'),
  BITSTAMP_URL: base('https://www.bitstamp.net'),
  GEMINI_URL: base('https://api.gemini.com'),
  MEMPOOL_URL: base('https://mempool.space'),
  BLOCKSTREAM_URL: base('https://blockstream.info'),
  BLOCKCHAIN_INFO_URL: base('https://blockchain.info'),
};
/** Every outside source of numbers, by the variable that says where it is. */
export const feedBases = z.object({
  ...feeds,
  FRANKFURTER_URL: base('https://api.frankfurter.dev'),
});
export type FeedBases = z.infer<typeof feedBases>;
export type FeedVariable = keyof FeedBases;

/** EDGAR's two hosts; what people open is the first. */
const edgar = {
  SEC_URL: base('https://www.sec.gov'),
  SEC_DATA_URL: base('https://data.sec.gov'),
  /** Who asks: EDGAR turns away whoever leaves no name and mail address. */
  SEC_USER_AGENT: z.string().regex(/\S+@\S+/, 'must hold a mail address, like "Jane Doe jane@example.com"'),
};
const wires = {
  GLOBENEWSWIRE_URL: base('https://www.globenewswire.com'),
  PRNEWSWIRE_URL: base('https://www.prnewswire.com'),
  NEWSFILE_URL: base('https://feeds.newsfilecorp.com'),
  /** Stands in for all issuers' own sites; each is asked where it is without. */
  IR_URL: z.url({ protocol: /^https?$/ }).optional(),
};
/** Every place where filings and press releases are looked for, by the variable that says where it is. */
export const filingBases = z.object({ SEC_URL: edgar.SEC_URL, SEC_DATA_URL: edgar.SEC_DATA_URL, ...wires });
export type FilingBases = z.infer<typeof filingBases>;

const table = { TABLE_NAME: z.string().min(3) };
/** The schedule's step; holds and staleness are counted in ticks, so a faster schedule is a faster bot. */
const tick = {
  TICK_SECONDS: z.coerce.number().int().min(1).max(86_400),
};
/** Level and due indexes are spread over this many partitions. No default: who counts fewer than others misses rules. */
const shards = { SHARDS: z.coerce.number().int().min(1).max(256) };

const url = z.url({ protocol: /^https?$/ });
const evaluateQueue = { [queueVariable('evaluate')]: url } as {
  EVALUATE_QUEUE_URL: typeof url;
};
const noticesQueue = { [queueVariable('notices')]: url } as {
  NOTICES_QUEUE_URL: typeof url;
};
const filingsQueue = { [queueVariable('filings')]: url } as {
  FILINGS_QUEUE_URL: typeof url;
};
const picturesQueue = { [queueVariable('pictures')]: url } as {
  PICTURES_QUEUE_URL: typeof url;
};
const directLanes = { TELEGRAM_DIRECT_QUEUE_URL: url, DISCORD_DIRECT_QUEUE_URL: url };
const broadcastLanes = { TELEGRAM_BROADCAST_QUEUE_URL: url, DISCORD_BROADCAST_QUEUE_URL: url };

/** A secret is given by value (locally) or by the name of its parameter (on AWS); which one is set decides who keeps it. */
const secret = <Name extends string>(name: Name) =>
  ({
    [name]: z.string().min(1).optional(),
    [`${name}_PARAMETER`]: z.string().startsWith('/').optional(),
  }) as {
    [Key in Name | `${Name}_PARAMETER`]: z.ZodOptional<z.ZodString>;
  };

/** How many chats may use a bot that somebody hosts, on all platforms. */
const places = {
  MOST_CHATS: z.coerce.number('must be a number of chats, like 500').int().min(1).max(1_000_000).default(10_000),
};
/** Who may: `open`, `invite`, or `list:42,-1001234567890`. */
const access = {
  TELEGRAM_ACCESS: z
    .string()
    .regex(/^(open|invite|list:.+)$/, 'must be open, invite, or a list of chats like list:42,-1001234567890')
    .default('open'),
  ...places,
};
/** Servers and people by their ids. */
const discordAccess = {
  DISCORD_ACCESS: z
    .string()
    .regex(/^(open|list:.+)$/, 'must be open, or a list of servers and people like list:290926798626357999')
    .default('open'),
  ...places,
};

/** What each function must be told. Read by the function at start, and by infra when it fills the environment in. */
export const env = {
  'take-snapshot': z.object({
    ...table,
    ...tick,
    ...shards,
    ...feedBases.shape,
    ...evaluateQueue,
  }),
  'backfill-history': z.object({ ...table, MEMPOOL_URL: feeds.MEMPOOL_URL }),
  enrol: z.object({
    ...table,
    ...tick,
    ...shards,
    ...noticesQueue,
    ...directLanes,
    RECIPIENTS: z.string().default('[]'),
  }),
  evaluate: z.object({
    ...table,
    ...tick,
    ...shards,
    ...evaluateQueue,
    ...noticesQueue,
    ...directLanes,
  }),
  'release-due': z.object({
    ...table,
    ...tick,
    ...shards,
    ...evaluateQueue,
    ...noticesQueue,
    ...filingsQueue,
    ...directLanes,
    ...broadcastLanes,
    ...picturesQueue,
  }),
  'watch-filings': z.object({ ...table, ...shards, ...edgar, ...filingsQueue }),
  'read-financials': z.object({ ...table, ...edgar }),
  'watch-press': z.object({ ...table, ...wires, ...filingsQueue }),
  'read-filing': z.object({ ...table, ...shards, ...edgar, ...filingsQueue, ...noticesQueue }),
  'fan-out': z.object({ ...table, ...noticesQueue, ...broadcastLanes }),
  'deliver-telegram': z.object({
    ...table,
    ...tick,
    ...shards,
    TELEGRAM_DIRECT_QUEUE_URL: url,
    TELEGRAM_BROADCAST_QUEUE_URL: url,
    TELEGRAM_API_URL: base('https://api.telegram.org'),
    ...secret('TELEGRAM_TOKEN'),
    ...picturesQueue,
  }),
  'send-picture': z.object({
    ...table,
    ...shards,
    ...picturesQueue,
    TELEGRAM_API_URL: base('https://api.telegram.org'),
    ...secret('TELEGRAM_TOKEN'),
    DISCORD_API_URL: base('https://discord.com/api'),
    ...secret('DISCORD_TOKEN'),
  }),
  'deliver-discord': z.object({
    ...table,
    ...tick,
    ...shards,
    DISCORD_DIRECT_QUEUE_URL: url,
    DISCORD_BROADCAST_QUEUE_URL: url,
    DISCORD_API_URL: base('https://discord.com/api'),
    ...secret('DISCORD_TOKEN'),
    ...picturesQueue,
  }),
  'telegram-webhook': z.object({
    ...table,
    ...tick,
    ...shards,
    ...noticesQueue,
    ...picturesQueue,
    TELEGRAM_DIRECT_QUEUE_URL: url,
    TELEGRAM_API_URL: base('https://api.telegram.org'),
    ...secret('TELEGRAM_TOKEN'),
    ...secret('TELEGRAM_SECRET'),
    ...secret('TELEGRAM_INVITE'),
    ...access,
  }),
  'register-telegram': z.object({
    TELEGRAM_API_URL: base('https://api.telegram.org'),
    /** Where Telegram is to bring its updates; without it no webhook is set, and none removed. */
    TELEGRAM_WEBHOOK_URL: z.url({ protocol: /^https$/ }).optional(),
    ...secret('TELEGRAM_TOKEN'),
    ...secret('TELEGRAM_SECRET'),
  }),
  'check-telegram': z.object({
    TELEGRAM_API_URL: base('https://api.telegram.org'),
    /** The address that Telegram should bring its updates to; without it there is nothing to check. */
    TELEGRAM_WEBHOOK_URL: z.url({ protocol: /^https$/ }).optional(),
    ...secret('TELEGRAM_TOKEN'),
  }),
  'discord-interactions': z.object({
    ...table,
    ...tick,
    ...shards,
    ...noticesQueue,
    ...picturesQueue,
    DISCORD_DIRECT_QUEUE_URL: url,
    /** Goes before the one that register-discord keeps in the table; no secret. */
    DISCORD_PUBLIC_KEY: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits, as the Developer Portal shows them')
      .optional(),
    ...discordAccess,
  }),
  page: z.object({ ...table, ...tick }),
  'register-discord': z.object({
    ...table,
    DISCORD_API_URL: base('https://discord.com/api'),
    /** Where Discord is to bring interactions; without it the address that Discord has stays, and so does none. */
    DISCORD_INTERACTIONS_URL: z.url({ protocol: /^https$/ }).optional(),
    /** Only there, and at once, for development; everywhere without it. */
    DISCORD_GUILD: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the id of a server, like 290926798626357999')
      .optional(),
    ...secret('DISCORD_TOKEN'),
  }),
} as const;

export type FunctionName = keyof typeof env;
export type EnvOf<Name extends FunctionName> = z.infer<(typeof env)[Name]>;

/** Fails at cold start, naming every missing variable at once, rather than at the first tick that needs one. */
export function readEnv<Name extends FunctionName>(
  name: Name,
  source: Readonly<Record<string, string | undefined>>,
): EnvOf<Name> {
  const parsed = env[name].safeParse(source);
  if (!parsed.success) throw new Misconfigured(`${name} cannot start:\n${z.prettifyError(parsed.error)}`);
  return parsed.data as EnvOf<Name>;
}
