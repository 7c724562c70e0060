import { describe, expect, it } from 'vitest';
import type { Notice } from '../../functions/alerts/notice.ts';
import { decide, mayMeetItsOther, type Verdict } from '../../functions/delivery/decide.ts';
import type { Entry } from '../../functions/delivery/sent.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { aNotice, type Told } from './notices.ts';

const fired = aNotice('margin', 'fired');
const entry = (told: Told, state: Entry['state'], changes: Partial<Entry> = {}): Entry => {
  const { event, key, at } = aNotice('margin', told);
  return { v: 1, event, notice: key, state, at, because: 'test', ...changes };
};
const soon = (notice: Notice, n = 1) => later(notice.at, minutes(n));
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
