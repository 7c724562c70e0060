import { Unreachable } from '../kit/errors.ts';
import type { Own } from './own.ts';
import type { Recipient } from './recipient.ts';
import { withoutSecond } from './second.ts';
import type { Settings, SettingsKeeper } from './settings.ts';
import { type Moment, type OwnDeps, settle, TRIES } from './settle.ts';

/** A chat that had let us go is back: it finds everything it had chosen as it was, if that was not long ago. */
export async function comeBack(
  deps: OwnDeps & { settings?: SettingsKeeper },
  recipient: Recipient,
  moment: Moment,
): Promise<Own> {
  await deps.book.mark(recipient, { state: 'active' });
  for (let tries = 0; tries < TRIES; tries++) {
    const own = await deps.own.read(recipient);
    if (own.left === undefined) return settle(deps, recipient, moment);
    const { left, ...rest } = own;
    // Before it is forgotten what they were, so that a repeat finds them.
    for (const { topic, filter } of left.subscriptions) {
      await deps.book.subscribe({ recipient, topic, since: moment.now, ...(filter && { filter }) });
    }
    // Refused where it has chosen anew since.
    if (left.settings) await deps.settings?.save(recipient, { ...alone(left.settings), version: 1 });
    const here: Own = { ...rest, version: own.version + 1, settled: false };
    if (await deps.own.save(recipient, here)) return settle(deps, recipient, moment);
  }
  throw new Unreachable('the chat kept changing while it came back');
}

/** A second chat that was called for it may have let go of it meanwhile: it has to agree anew. */
const alone = ({ escalation, ...settings }: Settings): Settings => ({
  ...settings,
  ...(escalation && { escalation: withoutSecond(escalation) }),
});
