import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStretch } from '../../../functions/chat/parse/duration.ts';
import { readLine } from '../../../functions/chat/parse/line.ts';
import { readMachine, readMachineAndPower } from '../../../functions/chat/parse/machine.ts';
import { readOpex } from '../../../functions/chat/parse/opex.ts';
import { inWords, type Read } from '../../../functions/chat/parse/read.ts';
import { readFee, readPue } from '../../../functions/chat/parse/share.ts';
import { readSpan, readTimeOfDay } from '../../../functions/chat/parse/time-of-day.ts';
import { readZone, zoneNear } from '../../../functions/chat/parse/zone.ts';
import { RIGS } from '../../../functions/market/rigs.ts';
import { isZone } from '../../../functions/subscriptions/local-time.ts';
import { LOCALES } from '../../../functions/words/preferences.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import '../../support/every-language.ts';

const meantBy = <Value>(read: Read<Value>) => (read.ok ? read.value : read.wrong.key);
const USUAL = { currency: 'USD' } as const;
const line = (text: string) => {
  const read = readLine(text, USUAL);
  return read.ok ? `${read.value.side} ${read.value.perPhDay} ${read.value.currency}` : read.wrong.key;
};

describe('a line on hashprice', () => {
  it.each([
    ['below 40', 'below 40 USD'],
    ['< 40', 'below 40 USD'],
    ['<40', 'below 40 USD'],
    ['hashprice < 40', 'below 40 USD'],
    ['under $40/PH', 'below 40 USD'],
    ['falls below 40', 'below 40 USD'],
    ['below $40/PH/day', 'below 40 USD'],
    ['over 55,5', 'above 55.5 USD'],
    ['≥ 55', 'above 55 USD'],
    ['above €30', 'above 30 EUR'],
    ['below 0.04/TH', 'below 40 USD'],
    ['below 0.04', 'below 40 USD'],
    ['unter 40', 'below 40 USD'],
    ['ниже 40', 'below 40 USD'],
    ['低于 40', 'below 40 USD'],
  ])('is read from %s', (text, meant) => {
    expect(line(text)).toBe(meant);
  });

  it.each([
    ['40', 'wrong.side'],
    ['below', 'wrong.line'],
    ['below lunch', 'wrong.line'],
    ['below 44 sat/TH', 'wrong.lineInSats'],
    ['below 1000000', 'wrong.lineBounds'],
    ['below 40 bananas', 'wrong.line'],
  ])('is not guessed from %o', (text, why) => {
    expect(line(text)).toBe(why);
  });

  it('is what we print', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), fc.integer({ min: 100, max: 99_999 }), (locale, cents) => {
        expect(line(`below ${wordsOf(locale).usdPerPhDay(cents / 100)}`)).toBe(`below ${cents / 100} USD`);
      }),
    );
  });
});

const machine = (text: string) => {
  const read = readMachine(text);
  if (!read.ok) return read.wrong.key;
  if ('rig' in read.value) return read.value.rig.name;
  return 'oneOf' in read.value ? read.value.oneOf.map(({ name }) => name) : read.value.joulesPerTerahash;
};

