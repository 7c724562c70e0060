import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliver } from '../../functions/delivery/deliver.ts';
import { type Delivery, deliveryShape } from '../../functions/delivery/delivery.ts';
import type { DeliverDeps, DeliveryJson } from '../../functions/delivery/stage.ts';
import { type Telling, tell, tellBoth } from '../../functions/delivery/telling.ts';
import { later, type Milliseconds, minutes } from '../../functions/units/time.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { TestClock } from '../support/clock.ts';
import { interleaved } from '../support/interleaved.ts';
import { MemoryLog } from '../support/log.ts';
import { MemoryBook } from '../support/memory-book.ts';
import { MemorySentLog } from '../support/memory-sent-log.ts';
import { aNotice } from './notices.ts';
import { aDelivery } from './world.ts';

const fired = aNotice('margin', 'fired');
const resolved = aNotice('margin', 'resolved', { at: later(fired.at, minutes(3)) });
const words = wordsOf('en');
const NAMES = new Map([
  [JSON.stringify(tell(fired, words)), 'fired'],
  [JSON.stringify(tell(resolved, words)), 'resolved'],
  [JSON.stringify(tellBoth(resolved, words)), 'both'],
]);

/** A chat, and senders who share a log and nothing else. */
function aChat(scheduler: fc.Scheduler, now: Date) {
  const clock = new TestClock(now);
  const heard: string[] = [];
  const waiting: { body: DeliveryJson; at: Date }[] = [];
  const put = async (bodies: readonly DeliveryJson[], delay: Milliseconds = minutes(0)) =>
    void waiting.push(...bodies.map((body) => ({ body, at: later(clock.now(), delay) })));
  const lane = interleaved(scheduler, { put });
  const channel = interleaved(scheduler, {
    send: async (_to: unknown, telling: Telling) => {
      heard.push(NAMES.get(JSON.stringify(telling)) ?? 'something else');
      return { kind: 'sent' as const, messageId: String(heard.length) };
    },
  });
  const deps: DeliverDeps<Telling> = {
    sent: interleaved(scheduler, new MemorySentLog(clock)),
    book: interleaved(scheduler, new MemoryBook()),
    // Nothing to wait for: slots are leased elsewhere (test/delivery/crowd.test.ts).
    budgets: () => [],
    pace: { lease: async (_, __, at) => ({ granted: true, at }), hold: async () => {} },
    lanes: { direct: lane, broadcast: lane },
    due: { remind: async () => {}, ripe: async () => [], forget: async () => {} },
    clock,
    log: new MemoryLog(),
    idempotent: false,
    channel,
    render: (telling) => telling,
  };
  const say = (delivery: Delivery) => deliver(deps, delivery, later(clock.now(), minutes(1)));
  return {
    heard,
    say,
    /** Whatever was put back to wait comes when its time has come, one after the other. */
    async settle() {
      for (let turns = 0; waiting.length > 0 && turns < 100; turns++) {
        waiting.sort((a, b) => a.at.getTime() - b.at.getTime());
        const next = waiting.shift()!;
        if (next.at > clock.now()) clock.set(next.at);
        await scheduler.waitFor(say(deliveryShape.parse(next.body)));
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
