import { describe, expect, it } from 'vitest';
import { composeAnnouncement } from '../../functions/alerts/announce.ts';
import { incidentOf, type RuleNotice } from '../../functions/alerts/notice.ts';
import type { Rule } from '../../functions/alerts/rule.ts';
import { afterChange } from '../../functions/delivery/after-change.ts';
import { wakeOf } from '../../functions/delivery/errand.ts';
import { muteIncident, muteUntil, unmute } from '../../functions/subscriptions/mute.ts';
import { recipientKey } from '../../functions/subscriptions/recipient.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { aTelling } from './announcements.ts';
import { aNotice, type RuleName } from './notices.ts';
import { aDelivery, ann, discordWorld, miners, telegramWorld } from './world.ts';

const NIGHT = { quiet: { from: '23:00', to: '07:00' } };
type World = Awaited<ReturnType<typeof telegramWorld>>;

/** A notice of the night of 24 February 2026, at this time (UTC). */
function at(time: string, name: RuleName, told: 'fired' | 'resolved' | 'closed' = 'fired', since = time): RuleNotice {
  const day = (text: string) => new Date(`2026-02-${text < '12' ? '25' : '24'}T${text}:00.000Z`);
  const changes = { since: day(since), openedAt: day(since), at: day(time) };
  const notice = aNotice(name, told, changes);
  return { ...notice, key: `${notice.rule}@${notice.since.toISOString()}#${notice.event}` };
}

const titles = (world: World) => world.telegram.messages.map(({ text }) => text.split('\n')[0]);
const say = async (world: World, ...notices: RuleNotice[]) => {
  const because = [];
  for (const notice of notices) because.push((await world.run(aDelivery(notice))).because);
  return because;
};
const heardOf = (world: World, notice: RuleNotice) => world.sent.about(recipientKey(ann), incidentOf(notice));

/** Ann sleeps from 23:00 to 07:00 in UTC; it is two in the morning. */
async function asleep(changes: Parameters<World['set']>[1] = NIGHT) {
  const world = await telegramWorld('2026-02-25T02:00:00Z');
  await world.set(ann, changes);
  return world;
}

