import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, isZone, type LocalDay, localDayOf } from '../../functions/subscriptions/local-time.ts';
import { quietUntil } from '../../functions/subscriptions/quiet-hours.ts';

const day = (text: string) => text as LocalDay;
const night = (zone: string, from = '23:00', to = '07:00') => ({ zone, quiet: { from, to } });
const when = (settings: Parameters<typeof quietUntil>[0], at: string) => {
  const until = quietUntil(settings, new Date(at));
  return until === 'awake' ? until : until.toISOString();
};

describe('quiet hours', () => {
  it.each([
    ['before they begin', '2026-01-15T21:59:59Z', 'awake'],
    ['when they begin', '2026-01-15T22:00:00Z', '2026-01-16T06:00:00.000Z'],
    ['after midnight', '2026-01-16T02:00:00Z', '2026-01-16T06:00:00.000Z'],
    ['when they end', '2026-01-16T06:00:00Z', 'awake'],
  ])('hold in Berlin from 23:00 to 07:00: %s', (_, at, expected) => {
    expect(when(night('Europe/Berlin'), at)).toBe(expected);
  });

  it('may lie within one day', () => {
    const nap = night('Europe/Berlin', '13:00', '15:00');
    expect(when(nap, '2026-01-15T12:30:00Z')).toBe('2026-01-15T14:00:00.000Z');
    expect(when(nap, '2026-01-15T02:30:00Z')).toBe('awake');
  });

  it('are none where nobody asked for them, or where they begin when they end', () => {
    expect(when({ zone: 'UTC' }, '2026-01-15T02:30:00Z')).toBe('awake');
    expect(when(night('UTC', '07:00', '07:00'), '2026-01-15T07:00:00Z')).toBe('awake');
  });

  it('count in UTC where a stored zone is no longer known', () => {
    expect(when(night('Mars/Olympus'), '2026-01-15T06:59:00Z')).toBe('2026-01-15T07:00:00.000Z');
    expect([isZone('Mars/Olympus'), isZone('Asia/Kathmandu'), isZone('+05:45'), isZone('')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each([
    // Berlin leaps from 02:00 to 03:00 on 29 March 2026 (01:00Z) and shows 02:00 to 03:00 twice on 25 October (01:00Z).
    ['Berlin, the short night', night('Europe/Berlin'), '2026-03-29T00:30:00Z', '2026-03-29T05:00:00.000Z'],
    ['Berlin, the long night', night('Europe/Berlin'), '2026-10-25T00:30:00Z', '2026-10-25T06:00:00.000Z'],
    [
      'Berlin, an end that is leaped over',
      night('Europe/Berlin', '22:00', '02:30'),
      '2026-03-29T00:59:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'Berlin, an end that comes twice',
      night('Europe/Berlin', '22:00', '02:30'),
      '2026-10-25T00:45:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'Berlin, a beginning that comes twice',
      night('Europe/Berlin', '02:30', '06:00'),
      '2026-10-25T00:30:00Z',
      '2026-10-25T05:00:00.000Z',
    ],
    // New York leaps on 8 March 2026 at 07:00Z and is set back on 1 November at 06:00Z.
    ['New York, the short night', night('America/New_York'), '2026-03-08T06:30:00Z', '2026-03-08T11:00:00.000Z'],
    ['New York, the long night', night('America/New_York'), '2026-11-01T05:30:00Z', '2026-11-01T12:00:00.000Z'],
    // Kathmandu is five hours and three quarters ahead, all year.
    ['Kathmandu', night('Asia/Kathmandu'), '2026-06-30T17:15:00Z', '2026-07-01T01:15:00.000Z'],
    // Lord Howe moves by half an hour: back on 5 April 2026 at 15:00Z the day before, on again on 4 October at 02:00.
    ['Lord Howe, set back', night('Australia/Lord_Howe'), '2026-04-04T14:00:00Z', '2026-04-04T20:30:00.000Z'],
    ['Lord Howe, set on', night('Australia/Lord_Howe'), '2026-10-03T14:00:00Z', '2026-10-03T20:00:00.000Z'],
    [
      'Lord Howe, an end inside the half hour that is leaped over',
      night('Australia/Lord_Howe', '22:00', '02:15'),
      '2026-10-03T15:20:00Z',
      '2026-10-03T15:30:00.000Z',
    ],
    // São Paulo leaped over midnight on 4 November 2018: there was no 00:00. Since 2019 it stays as it is.
    [
      'São Paulo in 2018, an end at a midnight that was not',
      night('America/Sao_Paulo', '20:00', '00:00'),
      '2018-11-04T02:59:00Z',
      '2018-11-04T03:00:00.000Z',
    ],
    ['São Paulo in 2018, set back', night('America/Sao_Paulo'), '2018-02-18T02:30:00Z', '2018-02-18T10:00:00.000Z'],
    ['São Paulo today', night('America/Sao_Paulo'), '2026-11-04T02:59:00Z', '2026-11-04T10:00:00.000Z'],
  ])('end when the clocks on the wall say so: %s', (_, settings, at, expected) => {
    expect(when(settings, at)).toBe(expected);
  });

  it('are not interrupted where the clocks are set back inside them', () => {
    const settings = night('Europe/Berlin', '22:00', '02:30');
    const minutes = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2026, 9, 25, 0, 20 + i)).toISOString());
    const states = minutes.map((at) => when(settings, at) === 'awake');
    expect(states.filter((awake, i) => awake !== (states[i - 1] ?? false))).toEqual([]);
  });

  it('always end, later than now and within a day and an hour', () => {
    const time = fc
      .record({ h: fc.integer({ min: 0, max: 23 }), m: fc.integer({ min: 0, max: 59 }) })
      .map(({ h, m }) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Pacific/Apia',
    );
    const instant = fc.date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zone, time, time, instant, (name, from, to, at) => {
        const until = quietUntil(night(name, from, to), at);
        if (until === 'awake') return;
        expect(until.getTime()).toBeGreaterThan(at.getTime());
        // Samoa once left out a whole day.
        const most = name === 'Pacific/Apia' ? 49 : 26;
        expect(until.getTime() - at.getTime()).toBeLessThanOrEqual(most * 3_600_000);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a time on a zone’s clocks', () => {
  it('is the first or the last of two, and the leap where there is none', () => {
    const at = (date: string, time: string, which: 'first' | 'last') =>
      instantAt('America/New_York', day(date), time, which).toISOString();
    expect(at('2026-11-01', '01:30', 'first')).toBe('2026-11-01T05:30:00.000Z');
    expect(at('2026-11-01', '01:30', 'last')).toBe('2026-11-01T06:30:00.000Z');
    expect(at('2026-03-08', '02:30', 'first')).toBe('2026-03-08T07:00:00.000Z');
  });

  it('belongs to the day of the place', () => {
    expect(localDayOf('Asia/Kathmandu', new Date('2026-06-30T18:15:00Z'))).toBe('2026-07-01');
    expect(localDayOf('America/Sao_Paulo', new Date('2026-07-01T02:59:00Z'))).toBe('2026-06-30');
  });
});
