import { describe, expect, it } from 'vitest';
import { composeAnnouncement } from '../../functions/alerts/announce.ts';
import type { AnnouncementNotice, RuleNotice } from '../../functions/alerts/notice.ts';
import { decide, mayMeetItsOther, type Verdict } from '../../functions/delivery/decide.ts';
import type { Entry } from '../../functions/delivery/sent.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { aTelling, corrects } from './announcements.ts';
import { aNotice, type Told } from './notices.ts';

const fired = aNotice('margin', 'fired');
const entry = (told: Told, state: Entry['state'], changes: Partial<Entry> = {}): Entry => {
  const { event, key, at } = aNotice('margin', told);
  return { v: 1, event, notice: key, state, at, because: 'test', ...changes };
};
const soon = (notice: RuleNotice, n = 1) => later(notice.at, minutes(n));
const lease = (now: Date, n: number) => ({ leaseUntil: later(now, minutes(n)) });
const judge = (told: Told, heard: Entry[], after = 1, postponed = 0): Verdict => {
  const notice = aNotice('margin', told);
  return decide(notice, heard, postponed, soon(notice, after));
};

describe('what the log says about a notice', () => {
  it.each<[string, Told, Entry[], object]>([
    ['the first word', 'fired', [], { to: 'say', as: 'itself', because: 'its first word on this' }],
    ['a hovering incident begins with saying so', 'hovering', [], { to: 'say', as: 'itself' }],
    ['the same again', 'fired', [entry('fired', 'sent')], { to: 'drop', because: 'already said', log: false }],
    ['the same again, dropped', 'fired', [entry('fired', 'dropped')], { to: 'drop', because: 'already dropped' }],
    ['the same again, refused', 'fired', [entry('fired', 'rejected')], { to: 'refuse' }],
    ['its end after its beginning', 'resolved', [entry('fired', 'sent')], { to: 'say', as: 'itself' }],
    ['its end after hovering', 'resolved', [entry('hovering', 'sent')], { to: 'say', as: 'itself' }],
    ['its end before its beginning', 'resolved', [], { to: 'wait', because: 'its beginning has not been said yet' }],
    ['a reminder before its beginning', 'reminded', [], { to: 'wait' }],
    ['closed before its beginning', 'closed', [], { to: 'wait' }],
    ['its beginning was refused', 'resolved', [entry('fired', 'rejected')], { to: 'say', as: 'both' }],
    ['refused, and it goes on', 'reminded', [entry('fired', 'rejected')], { to: 'say', as: 'itself' }],
    ['its beginning was dropped', 'resolved', [entry('fired', 'dropped')], { to: 'drop', because: /nobody here/ }],
    ['dropped, and it goes on', 'settled-firing', [entry('fired', 'dropped')], { to: 'say', as: 'itself' }],
    [
      'dropped, and a reminder was heard',
      'resolved',
      [entry('fired', 'dropped'), entry('reminded', 'sent')],
      { to: 'say', as: 'itself' },
    ],
    [
      'a beginning that comes after its end',
      'fired',
      [entry('resolved', 'sent')],
      { to: 'drop', because: /with its end/, log: true },
    ],
    ['a beginning that comes after a reminder', 'fired', [entry('reminded', 'sent')], { to: 'drop' }],
    ['a beginning whose end was refused', 'fired', [entry('resolved', 'rejected')], { to: 'say', as: 'itself' }],
  ])('%s', (_, told, heard, verdict) => {
    expect(judge(told, heard)).toMatchObject(verdict);
  });

  it('waits 30 s for a beginning, then twice as long each time, and ten minutes at most', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 99].map((n) => judge('resolved', [], 1, n));
    expect(waits.map((verdict) => verdict.to === 'wait' && verdict.for / 1_000)).toEqual([
      30, 60, 120, 240, 480, 600, 600, 600,
    ]);
  });

  it('says both ends in one after an hour, and not while somebody is saying the first', () => {
    const notice = aNotice('margin', 'resolved');
    const now = soon(notice, 60);
    expect(judge('resolved', [], 59)).toMatchObject({ to: 'wait' });
    expect(decide(notice, [], 12, now)).toMatchObject({ to: 'say', as: 'both' });
    expect(decide(notice, [entry('fired', 'claimed', lease(now, 1))], 12, now)).toMatchObject({ to: 'wait' });
    expect(decide(notice, [entry('fired', 'claimed', lease(now, -1))], 12, now)).toMatchObject({
      to: 'say',
      as: 'both',
    });
  });

  it('waits for the lease of somebody else’s claim, and takes over an expired one', () => {
    const now = soon(fired);
    const held = decide(fired, [entry('fired', 'claimed', lease(now, 2))], 0, now);
    expect(held).toEqual({ to: 'wait', for: 120_000, because: 'somebody else is saying it' });
    expect(decide(fired, [entry('fired', 'claimed', lease(now, -1))], 0, now)).toMatchObject({ to: 'say' });
  });

  it('looks again only where two ends of one incident can meet', () => {
    const say = { to: 'say', as: 'itself', because: 'its first word on this' } as const;
    expect(mayMeetItsOther(fired, say, soon(fired, 54))).toBe(false);
    expect(mayMeetItsOther(fired, say, soon(fired, 55))).toBe(true);
    const resolved = aNotice('margin', 'resolved');
    expect(mayMeetItsOther(resolved, { ...say, because: 'it knows what went before' }, resolved.at)).toBe(false);
    expect(mayMeetItsOther(resolved, { ...say, as: 'both', because: 'both ends in one' }, resolved.at)).toBe(true);
  });
});

