import type { Fact, Severity, Telling } from '../delivery/telling.ts';
import { wordsFor } from '../delivery/words-for.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Recipient } from '../subscriptions/recipient.ts';
import type { Settings } from '../subscriptions/settings.ts';
import { spoken } from '../subscriptions/spoken.ts';
import { later } from '../units/time.ts';
import { USUAL } from '../words/preferences.ts';
import type { Words } from '../words/words.ts';
import type { Asked, Hindrance } from './asked.ts';
import { type ArgsOf, press, type Verb } from './button.ts';
import { OPEN_FOR, type Step } from './conversation.ts';
import type { ChatDeps } from './deps.ts';
import type { Wrong } from './parse/read.ts';
import { inWords } from './parse/read.ts';
import type { Button, Reply } from './reply.ts';

/** Everything an answer needs at hand: who asks, how they are spoken to, and the newest numbers. */
export type Desk = {
  deps: ChatDeps;
  asked: Asked;
  recipient: Recipient;
  /** Whose conversation it is; where nobody in particular writes, the chat's. */
  user: string;
  at: Date;
  /** What these words answer. */
  answering?: Step;
  settings: Settings;
  snapshot: Snapshot | undefined;
  words: Words;
};

const NOBODY = 'nobody';

export async function openDesk(deps: ChatDeps, asked: Asked): Promise<Desk> {
  const { asker, at } = asked;
  const [kept, snapshot] = await Promise.all([deps.settings.read(asker.recipient), deps.history.latest()]);
  const settings = spoken(kept, asker.language);
  const user = asker.user?.slice(0, 64) ?? NOBODY;
  const words = await wordsFor(settings, snapshot);
  return { deps, asked, recipient: asker.recipient, user, at, settings, snapshot, words };
}

/** The same desk after the chat's settings changed. */
export const withSettings = async (desk: Desk, settings: Settings): Promise<Desk> => ({
  ...desk,
  settings,
  words: await wordsFor(settings, desk.snapshot),
});

/** What is said, without what most answers do not have. */
export type Said = {
  severity?: Severity;
  title: string;
  lead: string;
  facts?: readonly Fact[];
} & Partial<Pick<Telling, 'evidence' | 'sections' | 'sources' | 'ignored'>>;

export type Rows = readonly (readonly Button[])[];

/** An answer in the chat's words; to a tap, it takes the place of the message that was tapped. */
export function answer(desk: Desk, said: Said, buttons: Rows = [], more: Partial<Reply> = {}): Reply {
  const { severity = 'info', title, lead, facts = [], sources = [], ...rest } = said;
  const { words, at, asked } = desk;
  const telling: Telling = { severity, title, lead, facts, sources, at, words, ...rest };
  return {
    telling,
    ...(buttons.length > 0 && { buttons }),
    ...(asked.kind === 'button' && { edits: true }),
    ...more,
  };
}

/** What was typed could not be read: what was wrong with it, and a right example. */
export const corrected = (desk: Desk, given: Wrong | { wrong: Wrong }, buttons: Rows = []): Reply =>
  answer(
    desk,
    {
      severity: 'warning',
      title: desk.words.say('chat.wrong', {}),
      lead: inWords('wrong' in given ? given.wrong : given, desk.words),
    },
    desk.answering === undefined ? buttons : [...buttons, leaveIt(desk)],
    { misread: true },
  );

/** The way out of a question that waits for something typed. Discord's wait in a form, which has one. */
export const leaveIt = ({ recipient, words }: Desk): Button[] =>
  recipient.platform === 'discord' ? [] : [button(words.say('button.leave', {}), 'leave')];

/** A tap that leads nowhere any more: the message it belongs to stays as it is. */
export const hushed = (desk: Desk, said: { title: string; lead: string }): Reply => ({
  ...answer(desk, said),
  edits: false,
  ...(desk.asked.kind === 'button' && { toast: clipped(`${said.title}. ${said.lead}`), toastOnly: true }),
});

const TOAST = 190;
const clipped = (text: string): string => (text.length <= TOAST ? text : `${text.slice(0, TOAST - 1).toWellFormed()}…`);

