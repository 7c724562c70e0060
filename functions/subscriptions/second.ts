import { Unreachable } from '../kit/errors.ts';
import { later, minutes } from '../units/time.ts';
import { type Recipient, type RecipientKey, recipientFromKey, recipientKey } from './recipient.ts';
import type { Settings, SettingsKeeper } from './settings.ts';
import { TRIES } from './settle.ts';

/**
 * Who may be called in another chat's stead, and for whom. Every method may be repeated.
 *
 * An offer is the first chat's consent, accepting it the second's. One offer at a time for each chat; it works once.
 */
export interface Seconds {
  /** @param by the question: the same one again is given the same secret. @returns sixteen characters nobody can guess. */
  offer(first: Recipient, by: string, until: Date, now: Date): Promise<string>;
  /** @returns whether that was the secret, in time, and nobody else used it: the very same question may again. */
  accept(first: Recipient, secret: string, by: string, now: Date): Promise<boolean>;
  withdraw(first: Recipient): Promise<void>;
  /** For the second chat to find the first. */
  note(second: Recipient, first: Recipient): Promise<void>;
  strike(second: Recipient, first: Recipient): Promise<void>;
  notedFor(second: Recipient): Promise<Recipient[]>;
}

export type SecondDeps = { seconds: Seconds; settings: SettingsKeeper };

/** As long as it takes to open another chat. */
export const OFFER_STANDS = minutes(15);
/** Of a chat that turned escalation on by choosing who is called. */
const USUAL_MINUTES = 30;

/** A code for the second chat; it fits a link (`?start=`, 64 of A-Z, a-z, 0-9, _ and -) and says whose it is. */
export async function offerSecond({ seconds }: SecondDeps, first: Recipient, by: string, now: Date): Promise<string> {
  return `second_${addressOf(first)}_${await seconds.offer(first, by, later(now, OFFER_STANDS), now)}`;
}

const CODE = /^second_(?:t(-?\d{1,16})(?:_(\d{1,10}))?|([cu])(\d{1,20}))_([\w-]{16})$/;

export const isSecondCode = (text: string): boolean => CODE.test(text.trim());

function addressOf(recipient: Recipient): string {
  if (recipient.platform === 'discord') return 'user' in recipient ? `u${recipient.user}` : `c${recipient.channel}`;
  return `t${recipient.chat}${recipient.thread === undefined ? '' : `_${recipient.thread}`}`;
}

function readCode(text: string): { first: Recipient; secret: string } | undefined {
  const [, chat, thread, kind, id, secret] = CODE.exec(text.trim()) ?? [];
  if (secret === undefined) return undefined;
  const key = chat ? `telegram:${chat}${thread ? `/${thread}` : ''}` : `discord:${kind === 'u' ? '@' : ''}${id}`;
  return { first: recipientFromKey(key), secret };
}

export type Accepted = 'accepted' | 'not valid' | 'itself';

/** From here on the second chat is called for the first. Chats of two platforms do not call each other. */
export async function acceptSecond(
  deps: SecondDeps,
  code: string,
  second: Recipient,
  by: string,
  now: Date,
): Promise<Accepted> {
  const offer = readCode(code);
  if (offer === undefined || offer.first.platform !== second.platform) return 'not valid';
  const { first, secret } = offer;
  if (recipientKey(first) === recipientKey(second)) return 'itself';
  if (!(await deps.seconds.accept(first, secret, `${recipientKey(second)} ${by}`, now))) return 'not valid';
  // Noted first, so that the second chat can always find what it has to end.
  await deps.seconds.note(second, first);
  const before = await call(deps.settings, first, (escalation) => ({
    afterMinutes: escalation?.afterMinutes ?? USUAL_MINUTES,
    to: second,
  }));
  if (before && recipientKey(before) !== recipientKey(second)) await deps.seconds.strike(before, first);
  return 'accepted';
}

/** The first chat calls nobody else any more, nor offers to. */
export async function dismissSecond(deps: SecondDeps, first: Recipient): Promise<void> {
  await deps.seconds.withdraw(first);
  const before = await call(deps.settings, first, (escalation) => escalation && withoutSecond(escalation));
  if (before) await deps.seconds.strike(before, first);
}

/** Of those that were noted, the ones that still call here. */
export async function callsFor({ seconds, settings }: SecondDeps, second: Recipient): Promise<Recipient[]> {
  const noted = await seconds.notedFor(second);
  const isStill = await Promise.all(noted.map(async (first) => isSecondIn(await settings.read(first), second)));
  return noted.filter((_, i) => isStill[i]);
}

/** The second chat is called for nobody any more. */
export async function resign(deps: SecondDeps, second: Recipient): Promise<void> {
  for (const first of await deps.seconds.notedFor(second)) {
    await call(
      deps.settings,
      first,
      (escalation) => escalation && (isSecondIn({ escalation }, second) ? withoutSecond(escalation) : escalation),
    );
    await deps.seconds.strike(second, first);
  }
}

/** Nothing of this chat remains with another, on either side. */
export async function eraseSecond(deps: SecondDeps, recipient: Recipient): Promise<void> {
  await dismissSecond(deps, recipient);
  await resign(deps, recipient);
}

/** A chat got another id: called, and calling, under that. After its settings have moved. */
export async function moveSecond(deps: SecondDeps, from: Recipient, to: Recipient): Promise<void> {
  const { seconds, settings } = deps;
  const { escalation } = await settings.read(to);
  if (escalation?.to) {
    await seconds.note(escalation.to, to);
    await seconds.strike(escalation.to, from);
  }
  for (const first of await seconds.notedFor(from)) {
    await seconds.note(to, first);
    await call(
      settings,
      first,
      (chosen) => chosen && (isSecondIn({ escalation: chosen }, from) ? { ...chosen, to } : chosen),
    );
    await seconds.strike(from, first);
  }
}

type Escalation = Settings['escalation'];

export const withoutSecond = ({ to: _, ...escalation }: NonNullable<Escalation>): NonNullable<Escalation> => escalation;

const isSecondIn = ({ escalation }: Pick<Settings, 'escalation'>, second: Recipient): boolean =>
  keyOf(escalation) === recipientKey(second);
const keyOf = (escalation: Escalation): RecipientKey | undefined => escalation?.to && recipientKey(escalation.to);

/** @returns who was called before. A chat that never chose anything is written only where there is something to choose. */
async function call(
  keeper: SettingsKeeper,
  first: Recipient,
  change: (escalation: Escalation) => Escalation,
): Promise<Recipient | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { escalation, ...settings } = await keeper.read(first);
    const next = change(escalation);
    if (JSON.stringify(next) === JSON.stringify(escalation)) return escalation?.to;
    const changed: Settings = { ...settings, ...(next && { escalation: next }), version: settings.version + 1 };
    if (await keeper.save(first, changed)) return escalation?.to;
  }
  throw new Unreachable('the settings kept changing while a second chat was being chosen');
}
