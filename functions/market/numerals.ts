import * as z from 'zod';

/** Decimal notation with an optional exponent (`1.5597E14`). Not `''`, `0x10`, `1_000`, `NaN` or ` 5`, which Number() would take or twist. */
const DECIMAL = /^[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,2})?$/;

/** A finite number, sent as one or as a decimal string: exchanges send strings, and so does an SQL sum. */
export const decimal = z.union([z.number(), z.string().regex(DECIMAL, 'not a decimal number').transform(Number)]);

export const integer = decimal.pipe(z.int());

/** After bitcoin's first year, before the year 2100: a time in the wrong unit falls outside. */
const EPOCH_SECONDS = { low: 1_230_768_000, high: 4_102_444_800 };

const within = (unitsPerSecond: number) =>
  decimal.pipe(
    z
      .number()
      .min(EPOCH_SECONDS.low * unitsPerSecond)
      .max(EPOCH_SECONDS.high * unitsPerSecond),
  );

export const unixSeconds = within(1).transform((s) => new Date(s * 1_000));
export const unixMilliseconds = within(1_000).transform((ms) => new Date(ms));