describe('a night', () => {
  it('keeps what fired and ended inside it for one message in the morning', async () => {
    const world = await asleep();
    const [fired, resolved] = [at('01:00', 'margin'), at('01:55', 'margin', 'resolved', '01:00')];
    expect(await say(world, fired, resolved)).toEqual(['quiet hours', 'quiet hours']);
    await world.until('2026-02-25T06:59:00Z');
    expect(world.telegram.calls).toEqual([]);
    await world.until('2026-02-25T07:05:00Z');
    expect(titles(world)).toEqual(['🟢 Was at a loss, is back in profit: S21']);
    expect(world.telegram.messages[0]?.text).toContain('Held back: until the end of your quiet hours');
    expect(await heardOf(world, fired)).toMatchObject([
      { event: 'fired', state: 'sent', because: 'told in the morning' },
      { event: 'resolved', state: 'sent', because: 'told in the morning' },
    ]);
  });

  it('is told as one list with times, the gravest first, and nothing of it is lost', async () => {
    const world = await asleep();
    await say(
      world,
      at('23:30', 'hashprice-above'),
      at('00:10', 'margin'),
      at('01:10', 'cost-cash'),
      at('01:40', 'cost-cash', 'resolved', '01:10'),
    );
    const filing = composeAnnouncement('filing:1', [aTelling()], new Date('2026-02-25T01:50:00Z'));
    await world.run(aDelivery(filing));
    await world.until('2026-02-25T07:02:00Z');
    expect(world.telegram.messages).toHaveLength(1);
    const [text = ''] = world.telegram.messages.map((message) => message.text);
    expect(text.split('\n')[0]).toBe('🔴 Overnight: 4 alerts');
    for (const line of [
      'Mining at a loss: S21 (since 2026-02-25 00:10 UTC)',
      'Bitcoin was under its cash cost, and is back over it (2026-02-25 01:10 UTC to 2026-02-25 01:40 UTC)',
      'Hashprice is over $40/PH/day (since 2026-02-24 23:30 UTC)',
      '(2026-02-25 01:50 UTC)',
    ]) {
      expect(text).toContain(line);
    }
    expect(await world.shelf.of(ann, 10)).toEqual([]);
  });

  it('leaves an end that comes after the morning its beginning', async () => {
    const world = await asleep();
    const fired = at('01:00', 'margin');
    await say(world, fired);
    await world.until('2026-02-25T07:02:00Z');
    const resolved = at('07:03', 'margin', 'resolved', '01:00');
    expect(await say(world, resolved)).toEqual(['it knows what went before']);
    expect(titles(world)).toEqual(['🔴 Mining at a loss: S21', '🟢 Back in profit: S21']);
  });

  it('tells the end alone of what had been told the evening before', async () => {
    const world = await telegramWorld('2026-02-24T22:00:00Z');
    await world.set(ann, NIGHT);
    await say(world, at('21:55', 'margin'));
    world.clock.advance(minutes(180));
    await say(world, at('00:55', 'margin', 'resolved', '21:55'));
    await world.until('2026-02-25T07:02:00Z');
    expect(titles(world)).toEqual(['🔴 Mining at a loss: S21', '🟢 Back in profit: S21']);
  });

  it('lets pass, without a sound, that data are old', async () => {
    const world = await asleep();
    expect(await say(world, at('01:55', 'data'))).toEqual(['its first word on this']);
    expect(world.telegram.calls.at(-1)?.payload).toMatchObject({ disable_notification: true });
  });

  it('says nothing of what its owner closed before anybody heard of it', async () => {
    const world = await asleep();
    const fired = at('01:00', 'margin');
    await say(world, fired, at('01:30', 'margin', 'closed', '01:00'));
    await world.until('2026-02-25T07:02:00Z');
    expect(world.telegram.calls).toEqual([]);
    expect(await heardOf(world, fired)).toMatchObject([
      { state: 'dropped', because: 'over before it could be said' },
      { state: 'dropped', because: 'over before it could be said' },
    ]);
  });

  it('needs a second message for more than ten alerts', async () => {
    const world = await asleep();
    for (let n = 0; n < 13; n++) {
      const since = later(new Date('2026-02-25T00:00:00Z'), minutes(n));
      const rule = `hashprice<${30 + n}` as RuleNotice['rule'];
      const definition = { kind: 'hashprice', side: 'below', usdPerPhDay: 30 + n } as Rule;
      await say(world, {
        ...aNotice('hashprice-below', 'fired', { since, at: since, rule, definition } as Partial<RuleNotice>),
        key: `${rule}@${since.toISOString()}#fired`,
      });
    }
    await world.until('2026-02-25T07:05:00Z');
    expect(titles(world)).toEqual(['🔴 Overnight: 10 alerts', '🔴 Overnight: 3 alerts']);
    const lines = world.telegram.messages.flatMap(({ text }) => text.match(/Hashprice is under \$\d\d/g) ?? []);
    expect(new Set(lines).size).toBe(13);
  });

  it('is told once, however often its notices, its end and its messages come', async () => {
    const world = await asleep();
    const notices = [at('00:10', 'margin'), at('01:10', 'cost-cash'), at('00:10', 'margin'), at('01:10', 'cost-cash')];
    await say(world, ...notices);
    world.clock.advance(minutes(60 * 5));
    const deps = [world.sender(), world.sender(), world.sender()];
    await Promise.all(deps.map((one) => world.work(wakeOf(ann), one)));
    await say(world, ...notices);
    await world.until('2026-02-25T07:10:00Z');
    expect(titles(world)).toEqual(['🔴 Overnight: 2 alerts']);
  });

  it('follows a chat that moves in it, and is let go with a chat that is gone', async () => {
    const world = await asleep();
    const moved = { platform: 'telegram', chat: '-1009' } as const;
    await say(world, at('01:00', 'margin'));
    await world.book.move(ann, moved, world.clock.now());
    await world.until('2026-02-25T07:02:00Z');
    expect(world.telegram.messages.map(({ chat }) => String(chat))).toEqual(['-1009']);

    const gone = await asleep();
    const fired = at('01:00', 'margin');
    await say(gone, fired);
    await gone.book.forget(ann, 'blocked', gone.clock.now());
    await gone.until('2026-02-25T07:02:00Z');
    expect(gone.telegram.calls).toEqual([]);
    expect(await heardOf(gone, fired)).toMatchObject([{ state: 'dropped', because: 'the chat is gone' }]);
    expect(await gone.shelf.of(ann, 10)).toEqual([]);
  });

  it('waits out a platform that asks us to wait in the morning', async () => {
    const world = await asleep();
    await say(world, at('00:10', 'margin'), at('01:10', 'cost-cash'));
    world.telegram.fail({ retryAfter: 120 }, { chat: '42', times: 1 });
    await world.until('2026-02-25T07:30:00Z');
    expect(titles(world)).toEqual(['🔴 Overnight: 2 alerts']);
  });

  it('holds on Discord as well', async () => {
    const world = await discordWorld('2026-02-25T02:00:00Z');
    await world.set(miners, NIGHT);
    await world.run(aDelivery(at('00:10', 'cost-cash'), miners));
    await world.run(aDelivery(at('01:10', 'hashprice-below'), miners));
    await world.until('2026-02-25T07:02:00Z');
    expect(world.discord.messages).toHaveLength(1);
    expect(JSON.stringify(world.discord.messages[0])).toContain('Overnight: 2 alerts');
  });
});

