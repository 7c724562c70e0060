import { elapsed } from '../../units/time.ts';
import { attend, type Wish } from '../attend.ts';
import { reminderOf, wakeOf } from '../errand.ts';
import type { Round, Step, Tools } from '../stage.ts';
import { drop } from './leave.ts';
import { postpone } from './postpone.ts';

/** What the chat wants: to hear it now, with or without a sound; when its night or its silence is over; or not at all. */
export async function heedSettings(round: Round, tools: Tools): Promise<Step> {
  const { delivery } = round;
  const settings = await tools.settings.read(delivery.recipient);
  const wish = attend(delivery, settings, tools.clock.now());
  switch (wish.to) {
    case 'say':
      return { on: { ...round, settings, ...(wish.silent === undefined ? {} : { silent: wish.silent }) } };
    case 'drop':
      return drop(round, tools, wish.because);
    case 'hold':
      return hold(round, tools, wish);
  }
}

async function hold(round: Round, tools: Tools, { until, because }: Wish & { to: 'hold' }): Promise<Step> {
  const { delivery, key, utterance } = round;
  const { sent, shelf, due, clock, log } = tools;
  // A copy of what was said, or is being said at this moment, must not be told again in the morning.
  const mine = (await sent.about(key, utterance.incident)).find(({ notice }) => notice === utterance.notice);
  if (mine !== undefined && mine.state !== 'claimed') {
    return { end: { send: false, because: mine.state === 'sent' ? 'already said' : 'already dropped' } };
  }
  // What is said again is only worth saying alone, and if it still goes on.
  if (delivery.insists) return postpone(round, tools, elapsed(clock.now(), until), because);
  await shelf.put({ delivery, because, since: clock.now() });
  // Last on purpose: a crash before this line leaves the message in its queue, and both are done again.
  await due.remind(reminderOf(wakeOf(delivery.recipient), until));
  log.count('NoticeHeldBack');
  return { end: { send: false, because } };
}
