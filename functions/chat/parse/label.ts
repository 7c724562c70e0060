import { NUMBER, readNumber } from './number.ts';

const WATTS: Readonly<Record<string, number>> = { w: 1, kw: 1e3, mw: 1e6, вт: 1, квт: 1e3, мвт: 1e6 };
const TERAHASHES: Readonly<Record<string, number>> = { t: 1, th: 1, тх: 1, ph: 1e3, eh: 1e6 };

const POWER = `(?<power>${NUMBER}) ?(?<watts>[kmкм]?(?:w|вт)|watts?)`;
const RATE = `(?<rate>${NUMBER}) ?(?<hashes>[pe]h|th?|тх)(?:/?s|/с)?`;
const BETWEEN = ' ?(?:[/,;@]|at|for|bei|por|на)? ?';
const EITHER_WAY = [
  new RegExp(`^${POWER}${BETWEEN}${RATE}[,;]?$`, 'i'),
  new RegExp(`^${RATE}${BETWEEN}${POWER}[,;]?$`, 'i'),
];

/**
 * What a machine's label says, `3250 W / 200 TH/s`, `3.25 kW 200TH`, `200T 3250W`, as joules for each terahash, whatever
 * they come to. Two sums of a whole site say the same: `3 MW 150 PH`.
 *
 * @param said plainly. @returns undefined where it is no label.
 */
export function readLabel(said: string): number | undefined {
  for (const shape of EITHER_WAY) {
    const { power = '', watts = '', rate = '', hashes = '' } = shape.exec(said)?.groups ?? {};
    const [drawn, hashed] = [readNumber(power), readNumber(rate)];
    if (!drawn.ok || !hashed.ok || hashed.value <= 0) continue;
    const [w, th] = [WATTS[watts.toLowerCase()] ?? 1, TERAHASHES[hashes.toLowerCase()] ?? 1];
    // As many digits as anybody's meter has.
    return Number(((drawn.value * w) / (hashed.value * th)).toPrecision(6));
  }
  return undefined;
}
