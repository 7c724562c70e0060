import { dismissSecond, isSecondCode } from '../../subscriptions/second.ts';
import type { Loudness, Settings, Subject } from '../../subscriptions/settings.ts';
import { CURRENCIES, type Currency, type HashpriceUnit, type Locale } from '../../words/preferences.ts';
import type { Words } from '../../words/words.ts';
import { changeSettings } from '../change-settings.ts';
import type { CommandOf, Setting } from '../command.ts';
import { answer, button, corrected, type Desk, refusal, settle } from '../desk.ts';
import { chosen } from '../parse/choice.ts';
import { readStretch } from '../parse/duration.ts';
import { readLoudness } from '../parse/loudness.ts';
import { plainly, type Read, read, wrong } from '../parse/read.ts';
import { readSpan, readTimeOfDay } from '../parse/time-of-day.ts';
import { weekdayMeant } from '../parse/weekday.ts';
import { readZone, zoneNear } from '../parse/zone.ts';
import type { Reply } from '../reply.ts';
import { secondTyped } from './second.ts';
import { answerSetting } from './setting.ts';
import { chooseCrosspost, chooseMention } from './setting-of-server.ts';
import { answerSettings } from './settings.ts';
import { LANGUAGE_WORDS, UNIT_WORDS, WEEKDAYS } from './settings-words.ts';

type Change = (settings: Settings) => Omit<Settings, 'version' | 'v'>;

/** Makes a change and shows the setting as it is then. */
export async function choose(desk: Desk, setting: Setting, change: Change): Promise<Reply> {
  // A digest is told of our own accord, as an alert is.
  const isNews = desk.settings.digest === undefined && change(desk.settings).digest !== undefined;
  const refused = await refusal(desk, isNews ? 'more' : 'any');
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
const toEscalation =
  (minutes: number): Change =>
  ({ escalation, ...settings }) => ({
    ...settings,
    ...(minutes >= 5 && { escalation: { ...escalation, afterMinutes: minutes } }),
  });

/** How long to wait for somebody to look. Who waits for nobody calls no second chat, either. */
export async function chooseEscalation(desk: Desk, after: number): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  if (after === 0) await dismissSecond(desk.deps, desk.recipient);
  return choose(desk, 'escalation', toEscalation(after));
}

/** What was typed for a setting: `/settings zone Berlin`, or the answer to its question. */
export async function settingTyped(desk: Desk, setting: Setting, text: string): Promise<Reply> {
  if (setting === 'escalation' && isSecondCode(text)) return secondTyped(desk, text);
  if (setting === 'escalation' && OFF.test(text.trim())) return chooseEscalation(desk, 0);
  const near = setting === 'zone' && !readZone(text).ok ? zoneNear(text) : undefined;
  if (near !== undefined) return guessed(desk, text, near);
  const change = readChange(setting, text, desk);
  if (!change.ok)
    return corrected(desk, change.wrong, [[button(desk.words.say('button.settings', {}), 'setting', setting)]]);
  const reply = await choose(desk, setting, change.value);
  if (setting === 'zone' || setting === 'quiet' || setting === 'digest') await settle(desk);
  return reply;
}

/** A zone that was only nearly named is not taken for meant: a clock that is wrong is found out at night. */
function guessed(desk: Desk, text: string, zone: string): Reply {
  const { words } = desk;
  return answer(
    desk,
    {
      severity: 'warning',
      title: words.say('zone.guess', { zone }),
      lead: words.say('zone.guessLead', { given: plainly(text).slice(0, 40) }),
    },
    [[button(zone, 'zone', zone)], [button(words.say('button.settings', {}), 'setting', 'zone')]],
  );
}

const OFF =
  /^(?:off|no|none|never|aus|kein\p{L}*|nie|нет|выкл\p{L}*|никогда|关|关闭|关掉|desligad[oa]|apagad[oa]|desactivad[oa]|desativad[oa]|nunca|0)$/iu;

function readChange(setting: Setting, text: string, { settings, words }: Desk): Read<Change> {
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
      return readDigest(text, isOff, settings, words);
    case 'escalation': {
      const after = minutesIn(text);
      return after >= 5 && after <= 1_440 ? read(toEscalation(after)) : wrong('wrong.escalation', text);
    }
    case 'loudness':
      return mapped(readLoudness(text, words), ({ subject, loudness }) => toLoudness(subject, loudness));
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

/** A bare number is minutes, as the buttons say. */
function minutesIn(text: string): number {
  if (/^\d{1,4}$/.test(text.trim())) return Number(text);
  const stretch = readStretch(text);
  return stretch.ok && 'for' in stretch.value ? stretch.value.for / 60_000 : Number.NaN;
}

const WHEN = /^(\p{L}[\p{L}\p{M} -]*?)?\s*(?:(?:at|um|в|на|a las?|às|as|à)\s+)?(\d.*)?$/iu;

/** `8:00`, `daily 8`, `weekly 9:30`, `friday 7pm`, `jeden Tag um 8`, `每天 8:00`. */
function readDigest(text: string, isOff: boolean, { digest }: Settings, words: Words): Read<Change> {
  if (isOff) return read(toDigest('off'));
  const [, first = '', rest = ''] = WHEN.exec(plainly(text)) ?? [];
  const weekday = weekdayMeant(first) ?? weekdayIn(first, words);
  const every = weekday === undefined ? chosen(first, PERIODS) : 'week';
  if (first !== '' && every === undefined) return wrong('wrong.time', text);
  const wanted = every ?? digest?.every ?? 'day';
  if (rest === '') return first === '' ? wrong('wrong.time', text) : read(toDigest(wanted, undefined, weekday));
  return mapped(readTimeOfDay(rest), (at) => toDigest(wanted, at, weekday));
}

/** As the settings show it: `пятницам` is no form that a calendar has. */
function weekdayIn(said: string, words: Words): number | undefined {
  const found = WEEKDAYS.findIndex((day) => words.say(`weekday.${day}`, {}).toLowerCase() === said.toLowerCase());
  return found < 0 ? undefined : found + 1;
}

const PERIODS = {
  day: [
    'daily',
    'every day',
    'täglich',
    'taeglich',
    'jeden tag',
    'ежедневно',
    'каждый день',
    'diario',
    'diariamente',
    'cada día',
    'cada dia',
    'todos los días',
    'diário',
    'todo dia',
    'todos os dias',
    '每天',
    '每日',
  ],
  week: [
    'weekly',
    'every week',
    'wöchentlich',
    'woechentlich',
    'jede woche',
    'еженедельно',
    'каждую неделю',
    'раз в неделю',
    'semanal',
    'semanalmente',
    'cada semana',
    'todas las semanas',
    'toda semana',
    'todas as semanas',
    '每周',
    '每星期',
  ],
} as const;

/** `/settings`, `/settings zone`, `/settings zone Berlin`. */
export const commandSettings = (
  desk: Desk,
  { what, value, mention, crosspost }: Omit<CommandOf<'settings'>, 'name'>,
): Promise<Reply> | Reply => {
  if (mention !== undefined) return chooseMention(desk, mention);
  if (crosspost !== undefined) return chooseCrosspost(desk, crosspost === 'true');
  if (what === undefined) return answerSettings(desk);
  return value === undefined ? answerSetting(desk, what) : settingTyped(desk, what, value);
};
