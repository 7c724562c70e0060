import type { Asking } from '../../subscriptions/fleets.ts';
import type { Desk } from '../desk.ts';

/** The question as what it changes is kept by: the same one again changes nothing more. */
export const askingOf = ({ recipient, asked, snapshot, at }: Desk): Asking => ({
  recipient,
  by: asked.key.slice(0, 200),
  latest: snapshot,
  now: at,
});
