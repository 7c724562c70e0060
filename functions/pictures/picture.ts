import * as z from 'zod';
import { CURRENCIES } from '../words/preferences.ts';

/** How far back a picture goes; `all`: as far as there is a record. */
export const SPANS = ['7d', '30d', '90d', '1y', 'all'] as const;
export type Span = (typeof SPANS)[number];

/** More price bands than a fleet may have. */
const MOST_LINES = 6;

/** What hashprice is held against: a break-even, or a line that somebody drew. In the currency of whoever pays it. */
const lineShape = z.object({
  label: z.string().max(64).optional(),
  perPhDay: z.number().positive(),
  currency: z.enum(CURRENCIES).default('USD'),
});

const span = z.enum(SPANS);

/** What is drawn: facts only, so that every chat can have it in its own language, currency and units. */
export const pictureShape = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('hashprice'),
    span,
    /** Whose break-even the lines are; without it they are just lines. */
    fleet: z.string().max(64).optional(),
    lines: z.array(lineShape).max(MOST_LINES).default([]),
  }),
  z.object({ of: z.literal('cost'), span, model: z.enum(['electricity', 'cash', 'regression']) }),
  z.object({ of: z.literal('difficulty'), span }),
  z.object({ of: z.literal('miner'), span, cik: z.int().positive() }),
]);
export type Picture = z.output<typeof pictureShape>;
export type PictureOf<Of extends Picture['of']> = Extract<Picture, { of: Of }>;

/** A picture in words of one reader, before it is pixels. The caption has the numbers for whoever cannot see it. */
export type Drawing = { svg: string; caption: string };
