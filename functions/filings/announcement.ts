import * as z from 'zod';
import { instantShape } from '../units/time.ts';
import { accessionShape } from './accession.ts';

/**
 * What subscribers can choose among. `policy`: it may or means to sell what it holds, or did so only with its
 * production. `reserve-sale`: it sold more than it mined. `production-sale`: what it mined. `unread`: a filing that
 * could not be read.
 */
export const ANNOUNCEMENT_CLASSES = [
  'policy',
  'reserve-sale',
  'production-sale',
  'purchase',
  'ai-pivot',
  'unread',
] as const;
export type AnnouncementClass = (typeof ANNOUNCEMENT_CLASSES)[number];

/** What the money is for, in the company's own words sorted. */
export const USES = ['debt', 'ai', 'operations', 'expansion', 'machines', 'shares', 'ether', 'loan'] as const;

/**
 * Why a reader should be careful. `fused`: a cell of a table held two numbers and was not read. `differenced`: the
 * sum runs since the beginning of the year. `cut`: a document was too long to be read whole. `pdf`: an exhibit is a
 * picture. `missing`: an exhibit has not appeared yet. `roll-forward`: reckoned from holdings.
 */
export const DOUBTS = ['fused', 'differenced', 'cut', 'pdf', 'missing', 'roll-forward'] as const;

const period = z.string().regex(/^\d{4}(?:-(?:\d{2}|Q[1-4]))?$/);
const coins = z.number().nonnegative();

/**
 * Words relied on, and the document they stand in. At most 300 characters, as they are: escaped by whoever shows
 * them.
 */
const quoteShape = z.object({
  text: z.string().min(1).max(300),
  url: z.url({ protocol: /^https?$/ }),
  document: z.string().max(60),
});

/** Something said before, with where it was said. */
const beforeShape = z.object({
  filedOn: z.iso.date(),
  form: z.string(),
  url: z.string(),
  quote: z.string().max(300).optional(),
});

/**
 * One thing a company announced: facts only, so that every chat can have its own language. Numbers are as stated, or
 * absent; `implied` ones were reckoned and say so.
 */
export const announcementShape = z.object({
  cik: z.int().positive(),
  ticker: z.string(),
  company: z.string(),
  /** Where the name is new. */
  formerName: z.string().optional(),
  class: z.enum(ANNOUNCEMENT_CLASSES),
  /** `1507605:sale:2026-03`: by company, kind and period, never by number, so that copies are one. */
  event: z.string(),
  accession: accessionShape,
  form: z.string(),
  items: z.array(z.string()),
  filedOn: z.iso.date(),
  acceptedAt: instantShape.optional(),
  /** The exact exhibit. */
  url: z.url({ protocol: /^https?$/ }),
  quotes: z.array(quoteShape).max(3),
  period: period.optional(),
  /** Of a purchase: first and last day, where the company reports by the week. */
  days: z.object({ from: z.iso.date(), to: z.iso.date() }).optional(),
  /** Of a policy: what it is about, and how far it goes. */
  scope: z.enum(['reserve', 'production']).optional(),
  step: z.enum(['permission', 'plan']).optional(),
  /** Of a sale: whether it was said, or follows from what was held before, mined, and is held now. */
  stated: z.enum(['stated', 'implied']).optional(),
  btcSold: coins.optional(),
  btcMined: coins.optional(),
  btcBought: coins.optional(),
  heldBefore: coins.optional(),
  heldAfter: coins.optional(),
  pledged: coins.optional(),
  averagePriceUsd: z.number().positive().optional(),
  proceedsUsd: z.number().positive().optional(),
  uses: z.array(z.enum(USES)).default([]),
  /** What the company said last about selling, and what it sold in the last period on record. */
  lastPolicy: beforeShape
    .extend({ scope: z.enum(['reserve', 'production', 'hold']), step: z.enum(['permission', 'plan', 'hold']) })
    .optional(),
  /** The newest holdings on record from before, where this filing names none. */
  lastHeld: z.object({ period, btc: coins }).optional(),
  lastPeriod: z
    .object({ period, btcSold: coins.optional(), btcMined: coins.optional(), heldAfter: coins.optional() })
    .optional(),
  /** Why a reader should be careful. */
  doubts: z.array(z.enum(DOUBTS)).default([]),
});
export type Announcement = z.output<typeof announcementShape>;
export type Doubt = Announcement['doubts'][number];

/** Whether it is told at once; what remains may wait for others. */
export const isUrgent = ({ class: kind }: Pick<Announcement, 'class'>): boolean =>
  kind === 'policy' || kind === 'reserve-sale' || kind === 'unread';
