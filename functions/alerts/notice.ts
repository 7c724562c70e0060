import * as z from 'zod';
import { snapshotShape } from '../market/snapshot.ts';
import { type RuleKey, ruleShape } from './rule.ts';

const instant = z.iso.datetime().transform((text) => new Date(text));

/**
 * What a change of phase has to say.
 *
 * `fired`, `resolved`: the two ends of an incident. `reminded`: still firing. `hovering`: third firing in a day, quiet
 * from here. `settled`: what became of it a day later. `closed`: ended because its owner changed or removed the rule.
 */
export const NOTICE_EVENTS = ['fired', 'reminded', 'hovering', 'settled', 'closed', 'resolved'] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** What an incident begins with in a chat; everything else waits until that has been said. */
export const isOpening = (event: NoticeEvent): boolean => event === 'fired' || event === 'hovering';

/**
 * A message before it has a platform or words: facts only, so that every chat can have its own language and units.
 *
 * `key` is made of stored facts (rule, incident, event), never of a clock or chance: the same change of phase, told
 * twice, is the same notice.
 */
export const noticeShape = z.object({
  v: z.literal(1),
  key: z.string().min(1).max(512),
  rule: z.string().transform((key) => key as RuleKey),
  definition: ruleShape,
  /** Set for a rule of one owner (a recipient key); otherwise the rule's key is the topic to fan out. */
  owner: z.string().optional(),
  event: z.enum(NOTICE_EVENTS),
  /** When the incident began to be true; with the rule it names the incident. */
  since: instant,
  /** The tick at which the incident was first told; who subscribed after it does not hear how it ends. */
  openedAt: instant,
  /** The tick that decided. */
  at: instant,
  /** The rule's metric at that tick, in the metric's own unit (plan.ts), and the value it was held against. */
  value: z.number(),
  threshold: z.number(),
  /** What would end it: the value and for how long it must hold, in milliseconds. */
  ends: z.object({ value: z.number(), holdMs: z.number().nonnegative() }).optional(),
  /** For `settled`: in which phase the rule came out of hovering. */
  settledAs: z.enum(['calm', 'firing']).optional(),
  /** The last good snapshot; absent only when there has never been one. */
  snapshot: snapshotShape.optional(),
  /** For `retarget`: the fleet's margin before and after, USD/PH/s/day. */
  marginAfterUsdPerPhDay: z.number().optional(),
});
export type Notice = z.output<typeof noticeShape>;

/** `rule@since`: what the delivery log files a chat's messages under, so that "resolved" finds its "fired". */
export const incidentOf = (notice: Pick<Notice, 'rule' | 'since'>): string =>
  `${notice.rule}@${notice.since.toISOString()}`;

export const noticeToJson = (notice: Notice): z.input<typeof noticeShape> =>
  JSON.parse(JSON.stringify(notice)) as z.input<typeof noticeShape>;
