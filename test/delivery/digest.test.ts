import { describe, expect, it } from 'vitest';
import { placeRule } from '../../functions/alerts/place.ts';
import { ruleKey } from '../../functions/alerts/rule.ts';
import { afterChange } from '../../functions/delivery/after-change.ts';
import { readKey } from '../../functions/delivery/compose-digest.ts';
import { deliveryToJson } from '../../functions/delivery/delivery.ts';
import { historyOf } from '../../functions/delivery/history-of.ts';
import { memoShape } from '../../functions/delivery/memo.ts';
import { accessionOf } from '../../functions/filings/accession.ts';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { digestOf, nextDigest } from '../../functions/subscriptions/digest.ts';
import type { LocalDay } from '../../functions/subscriptions/local-time.ts';
import { muteUntil } from '../../functions/subscriptions/mute.ts';
import { recipientKey } from '../../functions/subscriptions/recipient.ts';
import { minutes } from '../../functions/units/time.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { aTelling } from './announcements.ts';
import { aNotice } from './notices.ts';
import { aDelivery, ann, telegramWorld } from './world.ts';

type World = Awaited<ReturnType<typeof telegramWorld>>;
const owner = recipientKey(ann);
const fired = aNotice('margin', 'fired');

/** A fleet, a market that fell by a tenth in a day, an alert that fired at 13:05, and a sale that was announced. */
async function aDay(world: World) {
  const { definition } = fired;
  const place = { definition, owner, key: ruleKey(definition, owner) };
  const deps = { rules: world.rules, journal: world.journal, handOver: async () => {}, tickMs: minutes(5) };
  await world.book.subscribe({ recipient: ann, topic: place.key, since: new Date('2026-02-01T00:00:00Z') });
  await world.book.subscribe({ recipient: ann, topic: 'filings', since: new Date('2026-02-01T00:00:00Z') });
  await placeRule({ ...deps, log: new MemoryLog() }, place, undefined, new Date('2026-02-20T00:00:00Z'));
  await world.history.put(aSnapshot({ at: '2026-02-24T18:00:00Z', hashprice: 40, usdPerBtc: 70_000 }));
  await world.history.put(aSnapshot({ at: '2026-02-25T17:55:00Z', hashprice: 36, usdPerBtc: 63_000 }));
  const change = { rule: place.key, from: 'pending', to: 'firing', because: 'held long enough', value: 30 };
  await world.journal.write({
    ...change,
    at: new Date('2026-02-25T13:05:00Z'),
    notice: `${place.key}@2026-02-25T12:55:00.000Z#fired`,
  });
  await world.journal.write({
    ...change,
    at: new Date('2026-02-25T12:55:00Z'),
    from: 'calm',
    to: 'pending',
    because: 'value reached the line',
  });
  await world.announced.record({
    announcement: aTelling({ btcSold: 1_000 }).announcement,
    notice: 'filing:1',
    at: new Date('2026-02-25T14:00:00Z'),
  });
}

const daily = { zone: 'Europe/Berlin', digest: { every: 'day', at: '19:00', weekday: 1 } } as const;

