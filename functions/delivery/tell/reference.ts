import type { UsdPerKwh } from '../../units/power.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';

/** `S21 at 7 ¢/kWh`, as notices keep the name of a reference fleet, in the reader's words and money. */
export function referenceIn(name: string, words: Words): string {
  const [, machine, cents] = /^(.+) at ([\d.]+) ¢\/kWh$/.exec(name) ?? [];
  if (machine === undefined) return name;
  return words.say('fleet.at', { machine, price: words.usdPerKwh(quantity<UsdPerKwh>(Number(cents) / 100)) });
}
