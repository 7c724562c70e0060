import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMachine, readMachineAndPower } from '../../../functions/chat/parse/machine.ts';

const drawn = (text: string) => {
  const read = readMachine(text);
  return read.ok && 'joulesPerTerahash' in read.value ? read.value.joulesPerTerahash : read;
};

describe('the watts and terahashes on the label of a machine', () => {
  it.each([
    ['3250 W / 200 TH/s', 16.25],
    ['3250W 200TH', 16.25],
    ['3.25 kW 200TH', 16.25],
    ['3,25 kW, 200 T', 16.25],
    ['3,250W at 200 TH/s', 16.25],
    ['3250w/200t', 16.25],
    ['200 TH/s 3250 W', 16.25],
    ['3250 watts, 200 th/s', 16.25],
    ['3250 Вт / 200 ТХ/с', 16.25],
    ['3 MW 150 PH', 20],
    ['20 kW / 1 PH/s', 20],
  ])('are one efficiency: %s', (text, joules) => {
    expect(drawn(text)).toBe(joules);
  });

  it.each([
    ['3250W 200TH 5c'],
    ['3250 W / 200 TH/s 0.05'],
    ['3.25 kW 200TH, 5c'],
    ['3250W, 200TH, 5c'],
    ['200T 3250W $0.05'],
    ['3250W 200TH at 0.05'],
  ])('go before a price: %s', (text) => {
    expect(readMachineAndPower(text, 'USD')).toMatchObject({
      ok: true,
      value: { machine: { joulesPerTerahash: 16.25 }, tariff: { otherwise: 0.05 } },
    });
  });

  it.each([['3250W 16TH'], ['3250W 16TH 5c'], ['200 W / 3250 TH/s']])(
    'are told what they come to where no machine draws that: %s',
    (text) => {
      expect(readMachineAndPower(text, 'USD')).toMatchObject({
        ok: false,
        wrong: { key: 'wrong.label', values: { efficiency: expect.any(Number) } },
      });
    },
  );

  it('are no division by nought', () => {
    expect(readMachine('3250W 0TH').ok).toBe(false);
    expect(readMachine('0W 200TH').ok).toBe(false);
  });

  it('say nothing of a machine that is named', () => {
    for (const text of ['S21 XP 270T 3645W', 'S21 XP (270T)', 'S21 XP 270 TH/s 3645 W'])
      expect(readMachine(text)).toMatchObject({ ok: true, value: { rig: { name: 'Antminer S21 XP' } } });
  });

  it('are power divided by hashrate, within the bounds of any machine, however they are written', () => {
    const ways: ((w: number, th: number) => string)[] = [
      (w, th) => `${w}W ${th}TH`,
      (w, th) => `${w} W / ${th} TH/s`,
      (w, th) => `${th}T, ${w} w`,
      (w, th) => `${w} kW ${th} PH`,
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.constantFrom(...ways),
        (w, th, write) => {
          const read = readMachine(write(w, th));
          const joules = w / th;
          expect(read.ok).toBe(Number(joules.toPrecision(6)) >= 1 && Number(joules.toPrecision(6)) <= 200);
          if (read.ok)
            expect((read.value as { joulesPerTerahash: number }).joulesPerTerahash / joules).toBeCloseTo(1, 4);
        },
      ),
    );
  });
});
