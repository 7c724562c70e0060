import * as z from 'zod';
import { announcementShape } from '../filings/announcement.ts';
import { versionShape } from '../filings/memory.ts';
import { snapshotShape } from '../market/snapshot.ts';
import { squeezeShape } from '../market/squeeze.ts';
import { instantShape } from '../units/time.ts';
import { type RuleKey, ruleShape } from './rule.ts';

/**
 * What a change of phase has to say.
 *
 * `fired`, `resolved`: the two ends of an incident. `reminded`: still firing. `hovering`: third firing in a day, quiet
 * from here. `settled`: what became of it a day later. `closed`: ended because its owner changed or removed the rule.
 */
export const RULE_EVENTS = ['fired', 'reminded', 'hovering', 'settled', 'closed', 'resolved'] as const;
/** `announced`: companies said something. `corrected`: they say now that it was otherwise. */
const FILING_EVENTS = ['announced', 'corrected'] as const;
/** `told`: what belongs to one chat and to no rule. `insisted`: said again, since nobody had seen it. */
const CHAT_EVENTS = ['told', 'insisted'] as const;
/** The order is kept in the delivery log's keys: whatever is new comes last. */
export const NOTICE_EVENTS = [...RULE_EVENTS, ...FILING_EVENTS, ...CHAT_EVENTS] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];
export type RuleEvent = (typeof RULE_EVENTS)[number];

/** What an incident begins with in a chat; everything else waits until that has been said. */
export const isOpening = (event: NoticeEvent): boolean =>
  event === 'fired' || event === 'hovering' || event === 'announced' || event === 'told';

/** A sale as another message mentions it. */
const saleShape = z.object({
  ticker: z.string(),
  btcSold: z.number().positive().optional(),
  stated: z.enum(['stated', 'implied']).optional(),
  url: z.string(),
});
export type Sale = z.output<typeof saleShape>;

/**
 * A message before it has a platform or words: facts only, so that every chat can have its own language and units.
 *
 * `key` is made of stored facts (rule, incident, event), never of a clock or chance: the same change of phase, told
 * twice, is the same notice.
 */
export const ruleNoticeShape = z.object({
  v: z.literal(1),
  key: z.string().min(1).max(512),
  rule: z.string().transform((key) => key as RuleKey),
  definition: ruleShape,
  /** Set for a rule of one owner (a recipient key); otherwise the rule's key is the topic to fan out. */
  owner: z.string().optional(),
  event: z.enum(RULE_EVENTS),
  /** When the incident began to be true; with the rule it names the incident. */
  since: instantShape,
  /** The tick at which the incident was first told; who subscribed after it does not hear how it ends. */
  openedAt: instantShape,
  /** The tick that decided. */
  at: instantShape,
  /** The rule's metric at that tick, in the metric's own unit (plan.ts), and the value it was held against. */
  value: z.number(),
  threshold: z.number(),
  /** What would end it: the value and for how long it must hold, in milliseconds. */
  ends: z.object({ value: z.number(), holdMs: z.number().nonnegative() }).optional(),
  /** For `settled`: in which phase the rule came out of hovering. */
  settledAs: z.enum(['calm', 'firing']).optional(),
  /** The last good snapshot; absent only when there has never been one. */
  snapshot: snapshotShape.optional(),
  /** Reserves that miners were reported to have sold on the same day. */
  sales: z.array(saleShape).max(5).optional(),
});
export type RuleNotice = z.output<typeof ruleNoticeShape>;

/** Each may take 3 KB, and SQS takes ten messages of 1 MiB in all. */
export const MOST_PARTS = 20;

/** What companies announced, told together; who hears which part is decided by each subscription. */
export const announcementNoticeShape = z.object({
  v: z.literal(1),
  kind: z.literal('announcement'),
  key: z.string().min(1).max(512),
  event: z.enum(FILING_EVENTS),
  /** Key of the notice that told it first. */
  incident: z.string().min(1).max(512),
  /** When it was told first; who subscribed later has no use for corrections. */
  openedAt: instantShape,
  at: instantShape,
  /** `corrects`: what was told before and no longer holds. */
  parts: z
    .array(z.object({ announcement: announcementShape, corrects: versionShape.optional() }))
    .min(1)
    .max(MOST_PARTS),
  /** On a day that also turned fleets unprofitable. */
  squeeze: squeezeShape.optional(),
});
export type AnnouncementNotice = z.output<typeof announcementNoticeShape>;
export type Part = AnnouncementNotice['parts'][number];

export const noticeShape = z.union([ruleNoticeShape, announcementNoticeShape]);
export type Notice = z.output<typeof noticeShape>;

export const isAnnouncement = (notice: Notice): notice is AnnouncementNotice => 'kind' in notice;

/** The topic of all that companies announce. */
export const FILINGS_TOPIC = 'filings';
/** Whose subscribers hear of it. */
export const topicOf = (notice: Notice): string => (isAnnouncement(notice) ? FILINGS_TOPIC : notice.rule);
export const ownerOf = (notice: Notice): string | undefined => (isAnnouncement(notice) ? undefined : notice.owner);

/**
 * What the delivery log files a chat's messages under, so that "resolved" (`rule@since`) finds its "fired", and a
 * correction what it corrects.
 */
export const incidentOf = (
  notice: Pick<RuleNotice, 'rule' | 'since'> | Pick<AnnouncementNotice, 'kind' | 'incident'>,
): string => ('kind' in notice ? notice.incident : `${notice.rule}@${notice.since.toISOString()}`);

/** As sent in messages: instants as text. */
export const noticeToJson = (notice: Notice): z.input<typeof noticeShape> =>
  JSON.parse(JSON.stringify(notice)) as z.input<typeof noticeShape>;