describe('what the log says about what companies announce', () => {
  const at = new Date('2026-03-26T12:31:00Z');
  const announced = composeAnnouncement('filings:x', [aTelling({ btcSold: 500 })], at);
  const correction = (after: number, btcSold = 550) =>
    composeAnnouncement(
      'filings:x',
      [aTelling({ btcSold }, { corrects: { ...corrects, at } })],
      later(at, minutes(after)),
    );
  const corrected = correction(20);
  const again = correction(40, 560);
  const heard = (
    { event, key, at }: AnnouncementNotice,
    state: Entry['state'],
    changes: Partial<Entry> = {},
  ): Entry => ({
    v: 1,
    event,
    notice: key,
    state,
    at,
    because: 'test',
    ...(state === 'sent' ? { messageId: `id of ${key}` } : {}),
    ...changes,
  });
  const judged = (notice: AnnouncementNotice, log: Entry[], after = 1) =>
    decide(notice, log, 0, later(notice.at, minutes(after)));

  it.each<[string, AnnouncementNotice, Entry[], object]>([
    ['the first word', announced, [], { to: 'say', as: 'itself', because: 'its first word on this' }],
    ['the same again', announced, [heard(announced, 'sent')], { to: 'drop', because: 'already said' }],
    [
      'a correction answers what it corrects',
      corrected,
      [heard(announced, 'sent')],
      { to: 'say', as: 'itself', because: 'it knows what went before', answering: 'id of filings:x' },
    ],
    [
      'a second correction answers the first message, too',
      again,
      [heard(announced, 'sent'), heard(corrected, 'sent')],
      { to: 'say', answering: 'id of filings:x' },
    ],
    [
      'a second correction where only the first was heard',
      again,
      [heard(corrected, 'sent')],
      { to: 'say', answering: `id of ${corrected.key}` },
    ],
    ['the same correction again', corrected, [heard(announced, 'sent'), heard(corrected, 'sent')], { to: 'drop' }],
    ['a correction that comes first waits', corrected, [], { to: 'wait', because: /beginning has not been said/ }],
    ['what it corrects was refused', corrected, [heard(announced, 'rejected')], { to: 'say', as: 'itself' }],
    [
      'what it corrects was dropped: it is news all the same',
      corrected,
      [heard(announced, 'dropped')],
      { to: 'say', as: 'itself' },
    ],
    [
      'somebody is saying what it corrects',
      corrected,
      [heard(announced, 'claimed', lease(corrected.at, 5))],
      { to: 'wait' },
    ],
    [
      'what is corrected comes after its correction',
      announced,
      [heard(corrected, 'sent')],
      { to: 'drop', because: 'said together with its end', log: true },
    ],
    [
      'and while somebody says the correction',
      announced,
      [heard(corrected, 'claimed', lease(announced.at, 5))],
      { to: 'wait' },
    ],
    ['and when the correction was refused', announced, [heard(corrected, 'rejected')], { to: 'say', as: 'itself' }],
  ])('%s', (_, notice, log, verdict) => {
    expect(judged(notice, log)).toMatchObject(verdict);
  });

  it('says a correction by itself where what it corrects was never heard, without waiting when that is old', () => {
    const late = correction(24 * 60);
    expect(judged(late, [], 0)).toEqual({ to: 'say', as: 'itself', because: 'its first word on this' });
    // Twenty minutes after what it corrects, forty are left.
    expect(judged(corrected, [], 39)).toMatchObject({ to: 'wait' });
    expect(judged(corrected, [], 40)).toEqual({ to: 'say', as: 'itself', because: 'its first word on this' });
  });

  it('answers nothing where the log does not know which message it was, and where nothing is corrected', () => {
    const { messageId: _, ...unnamed } = heard(announced, 'sent');
    expect(judged(corrected, [unnamed])).not.toHaveProperty('answering');
    expect(judge('resolved', [entry('fired', 'sent', { messageId: '7' })])).not.toHaveProperty('answering');
  });

  it('looks again where a correction and what it corrects can meet', () => {
    const verdict = judged(corrected, [], 40) as Verdict & { to: 'say' };
    expect(mayMeetItsOther(corrected, verdict, corrected.at)).toBe(true);
    const knowing = judged(corrected, [heard(announced, 'sent')]) as Verdict & { to: 'say' };
    expect(mayMeetItsOther(corrected, knowing, corrected.at)).toBe(false);
  });
});
