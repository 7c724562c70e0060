import type { Recipient } from '../subscriptions/recipient.ts';
import type { Locale } from '../words/preferences.ts';

/** What a platform may keep us from doing in a chat; each is called as the platform's own settings call it. */
export const PERMISSIONS = ['view', 'send', 'threads', 'embed', 'attach'] as const;
export type Permission = (typeof PERMISSIONS)[number];
/** @property invite where whoever may can let us in. */
export type Hindrance = { kind: 'forbidden'; missing: readonly Permission[] } | { kind: 'not there'; invite: string };

/** Who asks, and from where. */
export type Asker = {
  /** The chat, forum topic or channel: what settings, fleets and subscriptions belong to. */
  recipient: Recipient;
  /** The person, as the platform numbers them; absent where nobody in particular wrote (channel posts). */
  user?: string;
  place: 'private' | 'group' | 'channel';
  /** Whether this person may change what the chat is told; in private always. Asked only when needed: it may cost a call. */
  mayConfigure(): Promise<boolean>;
  /** What keeps us from writing here of our own accord, where the platform tells: nothing more is subscribed to then. */
  hindrance?: Hindrance;
  /** What is written here can be published to others, as in Discord's announcement channels. */
  announces?: boolean;
  /** The language of the person's app, where the platform says; the chat's own setting goes first. */
  language?: Locale;
};

/** What somebody asked, in the platform's own way, before we know what it means. */
export type Asked = {
  /** The platform's id of this very question: a repeat has the same. */
  key: string;
  asker: Asker;
  at: Date;
} & (
  | { kind: 'words'; text: string /** Words of ours that this answers, when it does. */; answering?: string }
  | { kind: 'button'; data: string }
  /** Discord's way: the command's name and its options as given. */
  | { kind: 'command'; name: string; options: Readonly<Record<string, string | number | boolean>> }
);