describe('when a digest is due', () => {
  const next = (settings: Parameters<typeof nextDigest>[0], at: string) => {
    const due = nextDigest(settings, new Date(at));
    return due && `${due.day} ${due.at.toISOString()}`;
  };

  it.each([
    ['today, before its time', '2026-02-25T17:00:00Z', '2026-02-25 2026-02-25T18:00:00.000Z'],
    ['tomorrow, from its time on', '2026-02-25T18:00:00Z', '2026-02-26 2026-02-26T18:00:00.000Z'],
    [
      'an hour earlier in UTC, once the clocks were set on',
      '2026-03-29T12:00:00Z',
      '2026-03-29 2026-03-29T17:00:00.000Z',
    ],
  ])('every day: %s', (_, at, expected) => {
    expect(next(daily, at)).toBe(expected);
  });

  it('every week on its day, never where nobody asked', () => {
    const weekly = { ...daily, digest: { every: 'week', at: '19:00', weekday: 3 } } as const;
    expect(next(weekly, '2026-02-25T17:00:00Z')).toBe('2026-02-25 2026-02-25T18:00:00.000Z');
    expect(next(weekly, '2026-02-25T18:00:00Z')).toBe('2026-03-04 2026-03-04T18:00:00.000Z');
    expect(digestOf(weekly, '2026-02-26' as LocalDay)).toBeUndefined();
    expect(next({ zone: 'UTC' }, '2026-02-25T18:00:00Z')).toBeUndefined();
  });

  it('comes with the leap where its time is leaped over, and once where its time comes twice', () => {
    const early = { zone: 'Europe/Berlin', digest: { every: 'day', at: '02:30', weekday: 1 } } as const;
    expect(next(early, '2026-03-28T12:00:00Z')).toBe('2026-03-29 2026-03-29T01:00:00.000Z');
    expect(next(early, '2026-10-24T12:00:00Z')).toBe('2026-10-25 2026-10-25T00:30:00.000Z');
    expect(next(early, '2026-10-25T00:30:00Z')).toBe('2026-10-26 2026-10-26T01:30:00.000Z');
  });
});

