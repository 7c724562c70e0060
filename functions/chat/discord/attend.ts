import {
  buttonRows,
  customId,
  type DiscordButton,
  type Owner,
  ownerOf,
  readCustomId,
} from '../../delivery/discord/components.ts';
import { renderDiscord } from '../../delivery/discord/render.ts';
import { madeAt } from '../../delivery/discord/snowflake.ts';
import type { Telling } from '../../delivery/telling.ts';
import type { Clock } from '../../kit/clock.ts';
import { reasonOf } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import type { SettingsKeeper } from '../../subscriptions/settings.ts';
import { spoken } from '../../subscriptions/spoken.ts';
import { elapsed, minutes } from '../../units/time.ts';
import type { Locale } from '../../words/preferences.ts';
import { speak, type Words } from '../../words/words.ts';
import { type Door, type Entered, enter } from '../access.ts';
import type { Asked, Asker } from '../asked.ts';
import { CATALOGUE, WHOSE, type Whose } from '../commands.ts';
import { type Conversations, waiting } from '../conversation.ts';
import { placeOf } from '../places.ts';
import type { PictureAsked, Reply } from '../reply.ts';
import { formFor } from './forms.ts';
import type { Interaction, Whereabouts } from './interaction.ts';
import { type Matter, matterOf, matterOfTap } from './matter.ts';
import { deferred, edited, LEFT, type Message, offered, type Response, responseShape, said } from './response.ts';
import { hindranceIn, isAnnouncements, mayConfigure } from './rights.ts';
import type { SuggestDeps } from './suggest.ts';

type DiscordRecipient = Extract<Recipient, { platform: 'discord' }>;

/** What a picture that follows is for. @property words what it stands under. */
export type Awaited = { recipient: DiscordRecipient; at: Date; words: Pick<Message, 'embeds' | 'components'> };

export type AttendDeps = SuggestDeps & {
  settings: Pick<SettingsKeeper, 'read'>;
  conversations: Pick<Conversations, 'read'>;
  door: Door;
  /** What whoever asks is answered with, on every platform. */
  respond(asked: Asked): Promise<readonly Reply[]>;
  /** Somebody who was not to be reached asks: perhaps they are again. */
  heard(recipient: Recipient): Promise<void>;
  /** Drawn by whoever draws, who makes it the rest of the answer. */
  draw(picture: PictureAsked, interaction: Interaction, awaited: Awaited): Promise<void>;
  clock: Clock;
  log: Log;
};

/** @property file goes along with the words. */
export type Answer = { response: Response; file?: NonNullable<Reply['file']> };

/** What a button that is not an answer's own sends back. */
const TYPE = 'type';
const SHARE = 'share:';

/** An interaction is as old as its id says, where that can be: what is replayed is then the very same question. */
const BELIEVED = minutes(5);

/** One interaction, answered in the response itself. Discord asks once, and whoever asked sees what became of it. */
export async function attend(deps: AttendDeps, interaction: Interaction): Promise<Answer> {
  const { clock, log } = deps;
  try {
    const answer = await find(deps, interaction);
    return { ...answer, response: responseShape.parse(answer.response) };
  } catch (error) {
    log.error('an interaction could not be answered', error, { why: reasonOf(error), kind: interaction.kind });
    if (interaction.kind === 'completion') return { response: offered([]) };
    const words = await speak(interaction.language ?? 'en');
    const [title, lead] = [words.say('telegram.failed.title', {}), words.say('telegram.failed.lead', {})];
    return secretly(aside(title, lead, words, clock.now()));
  }
}

/** What no version of ours reads: Discord adds kinds of them, and waits for an answer all the same. */
export async function unknown(language: Locale | undefined, at: Date): Promise<Answer> {
  const words = await speak(language ?? 'en');
  return secretly(aside(words.say('chat.stale', {}), words.say('chat.staleLead', {}), words, at));
}

function find(deps: AttendDeps, interaction: Interaction): Promise<Answer> {
  switch (interaction.kind) {
    case 'command':
      return commanded(deps, interaction);
    case 'completion':
      return completed(deps, interaction);
    case 'tap':
      return tapped(deps, interaction);
    case 'form':
      return typed(deps, interaction);
  }
}

/* ------------------------------------------------------------------------------------------------------ whose */

/** In a server things are its channel's or somebody's own; everywhere else they are the asker's. */
function recipientOf(from: Whereabouts, whose: Matter, isExplicit = false): DiscordRecipient {
  const isChannels = from.where === 'server' && whose !== 'me' && (from.isInstalled || isExplicit);
  return isChannels ? { platform: 'discord', channel: from.channel } : { platform: 'discord', user: from.user };
}

