import type { Rules } from '../alerts/rules.ts';
import { incidentIn, isMuted, isOn } from '../subscriptions/mute.ts';
import { quietUntil } from '../subscriptions/quiet-hours.ts';
import type { Recipient } from '../subscriptions/recipient.ts';
import { type IncidentMark, readMark, type Seen } from '../subscriptions/seen.ts';
import { later, minutes } from '../units/time.ts';
import { type Delivery, isRuleNotice, threadOf } from './delivery.ts';
import { type ErrandOf, reminderOf } from './errand.ts';
import { utteranceOf } from './sent.ts';
import type { Tools } from './stage.ts';
import { sendElsewhere } from './stages/insisting.ts';

export type InsistDeps = Pick<Tools, 'sent' | 'book' | 'settings' | 'due' | 'clock' | 'log'> & {
  seen: Pick<Seen, 'find'>;
  rules: Pick<Rules, 'get'>;
};

/** Where an alert may be over any minute, it is looked at again. */
const LOOK_AGAIN = minutes(5);

export type Insisted =
  | 'called again'
  | 'called a second chat'
  | 'looks again later'
  | 'nobody asked for it any more'
  | 'somebody has seen it'
  | 'muted until it recovers'
  | 'it was not said'
  | 'it is over';

/** Says an alert once more, loudly, there or in the second chat, unless somebody has seen it or it is over. */
export async function insist(deps: InsistDeps, errand: ErrandOf<'insist'>): Promise<Insisted> {
  const became = await judge(deps, errand);
  deps.log.info('nobody had seen it', { notice: errand.delivery.notice.key, became });
  return became;
}

async function judge(deps: InsistDeps, errand: ErrandOf<'insist'>): Promise<Insisted> {
  const { delivery } = errand;
  const { notice } = delivery;
  const standing = await deps.book.standing(errand.recipient);
  const recipient = standing.state === 'moved' ? standing.to : errand.recipient;
  const { escalation, ...settings } = await deps.settings.read(recipient);
  if (escalation === undefined || !isRuleNotice(notice)) return 'nobody asked for it any more';
  if (isMuted(settings, notice, threadOf(notice))) return 'muted until it recovers';
  const mark: IncidentMark | undefined = readMark(errand.mark);
  if (mark && (await deps.seen.find(recipient, mark))) return 'somebody has seen it';
  if (!(await wasSaid(deps, delivery))) return 'it was not said';
  const rule = await deps.rules.get(notice.rule);
  if (rule === undefined || !isOn(rule) || incidentIn(rule) !== threadOf(notice)) return 'it is over';
  if (rule.watch.phase === 'recovering') {
    await deps.due.remind(reminderOf(errand, later(deps.clock.now(), LOOK_AGAIN)));
    return 'looks again later';
  }
  const second = escalation.to && (await isThere(deps, escalation.to)) ? escalation.to : undefined;
  const to = second ?? recipient;
  const night = quietUntil(await deps.settings.read(to), deps.clock.now());
  if (night !== 'awake') {
    // After what the night held back has been told: it may be that it is over.
    await deps.due.remind(reminderOf(errand, later(night, minutes(1))));
    return 'looks again later';
  }
  await sendElsewhere({ ...delivery, recipient: to, lane: 'direct', postponed: 0, insists: true }, deps);
  return second ? 'called a second chat' : 'called again';
}

/** A second chat that cannot be written to must not swallow the call. */
const isThere = async ({ book }: InsistDeps, second: Recipient): Promise<boolean> =>
  ['active', 'moved'].includes((await book.standing(second)).state);

async function wasSaid({ sent }: InsistDeps, delivery: Delivery): Promise<boolean> {
  const { recipient, incident, notice } = utteranceOf(delivery);
  return (await sent.about(recipient, incident)).some((entry) => entry.notice === notice && entry.state === 'sent');
}
