import * as z from 'zod';
import { instantShape } from '../units/time.ts';
import { CURRENCIES, HASHPRICE_UNITS, LOCALES, USUAL } from '../words/preferences.ts';
import { type Recipient, recipientShape } from './recipient.ts';

/** A time of day on the chat's own clock. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day looks like 07:30');

/** What can be loud, silent or off, each for itself. */
export const SUBJECTS = [
  'margin',
  'retarget',
  'hashprice',
  'cost',
  'lowest',
  'switch-over',
  'data',
  'filings',
  'digest',
] as const;
export type Subject = (typeof SUBJECTS)[number];
/** `silent`: told without a sound. `off`: not told. */
export const LOUDNESS = ['loud', 'silent', 'off'] as const;
export type Loudness = (typeof LOUDNESS)[number];

/** How a chat wants to be told. What it wants to be told are its subscriptions (book.ts) and fleets (fleets.ts). */
export const settingsShape = z.object({
  v: z.literal(1),
  /** Grows with every write; a writer must have seen the current one. 0: never written. */
  version: z.int().nonnegative(),
  locale: z.enum(LOCALES),
  currency: z.enum(CURRENCIES),
  unit: z.enum(HASHPRICE_UNITS),
  zone: z.string().min(1).max(64),
  /** Not disturbed from–to each day; `from` may be later than `to`. */
  quiet: z.object({ from: timeOfDay, to: timeOfDay }).optional(),
  loudness: z.partialRecord(z.enum(SUBJECTS), z.enum(LOUDNESS)),
  /** Nothing is told until then; or, with `rule`, nothing of it until it is resolved. */
  mute: z.object({ until: instantShape.optional(), rules: z.array(z.string()).max(50).default([]) }).optional(),
  /** `weekday` 1 Monday to 7 Sunday, for a weekly one. */
  digest: z
    .object({ every: z.enum(['day', 'week']), at: timeOfDay, weekday: z.int().min(1).max(7).default(1) })
    .optional(),
  /** Said again, loudly, when nobody has tapped "seen" in time; there, or in a second chat. */
  escalation: z.object({ afterMinutes: z.int().min(5).max(1_440), to: recipientShape.optional() }).optional(),
  /** On Discord: the role that a loud alert mentions. Nobody is mentioned without it. */
  mention: z
    .string()
    .regex(/^\d{1,20}$/, 'a Discord role is a snowflake: digits only')
    .optional(),
  /** On Discord, in an announcement channel: whether alerts are published to the servers that follow it. */
  crosspost: z.boolean().optional(),
  /** On Discord: the person who set the channel up; told in private, once, when it can no longer be written to. */
  by: z
    .string()
    .regex(/^\d{1,20}$/, 'a Discord user is a snowflake: digits only')
    .optional(),
});
export type Settings = z.output<typeof settingsShape>;

export interface SettingsKeeper {
  /** The usual ones for a chat that never changed any. */
  read(recipient: Recipient): Promise<Settings>;
  /** Keeps `next` if `next.version - 1` is still what is kept. @returns false when somebody else was first. */
  save(recipient: Recipient, next: Settings): Promise<boolean>;
  forget(recipient: Recipient): Promise<void>;
}

/** Of a chat that never changed any. */
export const USUAL_SETTINGS: Settings = { v: 1, version: 0, ...USUAL, loudness: {} };