function askerOf(from: Whereabouts, recipient: DiscordRecipient): Asker {
  const who = { recipient, user: from.user, ...(from.language !== undefined && { language: from.language }) };
  if (from.where !== 'server' || 'user' in recipient)
    return { ...who, place: 'private', mayConfigure: async () => true };
  const hindrance = hindranceIn(from);
  return {
    ...who,
    place: 'group',
    mayConfigure: async () => mayConfigure(from),
    ...(hindrance && { hindrance }),
    ...(isAnnouncements(from) && { announces: true }),
  };
}

type Question = Pick<Asked, 'key' | 'at' | 'asker'>;

function questionOf({ clock }: AttendDeps, from: Whereabouts, recipient: DiscordRecipient): Question {
  const now = clock.now();
  const made = madeAt(from.id);
  const at = Math.abs(elapsed(made, now)) <= BELIEVED ? made : now;
  return { key: `discord:${from.id}`, at, asker: askerOf(from, recipient) };
}

/* --------------------------------------------------------------------------------------------------- commands */

async function commanded(deps: AttendDeps, interaction: Interaction & { kind: 'command' }): Promise<Answer> {
  const { name, options: given } = interaction;
  const { for: whose, ...rest } = given;
  const explicit = WHOSE.find((one) => one === whose);
  const options = withoutEveryone(rest, interaction);
  const matter = explicit ?? matterOf(name, options);
  const recipient = await settledOn(deps, interaction, name, matter, explicit);
  return asked(deps, interaction, recipient, matter, { kind: 'command', name, options });
}

/** Somebody without a fleet asks for a margin: the channel's fleet is the next best they can mean. */
async function settledOn(
  { own }: AttendDeps,
  from: Whereabouts,
  name: string,
  matter: Matter,
  explicit: Whose | undefined,
): Promise<DiscordRecipient> {
  const recipient = recipientOf(from, matter, explicit !== undefined);
  if (name !== 'margin' || explicit !== undefined || from.where !== 'server' || !from.isInstalled) return recipient;
  const channel = recipientOf(from, 'channel');
  const [mine, channels] = await Promise.all([own.read(recipient), own.read(channel)]);
  return mine.fleets.length === 0 && channels.fleets.length > 0 ? channel : recipient;
}

/** The role that everybody has bears the server's own id; as a word it is one that no role is known by. */
const withoutEveryone = (options: Extract<Interaction, { kind: 'command' }>['options'], from: Whereabouts) =>
  from.where === 'server' && options['mention'] === from.guild ? { ...options, mention: '@everyone' } : options;

/* -------------------------------------------------------------------------------------------------- completion */

async function completed(deps: AttendDeps, interaction: Interaction & { kind: 'completion' }): Promise<Answer> {
  const { name, options, focused, typed: text } = interaction;
  const suggests = CATALOGUE.find((entry) => entry.name === name)?.options.find(
    (one) => one.name === focused,
  )?.suggests;
  if (suggests === undefined || !isListed(deps.door, interaction)) return { response: offered([]) };
  const explicit = WHOSE.find((one) => one === options['for']);
  const matter = explicit ?? (suggests === 'fleets' ? 'me' : matterOf(name, options));
  const recipient = recipientOf(interaction, matter, explicit !== undefined);
  const words = await wordsOf(deps, recipient, interaction.language);
  const { suggestionsFor } = await import('./suggest.ts');
  return { response: offered(await suggestionsFor(deps, suggests, recipient, text, words)) };
}

async function wordsOf({ settings }: AttendDeps, recipient: Recipient, language: Locale | undefined): Promise<Words> {
  const { locale, currency, unit, zone } = spoken(await settings.read(recipient), language);
  return speak({ locale, currency, unit, zone });
}

/* ------------------------------------------------------------------------------------------------ taps and forms */

async function tapped(deps: AttendDeps, interaction: Interaction & { kind: 'tap' }): Promise<Answer> {
  const read = readCustomId(interaction.customId);
  if (read === undefined) return unknown(interaction.language, deps.clock.now());
  const { owner, data } = read;
  if (isSomebodyElses(owner, interaction)) return notYours(deps, interaction);
  const recipient = recipientOf(interaction, whoseOf(owner, data, interaction));
  if (data === TYPE) return askToType(deps, interaction, recipient, owner);
  if (!data.startsWith(SHARE)) return asked(deps, interaction, recipient, matterOfTap(data), { kind: 'button', data });
  return asked(deps, interaction, recipient, 'all', { kind: 'button', data: data.slice(SHARE.length) }, true);
}

