import type { FunctionName } from '../functions/kit/env.contract.ts';
import type { IndexName, QueueName } from '../functions/kit/names.contract.ts';

export type Start =
  | { every: 'tick' | 'minute' | 'day' }
  | { queues: readonly QueueName[]; batch: number; attempts: number }
  | { post: `/${string}` };

export type SecretVariable = 'TELEGRAM_TOKEN' | 'TELEGRAM_SECRET' | 'DISCORD_TOKEN' | 'DISCORD_PUBLIC_KEY';

export type Spec = {
  start: Start;
  may: {
    table?: 'read' | 'write';
    /** Indexes it queries; without one it finds items by their key only. */
    indexes?: readonly IndexName[];
    send?: readonly QueueName[];
    know?: readonly SecretVariable[];
  };
  seconds: number;
};

const LANES = ['telegram-direct', 'telegram-broadcast', 'discord-direct', 'discord-broadcast'] as const;

/** A tick: one snapshot of the market. */
export const TICK_SECONDS = 300;

/** What exists, what starts it, what it may touch. AWS and the local runner are two readings of this page. */
export const topology = {
  'take-snapshot': {
    start: { every: 'tick' },
    may: { table: 'write', send: ['evaluate'] },
    seconds: 30,
  },
  'backfill-history': {
    start: { every: 'day' },
    may: { table: 'write' },
    seconds: 120,
  },
  enrol: {
    start: { every: 'day' },
    may: { table: 'write', send: ['notices', ...LANES] },
    seconds: 60,
  },
  'release-due': {
    start: { every: 'minute' },
    may: { table: 'write', indexes: ['due'], send: ['evaluate', 'notices', ...LANES] },
    seconds: 50,
  },
  evaluate: {
    start: { queues: ['evaluate'], batch: 10, attempts: 5 },
    may: { table: 'write', indexes: ['level', 'due'], send: ['evaluate', 'notices', ...LANES] },
    seconds: 60,
  },
  'fan-out': {
    start: { queues: ['notices'], batch: 1, attempts: 5 },
    may: { table: 'read', send: ['notices', ...LANES] },
    seconds: 60,
  },
  'deliver-telegram': {
    start: {
      queues: ['telegram-direct', 'telegram-broadcast'],
      batch: 10,
      attempts: 5,
    },
    may: {
      table: 'write',
      send: ['telegram-direct', 'telegram-broadcast'],
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
      table: 'write',
      send: ['discord-direct', 'discord-broadcast'],
      know: ['DISCORD_TOKEN'],
    },
    // A repeat comes after six times this, and Discord knows a nonce again for a few minutes only.
    seconds: 20,
  },
  'telegram-webhook': {
    start: { post: '/telegram' },
    may: { table: 'write', know: ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET'] },
    seconds: 10,
  },
  'discord-interactions': {
    start: { post: '/discord' },
    may: { table: 'read', know: ['DISCORD_PUBLIC_KEY'] },
    seconds: 10,
  },
} as const satisfies Record<FunctionName, Spec>;
