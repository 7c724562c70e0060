import * as z from 'zod';
import { ruleHoursShape } from '../alerts/hours.ts';
import { RULE_EVENTS } from '../alerts/notice.ts';
import { ruleShape } from '../alerts/rule.ts';
import { announcementShape } from '../filings/announcement.ts';
import { anyFleetShape } from '../market/fleet.ts';
import { snapshotShape } from '../market/snapshot.ts';
import { instantShape } from '../units/time.ts';
import { LOCALES } from '../words/preferences.ts';
import { LACKS } from './outcome.ts';

const told = { v: z.literal(1), key: z.string().min(1).max(512), event: z.literal('told'), at: instantShape };

/** What somebody asked for, to hear how an alert sounds. */
const testShape = z.object({ ...told, kind: z.literal('test'), snapshot: snapshotShape.optional() });

/** The most a digest lists of one kind; what is left out is counted. */
export const MOST_LISTED = 12;

/** A change of phase that was told in the period, as the journal has it. */
const changeShape = z.object({
  definition: ruleShape,
  event: z.enum(RULE_EVENTS),
  /** The phase that it came into. */
  to: z.string(),
  at: instantShape,
  value: z.number(),
  /** When the incident began to be true. */
  since: instantShape,
});

const coins = z.number().nonnegative();

/** What was issued in a week, and bought by whom (industry/production.ts). */
const weekShape = z.object({
  period: z.string(),
  isWhole: z.boolean(),
  issuedBtc: coins.optional(),
  isIssuedAbout: z.literal(true).optional(),
  bought: z
    .object({
      btc: coins,
      by: z.array(z.object({ ticker: z.string(), btc: coins, source: z.object({ url: z.string() }) })),
      missing: z.array(z.string()),
    })
    .optional(),
});

/** A day or a week of one chat, in facts. */
const digestShape = z.object({
  ...told,
  kind: z.literal('digest'),
  every: z.enum(['day', 'week']),
  from: instantShape,
  snapshot: snapshotShape.optional(),
  /** As it was at the beginning of the period. */
  before: z.object({ usdPerPhDay: z.number().positive(), usdPerBtc: z.number().positive() }).optional(),
  /** Each at each price of its power. */
  fleets: z.array(z.object({ fleet: anyFleetShape, hours: ruleHoursShape.optional() })).max(MOST_LISTED),
  changes: z.array(changeShape).max(MOST_LISTED),
  announcements: z.array(announcementShape).max(MOST_LISTED),
  /** Changes and announcements that there was no room for. */
  more: z.int().nonnegative(),
  /** The last calendar week that was over; absent of a day, and of weeks that were told before there was one. */
  week: weekShape.optional(),
});

/** To whoever configured it: a channel cannot be written to any more. In its language, where they have chosen none. */
const lostShape = z.object({
  ...told,
  kind: z.literal('lost'),
  channel: z.string().regex(/^\d{1,20}$/),
  lacks: z.enum(LACKS),
  locale: z.enum(LOCALES),
});

/**
 * What is said to one chat and belongs to no rule: facts only, like a notice. `key` is made of the chat and what it
 * asked (or its own calendar's day), so that the same twice is one.
 */
export const memoShape = z.discriminatedUnion('kind', [testShape, digestShape, lostShape]);
export type Memo = z.output<typeof memoShape>;
export type TestMemo = Extract<Memo, { kind: 'test' }>;
export type LostMemo = Extract<Memo, { kind: 'lost' }>;
export type DigestMemo = Extract<Memo, { kind: 'digest' }>;
export type Change = DigestMemo['changes'][number];
