import * as z from 'zod';
import type { Day } from '../units/time.ts';
import type { Source } from './figure.ts';

export const dayShape = z.iso.date().transform((text) => text as Day);

/** The source of what is edited by hand. */
export const sourceShape = z.object({
  title: z.string().min(3).max(120),
  url: z.url({ protocol: /^https$/ }).max(400),
  publishedOn: dayShape,
  by: z.enum(['filing', 'company', 'analyst', 'press']),
}) satisfies z.ZodType<Source>;