async function typed(deps: AttendDeps, interaction: Interaction & { kind: 'form' }): Promise<Answer> {
  const read = readCustomId(interaction.customId);
  if (read === undefined) return unknown(interaction.language, deps.clock.now());
  if (isSomebodyElses(read.owner, interaction)) return notYours(deps, interaction);
  const recipient = recipientOf(interaction, read.owner === 'c' ? 'channel' : 'me');
  return asked(deps, interaction, recipient, 'channel', { kind: 'words', text: interaction.text });
}

/** Under an answer for everybody, whoever manages the server means its channel, and everybody else themselves. */
function whoseOf(owner: Owner, data: string, from: Whereabouts): Whose {
  if (owner === 'c') return 'channel';
  const isTheChannels =
    owner === 'a' && matterOfTap(data) === 'channel' && from.where === 'server' && mayConfigure(from);
  return isTheChannels ? 'channel' : 'me';
}

const isSomebodyElses = (owner: Owner, { user }: Whereabouts): boolean => owner.startsWith('u') && owner !== `u${user}`;

async function notYours({ clock }: AttendDeps, { language }: Interaction): Promise<Answer> {
  const words = await speak(language ?? 'en');
  const lead = words.say('discord.notYoursLead', { command: '/help' });
  return secretly(aside(words.say('discord.notYours', {}), lead, words, clock.now()));
}

/** The form for whatever is waited for now, which may be something else than when the button was made. */
async function askToType(
  deps: AttendDeps,
  from: Interaction,
  recipient: DiscordRecipient,
  owner: Owner,
): Promise<Answer> {
  const now = deps.clock.now();
  const [words, conversation] = await Promise.all([
    wordsOf(deps, recipient, from.language),
    deps.conversations.read(recipient, from.user),
  ]);
  const step = waiting(conversation, '', now);
  if (step !== undefined) return { response: formFor(step, customId(owner, TYPE), words) };
  return secretly(aside(words.say('chat.gone.title', {}), words.say('chat.gone.lead', {}), words, now));
}

/* ---------------------------------------------------------------------------------------------------- answers */

type Meant =
  | { kind: 'command'; name: string; options: Readonly<Record<string, string | number | boolean>> }
  | { kind: 'button'; data: string }
  | { kind: 'words'; text: string };

async function asked(
  deps: AttendDeps,
  from: Interaction,
  recipient: DiscordRecipient,
  matter: Matter,
  meant: Meant,
  isShared = false,
): Promise<Answer> {
  const question = questionOf(deps, from, recipient);
  const words = () => speak(from.language ?? 'en');
  const entered = await letIn(deps, from, recipient, question.at);
  if (entered !== 'in') return secretly(refusal(entered, deps.door, from, await words(), question.at));
  if (canBeReached(question.asker, from)) await deps.heard(recipient);
  const [reply] = await deps.respond({ ...question, ...meant });
  if (reply === undefined) {
    const said = await words();
    return secretly(aside(said.say('chat.gone.title', {}), said.say('chat.gone.lead', {}), said, question.at));
  }
  // What others are about to see is their own business, too.
  const isSecret = !isShared && isPersonal(from, recipient, matter);
  return shown(deps, from, { reply, recipient, matter, isSecret, isShared, at: question.at });
}

type Shown = {
  reply: Reply;
  recipient: DiscordRecipient;
  matter: Matter;
  /** It is nobody's business but the asker's. */
  isSecret: boolean;
  isShared: boolean;
  at: Date;
};

const isPersonal = (from: Interaction, recipient: DiscordRecipient, matter: Matter): boolean =>
  isElsewhere(from, recipient) && matter !== 'all';

/** What is told to this person is not told here. */
const isElsewhere = ({ where }: Interaction, recipient: DiscordRecipient): boolean =>
  where !== 'alone' && 'user' in recipient;
const withWhere = (telling: Telling): Telling => ({
  ...telling,
  lead: `${telling.lead} ${telling.words.say('discord.byMessage', {})}`,
});

async function shown(deps: AttendDeps, from: Interaction, what: Shown): Promise<Answer> {
  const { reply, recipient, isSecret, isShared, at } = what;
  const isAside = reply.toastOnly === true || (reply.personal === true && from.where !== 'alone');
  const isByMessage = reply.promises === true && isElsewhere(from, recipient);
  // They may have closed their messages to us before, and have not if they ask for some now: the next one will tell.
  if (isByMessage) await deps.heard(recipient);
  const telling = isByMessage ? withWhere(reply.telling) : reply.telling;
  const message = messageOf({ telling }, await buttonsOf(deps, from, what, isAside), what);
  if (isAside) return { response: said(message, true), ...(reply.file && { file: reply.file }) };
  if (reply.picture !== undefined) {
    // A chart's own buttons change that chart; any other message stays what it is.
    const isInPlace = from.kind === 'tap' && !isShared && from.hasPicture && (!isSecret || from.isSecret);
    await deps.draw(reply.picture, from, { recipient, at, words: message });
    return { response: isInPlace ? LEFT : deferred(isSecret) };
  }
  if (reply.file === undefined && !isShared && mayEdit(from, reply, isSecret)) return { response: edited(message) };
  return { response: said(message, isSecret), ...(reply.file && { file: reply.file }) };
}

