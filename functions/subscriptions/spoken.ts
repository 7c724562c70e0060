import type { Locale } from '../words/preferences.ts';
import type { Settings } from './settings.ts';

/** As long as a chat has changed nothing, whoever asks is answered in the language of their app. */
export const spoken = (settings: Settings, language: Locale | undefined): Settings =>
  settings.version === 0 && language !== undefined ? { ...settings, locale: language } : settings;
