import type { FunctionName } from '../functions/kit/env.contract.ts';
import type { IndexName, QueueName } from '../functions/kit/names.contract.ts';

export type Start =
  | { every: 'tick' | 'minute' | 'day' }
  | { queues: readonly QueueName[]; batch: number; attempts: number }
  | { post: `/${string}` }
  /** Whatever is read at this path and below it, by GET and HEAD. */
  | { get: '/' };

/** What nobody may read in a template, a variable or a log. */
export const SECRETS = ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET', 'TELEGRAM_INVITE', 'DISCORD_TOKEN'] as const;
export type SecretVariable = (typeof SECRETS)[number];

/** One kind of request to the table; each is a permission of its own. */
export type TableUse = 'get' | 'query' | 'put' | 'update' | 'delete';

export type Spec = {
  start: Start;
  may: {
    /** What it asks of the table itself. */
    table?: readonly TableUse[];
    /** Indexes it queries; a query of the table does not cover them. */
    indexes?: readonly IndexName[];
    send?: readonly QueueName[];
    know?: readonly SecretVariable[];
  };
  /** The route that it tells its platform of; it is therefore run on each deployment, too, once that route is open. */
  registers?: `/${string}`;
  seconds: number;
};

const DIRECT = ['telegram-direct', 'discord-direct'] as const;
const BROADCAST = ['telegram-broadcast', 'discord-broadcast'] as const;

/** A tick: one snapshot of the market. */
export const TICK_SECONDS = 300;

/** What exists, what starts it, what it may touch. AWS and the local runner are two readings of this page. */
export const topology = {
  'take-snapshot': {
    start: { every: 'tick' },
    may: { table: ['get', 'query', 'put'], send: ['evaluate'] },
    seconds: 30,
  },
  'backfill-history': {
    start: { every: 'day' },
    may: { table: ['query', 'put'] },
    seconds: 120,
  },
  enrol: {
    start: { every: 'day' },
    may: { table: ['get', 'query', 'put', 'delete'], send: ['notices', ...DIRECT] },
    seconds: 60,
  },
  'release-due': {
    start: { every: 'minute' },
    may: {
      table: ['get', 'put', 'delete'],
      indexes: ['due'],
      send: ['evaluate', 'notices', 'filings', 'pictures', ...DIRECT, ...BROADCAST],
    },
    seconds: 50,
  },
  'watch-filings': {
    start: { every: 'minute' },
    may: { table: ['get', 'put', 'update'], send: ['filings'] },
    // A slot a second for lists; on a busy morning a form has several pages.
    seconds: 110,
  },
  'read-financials': {
    start: { every: 'day' },
    may: { table: ['get', 'put', 'update'] },
    // Three dozen companies, each with a slot and some megabytes.
    seconds: 600,
  },
  'watch-press': {
    start: { every: 'minute' },
    may: { table: ['get', 'put'], send: ['filings'] },
    seconds: 55,
  },
  'read-filing': {
    start: { queues: ['filings'], batch: 1, attempts: 5 },
    may: { table: ['get', 'query', 'put', 'update'], send: ['filings', 'notices'] },
    seconds: 180,
  },
  evaluate: {
    start: { queues: ['evaluate'], batch: 10, attempts: 5 },
    may: { table: ['get', 'query', 'put'], indexes: ['level', 'due'], send: ['evaluate', 'notices', ...DIRECT] },
    seconds: 60,
  },
  'fan-out': {
    start: { queues: ['notices'], batch: 1, attempts: 5 },
    may: { table: ['query'], send: ['notices', ...BROADCAST] },
    seconds: 60,
  },
  'deliver-telegram': {
    start: {
      queues: ['telegram-direct', 'telegram-broadcast'],
      batch: 10,
      attempts: 5,
    },
    may: {
      table: ['get', 'query', 'put', 'update', 'delete'],
      send: ['telegram-direct', 'telegram-broadcast', 'pictures'],
      know: ['TELEGRAM_TOKEN'],
    },
    seconds: 60,
  },
  'deliver-discord': {
    start: {
      queues: ['discord-direct', 'discord-broadcast'],
      batch: 10,
      attempts: 5,
    },
    may: {
      table: ['get', 'query', 'put', 'update', 'delete'],
      send: ['discord-direct', 'discord-broadcast', 'pictures'],
      know: ['DISCORD_TOKEN'],
    },
    // A repeat comes after six times this, and Discord knows a nonce again for a few minutes only.
    seconds: 20,
  },
  'send-picture': {
    start: { queues: ['pictures'], batch: 5, attempts: 5 },
    may: {
      table: ['get', 'query', 'put', 'update', 'delete'],
      send: ['pictures'],
      know: ['TELEGRAM_TOKEN', 'DISCORD_TOKEN'],
    },
    // As for deliver-discord: a repeat must come while Discord knows the nonce.
    seconds: 30,
  },
  'telegram-webhook': {
    start: { post: '/telegram' },
    may: {
      table: ['get', 'query', 'put', 'update', 'delete'],
      send: ['notices', 'pictures', 'telegram-direct'],
      know: ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET', 'TELEGRAM_INVITE'],
    },
    seconds: 10,
  },
  'register-telegram': {
    start: { every: 'day' },
    may: { know: ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET'] },
    registers: '/telegram',
    // Two dozen lists of commands, each asked for and perhaps set.
    seconds: 120,
  },
  'check-telegram': {
    start: { every: 'tick' },
    may: { know: ['TELEGRAM_TOKEN'] },
    seconds: 30,
  },
  'discord-interactions': {
    start: { post: '/discord' },
    may: {
      table: ['get', 'query', 'put', 'update', 'delete'],
      send: ['notices', 'pictures', 'discord-direct'],
    },
    // Nobody waits longer than three for it.
    seconds: 10,
  },
  page: {
    start: { get: '/' },
    may: { table: ['get', 'query'] },
    seconds: 10,
  },
  'register-discord': {
    start: { every: 'day' },
    may: { table: ['get', 'put'], know: ['DISCORD_TOKEN'] },
    registers: '/discord',
    seconds: 60,
  },
} as const satisfies Record<FunctionName, Spec>;