describe('a machine', () => {
  it.each([
    ['S21 XP', 'Antminer S21 XP'],
    ['s21xp', 'Antminer S21 XP'],
    ['Antminer S19j Pro 104T', 'Antminer S19j Pro'],
    ['S21 200 TH/s', 'Antminer S21'],
    ['m60s', 'Whatsminer M60S'],
    ['S21 xp-hyd', 'Antminer S21 XP Hydro'],
    ['17.5 J/TH', 17.5],
    ['17,5', 17.5],
    ['29.5j/th', 29.5],
    ['19 W/TH', 19],
  ])('is read from %s', (text, meant) => {
    expect(machine(text)).toBe(meant);
  });

  it.each([
    ['antmimer s19 xp', 'Antminer S19 XP'],
    ['whatsminr m60s', 'Whatsminer M60S'],
    ['S21 PX', 'Antminer S21 XP'],
    ['sealmner a2', 'SEALMINER A2'],
  ])('misspelt as %s is among those that may be meant', (text, meant) => {
    expect(machine(text)).toContain(meant);
  });

  it('may be one of several, and is then not chosen for anybody', () => {
    expect(machine('S19')).toBe('Antminer S19');
    expect(machine('S23')).toBe('Antminer S23');
    expect(machine('M66')).toBe('Whatsminer M66');
    expect(machine('s21 h')).toContain('Antminer S21 Hydro');
  });

  it.each([
    ['toaster', 'wrong.machine'],
    ['x', 'wrong.machine'],
    ['', 'wrong.machine'],
    ['0.5 J/TH', 'wrong.efficiency'],
    ['900 J/TH', 'wrong.efficiency'],
  ])('is not guessed from %o', (text, why) => {
    expect(machine(text)).toBe(why);
  });

  it('of the table is known by its name and by its name without its maker', () => {
    for (const { name } of RIGS) {
      expect(machine(name)).toBe(name);
      expect(machine(name.slice(name.indexOf(' ') + 1).toLowerCase())).toBe(name);
    }
  });

  it.each([
    ['S21 XP 0.07', 'Antminer S21 XP', 0.07],
    ['S21 XP 7c', 'Antminer S21 XP', 0.07],
    ['S21 XP at 7 c/kWh', 'Antminer S21 XP', 0.07],
    ['S21 XP @ $0.07', 'Antminer S21 XP', 0.07],
    ['S21 XP, 7', 'Antminer S21 XP', 0.07],
    ['S21 XP $0.07/kWh', 'Antminer S21 XP', 0.07],
    ['S21 XP 0,07', 'Antminer S21 XP', 0.07],
    ['S19j Pro 104T .05', 'Antminer S19j Pro', 0.05],
    ['17.5 J/TH, 0.08', 17.5, 0.08],
    ['S21 XP at 0.05; 16-21 0.12', 'Antminer S21 XP', 0.05],
  ])('comes with its price in %s', (text, meant, perKwh) => {
    const read = readMachineAndPower(text, 'USD');
    if (!read.ok) throw new Error(read.wrong.key);
    expect('rig' in read.value.machine ? read.value.machine.rig.name : read.value.machine).toEqual(
      typeof meant === 'number' ? { joulesPerTerahash: meant } : meant,
    );
    expect(read.value.tariff?.otherwise).toBe(perKwh);
  });

  it('never makes a price of a model’s number', () => {
    for (const { name } of RIGS) expect(readMachineAndPower(name, 'USD')).not.toHaveProperty('value.tariff');
  });
});

describe('a length of time', () => {
  it.each([
    ['2h', 120],
    ['30m', 30],
    ['1h30', 90],
    ['1.5 hours', 90],
    ['90 min', 90],
    ['2 days 4 h', 52 * 60],
    ['for 2 hours', 120],
    ['an hour', 60],
    ['1w', 7 * 24 * 60],
    ['3 Stunden', 180],
    ['2 ч', 120],
    ['2小时', 120],
  ])('is read from %s', (text, minutes) => {
    expect(meantBy(readStretch(text))).toEqual({ for: minutes * 60_000 });
  });

  it.each(['tomorrow', 'until tomorrow', 'morgen', 'завтра'])('is until the morning in %s', (text) => {
    expect(meantBy(readStretch(text))).toEqual({ until: 'tomorrow' });
  });

  it.each([
    ['soon', 'wrong.duration'],
    ['2', 'wrong.duration'],
    ['', 'wrong.duration'],
    ['30m 2h', 'wrong.duration'],
    ['1 min', 'wrong.durationBounds'],
    ['3 years', 'wrong.duration'],
    ['999 days', 'wrong.durationBounds'],
  ])('is not guessed from %o', (text, why) => {
    expect(meantBy(readStretch(text))).toBe(why);
  });

  it('is what we print', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), fc.integer({ min: 5, max: 23 * 60 + 59 }), (locale, minutes) => {
        const printed = wordsOf(locale).duration(minutes * 60_000);
        expect(meantBy(readStretch(printed)), printed).toEqual({ for: minutes * 60_000 });
      }),
    );
  });
});