describe('a process that dies in a night', () => {
  /** Every keeper dies at the nth call that is made of any of them; one that has died stays dead. */
  function mortal(world: World, dieAt: number, after: boolean) {
    let calls = 0;
    let last = '';
    const count = async (name: string, call: () => Promise<unknown>): Promise<unknown> => {
      calls++;
      if (calls > dieAt) throw new Error('the sandbox died');
      if (calls < dieAt) return call();
      last = name;
      if (after) await call();
      throw new Error('the sandbox died');
    };
    const frail = <Keeper extends object>(name: string, keeper: Keeper): Keeper =>
      new Proxy(keeper, {
        get(target, property) {
          const method: unknown = Reflect.get(target, property, target);
          return typeof method === 'function'
            ? (...given: unknown[]) =>
                count(`${name}.${String(property)}`, () =>
                  (method as (...a: unknown[]) => Promise<unknown>).apply(target, given),
                )
            : method;
        },
      });
    const deps = world.sender({
      sent: frail('sent', world.sent),
      shelf: frail('shelf', world.shelf),
      due: frail('due', world.due),
      settings: frail('settings', world.settings),
      channel: frail('channel', world.channel),
    });
    return { deps, died: () => last };
  }

  it.each([
    ['before its effect', false],
    ['after its effect', true],
  ])(
    'at any call, %s, leaves nothing unsaid; only between sending and recording is it said again',
    async (_, after) => {
      const twice = new Set<string>();
      const deaths = { holding: 0, waking: 0 };
      for (const phase of ['holding', 'waking'] as const) {
        for (let n = 1; ; n++) {
          const world = await asleep();
          const [margin, cost] = [at('00:10', 'margin'), at('01:10', 'cost-cash')];
          const { deps, died } = mortal(world, n, after);
          const of = (one: typeof phase) => (phase === one ? deps : world.sender());
          // The queue gives it again when somebody died.
          for (const notice of [margin, cost]) {
            await world.work(aDelivery(notice), of('holding')).catch(() => world.work(aDelivery(notice)));
          }
          world.clock.advance(minutes(60 * 5));
          await world.release();
          for (const body of world.lanes.direct.takeAny(10)) {
            await world.work(body, of('waking')).catch(() => {
              world.clock.advance(minutes(6));
              return world.work(body);
            });
          }
          await world.until('2026-02-25T07:30:00Z');
          if (!died()) break;
          deaths[phase]++;
          expect(titles(world).slice(0, 1)).toEqual(['🔴 Overnight: 2 alerts']);
          if (world.telegram.messages.length > 1) twice.add(died());
          expect(await world.shelf.of(ann, 10)).toEqual([]);
          for (const notice of [margin, cost]) expect(await heardOf(world, notice)).toMatchObject([{ state: 'sent' }]);
        }
      }
      expect(deaths.holding).toBeGreaterThan(6);
      expect(deaths.waking).toBeGreaterThan(12);
      expect([...twice].every((call) => call === 'shelf.note' || call === 'channel.send')).toBe(true);
    },
    120_000,
  );
});

