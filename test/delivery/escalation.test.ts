import { describe, expect, it } from 'vitest';
import { incidentOf, type RuleNotice } from '../../functions/alerts/notice.ts';
import { ruleItem } from '../../functions/alerts/rules.dynamodb.ts';
import type { StoredRule } from '../../functions/alerts/rules.ts';
import { calmSince, type Watch } from '../../functions/alerts/watch.ts';
import { alertMarked, muteIncident } from '../../functions/subscriptions/mute.ts';
import { recipientKey } from '../../functions/subscriptions/recipient.ts';
import { markOf, seen } from '../../functions/subscriptions/seen.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { aNotice } from './notices.ts';
import { aDelivery, ann, NOW, telegramWorld } from './world.ts';

const fired = aNotice('margin', 'fired');
const resolved = aNotice('margin', 'resolved', { at: later(fired.at, minutes(30)) });
const boss = { platform: 'telegram', chat: '7' } as const;
const mark = markOf(incidentOf(fired));
type World = Awaited<ReturnType<typeof telegramWorld>>;

/** The rule as it stands while it fires; `phase` when it no longer does. */
async function stands(world: World, phase: Watch['phase'] = 'firing', since = fired.since) {
  const rule = {
    v: 1,
    key: fired.rule,
    definition: fired.definition,
    owner: recipientKey(ann),
    version: 1,
    lastTick: fired.at,
    removed: false,
    watch: { ...calmSince(since), phase, since, openedAt: fired.at, toldAt: fired.at },
  } as unknown as StoredRule;
  await world.table.put(ruleItem(rule, { shards: 1, tickMs: minutes(5) }));
  await world.book.subscribe({ recipient: ann, topic: fired.rule, since: fired.since });
}

async function aCall(escalation: { afterMinutes: number; to?: typeof boss } = { afterMinutes: 15 }, more = {}) {
  const world = await telegramWorld();
  await world.set(ann, { escalation, ...more });
  await stands(world);
  await world.run(aDelivery(fired));
  return world;
}

const inMinutes = (n: number): string => later(new Date(NOW), minutes(n)).toISOString();
const heard = (world: World) => world.telegram.messages.map(({ chat, text }) => `${chat} ${text.split('\n')[0]}`);
const sounds = (world: World) =>
  world.telegram.calls.map(({ payload }) => (payload as { disable_notification?: true }).disable_notification ?? false);

