import type { Hours } from '../../alerts/hours.ts';
import type { Words } from '../../words/words.ts';

/** `16:00 to 21:00`, `00:00 to 06:00 and 22:00 to 23:30`: when a price of power is paid, on the clock of whoever pays it. */
export const hoursInWords = (hours: readonly Hours[], words: Words): string =>
  new Intl.ListFormat(words.reader.locale, { type: 'conjunction' }).format(
    hours.map(({ from, to }) => words.say('fleets.hours', { from, to })),
  );

/** A fleet as a title names it: with the hours, where its power has a price of its own in them. */
export const fleetInHours = (name: string, hours: readonly Hours[] | undefined, words: Words): string =>
  hours === undefined ? name : words.say('fleets.inHours', { fleet: name, hours: hoursInWords(hours, words) });