describe('a night in which the clocks are changed, or the chat’s clock', () => {
  it.each([
    ['Berlin, set on', 'Europe/Berlin', '2026-03-29T00:30:00Z', '2026-03-29T05:00:00Z'],
    ['Berlin, set back', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T06:00:00Z'],
    ['New York, set back', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T12:00:00Z'],
    ['Lord Howe, set back', 'Australia/Lord_Howe', '2026-04-04T14:00:00Z', '2026-04-04T20:30:00Z'],
    ['Kathmandu, as ever', 'Asia/Kathmandu', '2026-06-30T20:00:00Z', '2026-07-01T01:15:00Z'],
  ])('ends by its clocks: %s', async (_, zone, begin, end) => {
    const world = await telegramWorld(begin);
    await world.set(ann, { ...NIGHT, zone });
    const fired = { ...at('01:00', 'margin'), at: new Date(begin), since: new Date(begin) };
    await say(world, fired);
    await world.until(later(new Date(end), minutes(-1)).toISOString());
    expect(world.telegram.calls).toEqual([]);
    await world.until(later(new Date(end), minutes(2)).toISOString());
    expect(titles(world)).toEqual(['🔴 Mining at a loss: S21']);
  });

  it('is longer for a chat that flies west, and over for one that flies east', async () => {
    const west = await asleep({ ...NIGHT, zone: 'Europe/Berlin' });
    await say(west, at('01:00', 'margin'));
    await afterChange(west, ann, await west.set(ann, { zone: 'America/New_York' }));
    await west.until('2026-02-25T11:59:00Z');
    // In New York it is nine in the evening: the day goes on, and the night has not begun.
    expect(titles(west)).toEqual(['🔴 Mining at a loss: S21']);

    const further = await asleep({ ...NIGHT, zone: 'Europe/Berlin' });
    await say(further, at('01:00', 'margin'));
    await afterChange(further, ann, await further.set(ann, { zone: 'Atlantic/Azores' }));
    await further.until('2026-02-25T07:59:00Z');
    expect(further.telegram.calls).toEqual([]);
    await further.until('2026-02-25T08:02:00Z');
    expect(titles(further)).toEqual(['🔴 Mining at a loss: S21']);
  });

  it('is noticed at the old hour at the latest where nobody said that the settings changed', async () => {
    const world = await asleep({ ...NIGHT, zone: 'Europe/Berlin' });
    await say(world, at('01:00', 'margin'));
    await world.set(ann, { zone: 'Atlantic/Azores' });
    await world.until('2026-02-25T07:58:00Z');
    expect(world.telegram.calls).toEqual([]);
    await world.until('2026-02-25T08:02:00Z');
    expect(titles(world)).toHaveLength(1);
  });
});

describe('a chat that is muted', () => {
  const muted = async () => {
    const world = await telegramWorld('2026-02-25T02:00:00Z');
    await muteUntil(world, ann, new Date('2026-02-25T04:00:00Z'));
    return world;
  };

  it('hears at the end what still goes on, and nothing of what came and went', async () => {
    const world = await muted();
    const [goesOn, wasShort] = [at('01:10', 'cost-cash'), at('01:00', 'margin')];
    expect(await say(world, goesOn, wasShort, at('01:55', 'margin', 'resolved', '01:00'))).toEqual([
      'muted for now',
      'muted for now',
      'muted for now',
    ]);
    await world.until('2026-02-25T04:02:00Z');
    expect(titles(world)).toEqual(['🔴 Bitcoin is under its cash cost']);
    expect(world.telegram.messages[0]?.text).toContain('Held back: until the chat was no longer muted');
    expect(await heardOf(world, wasShort)).toMatchObject([
      { state: 'dropped', because: 'muted for now' },
      { state: 'dropped', because: 'muted for now' },
    ]);
  });

  it('hears the end of what it had heard before, and no announcement of the time between', async () => {
    const world = await telegramWorld('2026-02-25T02:00:00Z');
    await say(world, at('01:55', 'margin'));
    await muteUntil(world, ann, new Date('2026-02-25T04:00:00Z'));
    await say(world, at('01:59', 'margin', 'resolved', '01:55'));
    const filing = composeAnnouncement('filing:1', [aTelling()], new Date('2026-02-25T01:50:00Z'));
    expect(await world.run(aDelivery(filing))).toEqual({ send: false, because: 'muted for now' });
    await world.until('2026-02-25T04:02:00Z');
    expect(titles(world)).toEqual(['🔴 Mining at a loss: S21', '🟢 Back in profit: S21']);
  });

  it('hears at once when the silence is lifted, and later when it is made longer', async () => {
    const world = await muted();
    await say(world, at('01:10', 'cost-cash'));
    await muteUntil(world, ann, new Date('2026-02-25T05:00:00Z'));
    await world.until('2026-02-25T04:30:00Z');
    expect(world.telegram.calls).toEqual([]);
    await afterChange(world, ann, await unmute(world, ann));
    await world.until('2026-02-25T04:32:00Z');
    expect(titles(world)).toEqual(['🔴 Bitcoin is under its cash cost']);
  });

  it('sleeps on where the silence ends in its night, and loses nothing of a night that a silence follows', async () => {
    const world = await asleep();
    await say(world, at('01:10', 'cost-cash'));
    await muteUntil(world, ann, new Date('2026-02-25T09:00:00Z'));
    await say(world, at('01:20', 'margin'));
    await world.until('2026-02-25T08:58:00Z');
    expect(world.telegram.calls).toEqual([]);
    await world.until('2026-02-25T09:02:00Z');
    expect(titles(world)).toEqual(['🔴 Overnight: 2 alerts']);
  });

  it('hears nothing of one incident until it is over, and everything of the next', async () => {
    const world = await telegramWorld('2026-02-25T02:00:00Z');
    const fired = at('01:00', 'margin');
    await say(world, fired);
    await muteIncident(world, ann, incidentOf(fired));
    const reminded = { ...aNotice('margin', 'reminded'), since: fired.since, key: `${incidentOf(fired)}#reminded@1` };
    expect(await say(world, reminded)).toEqual(['muted until it recovers']);
    expect(await say(world, at('01:55', 'margin', 'resolved', '01:00'))).toEqual(['it knows what went before']);
    expect(await say(world, at('01:58', 'margin'))).toEqual(['its first word on this']);
    expect(titles(world)).toHaveLength(3);
  });
});

describe('how loud a chat wants a subject', () => {
  it('off is dropped with its reason, silent makes no sound, loud is as ever', async () => {
    const world = await telegramWorld('2026-02-25T02:00:00Z');
    await world.set(ann, { loudness: { margin: 'off', cost: 'silent' } });
    const off = at('01:00', 'margin');
    expect(await say(world, off, at('01:00', 'cost-cash'), at('01:00', 'hashprice-below'))).toEqual([
      'switched off here',
      'its first word on this',
      'its first word on this',
    ]);
    expect(
      world.telegram.calls.map(({ payload }) => (payload as { disable_notification?: true }).disable_notification),
    ).toEqual([true, undefined]);
    expect(await heardOf(world, off)).toMatchObject([{ state: 'dropped', because: 'switched off here' }]);
  });

  it('is asked again in the morning', async () => {
    const world = await asleep();
    await say(world, at('01:00', 'margin'), at('01:00', 'cost-cash'));
    await world.set(ann, { loudness: { margin: 'off', cost: 'silent' } });
    await world.until('2026-02-25T07:02:00Z');
    expect(titles(world)).toEqual(['🔴 Bitcoin is under its cash cost']);
    expect(world.telegram.calls.at(-1)?.payload).toMatchObject({ disable_notification: true });
  });

  it('is a flag on Discord', async () => {
    const world = await discordWorld('2026-02-25T02:00:00Z');
    await world.set(miners, { loudness: { cost: 'silent' } });
    await world.run(aDelivery(at('01:00', 'cost-cash'), miners));
    expect(JSON.stringify(world.discord.calls.at(-1))).toContain('"flags":4096');
  });
});
