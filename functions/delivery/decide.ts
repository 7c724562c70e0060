import { isOpening } from '../alerts/notice.ts';
import { quantity } from '../units/quantity.ts';
import { elapsed, hours, type Milliseconds, minutes, seconds } from '../units/time.ts';
import type { Unwanted } from './attend.ts';
import { isAnnouncement, isMemo, type Message } from './delivery.ts';
import type { HoldBack } from './hold-back.ts';
import type { Entry } from './sent.ts';

/** What became of one delivery, and why. Whichever way it went, the reason is logged, and the metrics follow it. */
export type Decision =
  | {
      send: true;
      because:
        | 'its first word on this'
        | 'it knows what went before'
        | 'both ends in one'
        | 'nobody has seen it'
        | 'told in the morning';
    }
  | { send: false; because: Wait | Drop };

/** It will be looked at again. */
export type Wait =
  | HoldBack
  | 'its beginning has not been said yet'
  | 'somebody else is saying it'
  | 'no slot yet'
  | 'too little time left in this invocation'
  | 'the platform asked us to wait'
  | 'the chat lives on under another id';

/** It is over. */
export type Drop =
  | Unwanted
  | 'over before it could be said'
  | 'already said'
  | 'already dropped'
  | 'said together with its end'
  | 'nobody here was told that it began'
  | 'the chat will not let us write'
  | 'the chat is gone';

/**
 * What the delivery log says about a notice: say it (as itself, or as both ends in one; `answering` a message of the
 * same chat), wait, let it be, or refuse again.
 */
export type Verdict =
  | { to: 'say'; as: 'itself' | 'both'; because: Extract<Decision, { send: true }>['because']; answering?: string }
  | { to: 'wait'; for: Milliseconds; because: Wait }
  | { to: 'drop'; because: Drop; log: boolean }
  | { to: 'refuse'; why: string };

/** A beginning that has not been said by now is said together with its end. */
const PATIENCE = hours(1);
/** From here on a beginning may meet its end on the way: five minutes for whatever two functions' clocks differ by. */
const RACY = minutes(55);

/**
 * Whether somebody else may at this moment be saying the other end of the same incident.
 * If so, claim first and look again: of two that look after claiming, at least one sees the other.
 */
export const mayMeetItsOther = (notice: Message, verdict: Verdict & { to: 'say' }, now: Date): boolean =>
  isOpening(notice.event) ? elapsed(notice.at, now) >= RACY : verdict.because !== 'it knows what went before';

/** Whether this chat should hear this now: a function of what it has heard. */
export function decide(
  notice: Message,
  heard: readonly Entry[],
  postponed: number,
  now: Date,
  as: { notice: string; insists?: true | undefined } = { notice: notice.key },
): Verdict {
  const mine = heard.find((entry) => entry.notice === as.notice);
  if (mine !== undefined && mine.state !== 'claimed') return settled(mine);
  if (mine?.leaseUntil && mine.leaseUntil > now) {
    return { to: 'wait', for: elapsed(now, mine.leaseUntil), because: 'somebody else is saying it' };
  }
  if (as.insists) return insisting(heard);
  return isOpening(notice.event) ? opening(heard, now) : following(notice, heard, postponed, now);
}

/** Nobody is called about what is over; where this chat heard of it first does not matter. */
const insisting = (heard: readonly Entry[]): Verdict =>
  heard.some(({ event, state }) => (event === 'resolved' || event === 'closed') && state !== 'claimed')
    ? { to: 'drop', because: 'over before it could be said', log: true }
    : { to: 'say', as: 'itself', because: 'nobody has seen it' };

function settled({ state, because }: Entry): Verdict {
  if (state === 'rejected') return { to: 'refuse', why: because };
  return { to: 'drop', because: state === 'sent' ? 'already said' : 'already dropped', log: false };
}

/** What follows is only ever said without its beginning when it no longer waits for it: then the beginning is old news. */
function opening(heard: readonly Entry[], now: Date): Verdict {
  const next = heard.filter(({ event }) => !isOpening(event));
  if (next.some(({ state }) => state === 'sent'))
    return { to: 'drop', because: 'said together with its end', log: true };
  if (next.some((entry) => isHeld(entry, now)))
    return { to: 'wait', for: BACK_OFF, because: 'somebody else is saying it' };
  return { to: 'say', as: 'itself', because: 'its first word on this' };
}

function following(notice: Message, heard: readonly Entry[], postponed: number, now: Date): Verdict {
  const said = heard.filter(({ notice: key, state }) => key !== notice.key && state === 'sent');
  if (said.length > 0) {
    return { to: 'say', as: 'itself', because: 'it knows what went before', ...answering(notice, said) };
  }
  const begun = heard.find(({ event }) => isOpening(event));
  if (begun?.state === 'dropped') return afterSilence(notice);
  const isDue =
    begun?.state === 'rejected' || elapsed(isAnnouncement(notice) ? notice.openedAt : notice.at, now) >= PATIENCE;
  if (isDue && !(begun && isHeld(begun, now))) return together(notice);
  return { to: 'wait', for: patience(postponed), because: 'its beginning has not been said yet' };
}

/** The chat could not be written to when it began. If it still goes on it is news; if it is over, it never was. */
const afterSilence = (notice: Message): Verdict =>
  goesOn(notice)
    ? { to: 'say', as: 'itself', because: 'its first word on this' }
    : { to: 'drop', because: 'nobody here was told that it began', log: true };

/** What still goes on says since when by itself; what is over needs both ends said. */
const together = (notice: Message): Verdict =>
  goesOn(notice)
    ? { to: 'say', as: 'itself', because: 'its first word on this' }
    : { to: 'say', as: 'both', because: 'both ends in one' };

const goesOn = (notice: Message): boolean =>
  isAnnouncement(notice) ||
  isMemo(notice) ||
  notice.event === 'reminded' ||
  (notice.event === 'settled' && notice.settledAs === 'firing');

/** A correction is written under what it corrects. */
function answering(notice: Message, said: readonly Entry[]): { answering?: string } {
  const { messageId } = said.find(({ event }) => isOpening(event)) ?? said[0] ?? {};
  return notice.event === 'corrected' && messageId !== undefined ? { answering: messageId } : {};
}

const isHeld = ({ state, leaseUntil }: Entry, now: Date): boolean =>
  state === 'claimed' && leaseUntil !== undefined && leaseUntil > now;

const BACK_OFF = seconds(30);
const LONGEST_WAIT = minutes(10);

/** 30 s, 1 min, 2 min … 10 min. */
const patience = (postponed: number): Milliseconds =>
  quantity(Math.min(LONGEST_WAIT, BACK_OFF * 2 ** Math.min(postponed, 10)));
