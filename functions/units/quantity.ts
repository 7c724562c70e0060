import * as z from 'zod';

declare const unit: unique symbol;

/** A number that remembers what it counts. Arithmetic forgets the unit; only named operations give one back. */
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** Refuses NaN and the infinities, so that a bad feed cannot travel further than the line that read it. */
export function quantity<Q extends Quantity<string>>(amount: number): Q {
  if (!Number.isFinite(amount)) throw new RangeError(`not a quantity: ${amount}`);
  return amount as Q;
}

/** The same, for numbers that come from outside or from the table. */
export const quantityShape = <Q extends Quantity<string>>() => z.number().transform((amount) => quantity<Q>(amount));

/** Like {@link quantityShape}, for what cannot be zero or less: a price, a difficulty, an efficiency. */
export const positiveShape = <Q extends Quantity<string>>() =>
  z
    .number()
    .positive()
    .transform((amount) => quantity<Q>(amount));