/** What is personal never takes the place of what everybody sees. */
function mayEdit(from: Interaction, reply: Reply, isSecret: boolean): boolean {
  if (from.kind === 'tap') return reply.edits === true && (!isSecret || from.isSecret);
  return from.kind === 'form' && from.isBelow && (!isSecret || from.isSecret);
}

function messageOf(
  { telling }: Pick<Reply, 'telling'>,
  buttons: readonly (readonly DiscordButton[])[],
  what: Pick<Shown, 'recipient' | 'matter'>,
): Message {
  const { embeds } = renderDiscord(telling);
  return {
    embeds: [...embeds],
    components: buttonRows(buttons, (data) => ownerFor(data, what)) ?? [],
    allowed_mentions: { parse: [] },
  };
}

/**
 * Under what is nobody's in particular, every button is for whoever taps it, and about their things where it is about
 * anybody's; what is typed belongs to the question.
 */
const ownerFor = (data: string, { recipient, matter }: Pick<Shown, 'recipient' | 'matter'>): Owner =>
  matter !== 'all' || data === TYPE || ('channel' in recipient && matterOfTap(data) === 'all')
    ? ownerOf(recipient)
    : 'a';

/** Somebody else could do nothing with what is shared, so there is nothing to tap. */
async function buttonsOf(
  { conversations, clock }: AttendDeps,
  from: Interaction,
  { reply, recipient, isSecret, isShared }: Shown,
  isAside: boolean,
): Promise<readonly (readonly DiscordButton[])[]> {
  const rows = reply.buttons ?? [];
  if (isShared) return [];
  const { words } = reply.telling;
  const step = isAside ? undefined : waiting(await conversations.read(recipient, from.user), '', clock.now());
  return [
    ...(step === undefined ? [] : [[{ label: words.say('button.typeIt', {}), data: TYPE, leads: true }]]),
    ...rows,
    ...(isSecret && reply.share !== undefined
      ? [[{ label: words.say('button.share', {}), data: `${SHARE}${reply.share}` }]]
      : []),
  ];
}

const secretly = (telling: Telling): Answer => ({
  response: said(messageOf({ telling }, [], { recipient: NOBODY, matter: 'all' }), true),
});
const NOBODY: DiscordRecipient = { platform: 'discord', user: '0' };

const aside = (title: string, lead: string, words: Words, at: Date): Telling => ({
  severity: 'info',
  title,
  lead,
  facts: [],
  sources: [],
  at,
  words,
});

/* ----------------------------------------------------------------------------------------------------- access */

/** On a list stand servers and people: either lets somebody in. */
const idOf = ({ access }: Door, from: Whereabouts): string =>
  from.where === 'server' && access.way === 'list' && access.chats.has(from.guild) ? from.guild : from.user;

const isListed = (door: Door, from: Whereabouts): boolean =>
  door.access.way !== 'list' || door.access.chats.has(idOf(door, from));

async function letIn({ door }: AttendDeps, from: Whereabouts, recipient: DiscordRecipient, at: Date): Promise<Entered> {
  // Of a channel nothing is kept unless somebody who manages its server sets something up: asking there takes no place.
  const mayBeKept = 'user' in recipient || (from.where === 'server' && from.isInstalled && mayConfigure(from));
  if (!mayBeKept) return isListed(door, from) ? 'in' : 'not listed';
  return enter(door, { chat: idOf(door, from), place: placeOf(recipient) }, at);
}

/** Who asks in a channel we may write in, or writes to us, can be written to. */
const canBeReached = ({ recipient, hindrance }: Asker, { where }: Whereabouts): boolean =>
  'channel' in recipient ? hindrance === undefined : where === 'alone';

function refusal(why: Exclude<Entered, 'in'>, { most }: Door, from: Whereabouts, words: Words, at: Date): Telling {
  if (why === 'full')
    return aside(
      words.say('telegram.full.title', {}),
      words.say('telegram.full.lead', { most: words.count(most) }),
      words,
      at,
    );
  const chat = from.where === 'server' ? from.guild : from.user;
  return aside(words.say('telegram.closed.title', {}), words.say('telegram.closed.list', { chat }), words, at);
}
