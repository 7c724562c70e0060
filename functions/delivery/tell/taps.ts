import { type IncidentMark, markOf } from '../../subscriptions/seen.ts';
import type { Words } from '../../words/words.ts';
import { isOver } from '../attend.ts';
import { isRuleNotice, threadOf } from '../delivery.ts';
import type { Manner, Tap } from '../manner.ts';
import type { Round } from '../stage.ts';

/** What the buttons under an alert send back; the mark is the incident's (subscriptions/seen.ts). */
const TAPS = {
  seen: (mark: IncidentMark): string => `s:${mark}`,
  mute: (mark: IncidentMark): string => `m:${mark}`,
  details: (mark: IncidentMark): string => `d:${mark}`,
} as const;

/** Whatever in this message is still so. */
const alertsIn = ({ delivery, night }: Round) =>
  (night ? night.told.map(({ notice }) => notice) : [delivery.notice])
    .filter(isRuleNotice)
    .filter((one) => !isOver(one));

/** The mark on this message's button: of its one alert, or of all that are told together. */
export function markIn(round: Round): IncidentMark | undefined {
  const [first, ...others] = alertsIn(round).map(threadOf);
  if (first === undefined) return undefined;
  return markOf(others.length === 0 ? first : ['together', first, ...others].join(' '));
}

/** Buttons under what is still so; of several told together only that they were seen can be said of all. */
export function tapsOf(round: Round, words: Words): Pick<Manner, 'buttons'> {
  const mark = markIn(round);
  if (mark === undefined) return {};
  const seen: Tap[] =
    round.settings.escalation || round.delivery.insists
      ? [{ label: words.say('tap.seen', {}), data: TAPS.seen(mark) }]
      : [];
  const one: Tap[] =
    alertsIn(round).length > 1
      ? []
      : [
          { label: words.say('tap.mute', {}), data: TAPS.mute(mark) },
          { label: words.say('tap.details', {}), data: TAPS.details(mark) },
        ];
  const rows = [seen, one].filter((row) => row.length > 0);
  return rows.length === 0 ? {} : { buttons: rows };
}
