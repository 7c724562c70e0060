import { fact } from '../../delivery/tell/facts.ts';
import type { Fact } from '../../delivery/telling.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { type Settings, SUBJECTS } from '../../subscriptions/settings.ts';
import type { Words } from '../../words/words.ts';
import type { Setting } from '../command.ts';
import { answer, button, type Desk, type Rows } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { muteIn } from './mute.ts';
import { LANGUAGES, WEEKDAYS } from './settings-words.ts';

/** Everything that was chosen, each with a button that changes it. */
export function answerSettings(desk: Desk): Reply {
  const { words } = desk;
  const one = (setting: Setting) => button(words.say(`settings.${setting}`, {}), 'setting', setting);
  return answer(
    desk,
    { title: words.say(titleKey(desk.recipient), {}), lead: words.say('settings.lead', {}), facts: factsOf(desk) },
    [
      [one('language'), one('currency')],
      [one('unit'), one('zone')],
      [one('quiet'), one('loudness')],
      [one('digest'), one('escalation')],
      ...ofServer(desk).map(({ button }) => button),
    ],
  );
}

function factsOf(desk: Desk): Fact[] {
  const { words } = desk;
  const about = (setting: Setting) => fact(words.say(`settings.${setting}`, {}), valueIn(setting, desk));
  return [
    about('language'),
    about('currency'),
    about('unit'),
    about('zone'),
    about('quiet'),
    about('loudness'),
    about('digest'),
    about('escalation'),
    fact(words.say('settings.mute', {}), muteIn(desk)),
    ...ofServer(desk).map(({ fact }) => fact),
  ];
}

/** What only a channel of a server can choose, and the button that takes it back. */
function ofServer({ recipient, settings, asked, words }: Desk): { fact: Fact; button: Rows[number] }[] {
  if (recipient.platform !== 'discord' || !('channel' in recipient)) return [];
  const { mention, crosspost } = settings;
  const isOn = (on: boolean | undefined) => words.say(on ? 'settings.on' : 'settings.off', {});
  return [
    {
      fact: fact(
        words.say('settings.mention', {}),
        mention === undefined ? words.say('settings.mention.how', {}) : isOn(true),
      ),
      button: mention === undefined ? [] : [button(words.say('settings.mention.drop', {}), 'unmention')],
    },
    ...(asked.asker.announces || crosspost
      ? [
          {
            fact: fact(words.say('settings.crosspost', {}), isOn(crosspost)),
            button: [
              button(
                words.say(crosspost ? 'settings.crosspost.stop' : 'settings.crosspost.start', {}),
                'crosspost',
                crosspost ? 'off' : 'on',
              ),
            ],
          },
        ]
      : []),
  ];
}

export function valueIn(setting: Setting, { settings, words, at }: Desk): string {
  const { locale, currency, unit, zone, quiet, loudness, digest, escalation } = settings;
  switch (setting) {
    case 'language':
      return LANGUAGES[locale];
    case 'currency':
      return currency;
    case 'unit':
      return words.say(`settings.unit.${unit}`, { currency });
    case 'zone':
      return words.say('settings.zone.is', { zone, now: words.instant(at) });
    case 'quiet':
      return quiet ? `${quiet.from}–${quiet.to}` : words.say('settings.off', {});
    case 'loudness':
      return loudnessIn(loudness, words);
    case 'digest':
      return digestIn(digest, words);
    case 'escalation':
      return escalation
        ? words.say(escalation.to ? 'settings.escalation.second' : 'settings.escalation.after', {
            lasted: words.duration(escalation.afterMinutes * 60_000),
          })
        : words.say('settings.off', {});
  }
}

const loudnessIn = (loudness: Settings['loudness'], words: Words): string => {
  const others = SUBJECTS.filter((subject) => (loudness[subject] ?? 'loud') !== 'loud');
  return others.length === 0
    ? words.say('settings.loudness.all', {})
    : others
        .map((subject) =>
          words.say('settings.loudness.one', {
            subject: words.say(`subject.${subject}`, {}),
            loudness: words.say(`loudness.${loudness[subject] ?? 'loud'}`, {}),
          }),
        )
        .join(', ');
};

const digestIn = (digest: Settings['digest'], words: Words): string => {
  if (digest === undefined) return words.say('settings.off', {});
  return digest.every === 'day'
    ? words.say('settings.digest.day', { at: digest.at })
    : words.say('settings.digest.week', {
        at: digest.at,
        weekday: words.say(`weekday.${weekdayOf(digest.weekday)}`, {}),
      });
};

const weekdayOf = (weekday: number): (typeof WEEKDAYS)[number] => WEEKDAYS[weekday - 1] ?? '1';

const titleKey = (recipient: Recipient) =>
  recipient.platform !== 'discord'
    ? 'settings.title'
    : 'channel' in recipient
      ? 'settings.title.channel'
      : 'settings.title.you';
