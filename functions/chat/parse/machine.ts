import type { Rig } from '../../market/rigs.ts';
import type { Currency } from '../../words/preferences.ts';
import { NUMBER, readNumber } from './number.ts';
import { plainly, type Read, read, wrong } from './read.ts';
import { readRig } from './rig.ts';
import { readTariff, type Tariff } from './tariff.ts';

/** A machine by its name or by what it draws; `oneOf` where the name could mean several. */
export type Machine = { rig: Rig } | { joulesPerTerahash: number } | { oneOf: readonly Rig[] };

const EFFICIENCY = new RegExp(`^(${NUMBER}) ?(?:j|w|дж|вт)? ?(?:\\/|per)? ?(?:th|тх)?(?:\\/s)?$`, 'i');
const LEAST = 1;
const MOST = 200;

/** `S21 XP`, `17.5 J/TH`, `17,5`. */
export function readMachine(text: string): Read<Machine> {
  const said = plainly(text);
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
  const divided = DIVIDED.flatMap((shape) => {
    const { machine = '', power = '' } = shape.exec(said)?.groups ?? {};
    const [first, second] = [readMachine(machine), readTariff(power, usual)];
    return first.ok && second.ok ? [{ machine: first.value, tariff: second.value }] : [];
  });
  // Where one way of dividing leaves no doubt about the machine, that is how it was meant.
  const both = divided.find(({ machine }) => !('oneOf' in machine)) ?? divided[0];
  if (both) return read(both);
  const { machine = '', power = '' } = DIVIDED[0]!.exec(said)?.groups ?? {};
  const price = readTariff(power, usual);
  // A machine, and something that stands where its price would: that is what is wrong.
  if (!price.ok && isCertain(readMachine(machine))) return price;
  return alone.ok ? read({ machine: alone.value }) : alone;
}

const isCertain = (machine: Read<Machine>): boolean => machine.ok && !('oneOf' in machine.value);