describe('a digest', () => {
  const begun = async (settings: Parameters<World['set']>[1] = daily) => {
    const world = await telegramWorld('2026-02-25T17:30:00Z');
    await aDay(world);
    await afterChange(world, ann, await world.set(ann, settings));
    return world;
  };

  it('says what hashprice did, how each fleet stands, what fired and what was announced', async () => {
    const world = await begun();
    await world.until('2026-02-25T18:05:00Z');
    const [message] = world.telegram.messages;
    const lines = message?.text.split('\n') ?? [];
    expect(lines[0]).toBe('⚪ The day until 2026-02-25');
    expect(lines[1]).toBe('Hashprice is $36/PH/day, −10 % over the period; bitcoin −10 %.');
    expect(message?.text).toMatch(/^S21: Profit \$/m);
    expect(message?.text).toMatch(/14:05 .*: Mining at a loss: S21$/m);
    expect(message?.text).toContain('MARA: MARA Holdings (MARA)');
  });

  it('comes every day by itself, and each day once, however often it is asked for', async () => {
    const world = await begun();
    await world.until('2026-02-25T18:05:00Z');
    await world.work({ v: 1, errand: 'digest', recipient: ann, day: '2026-02-25', postponed: 0 });
    await world.until('2026-02-25T18:10:00Z');
    expect(world.telegram.messages).toHaveLength(1);
    world.clock.advance(minutes(60 * 23));
    await world.until('2026-02-26T18:05:00Z');
    expect(world.telegram.messages.map(({ text }) => text.split('\n')[0])).toEqual([
      '⚪ The day until 2026-02-25',
      '⚪ The day until 2026-02-26',
    ]);
  });

  const weekly = { zone: 'UTC', digest: { every: 'week', at: '18:00', weekday: 3 } } as const;

  it('of a week says where machines, costs and difficulty stand, and what was issued and bought', async () => {
    const world = await begun(weekly);
    const source = {
      accession: accessionOf('0001050446-26-000020'),
      form: '8-K',
      filedOn: '2026-02-23',
      url: 'https://www.sec.gov/a.htm',
    };
    await world.memory.keep(nothingKnown(1050446), {
      ...nothingKnown(1050446),
      stretches: [{ from: '2026-02-16', to: '2026-02-22', bought: 592, source }],
    });
    await world.until('2026-02-25T18:05:00Z');
    const [message, ...others] = world.telegram.messages;
    expect(others).toEqual([]);
    const text = message?.text ?? '';
    expect(text).toMatch(/^⚪ The week until 2026-02-25$/m);
    expect(text).toMatch(/^Break-even: \$29.40\/PH\/day to \$35.40\/PH\/day: .*S19j Pro at \$0.05\/kWh in profit$/m);
    expect(text).toMatch(/^Cost of a coin \(price against it\): electricity cost \$/m);
    expect(text).toMatch(/^Week 8 of 2026: treasuries bought 592 BTC \(MSTR\)$/m);
  });

  it('of a week tells sales of reserves and policies of everybody, but to whoever narrowed what they follow', async () => {
    const texts = await Promise.all(
      [undefined, {}, { ciks: [1167419] }].map(async (filter) => {
        const world = await telegramWorld('2026-02-25T17:30:00Z');
        await aDay(world);
        await world.book.unsubscribe(ann, 'filings');
        if (filter)
          await world.book.subscribe({
            recipient: ann,
            topic: 'filings',
            since: new Date('2026-02-01T00:00:00Z'),
            filter,
          });
        await afterChange(world, ann, await world.set(ann, weekly));
        await world.until('2026-02-25T18:05:00Z');
        return world.telegram.messages[0]?.text.includes('MARA: MARA Holdings (MARA)');
      }),
    );
    expect(texts).toEqual([true, true, false]);
  });

  it('that was kept before weeks told more is told as it was', () => {
    const old = {
      v: 1,
      kind: 'digest',
      key: 'digest:telegram:42@2026-02-25',
      event: 'told',
      at: '2026-02-25T18:00:00.000Z',
      every: 'week',
      from: '2026-02-18T18:00:00.000Z',
      fleets: [],
      changes: [],
      announcements: [],
      more: 0,
    };
    expect(memoShape.parse(old)).not.toHaveProperty('week');
  });

  it('says that nothing happened where nothing did', async () => {
    const world = await telegramWorld('2026-02-25T17:55:00Z');
    await afterChange(world, ann, await world.set(ann, daily));
    await world.until('2026-02-25T18:05:00Z');
    expect(world.telegram.messages[0]?.text).toContain('Alerts: none fired');
  });

  it('is no longer told once it was switched off, and comes at its new time', async () => {
    const off = await begun();
    const { digest: _, ...settings } = await off.settings.read(ann);
    await off.settings.save(ann, { ...settings, version: settings.version + 1 });
    await off.until('2026-02-25T18:10:00Z');
    expect(off.telegram.calls).toEqual([]);
    expect(await off.due.ripe(new Date('2027-01-01'), 10)).toEqual([]);

    const moved = await begun();
    await moved.set(ann, { digest: { every: 'day', at: '20:00', weekday: 1 } });
    await moved.until('2026-02-25T18:10:00Z');
    expect(moved.telegram.calls).toEqual([]);
    await moved.until('2026-02-25T19:05:00Z');
    expect(moved.telegram.messages).toHaveLength(1);
  });

  it('comes in a night without a sound, when it was ordered for that hour', async () => {
    const world = await begun({ ...daily, quiet: { from: '18:00', to: '07:00' } });
    await world.until('2026-02-25T18:05:00Z');
    expect(world.telegram.calls.at(-1)?.payload).toMatchObject({ disable_notification: true });
  });

  it('is late where the bot was down, and is then told for its day', async () => {
    const world = await begun();
    world.clock.advance(minutes(60 * 30));
    await world.until('2026-02-27T00:00:00Z');
    expect(world.telegram.messages.map(({ text }) => text.split('\n')[0])).toEqual(['⚪ The day until 2026-02-25']);
  });
});

