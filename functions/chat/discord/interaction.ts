import * as z from 'zod';
import { localeOf } from '../../words/locale.ts';
import type { Locale } from '../../words/preferences.ts';

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type */
const PING = 1;
const COMMAND = 2;
const COMPONENT = 3;
const COMPLETION = 4;
const FORM = 5;
/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types */
const BOT_DM = 1;
const PRIVATE_CHANNEL = 2;
const EPHEMERAL = 1 << 6;
/** By which the one field of a form of ours is known. */
export const FIELD = 'text';

const snowflake = z.string().regex(/^\d{1,20}$/);
const bits = z.string().regex(/^\d{1,40}$/);
const userShape = z.object({ id: snowflake });
const optionShape = z.object({
  name: z.string().min(1).max(32),
  value: z.union([z.string().max(6_000), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
const inputShape = z.object({ custom_id: z.string().max(100).optional(), value: z.string().max(4_000).optional() });

const dataShape = z.object({
  name: z.string().min(1).max(32).optional(),
  options: z.array(optionShape).max(25).default([]),
  custom_id: z.string().max(100).optional(),
  /** Of a form: its fields, each inside a label, or in a row as in older ones. */
  components: z
    .array(z.object({ component: inputShape.optional(), components: z.array(inputShape).max(5).optional() }))
    .max(5)
    .default([]),
});

/** What we read of one; whatever else there is, and there is more with each year, is not looked at. */
const interactionShape = z.object({
  id: snowflake,
  application_id: snowflake,
  type: z.int(),
  token: z.string().min(1).max(1_024),
  data: z.unknown().optional(),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z.object({ type: z.int() }).optional().catch(undefined),
  member: z.object({ user: userShape, permissions: bits.optional() }).optional(),
  user: userShape.optional(),
  message: z
    .object({ flags: z.int().optional(), attachments: z.array(z.unknown()).max(25).optional() })
    .optional()
    .catch(undefined),
  app_permissions: bits.optional(),
  locale: z.string().max(16).optional().catch(undefined),
  /** Who installed the app that answers here: `0` the server, `1` the person. */
  authorizing_integration_owners: z.record(z.string().max(4), z.string().max(20)).optional().catch(undefined),
  context: z.int().optional(),
});
type Envelope = z.output<typeof interactionShape>;

/** Where somebody asks, and what they and we may do there. */
export type Whereabouts = {
  id: string;
  application: string;
  /** A secret for a quarter of an hour: whoever has it speaks for us. */
  token: string;
  user: string;
  language?: Locale;
} & (
  | {
      /** @property isInstalled whether the app is on this server, or only with whoever asks. */
      where: 'server';
      guild: string;
      channel: string;
      channelType?: number;
      isInstalled: boolean;
      permissions: bigint;
      appPermissions: bigint;
    }
  /** With us alone, or where others listen. */
  | { where: 'alone' | 'private' }
);

type Options = Readonly<Record<string, string | number | boolean>>;
export type Interaction = Whereabouts &
  (
    | { kind: 'command'; name: string; options: Options }
    | { kind: 'completion'; name: string; options: Options; focused: string; typed: string }
    /** @property isSecret only this person sees the message. @property hasPicture it has one attached. */
    | { kind: 'tap'; customId: string; isSecret: boolean; hasPicture: boolean }
    /** @property isBelow a message, which can be changed. */
    | { kind: 'form'; customId: string; text: string; isBelow: boolean; isSecret: boolean }
  );

export type Reading = { kind: 'ping' } | { kind: 'unknown'; language?: Locale } | Interaction;

/** Reads an interaction that was verified. Whatever it is, there is an answer. */
export function readInteraction(value: unknown): Reading {
  const { data: head } = z.object({ type: z.int(), locale: z.string().max(16).optional() }).safeParse(value);
  if (head?.type === PING) return { kind: 'ping' };
  const language = localeOf(head?.locale);
  const unknown: Reading = { kind: 'unknown', ...(language !== undefined && { language }) };
  const envelope = interactionShape.safeParse(value).data;
  const from = envelope && whereaboutsOf(envelope);
  const data = envelope && dataShape.safeParse(envelope.data ?? {}).data;
  if (from === undefined || data === undefined) return unknown;
  return what(envelope!, data, from) ?? unknown;
}

function what(envelope: Envelope, data: z.output<typeof dataShape>, from: Whereabouts): Interaction | undefined {
  const { name, custom_id: customId } = data;
  const isSecret = ((envelope.message?.flags ?? 0) & EPHEMERAL) !== 0;
  switch (envelope.type) {
    case COMMAND:
      return name === undefined ? undefined : { ...from, kind: 'command', name, options: optionsOf(data.options) };
    case COMPLETION: {
      const focused = data.options.find((option) => option.focused);
      if (name === undefined || focused === undefined) return undefined;
      const typed = String(focused.value ?? '').slice(0, 100);
      return { ...from, kind: 'completion', name, options: optionsOf(data.options), focused: focused.name, typed };
    }
    case COMPONENT:
      if (customId === undefined) return undefined;
      return {
        ...from,
        kind: 'tap',
        customId,
        isSecret,
        hasPicture: (envelope.message?.attachments?.length ?? 0) > 0,
      };
    case FORM: {
      const fields = data.components.flatMap(({ component, components = [] }) => [component, ...components]);
      const text = fields.find((field) => field?.custom_id === FIELD)?.value;
      if (customId === undefined || text === undefined) return undefined;
      return { ...from, kind: 'form', customId, text, isBelow: envelope.message !== undefined, isSecret };
    }
    default:
      return undefined;
  }
}

/** By name; one that was not filled in has no value. A name of the language's own, like `__proto__`, is none of ours. */
const optionsOf = (options: readonly z.output<typeof optionShape>[]): Options =>
  Object.fromEntries(options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));

function whereaboutsOf(envelope: Envelope): Whereabouts | undefined {
  const { id, application_id: application, token, member, guild_id: guild, channel_id: channel, context } = envelope;
  const user = (member?.user ?? envelope.user)?.id;
  if (user === undefined) return undefined;
  const language = localeOf(envelope.locale);
  const who = { id, application, token, user, ...(language !== undefined && { language }) };
  if (guild === undefined) return { ...who, where: context === PRIVATE_CHANNEL ? 'private' : 'alone' };
  if (channel === undefined || context === BOT_DM || context === PRIVATE_CHANNEL) return undefined;
  return {
    ...who,
    where: 'server',
    guild,
    channel,
    ...(envelope.channel && { channelType: envelope.channel.type }),
    isInstalled: envelope.authorizing_integration_owners?.['0'] === guild,
    permissions: BigInt(member?.permissions ?? '0'),
    appPermissions: BigInt(envelope.app_permissions ?? '0'),
  };
}
