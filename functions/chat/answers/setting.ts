import { fact } from '../../delivery/tell/facts.ts';
import type { Fact } from '../../delivery/telling.ts';
import { callsFor } from '../../subscriptions/second.ts';
import { LOUDNESS, type Loudness, type Settings, SUBJECTS } from '../../subscriptions/settings.ts';
import { CURRENCIES, HASHPRICE_UNITS, LOCALES } from '../../words/preferences.ts';
import type { Words } from '../../words/words.ts';
import type { Setting } from '../command.ts';
import { answer, button, type Desk, expect, howToAnswer, inARow, leaveIt, type Rows, rowsOf } from '../desk.ts';
import { readSpan } from '../parse/time-of-day.ts';
import type { Button, Reply } from '../reply.ts';
import { valueIn } from './settings.ts';
import { ESCALATIONS, LANGUAGES, NIGHTS, ZONES } from './settings-words.ts';

/** What can be chosen for one setting; what is chosen now has a tick. */
export async function answerSetting(desk: Desk, setting: Setting): Promise<Reply> {
  const { words, settings } = desk;
  if (setting === 'zone' || setting === 'quiet' || setting === 'digest')
    await expect(desk, { awaits: 'setting', setting });
  const how = setting === 'zone' || setting === 'quiet' || setting === 'digest' ? howToAnswer(desk) : undefined;
  const called = setting === 'escalation' ? await calledFor(desk) : { facts: [], rows: [] };
  return answer(
    desk,
    {
      title: words.say(`settings.${setting}`, {}),
      lead: inARow(words, words.say(`settings.${setting}.lead`, {}), how),
      facts: [fact(words.say('settings.now', {}), valueIn(setting, desk)), ...called.facts],
    },
    [
      ...choicesOf(setting, settings, words),
      ...called.rows,
      [back(words), ...(how === undefined ? [] : leaveIt(desk))],
    ],
  );
}

/** Where this chat is called for others, it sees that, and can end it. */
async function calledFor({ deps, recipient, words }: Desk): Promise<{ facts: Fact[]; rows: Rows }> {
  const { length: count } = await callsFor(deps, recipient);
  if (count === 0) return { facts: [], rows: [] };
  return {
    facts: [fact(words.say('second.here', {}), words.say('second.hereCount', { count }))],
    rows: [[button(words.say('second.resign', {}), 'resign')]],
  };
}

const back = (words: Words): Button => button(words.say('button.back', {}), 'settings');
const ticked = (label: string, is: boolean): string => (is ? `✓ ${label}` : label);

function choicesOf(setting: Setting, settings: Settings, words: Words): Rows {
  const { locale, currency, unit, zone, quiet, loudness, digest, escalation } = settings;
  const off = words.say('settings.off', {});
  switch (setting) {
    case 'language':
      return rowsOf(
        LOCALES.map((one) => button(ticked(LANGUAGES[one], one === locale), 'language', one)),
        3,
      );
    case 'currency':
      return rowsOf(
        CURRENCIES.map((one) => button(ticked(one, one === currency), 'currency', one)),
        5,
      );
    case 'unit':
      return HASHPRICE_UNITS.map((one) => [
        button(ticked(words.say(`settings.unit.${one}`, { currency }), one === unit), 'unit', one),
      ]);
    case 'zone':
      return rowsOf(
        ZONES.map((one) => button(ticked(cityOf(one), one === zone), 'zone', one)),
        3,
      );
    case 'quiet':
      return [
        [
          ...NIGHTS.map((night) => button(ticked(night.replace('-', '–'), isNight(night, quiet)), 'quiet', night)),
          button(ticked(off, quiet === undefined), 'quiet', 'off'),
        ],
      ];
    case 'loudness':
      return SUBJECTS.map((subject) =>
        [nextAfter(loudness[subject] ?? 'loud')].map((next) =>
          button(
            `${SIGNS[loudness[subject] ?? 'loud']} ${words.say(`subject.${subject}`, {})}`,
            'loudness',
            subject,
            next,
          ),
        ),
      );
    case 'digest':
      return [
        (['off', 'day', 'week'] as const).map((every) =>
          button(
            ticked(words.say(`settings.digest.${every}Name`, {}), every === (digest?.every ?? 'off')),
            'digest',
            every,
          ),
        ),
      ];
    case 'escalation':
      return [
        ESCALATIONS.map((minutes) =>
          button(
            ticked(minutes === 0 ? off : words.duration(minutes * 60_000), minutes === (escalation?.afterMinutes ?? 0)),
            'escalation',
            minutes,
          ),
        ),
        [
          button(words.say('second.offer', {}), 'offerSecond'),
          ...(escalation?.to ? [button(words.say('second.drop', {}), 'dropSecond')] : []),
        ],
      ];
  }
}

const SIGNS: Readonly<Record<Loudness, string>> = { loud: '🔔', silent: '🔕', off: '🚫' };
const nextAfter = (loudness: Loudness): Loudness => LOUDNESS[(LOUDNESS.indexOf(loudness) + 1) % LOUDNESS.length]!;
const cityOf = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ');

function isNight(night: string, quiet: Settings['quiet']): boolean {
  const span = readSpan(night);
  return span.ok && quiet?.from === span.value.from && quiet.to === span.value.to;
}
