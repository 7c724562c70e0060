import { digestOf } from '../kit/digest.ts';
import type { Recipient } from './recipient.ts';

/** An incident in sixteen characters: as much as a button can carry. */
export type IncidentMark = string & { readonly incidentMark: unique symbol };

export const markOf = (incident: string): IncidentMark => digestOf(incident, 16) as IncidentMark;

/** A mark that came back from a chat; undefined for what none of ours can be. */
export const readMark = (text: string): IncidentMark | undefined =>
  /^[\w-]{16}$/.test(text) ? (text as IncidentMark) : undefined;

/** @property user whoever tapped, by the platform's id. */
export type Sight = { user: string; at: Date };

/** Which alerts somebody in a chat has seen. Kept for 30 days. */
export interface Seen {
  /** @returns who saw it first; the first stays. */
  mark(recipient: Recipient, mark: IncidentMark, sight: Sight): Promise<Sight>;
  find(recipient: Recipient, mark: IncidentMark): Promise<Sight | undefined>;
  /** Nothing of this chat remains. */
  erase(recipient: Recipient): Promise<void>;
}

/**
 * Somebody tapped "Seen": nobody is called again about it. Tapped twice, or by two, the first counts.
 *
 * @param mark what the button carried.
 * @returns who was first; undefined when no button of ours carries that.
 */
export async function seen(
  deps: { seen: Seen },
  recipient: Recipient,
  mark: string,
  user: string,
  at: Date,
): Promise<(Sight & { isFirst: boolean }) | undefined> {
  const read = readMark(mark);
  if (read === undefined) return undefined;
  const first = await deps.seen.mark(recipient, read, { user: user.slice(0, 64), at });
  return { ...first, isFirst: first.user === user.slice(0, 64) && first.at.getTime() === at.getTime() };
}
