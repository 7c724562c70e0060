import * as z from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day looks like 16:00');

/** Hours of every day, on the clock where the power is paid: `{ from: '22:00', to: '06:00' }` goes through midnight. */
export const hoursShape = z
  .object({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { error: 'hours begin and end at different times, like 16:00–21:00' });
export type Hours = z.output<typeof hoursShape>;

/** In which a rule's price of power is paid; the engine never looks, only the message says them. */
export const ruleHoursShape = z.array(hoursShape).min(1).max(12);