describe('an alert that nobody has seen', () => {
  it('carries a button for it, and is said once more, loudly', async () => {
    const world = await aCall();
    expect(world.telegram.messages[0]?.keyboard).toMatchObject([
      [{ text: 'Seen', callback_data: `s:${mark}` }],
      [
        { text: 'Mute until it recovers', callback_data: `m:${mark}` },
        { text: 'Details', callback_data: `d:${mark}` },
      ],
    ]);
    await world.until(inMinutes(14));
    expect(heard(world)).toHaveLength(1);
    await world.until(inMinutes(120));
    expect(heard(world)).toEqual([
      '42 🔴 Mining at a loss: S21',
      '42 🔴 Nobody has seen this yet: Mining at a loss: S21',
    ]);
    expect(sounds(world)).toEqual([false, false]);
  });

  it('is left alone once somebody has tapped', async () => {
    const world = await aCall();
    expect(await seen(world, ann, mark, '77', world.clock.now())).toMatchObject({ user: '77', isFirst: true });
    await world.until(inMinutes(120));
    expect(heard(world)).toHaveLength(1);
  });

  it.each([
    ['is over', (world: World) => stands(world, 'calm', resolved.at)],
    ['has begun anew', (world: World) => stands(world, 'firing', resolved.at)],
    ['is muted', (world: World) => muteIncident(world, ann, incidentOf(fired))],
    ['is no longer to be called about', (world: World) => world.settings.forget(ann)],
  ])('is left alone when it %s', async (_, happens) => {
    const world = await aCall();
    await happens(world);
    await world.until(inMinutes(120));
    expect(heard(world)).toHaveLength(1);
  });

  it('is looked at again later while it may be over any minute', async () => {
    const world = await aCall();
    await stands(world, 'recovering');
    await world.until(inMinutes(19));
    expect(heard(world)).toHaveLength(1);
    await stands(world, 'firing');
    await world.until(inMinutes(30));
    expect(heard(world)).toHaveLength(2);
  });

  it('is told in the second chat, which also hears how it ends, and that once', async () => {
    const world = await aCall({ afterMinutes: 15, to: boss });
    await world.until(inMinutes(20));
    for (const _ of [1, 2]) await world.run(aDelivery(resolved));
    await world.until(inMinutes(60));
    expect(heard(world)).toEqual([
      '42 🔴 Mining at a loss: S21',
      '7 🔴 Nobody has seen this yet: Mining at a loss: S21',
      '42 🟢 Back in profit: S21',
      '7 🟢 Back in profit: S21',
    ]);
  });

  it.each(['gone', 'paused'] as const)('is said here again where the second chat is %s', async (state) => {
    const world = await aCall({ afterMinutes: 15, to: boss });
    await world.book.mark(boss, { state, why: 'blocked', since: new Date(NOW) });
    await world.until(inMinutes(20));
    expect(heard(world)).toEqual([
      '42 🔴 Mining at a loss: S21',
      '42 🔴 Nobody has seen this yet: Mining at a loss: S21',
    ]);
  });

  it('keeps its end to itself where nobody had to be called', async () => {
    const world = await aCall({ afterMinutes: 15, to: boss });
    await seen(world, ann, mark, '77', world.clock.now());
    await world.until(inMinutes(20));
    await world.run(aDelivery(resolved));
    await world.until(inMinutes(60));
    expect(heard(world)).toEqual(['42 🔴 Mining at a loss: S21', '42 🟢 Back in profit: S21']);
  });

  it('is said again once, however often its time comes', async () => {
    const world = await aCall();
    const [reminder] = await world.due.ripe(new Date(inMinutes(16)), 10);
    await world.until(inMinutes(20));
    await world.due.remind({ ...reminder!, at: world.clock.now() });
    await world.until(inMinutes(40));
    expect(heard(world)).toHaveLength(2);
  });

  it('does not wake anybody: in a night it is said again when the night is over, if it still goes on', async () => {
    const night = { quiet: { from: '13:10', to: '18:00' } };
    const [lasting, over] = [await aCall(undefined, night), await aCall(undefined, night)];
    for (const world of [lasting, over]) {
      await world.until('2026-02-24T17:59:00Z');
      expect(heard(world)).toHaveLength(1);
    }
    await over.run(aDelivery(resolved));
    await lasting.until('2026-02-24T18:05:00Z');
    await over.until('2026-02-24T18:05:00Z');
    expect(heard(lasting).at(-1)).toBe('42 🔴 Nobody has seen this yet: Mining at a loss: S21');
    expect(heard(over).at(-1)).toBe('42 🟢 Back in profit: S21');
    expect(heard(over)).toHaveLength(2);
  });

  it('is also followed up where a night told several together, with one button for all', async () => {
    const world = await telegramWorld('2026-02-24T06:00:00Z');
    await world.set(ann, { escalation: { afterMinutes: 15 }, quiet: { from: '00:00', to: '07:00' } });
    await stands(world);
    const other: RuleNotice = { ...aNotice('cost-cash'), at: fired.at };
    for (const notice of [fired, other]) await world.run(aDelivery(notice));
    await world.until('2026-02-24T07:02:00Z');
    const buttons = world.telegram.messages[0]?.keyboard?.flat() ?? [];
    expect(buttons).toMatchObject([{ text: 'Seen' }]);
    await world.until('2026-02-24T08:00:00Z');
    expect(heard(world)).toEqual([
      '42 🔴 Overnight: 2 alerts',
      '42 🔴 Nobody has seen this yet: Mining at a loss: S21',
    ]);
  });

  it('has no such button where nobody asked to be called, and none at all once it is over', async () => {
    const world = await telegramWorld();
    await world.run(aDelivery(fired));
    await world.clock.run(() => world.clock.sleep(minutes(31)));
    await world.run(aDelivery(resolved));
    expect(world.telegram.messages.map(({ keyboard }) => keyboard?.flat().map(({ text }) => text))).toEqual([
      ['Mute until it recovers', 'Details'],
      undefined,
    ]);
  });
});

describe('what a button carries', () => {
  it('finds the alert as long as it goes on', async () => {
    const world = await aCall();
    expect(await alertMarked(world, ann, mark)).toMatchObject({ key: fired.rule });
    expect(await alertMarked(world, boss, mark)).toBeUndefined();
    await stands(world, 'calm', resolved.at);
    expect(await alertMarked(world, ann, mark)).toBeUndefined();
  });
});
