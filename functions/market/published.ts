import * as z from 'zod';
import type { Difficulty, UsdPerPhDay } from '../units/hashing.ts';
import { addBtc, type Btc, type UsdPerBtc } from '../units/money.ts';
import { positiveShape, quantityShape } from '../units/quantity.ts';
import type { Day } from '../units/time.ts';
import { hashprice } from './hashprice.ts';
import data from './published.json' with { type: 'json' };

/**
 * A hashprice that somebody published, with what the formula takes. @property priceFrom whether the price stood on the same
 * page, or is the close of that day, which may be 3 % from the price of the hour that was meant.
 */
const publishedShape = z.object({
  day: z.iso.date().transform((text) => text as Day),
  by: z.string().min(1),
  usdPerPhDay: positiveShape<UsdPerPhDay>(),
  usdPerBtc: positiveShape<UsdPerBtc>(),
  priceFrom: z.enum(['same-page', 'daily-close']),
  difficulty: positiveShape<Difficulty>(),
  /** Of the day or, where that was not measured, of the day before. */
  feesBtcPerBlock: quantityShape<Btc>(),
  subsidyBtc: positiveShape<Btc>(),
  url: z.url({ protocol: /^https$/ }),
});
export type PublishedHashprice = z.output<typeof publishedShape>;

/**
 * Only those whose fees were measured or published, too: with fees that are chosen, any hashprice can be met. Left out is
 * asic.report, whose values do not follow from its own inputs. Newest first.
 */
const PUBLISHED: readonly PublishedHashprice[] = z
  .array(publishedShape)
  .min(1)
  .parse(data)
  .toSorted((a, b) => (a.day < b.day ? 1 : -1));

/** @property error of our formula against what was published, as a ratio. */
export type Checked = PublishedHashprice & { ours: UsdPerPhDay; error: number };

/** Our formula on the inputs of each published value. */
export const checkPublished = (published: readonly PublishedHashprice[] = PUBLISHED): Checked[] =>
  published.map((one) => {
    const { usdPerPhDay: ours } = hashprice(one.usdPerBtc, one.difficulty, addBtc(one.subsidyBtc, one.feesBtcPerBlock));
    return { ...one, ours, error: ours / one.usdPerPhDay - 1 };
  });