/**
 * Whoever may change what a chat is told, and is about to, decides its language as well: alerts come later, when nobody
 * asks, and would otherwise be in English.
 *
 * @param change `more`: the chat is to hear of something that it does not hear of yet. `now`: of something this once.
 * @returns the refusal, where whoever asks may not change what this chat is told, or the chat cannot be told anything.
 */
export async function refusal(desk: Desk, change: 'any' | 'more' | 'now' = 'any'): Promise<Reply | undefined> {
  const { asker } = desk.asked;
  if (asker.place === 'private' || (await asker.mayConfigure())) {
    if (change !== 'any' && asker.hindrance !== undefined) return hindered(desk, asker.hindrance);
    await keepFirst(desk, change === 'more' ? 'more' : 'any');
    return undefined;
  }
  const { words } = desk;
  const said = { title: words.say('chat.admins.title', {}), lead: words.say('chat.admins.lead', {}) };
  return { ...hushed(desk, said), personal: true };
}

/** A promise to tell something that cannot be kept is not made. */
function hindered(desk: Desk, hindrance: Hindrance): Reply {
  const { words } = desk;
  const isForbidden = hindrance.kind === 'forbidden';
  return answer(
    desk,
    {
      severity: 'warning',
      title: words.say('hindrance.title', {}),
      lead: isForbidden
        ? words.say('hindrance.forbidden', {
            missing: words.list(hindrance.missing.map((one) => words.say(`permission.${one}`, {}))),
          })
        : words.say('hindrance.notThere', {}),
    },
    isForbidden ? [] : [[{ label: words.say('button.invite', {}), url: hindrance.invite }]],
    { edits: false, personal: true },
  );
}

/**
 * What follows from who asks first: the chat's language, if it is another than the usual; and for a channel of a server,
 * whom to tell when it can no longer be written to, and that it publishes. Whoever saved settings meanwhile has decided.
 */
async function keepFirst({ deps, recipient, settings, asked }: Desk, change: 'any' | 'more'): Promise<void> {
  const { user, announces } = asked.asker;
  const isServer = change === 'more' && recipient.platform === 'discord' && 'channel' in recipient;
  const first = {
    ...(isServer && user !== undefined && settings.by === undefined && { by: user }),
    ...(isServer && announces && settings.crosspost === undefined && { crosspost: true }),
  };
  const isAnotherLanguage = settings.version === 0 && settings.locale !== USUAL.locale;
  if (!isAnotherLanguage && Object.keys(first).length === 0) return;
  await deps.settings.save(recipient, { ...settings, ...first, version: settings.version + 1 });
}

/** From here on this person's next words are the answer to `step`. */
export const expect = ({ deps, recipient, user, at }: Desk, step: Step): Promise<void> =>
  deps.conversations.keep(recipient, user, { v: 1, step, until: later(at, OPEN_FOR) });

/** What was asked is answered, and by this very message: a repeat of it finds the question open. */
export async function settle({ deps, recipient, user, at, asked, answering }: Desk): Promise<void> {
  if (answering === undefined) return;
  const answeredBy = asked.key.slice(0, 128);
  await deps.conversations.keep(recipient, user, { v: 1, step: answering, until: later(at, OPEN_FOR), answeredBy });
}

/** A button in the chat's language. */
export const button = <V extends Verb>(label: string, verb: V, ...args: ArgsOf<V>): Button => ({
  label,
  data: press(verb, ...args),
});

/** In rows of so many. */
export const rowsOf = <Item>(items: readonly Item[], width: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / width) }, (_, row) => items.slice(row * width, (row + 1) * width));

/** In a group the bot hears answers to its own messages only, and on Discord what is typed into a form. */
export const howToAnswer = ({ asked, recipient, words }: Desk): string => {
  if (recipient.platform === 'discord') return words.say('chat.typeInForm', {});
  return words.say(asked.asker.place === 'private' ? 'chat.type' : 'chat.replyTo', {});
};

/** Sentences after each other; Chinese has no space between them. */
export const inARow = ({ reader }: Words, ...said: readonly (string | undefined)[]): string =>
  said.filter((one) => one !== undefined).join(reader.locale === 'zh' ? '' : ' ');