describe('hours of the day', () => {
  it.each([
    ['22-7', '22:00', '07:00'],
    ['22:00–07:30', '22:00', '07:30'],
    ['10pm to 7am', '22:00', '07:00'],
    ['from 22 to 7', '22:00', '07:00'],
    ['22.30-6', '22:30', '06:00'],
    ['12am-12pm', '00:00', '12:00'],
    ['22 Uhr bis 7 Uhr', '22:00', '07:00'],
    ['22-24', '22:00', '00:00'],
  ])('are read from %s', (text, from, to) => {
    expect(meantBy(readSpan(text))).toEqual({ from, to });
  });

  it.each([
    ['at night', 'wrong.span'],
    ['25-7', 'wrong.span'],
    ['22:75-7', 'wrong.span'],
    ['13pm-7am', 'wrong.span'],
    ['7-7', 'wrong.spanEmpty'],
  ])('are not guessed from %o', (text, why) => {
    expect(meantBy(readSpan(text))).toBe(why);
  });

  it('are what we print, whatever they are', () => {
    const time = fc
      .integer({ min: 0, max: 1_439 })
      .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
    fc.assert(
      fc.property(time, time, (from, to) => {
        expect(meantBy(readTimeOfDay(from))).toBe(from);
        if (from !== to) expect(meantBy(readSpan(`${from}–${to}`))).toEqual({ from, to });
      }),
    );
  });
});

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['Houston', 'America/Chicago'],
    ['texas', 'America/Chicago'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['Москва', 'Europe/Moscow'],
    ['上海', 'Asia/Shanghai'],
    ['almaty', 'Asia/Almaty'],
    ['UTC', 'UTC'],
    ['utc+3', 'Etc/GMT-3'],
    ['GMT-5', 'Etc/GMT+5'],
  ])('is read from %s', (text, zone) => {
    expect(meantBy(readZone(text))).toBe(zone);
  });

  it.each(['', 'home', 'Mordor', 'UTC+20', '../etc/passwd'])('is not guessed from %o', (text) => {
    expect(meantBy(readZone(text))).toBe('wrong.zone');
  });

  it.each([
    ['sao paolo', 'America/Sao_Paulo'],
    ['Houstan', 'America/Chicago'],
    ['Atlantis', 'Canada/Atlantic'],
    ['Mordor', undefined],
    ['xy', undefined],
  ])('that is nearly %s is asked back, and not taken', (text, zone) => {
    expect(meantBy(readZone(text))).toBe('wrong.zone');
    expect(zoneNear(text)).toBe(zone);
  });

  it('is one that the clocks know, for every zone that the machine has', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const read = readZone(zone);
      expect(read.ok && isZone(read.value), zone).toBe(true);
    }
  });
});

describe('shares and costs', () => {
  it('take a fee as a percentage or as a ratio', () => {
    expect(['2 %', '2', '0.02', '1,5%', '0'].map((text) => meantBy(readFee(text)))).toEqual([
      0.02, 0.02, 0.02, 0.015, 0,
    ]);
    expect(meantBy(readFee('80 %'))).toBe('wrong.fee');
  });

  it('take PUE as it is written, or as what comes on top', () => {
    expect(['1.05', '5 %', '1,1', 'PUE 1.2'].map((text) => meantBy(readPue(text)))).toEqual([1.05, 1.05, 1.1, 1.2]);
    expect(['0.9', '4', 'x'].map((text) => meantBy(readPue(text)))).toEqual(['wrong.pue', 'wrong.pue', 'wrong.pue']);
  });

  it('take other costs in the currency of the power', () => {
    expect(meantBy(readOpex('1.50', 'USD'))).toBe(1.5);
    expect(meantBy(readOpex('$1.50/PH/day', 'USD'))).toBe(1.5);
    expect(meantBy(readOpex('€1.50', 'USD'))).toBe('wrong.opexCurrency');
    expect(meantBy(readOpex('a lot', 'USD'))).toBe('wrong.opex');
  });
});

describe('whatever is typed', () => {
  it('is read or answered with what is wrong and a right example; nothing throws', () => {
    const words = wordsOf('en');
    const parsers: ((text: string) => Read<unknown>)[] = [
      (text) => readLine(text, USUAL),
      (text) => readMachineAndPower(text, 'USD'),
      readMachine,
      readStretch,
      readSpan,
      readTimeOfDay,
      readZone,
      readFee,
      readPue,
      (text) => readOpex(text, 'USD'),
    ];
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (text) => {
        for (const parser of parsers) {
          const read = parser(text);
          if (!read.ok) expect(inWords(read.wrong, words)).toMatch(/“[^”]+”/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is not looked at beyond what anybody types', () => {
    const long = `below 40${' '.repeat(100)}${'x'.repeat(1_000_000)}`;
    expect(readLine(long, USUAL).ok).toBe(false);
    expect(readMachineAndPower('1'.repeat(1_000_000), 'USD').ok).toBe(false);
  });
});
