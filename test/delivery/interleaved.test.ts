import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliver } from '../../functions/delivery/deliver.ts';
import type { Delivery } from '../../functions/delivery/delivery.ts';
import { isErrand, laneShape, wakeOf } from '../../functions/delivery/errand.ts';
import type { DeliverDeps, LaneJson } from '../../functions/delivery/stage.ts';
import { type Telling, tell, tellBoth } from '../../functions/delivery/telling.ts';
import { wake } from '../../functions/delivery/wake.ts';
import type { Reminder } from '../../functions/kit/due.ts';
import { USUAL_SETTINGS } from '../../functions/subscriptions/settings.ts';
import { later, type Milliseconds, minutes } from '../../functions/units/time.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { TestClock } from '../support/clock.ts';
import { interleaved } from '../support/interleaved.ts';
import { MemoryLog } from '../support/log.ts';
import { MemoryBook } from '../support/memory-book.ts';
import { MemoryDue } from '../support/memory-due.ts';
import { MemorySentLog } from '../support/memory-sent-log.ts';
import { MemorySettings } from '../support/memory-settings.ts';
import { MemoryShelf } from '../support/memory-shelf.ts';
import { aNotice } from './notices.ts';
import { aDelivery, ann } from './world.ts';

const fired = aNotice('margin', 'fired');
const resolved = aNotice('margin', 'resolved', { at: later(fired.at, minutes(3)) });
const words = wordsOf('en');
const known = ({ facts, ...telling }: Telling): string => JSON.stringify({ ...telling, facts });
const NAMES = new Map([
  [known(tell(fired, words)), 'fired'],
  [known(tell(resolved, words)), 'resolved'],
  [known(tellBoth(resolved, words)), 'both'],
  [known(tellBoth(resolved, words, 'held')), 'both'],
]);

/** Without the remark that it was held back: whoever hears it in the morning hears the same. */
const nameOf = ({ facts, ...telling }: Telling): string =>
  NAMES.get(JSON.stringify({ ...telling, facts: facts.filter(({ label }) => label !== 'Held back') })) ?? 'else';

/** A chat, and senders who share a log and nothing else. */
function aChat(scheduler: fc.Scheduler, now: Date, settings = new MemorySettings()) {
  const clock = new TestClock(now);
  const heard: string[] = [];
  const waiting: { body: LaneJson; at: Date }[] = [];
  const put = async (bodies: readonly LaneJson[], delay: Milliseconds = minutes(0)) =>
    void waiting.push(...bodies.map((body) => ({ body, at: later(clock.now(), delay) })));
  const lane = interleaved(scheduler, { put });
  const channel = interleaved(scheduler, {
    send: async (_to: unknown, telling: Telling) => {
      heard.push(nameOf(telling));
      return { kind: 'sent' as const, messageId: String(heard.length) };
    },
  });
  const due = new MemoryDue();
  const deps: DeliverDeps<Telling> = {
    sent: interleaved(scheduler, new MemorySentLog(clock)),
    book: interleaved(scheduler, new MemoryBook()),
    settings: interleaved(scheduler, settings),
    shelf: interleaved(scheduler, new MemoryShelf()),
    // Nothing to wait for: slots are leased elsewhere (test/delivery/crowd.test.ts).
    budgets: () => [],
    pace: { lease: async (_, __, at) => ({ granted: true, at }), hold: async () => {} },
    lanes: { direct: lane, broadcast: lane },
    due: interleaved(scheduler, due),
    clock,
    log: new MemoryLog(),
    idempotent: false,
    channel,
    render: (telling) => telling,
  };
  const deadline = () => later(clock.now(), minutes(1));
  const say = (delivery: Delivery): Promise<unknown> => deliver(deps, delivery, deadline());
  const rise = () => wake(deps, wakeOf(ann), deadline());
  const run = async (body: unknown): Promise<unknown> => {
    const parsed = laneShape.parse(body);
    return isErrand(parsed) ? rise() : say(parsed);
  };
  const release = async ({ body, at, ...reminder }: Reminder) => {
    await due.forget({ body, at, ...reminder });
    waiting.push({ body: body as LaneJson, at });
  };
  return {
    clock,
    heard,
    say,
    rise,
    /** Whatever was put back to wait comes when its time has come, one after the other. */
    async settle() {
      for (let turns = 0; waiting.length + due.reminders.length > 0 && turns < 100; turns++) {
        for (const reminder of due.reminders) await release(reminder);
        waiting.sort((a, b) => a.at.getTime() - b.at.getTime());
        const next = waiting.shift()!;
        if (next.at > clock.now()) clock.set(next.at);
        await scheduler.waitFor(run(next.body));
      }
      expect(waiting).toEqual([]);
    },
  };
}

/** Around an hour after the beginning, its end stops waiting for it. */
const ages = fc.integer({ min: 4, max: 70 }).map((n) => minutes(n));
const copies = (least: number) => fc.integer({ min: least, max: 2 });

describe('senders that meet in one chat, in any order', () => {
  it('copies of one message are said once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), ages, fc.constantFrom(2, 3), async (scheduler, age, copies) => {
        const chat = aChat(scheduler, later(fired.at, age));
        const workers = Array.from({ length: copies }, () => chat.say(aDelivery(fired)));
        await scheduler.waitFor(Promise.all(workers));
        await chat.settle();
        expect(chat.heard).toEqual(['fired']);
      }),
      { numRuns: 300 },
    );
  });

  it('both ends of a night’s incident are said once and in order, or as one, while the night ends', async () => {
    const meetings = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        copies(1),
        copies(1),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (scheduler, begins, ends, risings, early) => {
          // The night ends at 13:20; some notices come just before, others just after.
          const settings = new MemorySettings();
          const quiet = { from: '23:00', to: '13:20' };
          await settings.save(ann, { ...USUAL_SETTINGS, version: 1, quiet });
          const chat = aChat(scheduler, new Date('2026-02-24T13:19:59Z'), settings);
          const first = [...Array<typeof fired>(begins).fill(fired), ...(early ? [resolved] : [])];
          await scheduler.waitFor(Promise.all(first.map((notice) => chat.say(aDelivery(notice)))));
          expect(chat.heard).toEqual([]);
          chat.clock.set('2026-02-24T13:20:00Z');
          const then = Array<typeof fired>(ends)
            .fill(resolved)
            .map((notice) => chat.say(aDelivery(notice)));
          await scheduler.waitFor(Promise.all([...then, ...Array.from({ length: risings }, () => chat.rise())]));
          await chat.settle();
          meetings.add(chat.heard.join(', '));
          expect([['fired', 'resolved'], ['both']]).toContainEqual(chat.heard);
        },
      ),
      { numRuns: 500 },
    );
    expect([...meetings].sort()).toEqual(['both', 'fired, resolved']);
  });

  it('both ends of an incident are said once and in order, or as one, with copies and at any age', async () => {
    const meetings = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), ages, copies(1), copies(1), async (scheduler, age, begins, ends) => {
        const chat = aChat(scheduler, later(fired.at, age));
        const notices = [...Array<typeof fired>(ends).fill(resolved), ...Array<typeof fired>(begins).fill(fired)];
        await scheduler.waitFor(Promise.all(notices.map((notice) => chat.say(aDelivery(notice)))));
        await chat.settle();
        meetings.add(chat.heard.join(', '));
        expect([['fired', 'resolved'], ['both']]).toContainEqual(chat.heard);
      }),
      { numRuns: 1_000 },
    );
    expect([...meetings].sort()).toEqual(['both', 'fired, resolved']);
  });
});
