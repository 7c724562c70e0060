import type * as z from 'zod';
import type { Milliseconds } from '../units/time.ts';
import { Unreadable } from './errors.ts';

/** Where to ask, how long to wait in all (a retry included), and how much to read. */
export type Ask = { url: string; within: Milliseconds; maxBytes: number };

/** Gets texts. @throws {Unreachable} no answer in time, 429, 5xx. @throws {Refused} other 4xx. @throws {Unreadable} too large. */
export interface Http {
  text(ask: Ask): Promise<string>;
}

/** Deeper than any reply we read; a parser that recurses must not be asked to go further. */
const MAX_DEPTH = 32;

/**
 * A reply in the shape that was promised.
 *
 * @throws {Unreadable} empty, not JSON, nested too deeply, or of another shape; says which, and where it broke.
 */
export function parseJson<Shape extends z.ZodType>(text: string, shape: Shape, from: string): z.output<Shape> {
  if (text.trim() === '') throw new Unreadable(`${from} answered with an empty body`);
  if (depthOf(text) > MAX_DEPTH) throw new Unreadable(`${from} answered with JSON nested deeper than ${MAX_DEPTH}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable(`${from} answered with something that is not JSON: ${excerpt(text)}`);
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new Unreadable(`${from} answered in another shape: ${firstIssue(parsed.error)}`);
  return parsed.data;
}

/** A prefix of the base survives: `https://host/prefix` and `/api/x` give `https://host/prefix/api/x`. */
export const under = (base: string, path: string): string =>
  new URL(path.replace(/^\/+/, ''), base.endsWith('/') ? base : `${base}/`).href;

const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : 'unknown';
};

/** Enough to recognise an HTML error page, never enough to leak one. */
const excerpt = (text: string): string => JSON.stringify(text.slice(0, 40));

/** An upper bound is enough: brackets inside strings count too, and no honest reply has thirty of those in a row. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5b || c === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x5d || c === 0x7d) depth--;
  }
  return deepest;
}
