import { describe, expect, it } from 'vitest';
import { attend, subjectOf } from '../../functions/delivery/attend.ts';
import { deliveryToJson } from '../../functions/delivery/delivery.ts';
import {
  errandShape,
  errandToJson,
  insistOn,
  isErrand,
  laneShape,
  reminderOf,
  wakeOf,
} from '../../functions/delivery/errand.ts';
import { morningOf } from '../../functions/delivery/overnight.ts';
import type { Entry } from '../../functions/delivery/sent.ts';
import type { Held } from '../../functions/delivery/shelf.ts';
import { type Settings, SUBJECTS, USUAL_SETTINGS } from '../../functions/subscriptions/settings.ts';
import { anAnnouncementNotice } from './announcements.ts';
import { aNotice, RULES, type RuleName } from './notices.ts';
import { aDelivery, ann, miners } from './world.ts';

const NIGHT = new Date('2026-02-25T02:00:00Z');
const DAY = new Date('2026-02-25T12:00:00Z');
const MORNING = new Date('2026-02-25T07:00:00.000Z');
const NOON = new Date('2026-02-26T12:00:00.000Z');
const asleep = { quiet: { from: '23:00', to: '07:00' } };
const muted = { mute: { until: NOON, rules: [] } };

const alert = aDelivery(aNotice('margin'));
const over = aDelivery(aNotice('margin', 'resolved'));
const filing = aDelivery(anAnnouncementNotice('reserve-sale'));
const data = aDelivery(aNotice('data'));
const memo = { v: 1, key: 'k', event: 'told', at: NIGHT } as const;
const test = aDelivery({ ...memo, kind: 'test' });
const digest = aDelivery({
  ...memo,
  kind: 'digest',
  every: 'day',
  from: NIGHT,
  fleets: [],
  changes: [],
  announcements: [],
  more: 0,
});
const again = aDelivery(aNotice('margin'), ann, { insists: true });
const incident = 'margin:S21@telegram:42@2026-02-24T12:55:00.000Z';

const quiet = { to: 'hold', until: MORNING, because: 'quiet hours' } as const;
const silence = { to: 'hold', until: NOON, because: 'muted for now' } as const;
const dropped = (because: string) => ({ to: 'drop', because });
const aloud = { to: 'say' };
const softly = { to: 'say', silent: true };

describe('what a chat’s wishes say of a message', () => {
  it.each<[string, Parameters<typeof attend>[0], Partial<Settings>, Date, object]>([
    ['an alert by day', alert, asleep, DAY, aloud],
    ['an alert at night', alert, asleep, NIGHT, quiet],
    ['an announcement at night', filing, asleep, NIGHT, quiet],
    ['old data at night: its silence would look like a good night', data, asleep, NIGHT, softly],
    ['a digest at night: it was ordered for that hour', digest, asleep, NIGHT, softly],
    ['a test at night: it was asked for this minute', test, asleep, NIGHT, aloud],
    ['an alert in a silence', alert, muted, DAY, silence],
    ['an alert in a silence and a night', alert, { ...muted, ...asleep }, NIGHT, silence],
    ['old data in a silence', data, muted, DAY, silence],
    ['an announcement in a silence', filing, muted, DAY, dropped('muted for now')],
    ['a digest in a silence', digest, muted, DAY, dropped('muted for now')],
    ['a test in a silence', test, muted, DAY, aloud],
    ['a call in a silence', again, muted, DAY, dropped('muted for now')],
    ['an alert after a silence', alert, { mute: { until: DAY, rules: [] } }, DAY, aloud],
    [
      'an alert that is muted until it recovers',
      alert,
      { mute: { rules: [incident] } },
      DAY,
      dropped('muted until it recovers'),
    ],
    [
      'an alert of a rule that is muted',
      alert,
      { mute: { rules: ['margin:S21@telegram:42'] } },
      DAY,
      dropped('muted until it recovers'),
    ],
    ['the end of such an alert', over, { mute: { rules: [incident] } }, DAY, aloud],
    ['another alert', alert, { mute: { rules: ['margin:S21@telegram:42@2026-02-20T00:00:00.000Z'] } }, DAY, aloud],
    [
      'what is switched off, by night as well',
      alert,
      { ...asleep, loudness: { margin: 'off' } },
      NIGHT,
      dropped('switched off here'),
    ],
    ['what is silent', alert, { loudness: { margin: 'silent' } }, DAY, softly],
    ['a call about what is silent', again, { loudness: { margin: 'silent' } }, DAY, { to: 'say', silent: false }],
    ['what is silent, if it is another', alert, { loudness: { cost: 'silent', filings: 'off' } }, DAY, aloud],
    ['filings that are switched off', filing, { loudness: { filings: 'off' } }, DAY, dropped('switched off here')],
  ])('%s', (_, delivery, wishes, now, expected) => {
    expect(attend(delivery, { ...USUAL_SETTINGS, ...wishes }, now)).toEqual(expected);
  });

  it('every rule is of a subject that can be chosen', () => {
    for (const name of Object.keys(RULES) as RuleName[]) expect(SUBJECTS).toContain(subjectOf(aNotice(name)));
  });
});

