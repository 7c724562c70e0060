import { type RuleNotice, topicOf } from '../alerts/notice.ts';
import type { RuleKey } from '../alerts/rule.ts';
import type { Rules, StoredRule } from '../alerts/rules.ts';
import { Unreachable } from '../kit/errors.ts';
import type { Book } from './book.ts';
import type { Recipient } from './recipient.ts';
import { type IncidentMark, markOf } from './seen.ts';
import type { Settings, SettingsKeeper } from './settings.ts';

/** As many as settings can hold; the oldest goes first. */
const MOST_MUTED = 50;
const TRIES = 5;

/** An incident of a rule, as the delivery log files it. */
export const incidentIn = ({ key, watch }: StoredRule): string => `${key}@${watch.since.toISOString()}`;

const ON: readonly string[] = ['firing', 'recovering', 'hovering'];
/** Whether an alert of this rule has been given and not yet taken back. */
export const isOn = ({ watch, removed }: StoredRule): boolean => !removed && ON.includes(watch.phase);

/** Until when nothing is told, if that is still to come. */
export const mutedUntil = ({ mute }: Pick<Settings, 'mute'>, now: Date): Date | undefined =>
  mute?.until !== undefined && mute.until > now ? mute.until : undefined;

/** Whether an alert is muted until it recovers: this incident of its rule, or all of the rule. */
export const isMuted = ({ mute }: Pick<Settings, 'mute'>, notice: RuleNotice, incident: string): boolean =>
  mute?.rules.some((one) => one === incident || one === topicOf(notice)) ?? false;

/** The chat's alert that a button carries the mark of, as long as it goes on. */
export async function alertMarked(
  { book, rules }: { book: Pick<Book, 'of'>; rules: Pick<Rules, 'get'> },
  recipient: Recipient,
  mark: IncidentMark,
): Promise<StoredRule | undefined> {
  for (const { topic } of await book.of(recipient)) {
    const rule = await rules.get(topic as RuleKey);
    if (rule && isOn(rule) && markOf(incidentIn(rule)) === mark) return rule;
  }
  return undefined;
}

type Mute = Settings['mute'];

/** Nothing is told until then; what still goes on, or has ended of what was told before, is told then. */
export const muteUntil = (deps: { settings: SettingsKeeper }, recipient: Recipient, until: Date): Promise<Settings> =>
  change(deps, recipient, (mute) => ({ until, rules: mute?.rules ?? [] }));

/**
 * Nothing of this incident until it is over; that it is over is told, where its beginning was.
 *
 * By incident and not by rule: the next time it happens is another matter, also where no end is ever told.
 */
export const muteIncident = (
  deps: { settings: SettingsKeeper },
  recipient: Recipient,
  incident: string,
): Promise<Settings> =>
  change(deps, recipient, (mute) => ({
    ...mute,
    rules: [...(mute?.rules ?? []).filter((one) => one !== incident), incident].slice(-MOST_MUTED),
  }));

/** Everything is told again. */
export const unmute = (deps: { settings: SettingsKeeper }, recipient: Recipient): Promise<Settings> =>
  change(deps, recipient, () => undefined);

/** @throws {Unreachable} when others kept changing the same settings. */
async function change(
  { settings }: { settings: SettingsKeeper },
  recipient: Recipient,
  muted: (mute: Mute) => Mute,
): Promise<Settings> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { mute, ...kept } = await settings.read(recipient);
    const next = muted(mute);
    const changed: Settings = { ...kept, ...(next && { mute: next }), version: kept.version + 1 };
    if (await settings.save(recipient, changed)) return changed;
  }
  throw new Unreachable('the settings kept changing while a chat was being muted');
}