describe('a test', () => {
  const aTest = (world: World, asked: string) =>
    aDelivery({ v: 1, kind: 'test', key: `test:${owner}:${asked}`, event: 'told', at: world.clock.now() });

  it('goes through the same lane, stages and channel, says that it is one, and is said once', async () => {
    const world = await telegramWorld('2026-02-25T02:00:00Z');
    const test = aTest(world, 'update:7');
    for (const _ of [1, 2]) await world.lanes.direct.put([deliveryToJson(test)]);
    await world.until('2026-02-25T02:05:00Z');
    expect(world.telegram.messages).toHaveLength(1);
    const [message] = world.telegram.messages;
    expect(message?.text.split('\n')[0]).toBe('⚪ Test: this is how an alert arrives');
    expect(message?.text).toContain('An alert now: would reach you at once');
    expect(await world.sent.about(owner, test.notice.key)).toMatchObject([{ state: 'sent', event: 'told' }]);
  });

  it('is told at night and in a silence as well, and says what would become of an alert', async () => {
    const world = await telegramWorld('2026-02-25T02:00:00Z');
    await world.set(ann, { quiet: { from: '23:00', to: '07:00' } });
    await world.run(aTest(world, '1'));
    await muteUntil(world, ann, new Date('2026-02-25T04:00:00Z'));
    await world.clock.run(() => world.clock.sleep(minutes(1)));
    await world.run(aTest(world, '2'));
    expect(world.telegram.messages.map(({ text }) => /An alert now: (.*)/.exec(text)?.[1])).toEqual([
      'would wait for the end of your quiet hours, 2026-02-25 07:00 UTC',
      'would wait until this chat is no longer muted, 2026-02-25 04:00 UTC',
    ]);
  });
});

describe('the history of a chat', () => {
  const past = async (world: World) =>
    (await historyOf(world, ann, 10, world.clock.now())).map((one) =>
      [
        one.at.toISOString().slice(11, 16),
        one.of,
        one.of === 'rule' ? one.to : one.announcement.ticker,
        one.fate,
        one.because,
      ].join(' '),
    );
  const notice = {
    ...fired,
    since: new Date('2026-02-25T12:55:00Z'),
    at: new Date('2026-02-25T13:05:00Z'),
    key: `${fired.rule}@2026-02-25T12:55:00.000Z#fired`,
  };

  it('says what was never told and why, what is on its way, and what companies said', async () => {
    const world = await telegramWorld('2026-02-25T17:30:00Z');
    await aDay(world);
    expect(await past(world)).toEqual([
      '14:00 company MARA on its way it has not reached the chat yet',
      '13:05 rule firing on its way it has not reached the chat yet',
      '12:55 rule pending not told value reached the line',
    ]);
  });

  it.each([
    ['delivered', {}, 'delivered its first word on this'],
    ['held back for the night', { quiet: { from: '13:00', to: '23:00' } }, 'waiting quiet hours'],
    ['switched off', { loudness: { margin: 'off' as const } }, 'dropped switched off here'],
  ])('says that an alert was %s', async (_, settings, expected) => {
    const world = await telegramWorld('2026-02-25T17:30:00Z');
    await aDay(world);
    await world.set(ann, settings);
    await world.run(aDelivery(notice));
    expect((await past(world))[1]).toBe(`13:05 rule firing ${expected}`);
  });

  it('is of this chat alone, and no longer than asked', async () => {
    const world = await telegramWorld('2026-02-25T17:30:00Z');
    await aDay(world);
    expect(await historyOf(world, { platform: 'telegram', chat: '43' }, 10, world.clock.now())).toEqual([]);
    expect(await historyOf(world, ann, 1, world.clock.now())).toHaveLength(1);
  });
});

describe('the key of a notice', () => {
  it.each([
    ['hashprice<40@2026-02-24T12:55:00.000Z#fired', 'fired'],
    ['margin:a@b@telegram:42@2026-02-24T12:55:00.000Z#reminded@2026-02-25T12:55:00.000Z', 'reminded'],
    ['filing:0001507605-26-000031', undefined],
    ['hashprice<40@2026-02-24T12:55:00.000Z#nonsense', undefined],
  ])('says which incident it is of: %s', (key, event) => {
    expect(readKey(key)?.event).toBe(event);
    if (event) expect(readKey(key)?.incident).toBe(key.slice(0, key.indexOf('#')));
  });
});