describe('what a chat is told of an incident when it wakes', () => {
  const held = (told: Parameters<typeof aNotice>[1], because: Held['because'] = 'quiet hours'): Held => ({
    delivery: aDelivery(aNotice('margin', told)),
    because,
    since: NIGHT,
  });
  const heard = (told: 'fired' | 'resolved' | 'closed', state: Entry['state'], more: Partial<Entry> = {}): Entry => {
    const { key: notice, event } = aNotice('margin', told);
    return { v: 1, event, notice, state, at: NIGHT, because: 'test', ...more };
  };
  const told = (shelf: readonly Held[], log: readonly Entry[] = []) => {
    const morning = morningOf(shelf, log, MORNING);
    if (morning.busy) return 'waits';
    if (morning.drop.length > 0) return morning.drop.map(({ because }) => because).join();
    return morning.told.map(({ notice, as }) => `${notice.event} ${as}`).join() || 'nothing';
  };

  it.each<[string, readonly Held[], readonly Entry[], string]>([
    ['that it began', [held('fired')], [], 'fired itself'],
    ['how it stands', [held('fired'), held('reminded')], [], 'reminded itself'],
    ['that it began and ended', [held('fired'), held('resolved')], [], 'resolved both'],
    ['that it ended, where its beginning was told', [held('resolved')], [heard('fired', 'sent')], 'resolved itself'],
    ['both ends, where its beginning got lost', [held('resolved')], [], 'resolved both'],
    ['both ends, where its beginning was refused', [held('resolved')], [heard('fired', 'rejected')], 'resolved both'],
    [
      'not that it ended, where its beginning was dropped',
      [held('resolved')],
      [heard('fired', 'dropped')],
      'nobody here was told that it began',
    ],
    [
      'not that it began, where its end was told',
      [held('fired')],
      [heard('resolved', 'sent')],
      'said together with its end',
    ],
    [
      'not what its owner closed',
      [held('fired'), held('closed')],
      [],
      'over before it could be said,over before it could be said',
    ],
    ['that its owner closed what was told', [held('closed')], [heard('fired', 'sent')], 'closed itself'],
    [
      'not what came and went in a silence',
      [held('fired', 'muted for now'), held('resolved', 'muted for now')],
      [],
      'muted for now,muted for now',
    ],
    [
      'what came in a night and went in a silence',
      [held('fired'), held('resolved', 'muted for now')],
      [],
      'resolved both',
    ],
    ['nothing that was said already', [held('fired')], [heard('fired', 'sent')], 'nothing'],
    ['what somebody died saying', [held('fired')], [heard('fired', 'claimed', { leaseUntil: NIGHT })], 'fired itself'],
    ['later, what somebody is saying', [held('fired')], [heard('fired', 'claimed', { leaseUntil: DAY })], 'waits'],
  ])('%s', (_, shelf, log, expected) => {
    expect(told(shelf, log)).toBe(expected);
  });
});

describe('an errand', () => {
  it('is told from a delivery in a lane, and keeps its shape on the way', () => {
    const insist = insistOn(alert, 'abcdefghijklmnop');
    for (const one of [wakeOf(ann), insist])
      expect(laneShape.parse(JSON.parse(JSON.stringify(errandToJson(one))))).toEqual(one);
    expect(isErrand(laneShape.parse(deliveryToJson(alert)))).toBe(false);
    expect(laneShape.parse(deliveryToJson(again))).toEqual(again);
    expect(errandShape.safeParse({ v: 1, errand: 'wipe', recipient: ann }).success).toBe(false);
  });

  it('waits once for each chat, and for each alert, in the chat’s own lane', () => {
    const reminders = [wakeOf(ann), wakeOf(miners), insistOn(alert, ''), insistOn(over, '')].map((one) =>
      reminderOf(one, DAY),
    );
    expect(new Set(reminders.map(({ key }) => key)).size).toBe(4);
    expect(reminders.map(({ queue }) => queue)).toEqual([
      'telegram-direct',
      'discord-direct',
      'telegram-direct',
      'telegram-direct',
    ]);
    expect(reminderOf(wakeOf(ann), NIGHT).key).toBe(reminders[0]?.key);
  });
});
