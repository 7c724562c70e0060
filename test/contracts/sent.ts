import { beforeEach, describe, expect, it } from 'vitest';
import type { NoticeEvent } from '../../functions/alerts/notice.ts';
import type { SentLog, Utterance } from '../../functions/delivery/sent.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import type { RecipientKey } from '../../functions/subscriptions/recipient.ts';
import { minutes } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';

const recipient = 'telegram:42' as RecipientKey;
const incident = 'hashprice<40@2026-02-24T11:55:00.000Z';
const utterance = (event: NoticeEvent = 'fired', more: Partial<Utterance> = {}): Utterance => ({
  recipient,
  incident,
  event,
  notice: `${incident}#${event}`,
  ...more,
});

/** What every SentLog promises. */
export function sentContract(name: string, open: (clock: Clock) => Promise<SentLog>): void {
  describe(`SentLog, kept in ${name}`, () => {
    const clock = new TestClock('2026-02-24T12:00:00Z');
    let log: SentLog;
    beforeEach(async () => {
      clock.set('2026-02-24T12:00:00Z');
      log = await open(clock);
    });
    const inTwoMinutes = () => new Date(clock.now().getTime() + minutes(2));
    const claim = (what = utterance()) => log.claim(what, inTwoMinutes(), clock.now());
    const record = (state: 'sent' | 'rejected' | 'dropped', what = utterance(), messageId?: string) =>
      log.record(what, { state, because: `it was ${state}`, ...(messageId && { messageId }) }, clock.now());
    const about = () => log.about(recipient, incident);

    it('has heard nothing at first', async () => {
      expect(await about()).toEqual([]);
    });

    it('grants one claim, and tells everybody else until when it holds', async () => {
      const claims = await Promise.all([claim(), claim(), claim(), claim()]);
      const taken = { granted: false, because: 'somebody else is saying it', until: inTwoMinutes() };
      expect(claims.filter(({ granted }) => granted)).toHaveLength(1);
      expect(claims.filter(({ granted }) => !granted)).toEqual([taken, taken, taken]);
      expect(await about()).toMatchObject([{ state: 'claimed', leaseUntil: inTwoMinutes(), event: 'fired' }]);
    });

    it('grants a claim again when it has run out, once', async () => {
      await claim();
      clock.advance(minutes(2) - 1);
      expect(await claim()).toMatchObject({ granted: false });
      clock.advance(1);
      expect((await Promise.all([claim(), claim()])).filter(({ granted }) => granted)).toHaveLength(1);
    });

    it('grants a claim again at once after a release, however often it is released', async () => {
      await log.release(utterance());
      await claim();
      await log.release(utterance());
      await log.release(utterance());
      expect(await about()).toEqual([]);
      expect(await claim()).toEqual({ granted: true });
    });

    it.each(['sent', 'rejected', 'dropped'] as const)('never grants a claim on what was %s', async (state) => {
      await claim();
      await record(state, utterance(), '7');
      clock.advance(minutes(60));
      expect(await claim()).toEqual({ granted: false, because: 'already said' });
      await log.release(utterance());
      expect(await about()).toMatchObject([{ state, because: `it was ${state}`, messageId: '7' }]);
    });

    it('remembers when and why, without a claim before it, too', async () => {
      await record('dropped');
      expect(await about()).toEqual([
        {
          v: 1,
          event: 'fired',
          notice: utterance().notice,
          state: 'dropped',
          at: clock.now(),
          because: 'it was dropped',
        },
      ]);
    });

    it('keeps the first word when it is recorded twice', async () => {
      const first = clock.now();
      await record('sent', utterance(), '7');
      clock.advance(1_000);
      await record('sent', utterance(), '8');
      await record('dropped');
      expect(await about()).toMatchObject([{ state: 'sent', messageId: '7', at: first }]);
    });

    it('believes a slow sender that it was said after all', async () => {
      await record('rejected');
      await record('dropped');
      expect(await about()).toMatchObject([{ state: 'rejected' }]);
      await record('sent', utterance(), '7');
      expect(await about()).toMatchObject([{ state: 'sent', messageId: '7' }]);
    });

    it('tells in the order of events, whatever the order of recording', async () => {
      for (const event of ['resolved', 'hovering', 'fired', 'settled'] as const) await record('sent', utterance(event));
      expect((await about()).map(({ event }) => event)).toEqual(['fired', 'hovering', 'settled', 'resolved']);
    });

    it('keeps two reminders of one incident apart', async () => {
      const reminders = ['2026-02-25', '2026-02-26'].map((day) =>
        utterance('reminded', { notice: `x#reminded@${day}` }),
      );
      for (const reminder of reminders) expect(await claim(reminder)).toEqual({ granted: true });
      await record('sent', reminders[1]!);
      await record('sent', reminders[0]!);
      expect((await about()).map(({ notice }) => notice)).toEqual(['x#reminded@2026-02-25', 'x#reminded@2026-02-26']);
    });

    it('keeps chats and incidents apart', async () => {
      await record('sent');
      expect(await claim(utterance('fired', { recipient: 'telegram:4' as RecipientKey }))).toEqual({ granted: true });
      expect(await claim(utterance('fired', { incident: `${incident}0` }))).toEqual({ granted: true });
      expect(await about()).toHaveLength(1);
    });

    it('forgets after 90 days', async () => {
      await record('sent');
      clock.set('2026-05-25T11:59:59Z');
      expect(await about()).toHaveLength(1);
      clock.set('2026-05-25T12:00:00Z');
      expect(await about()).toEqual([]);
      expect(await claim()).toEqual({ granted: true });
      expect(await about()).toMatchObject([{ state: 'claimed' }]);
    });

    it('keeps nothing of a chat that is erased, and says what there was; of others everything', async () => {
      const theirs = utterance('fired', { recipient: 'telegram:7' as RecipientKey });
      for (const one of [utterance(), utterance('resolved'), theirs]) await record('sent', one);
      await claim(utterance('fired', { incident: 'another', notice: 'another#fired' }));
      expect((await log.erase(recipient)).toSorted()).toEqual([
        'another#fired',
        `${incident}#fired`,
        `${incident}#resolved`,
      ]);
      expect([await log.erase(recipient), await about(), await log.about(recipient, 'another')]).toEqual([[], [], []]);
      expect(await log.about('telegram:7' as RecipientKey, incident)).toHaveLength(1);
    });
  });
}
