import { say } from './catalogue.ts';
import type { Locale } from './preferences.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, in the two largest units that matter: `45 min`, `3 h 20 min`, `2 days 4 h`. Rounded down, as clocks are read. */
export function duration(locale: Locale, ms: number): string {
  const [days, hours, minutes] = [
    Math.floor(ms / DAY),
    Math.floor((ms % DAY) / HOUR),
    Math.floor((ms % HOUR) / MINUTE),
  ];
  if (days > 0) return hours > 0 ? say(locale, 'time.daysHours', { days, hours }) : say(locale, 'time.days', { days });
  if (hours > 0) {
    return minutes > 0 ? say(locale, 'time.hoursMinutes', { hours, minutes }) : say(locale, 'time.hours', { hours });
  }
  return minutes > 0 ? say(locale, 'time.minutes', { minutes }) : say(locale, 'time.moment', {});
}

/** How long something must last: below a minute in seconds, since "for under a minute" asks for nothing. */
export const stretch = (locale: Locale, ms: number): string =>
  ms < MINUTE ? say(locale, 'time.seconds', { seconds: Math.ceil(ms / SECOND) }) : duration(locale, ms);
