import * as z from 'zod';
import { type Quantity, quantity } from './quantity.ts';

export type Milliseconds = Quantity<'ms'>;
/** A calendar day in UTC, `2026-02-24`. */
export type Day = string & { readonly day: unique symbol };
/** An hour in UTC, `2026-02-24T13`. */
export type Hour = string & { readonly hour: unique symbol };

export const seconds = (n: number): Milliseconds => quantity(n * 1_000);
export const minutes = (n: number): Milliseconds => quantity(n * 60_000);
export const hours = (n: number): Milliseconds => quantity(n * 3_600_000);
export const days = (n: number): Milliseconds => quantity(n * 86_400_000);

export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10) as Day;
export const hourOf = (at: Date): Hour => at.toISOString().slice(0, 13) as Hour;
export const startOfDay = (day: Day): Date => new Date(`${day}T00:00:00.000Z`);
/** The `n`th day after `day`, or before it when negative. */
export const dayAfter = (day: Day, n: number): Day => dayOf(later(startOfDay(day), days(n)));

/** An instant as it is stored and sent: ISO 8601 text in UTC. */
export const instantShape = z.iso.datetime().transform((text) => new Date(text));

export const later = (at: Date, by: Milliseconds): Date => new Date(at.getTime() + by);
export const elapsed = (from: Date, to: Date): Milliseconds => quantity(to.getTime() - from.getTime());
export const latestOf = (a: Date, b: Date): Date => (a.getTime() >= b.getTime() ? a : b);

/** The instant at or before `at` that is a whole number of `step`s since the epoch: the key of a tick. */
export const floorTo = (at: Date, step: Milliseconds): Date => new Date(Math.floor(at.getTime() / step) * step);

/** DynamoDB's time to live counts whole seconds since the epoch. */
export const epochSeconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
