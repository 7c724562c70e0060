import { LOUDNESS, type Loudness, type Settings, SUBJECTS, type Subject } from '../../subscriptions/settings.ts';
import { CURRENCIES, type Currency, type HashpriceUnit, type Locale } from '../../words/preferences.ts';
import { changeSettings } from '../change-settings.ts';
import type { CommandOf, Setting } from '../command.ts';
import { button, corrected, type Desk, refusal, settle } from '../desk.ts';
import { chosen } from '../parse/choice.ts';
import { type Read, read, wrong } from '../parse/read.ts';
import { readSpan, readTimeOfDay } from '../parse/time-of-day.ts';
import { weekdayMeant } from '../parse/weekday.ts';
import { readZone } from '../parse/zone.ts';
import type { Reply } from '../reply.ts';
import { answerSetting } from './setting.ts';
import { answerSettings } from './settings.ts';
import { LANGUAGE_WORDS, UNIT_WORDS } from './settings-words.ts';

type Change = (settings: Settings) => Omit<Settings, 'version' | 'v'>;

/** Makes a change and shows the setting as it is then. */
export async function choose(desk: Desk, setting: Setting, change: Change): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const changed = await changeSettings(desk, change);
  return { ...(await shown(changed, setting)), toast: changed.words.say('settings.saved', {}) };
}

/** Of what is chosen bit by bit the menu stays; of anything else the whole is seen again. */
const shown = (desk: Desk, setting: Setting): Promise<Reply> | Reply =>
  setting === 'loudness' ? answerSetting(desk, setting) : answerSettings(desk);

export const toLanguage =
  (locale: Locale): Change =>
  (settings) => ({ ...settings, locale });
export const toCurrency =
  (currency: Currency): Change =>
  (settings) => ({ ...settings, currency });
export const toUnit =
  (unit: HashpriceUnit): Change =>
  (settings) => ({ ...settings, unit });
export const toZone =
  (zone: string): Change =>
  (settings) => ({ ...settings, zone });
export const toQuiet =
  (quiet: Settings['quiet']): Change =>
  ({ quiet: _, ...settings }) => ({
    ...settings,
    ...(quiet && { quiet }),
  });
export const toLoudness =
  (subject: Subject, loudness: Loudness): Change =>
  (settings) => ({
    ...settings,
    loudness: { ...settings.loudness, [subject]: loudness },
  });

const USUAL_HOUR = '08:00';
/** The hour that was chosen before stays, whichever days it is on. */
export const toDigest =
  (every: 'off' | 'day' | 'week', at?: string, weekday?: number): Change =>
  ({ digest, ...settings }) => ({
    ...settings,
    ...(every !== 'off' && {
      digest: { every, at: at ?? digest?.at ?? USUAL_HOUR, weekday: weekday ?? digest?.weekday ?? 1 },
    }),
  });
export const toEscalation =
  (minutes: number): Change =>
  ({ escalation, ...settings }) => ({
    ...settings,
    ...(minutes >= 5 && { escalation: { ...escalation, afterMinutes: minutes } }),
  });

/** What was typed for a setting: `/settings zone Berlin`, or the answer to its question. */
export async function settingTyped(desk: Desk, setting: Setting, text: string): Promise<Reply> {
  const change = readChange(setting, text, desk.settings);
  if (!change.ok)
    return corrected(desk, change.wrong, [[button(desk.words.say('button.settings', {}), 'setting', setting)]]);
  const reply = await choose(desk, setting, change.value);
  if (setting === 'zone' || setting === 'quiet' || setting === 'digest') await settle(desk);
  return reply;
}

const OFF = /^(?:off|no|none|never|aus|нет|выкл\p{L}*|关|desligado|apagado|0)$/iu;

function readChange(setting: Setting, text: string, settings: Settings): Read<Change> {
  const isOff = OFF.test(text.trim());
  switch (setting) {
    case 'language':
      return picked(chosen(text, LANGUAGE_WORDS), toLanguage, text, 'wrong.language');
    case 'currency':
      return picked(
        CURRENCIES.find((one) => one === text.trim().toUpperCase()),
        toCurrency,
        text,
        'wrong.currency',
      );
    case 'unit':
      return picked(chosen(text, UNIT_WORDS), toUnit, text, 'wrong.unit');
    case 'zone':
      return mapped(readZone(text), toZone);
    case 'quiet':
      return isOff ? read(toQuiet(undefined)) : mapped(readSpan(text), toQuiet);
    case 'digest':
      return readDigest(text, isOff, settings);
    case 'escalation': {
      const minutes = Number(/^(\d{1,4}) ?(?:m|min|minutes)?$/.exec(text.trim())?.[1] ?? Number.NaN);
      if (isOff) return read(toEscalation(0));
      return minutes >= 5 && minutes <= 1_440 ? read(toEscalation(minutes)) : wrong('wrong.escalation', text);
    }
    case 'loudness':
      return readLoudness(text);
  }
}

const picked = <Choice>(
  choice: Choice | undefined,
  to: (choice: Choice) => Change,
  text: string,
  key: 'wrong.language' | 'wrong.currency' | 'wrong.unit',
): Read<Change> =>
  choice === undefined
    ? wrong(key, text, key === 'wrong.currency' ? { all: CURRENCIES.join(', ') } : {})
    : read(to(choice));

const mapped = <Value>(given: Read<Value>, to: (value: Value) => Change): Read<Change> =>
  given.ok ? read(to(given.value)) : given;

/** `8:00`, `daily 8`, `weekly 9:30`, `friday 7pm`. */
function readDigest(text: string, isOff: boolean, { digest }: Settings): Read<Change> {
  if (isOff) return read(toDigest('off'));
  const [, first = '', rest = ''] = /^(\p{L}+)?\s*(?:at\s+)?(.*)$/iu.exec(text.trim()) ?? [];
  const weekday = weekdayMeant(first);
  const every = weekday === undefined ? chosen(first, PERIODS) : 'week';
  if (first !== '' && every === undefined) return wrong('wrong.time', text);
  const wanted = every ?? digest?.every ?? 'day';
  if (rest === '') return first === '' ? wrong('wrong.time', text) : read(toDigest(wanted, undefined, weekday));
  return mapped(readTimeOfDay(rest), (at) => toDigest(wanted, at, weekday));
}

const PERIODS = { day: ['daily', 'every day'], week: ['weekly', 'every week'] } as const;

/** `margin silent`. */
function readLoudness(text: string): Read<Change> {
  const [, first = '', second = ''] = /^(\S+)\s+(\S+)$/.exec(text.trim()) ?? [];
  const subject = SUBJECTS.find((one) => one === first.toLowerCase());
  const loudness = LOUDNESS.find((one) => one === second.toLowerCase());
  return subject && loudness
    ? read(toLoudness(subject, loudness))
    : wrong('wrong.loudness', text, { all: SUBJECTS.join(', ') });
}

/** `/settings`, `/settings zone`, `/settings zone Berlin`. */
export const commandSettings = (
  desk: Desk,
  { what, value }: Omit<CommandOf<'settings'>, 'name'>,
): Promise<Reply> | Reply => {
  if (what === undefined) return answerSettings(desk);
  return value === undefined ? answerSetting(desk, what) : settingTyped(desk, what, value);
};
