import type { HashpriceUnit, Locale } from '../../words/preferences.ts';

/** Languages in their own words: whoever cannot read this one must still find theirs. */
export const LANGUAGES: Readonly<Record<Locale, string>> = {
  en: 'English',
  es: 'Español',
  ru: 'Русский',
  zh: '中文',
  pt: 'Português',
  de: 'Deutsch',
};
export const LANGUAGE_WORDS: Readonly<Record<Locale, readonly string[]>> = {
  en: ['english'],
  es: ['español', 'espanol', 'spanish', 'castellano'],
  ru: ['русский', 'russian'],
  zh: ['中文', 'chinese', '汉语'],
  pt: ['português', 'portugues', 'portuguese', 'brasil'],
  de: ['deutsch', 'german'],
};
export const UNIT_WORDS: Readonly<Record<HashpriceUnit, readonly string[]>> = {
  'money/PH': ['ph', '$/ph', 'per ph', '/ph'],
  'money/TH': ['th', '$/th', 'per th', '/th'],
  'sat/TH': ['sat', 'sats', 'satoshi', 'sats/th'],
};
export const ZONES = [
  'UTC',
  'America/New_York',
  'America/Chicago',
  'Europe/Berlin',
  'Asia/Shanghai',
  'Asia/Almaty',
] as const;
export const NIGHTS = ['22-7', '23-8', '0-6'] as const;
export const ESCALATIONS = [0, 15, 30, 60] as const;

/** Monday first, as settings count them. */
export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
