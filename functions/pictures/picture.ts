import * as z from 'zod';
import { BENCHMARK } from '../industry/leases.ts';
import { USUAL_EFFICIENCIES, USUAL_USD_PER_KWH } from '../industry/switch-over.ts';
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
    /** The lines are break-evens of machines that everybody knows, and of nobody's fleet. */
    isBand: z.literal(true).optional(),
  }),
  z.object({ of: z.literal('cost'), span, model: z.enum(['electricity', 'cash', 'regression']) }),
  z.object({ of: z.literal('difficulty'), span }),
  /** Mining with machines of these efficiencies, power at one price, against a rent for each MW and year. */
  z.object({
    of: z.literal('ai'),
    joulesPerTerahash: z.array(z.number().min(1).max(200)).min(1).max(6).default(USUAL_EFFICIENCIES),
    usdPerKwh: z.number().min(0).max(2).default(USUAL_USD_PER_KWH),
    usdPerMwYear: z.number().positive().default(BENCHMARK.usdPerMwYear),
  }),
  z.object({ of: z.literal('miner'), span, cik: z.int().positive() }),
  /** What each listed miner's petahash costs, against hashprice. */
  z.object({ of: z.literal('panel') }),
  /** What was issued, mined, sold and bought; by the week only what is told by the week. */
  z.object({ of: z.literal('production'), by: z.enum(['week', 'quarter']) }),
]);
export type Picture = z.output<typeof pictureShape>;
export type PictureOf<Of extends Picture['of']> = Extract<Picture, { of: Of }>;

/** A picture in words of one reader, before it is pixels. The caption has the numbers for whoever cannot see it. */
export type Drawing = { svg: string; caption: string };
