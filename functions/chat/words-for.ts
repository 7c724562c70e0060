import { wordsFor as wordsOfChat } from '../delivery/words-for.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Settings } from '../subscriptions/settings.ts';
import type { Locale } from '../words/preferences.ts';
import type { Words } from '../words/words.ts';

/** As long as a chat has changed nothing, whoever asks is answered in the language of their app. */
export const spoken = (settings: Settings, language: Locale | undefined): Settings =>
  settings.version === 0 && language !== undefined ? { ...settings, locale: language } : settings;

/** The words a chat reads: its language, currency, unit and zone, at the rates of the newest snapshot. */
export const wordsFor = (settings: Settings, snapshot: Snapshot | undefined): Words => wordsOfChat(settings, snapshot);
