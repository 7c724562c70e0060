import type { Rig } from '../../market/rigs.ts';
import type { Currency } from '../../words/preferences.ts';
import { readLabel } from './label.ts';
import { NUMBER, readNumber } from './number.ts';
import { plainly, type Read, read, wrong } from './read.ts';
import { readRig } from './rig.ts';
import { readTariff, type Tariff } from './tariff.ts';

/** A machine by its name or by what it draws; `oneOf` where the name could mean several. */
export type Machine = { rig: Rig } | { joulesPerTerahash: number } | { oneOf: readonly Rig[] };

/** Whether it says what a machine draws, with its unit: a bare number may be anything. */
export const saysDraw = (text: string): boolean => /\d ?(?:[km]?w|j|[км]?вт|дж)(?!\p{L})/iu.test(plainly(text));

const EFFICIENCY = new RegExp(`^(${NUMBER}) ?(?:j|w|дж|вт)? ?(?:\\/|per)? ?(?:th|тх)?(?:\\/s)?$`, 'i');
const LEAST = 1;
const MOST = 200;

/** `S21 XP`, `17.5 J/TH`, `17,5`, `3250 W / 200 TH/s`. */
export function readMachine(text: string): Read<Machine> {
  const said = plainly(text);
  const label = readLabel(said);
  if (label !== undefined) {
    return label >= LEAST && label <= MOST
      ? read({ joulesPerTerahash: label })
      : wrong('wrong.label', text, { efficiency: Number(label.toPrecision(4)) });
  }
  const digits = EFFICIENCY.exec(said)?.[1];
  const number = digits === undefined ? undefined : readNumber(digits);
  if (number?.ok) {
    const { value } = number;
    return value >= LEAST && value <= MOST ? read({ joulesPerTerahash: value }) : wrong('wrong.efficiency', text);
  }
  const meant = readRig(said);
  return 'oneOf' in meant && meant.oneOf.length === 0 ? wrong('wrong.machine', text) : read(meant);
}

/** Where a machine ends and what its power costs begins: `S21 XP at 0.07`, `S21 XP, 7c`, `S21 XP $0.07`, `S21 XP 7 c/kWh`. */
const DIVIDED = [
  /^(?<machine>.+?)\s*(?:@|\bat\b|(?<!\d),|,(?=\s)|;|\bfor\b|\bbei\b)\s*(?<power>[^@]*\d.*)$/i,
  /^(?<machine>.+?)\s+(?<power>(?:[$€£¥₹₺]|[a-z]{1,2}\$)\s?\d.*)$/i,
  /^(?<machine>.+?)\s+(?<power>\d[\d.,]*\s?(?:c|¢|ct|cents?|usd|eur|€|\$|\/).*)$/i,
  /^(?<machine>.+?)\s+(?<power>0?[.,]\d+(?:[\s;,].*)?)$/i,
];

/** A machine, and what its power costs where that was said as well. */
export function readMachineAndPower(text: string, usual: Currency): Read<{ machine: Machine; tariff?: Tariff }> {
  const said = plainly(text);
  const alone = readMachine(said);
  if (alone.ok && !('oneOf' in alone.value)) return read({ machine: alone.value });
  const tried = DIVIDED.map((shape) => {
    const { machine = '', power = '' } = shape.exec(said)?.groups ?? {};
    return { machine: readMachine(machine), tariff: readTariff(power, usual) };
  });
  const divided = tried.flatMap(({ machine, tariff }) =>
    machine.ok && tariff.ok ? [{ machine: machine.value, tariff: tariff.value }] : [],
  );
  // Where one way of dividing leaves no doubt about the machine, that is how it was meant.
  const both = divided.find(({ machine }) => !('oneOf' in machine)) ?? divided[0];
  if (both) return read(both);
  const label = tried.find(({ machine, tariff }) => tariff.ok && !machine.ok && machine.wrong.key === 'wrong.label');
  if (label && !label.machine.ok) return label.machine;
  const { machine = '', power = '' } = DIVIDED[0]!.exec(said)?.groups ?? {};
  const price = readTariff(power, usual);
  // A machine, and something that stands where its price would: that is what is wrong.
  if (!price.ok && isCertain(readMachine(machine))) return price;
  return alone.ok ? read({ machine: alone.value }) : alone;
}

const isCertain = (machine: Read<Machine>): boolean => machine.ok && !('oneOf' in machine.value);
