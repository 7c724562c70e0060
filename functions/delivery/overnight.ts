import { isOpening, type Notice } from '../alerts/notice.ts';
import { isOver } from './attend.ts';
import type { Drop } from './decide.ts';
import { type Delivery, isRuleNotice, type Message, threadOf } from './delivery.ts';
import type { HoldBack } from './hold-back.ts';
import type { Entry, Utterance } from './sent.ts';
import type { Held } from './shelf.ts';

/** One thing of the night as the morning tells it. */
export type Told = { notice: Notice; as: 'itself' | 'both' };

/** What a night, or a silence, held back, told in one message; and all that is said by it. */
export type Night = {
  because: HoldBack;
  told: readonly Told[];
  covers: readonly Utterance[];
  deliveries: readonly Delivery[];
  /** What the log said of each incident, besides. */
  known: Readonly<Record<string, string>>;
};

/** What becomes of one incident's part of the shelf. */
export type Morning = {
  told: readonly Told[];
  /** Said with that. */
  covers: readonly Held[];
  drop: readonly { held: Held; because: Drop }[];
  /** The log knows already what became of them. */
  settled: readonly Held[];
  /** Somebody is saying something of it at this moment. */
  busy: boolean;
};

const NOTHING: Morning = { told: [], covers: [], drop: [], settled: [], busy: false };

/** By incident, in the order in which they began. */
export const byIncident = (shelf: readonly Held[]): Map<string, Held[]> =>
  Map.groupBy(shelf, ({ delivery }) => threadOf(delivery.notice));

/**
 * What a chat is told of an incident when it wakes.
 *
 * After a night: both ends in one, where it began and ended unheard; otherwise how it stands. After a silence somebody
 * asked for: what still goes on, and the end of what was told before; what came and went is dropped.
 */
export function morningOf(held: readonly Held[], heard: readonly Entry[], now: Date): Morning {
  const stateOf = ({ delivery: { notice } }: Held) => heard.find((entry) => entry.notice === notice.key);
  const isSettled = (one: Held) => !['claimed', undefined].includes(stateOf(one)?.state);
  const settled = held.filter(isSettled);
  const fresh = held.filter((one) => !isSettled(one));
  const last = fresh.at(-1);
  if (last === undefined) return { ...NOTHING, settled };
  if (heard.some((entry) => entry.state === 'claimed' && entry.leaseUntil && entry.leaseUntil > now)) {
    return { ...NOTHING, settled, busy: true };
  }
  const dropped = (because: Drop): Morning => ({
    ...NOTHING,
    settled,
    drop: fresh.map((one) => ({ held: one, because })),
  });
  const said = (told: readonly Told[]): Morning => ({ ...NOTHING, settled, told, covers: fresh });
  if (!isRuleNotice(last.delivery.notice)) return said(fresh.flatMap((one) => asItself(one.delivery.notice)));

  const others = heard.filter(({ notice }) => !fresh.some(({ delivery }) => delivery.notice.key === notice));
  if (others.some(({ event, state }) => (event === 'resolved' || event === 'closed') && state === 'sent')) {
    return dropped('said together with its end');
  }
  if (!isOver(last.delivery.notice) || others.some(({ state }) => state === 'sent')) {
    return said(asItself(last.delivery.notice));
  }
  if (others.some(({ event, state }) => isOpening(event) && state === 'dropped')) {
    return dropped('nobody here was told that it began');
  }
  if (fresh.every(({ because }) => because === 'muted for now')) return dropped('muted for now');
  if (last.delivery.notice.event === 'closed') return dropped('over before it could be said');
  return said([{ notice: last.delivery.notice, as: 'both' }]);
}

const asItself = (notice: Message): Told[] =>
  isRuleNotice(notice) || notice.kind === 'announcement' ? [{ notice, as: 'itself' }] : [];
