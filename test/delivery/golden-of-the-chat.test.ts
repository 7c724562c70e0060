import { describe, expect, it } from 'vitest';
import type { Rule } from '../../functions/alerts/rule.ts';
import { begin } from '../../functions/delivery/deliver.ts';
import type { Delivery } from '../../functions/delivery/delivery.ts';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import type { DigestMemo } from '../../functions/delivery/memo.ts';
import { LACKS, type Lack } from '../../functions/delivery/outcome.ts';
import type { Told } from '../../functions/delivery/overnight.ts';
import type { Round } from '../../functions/delivery/stage.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tellRound } from '../../functions/delivery/tell/round.ts';
import { tapsOf } from '../../functions/delivery/tell/taps.ts';
import { USUAL_SETTINGS } from '../../functions/subscriptions/settings.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { anAnnouncement, anAnnouncementNotice } from './announcements.ts';
import { aNotice, aSnapshot, RULES, type RuleName } from './notices.ts';
import { aDelivery } from './world.ts';

const words = wordsOf('en');
const settings = { ...USUAL_SETTINGS, escalation: { afterMinutes: 15 } };
const round = (delivery: Delivery, more: Partial<Round> = {}): Round => ({
  ...begin(delivery, new Date('2026-02-25T07:01:00Z')),
  settings,
  ...more,
});

const night = (because: 'quiet hours' | 'muted for now', told: readonly Told[]): Round =>
  round(aDelivery(told[0]!.notice), { night: { because, told, covers: [], deliveries: [], known: {} } });

const several: readonly Told[] = [
  { notice: aNotice('margin', 'fired'), as: 'itself' },
  { notice: aNotice('cost-cash', 'resolved'), as: 'both' },
  { notice: anAnnouncementNotice('reserve-sale'), as: 'itself' },
  { notice: aNotice('hashprice-above', 'fired'), as: 'itself' },
];

const { fleet } = aNotice('margin').definition as Extract<Rule, { kind: 'margin' }>;

const digest: DigestMemo = {
  v: 1,
  kind: 'digest',
  key: 'digest:telegram:42@2026-02-25',
  event: 'told',
  every: 'day',
  from: new Date('2026-02-23T18:00:00Z'),
  at: new Date('2026-02-24T18:00:00Z'),
  snapshot: aSnapshot(),
  before: { usdPerPhDay: 31.2, usdPerBtc: 68_400 },
  fleets: [{ fleet }, { fleet, hours: [{ from: '16:00', to: '21:00' }] }],
  changes: (['fired', 'resolved', 'settled'] as const).map((event, i) => ({
    definition: aNotice('margin').definition,
    event,
    to: 'firing',
    at: new Date(`2026-02-24T1${3 - i}:05:00Z`),
    since: new Date('2026-02-24T09:55:00Z'),
    value: 28.06,
  })),
  announcements: [anAnnouncement({ btcSold: 15_133 })],
  more: 3,
};

const week: DigestMemo = {
  ...digest,
  every: 'week',
  from: new Date('2026-02-17T18:00:00Z'),
  fleets: digest.fleets.slice(0, 1),
  changes: digest.changes.slice(0, 1),
  announcements: [anAnnouncement({ btcSold: 15_133 }), anAnnouncementNotice('policy').parts[0]!.announcement],
  more: 0,
  week: {
    period: '2026-W08',
    isWhole: true,
    issuedBtc: 3_143.75,
    bought: {
      btc: 592,
      by: [
        { ticker: 'MSTR', btc: 592, source: { url: 'https://www.sec.gov/Archives/edgar/data/1050446/a/form8k.htm' } },
      ],
      missing: ['SMLR'],
    },
  },
};

const lost = (lacks: Lack): Round =>
  round(
    aDelivery(
      {
        v: 1,
        kind: 'lost',
        key: 'lost:discord:645027906669510667:2026-02-24',
        event: 'told',
        at: new Date('2026-02-24T13:06:00Z'),
        channel: '645027906669510667',
        lacks,
        locale: 'en',
      },
      mason,
    ),
  );
const mason = { platform: 'discord', user: '53908232506183680' } as const;

const messages: Readonly<Record<string, Round>> = {
  'night.one': night('quiet hours', several.slice(1, 2)),
  'night.several': night('quiet hours', several),
  'silence.several': night('muted for now', several.slice(0, 2)),
  insisted: round(aDelivery(aNotice('margin'), undefined, { insists: true })),
  test: round(
    aDelivery({
      v: 1,
      kind: 'test',
      key: 'test',
      event: 'told',
      at: new Date('2026-02-24T13:06:00Z'),
      snapshot: aSnapshot(),
    }),
  ),
  ...Object.fromEntries(LACKS.map((lacks) => [`lost.${lacks.replaceAll(' ', '-')}`, lost(lacks)])),
  'digest.day': round(aDelivery(digest)),
  'digest.week': round(aDelivery(week)),
  'digest.empty': round(aDelivery({ ...digest, every: 'week', fleets: [], changes: [], announcements: [], more: 0 })),
};

/** Rewritten only by `vitest -u`, like golden.test.ts. */
describe('what belongs to a chat and its hours, as it arrives', () => {
  it.each(Object.keys(messages))('Telegram: %s', async (name) => {
    const { text, options } = renderTelegram(tellRound(messages[name]!, words), tapsOf(messages[name]!, words));
    const buttons = options.reply_markup?.inline_keyboard.map((row) => row.map((one) => `[${one.text}]`).join(' '));
    const written = [text.markup, ...(buttons ?? [])].join('\n');
    await expect(`${written}\n`).toMatchFileSnapshot(`../golden/telegram/chat.${name}.html`);
  });

  it.each(Object.keys(messages))('Discord: %s', async (name) => {
    const { delivery } = messages[name]!;
    const called = name.startsWith('night') || name === 'insisted' ? { mention: '290926798626357111' } : {};
    const manner = { ...tapsOf(messages[name]!, words), ...called };
    const message = renderDiscord(tellRound(messages[name]!, words), manner, delivery.recipient);
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(`../golden/discord/chat.${name}.json`);
  });
});

describe('a night of which there is much to tell', () => {
  const rules = Object.keys(RULES) as RuleName[];
  const much = night(
    'quiet hours',
    Array.from({ length: 10 }, (_, i) => ({ notice: aNotice(rules[i % rules.length]!), as: 'itself' as const })),
  );

  it.each([
    ['Telegram', () => renderTelegram(tellRound(much, words)).text.text],
    ['Discord', () => renderDiscord(tellRound(much, words)).embeds[0].description ?? ''],
  ])('keeps the title and the times of each, and fits: %s', (_, written) => {
    const text = written();
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text.match(/since 2026/g)).toHaveLength(10);
  });
});
