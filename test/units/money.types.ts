/** Units that may not be mixed. Run by `tsc`, not by vitest: a line that compiles and should not is an error there. */

import { fleetShape } from '../../functions/market/fleet.ts';
import { hashprice } from '../../functions/market/hashprice.ts';
import { breakEvenHashprice } from '../../functions/market/margin.ts';
import { subsidyAt } from '../../functions/market/subsidy.ts';
import type { BlockHeight, BtcPerPhDay, Difficulty, UsdPerPhDay } from '../../functions/units/hashing.ts';
import {
  addBtc,
  type Btc,
  btcFromSats,
  type Sats,
  type Usd,
  type UsdPerBtc,
  worth,
} from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';

const price = quantity<UsdPerBtc>(100_000);
const reward = quantity<Btc>(3.125);
const difficulty = quantity<Difficulty>(1e14);
const day: Usd = worth(reward, price);
const income: UsdPerPhDay = hashprice(price, difficulty, reward).usdPerPhDay;
const fleet = fleetShape.parse({ joulesPerTerahash: 17.5, usdPerKwh: 0.08 });

// @ts-expect-error the arguments are the wrong way round
worth(price, reward);
// @ts-expect-error a price is not an amount of money
const wrong: Usd = price;
// @ts-expect-error a sum has no unit until a named operation gives it one
const sum: Usd = day + day;
// @ts-expect-error satoshis are not bitcoins: a hundred million times too much
addBtc(reward, quantity<Sats>(1_000));
// @ts-expect-error price and difficulty are the wrong way round
hashprice(difficulty, price, reward);
// @ts-expect-error income in bitcoin is not income in dollars
const coins: UsdPerPhDay = hashprice(price, difficulty, reward).btcPerPhDay;
// @ts-expect-error nor the reverse
const dollars: BtcPerPhDay = breakEvenHashprice(fleet);
// @ts-expect-error a difficulty is not a height
subsidyAt(difficulty);
// @ts-expect-error a bare number has no unit
subsidyAt(840_000);

/** What does compile, so that the lines above fail for the reason they give and for no other. */
export const fine = [
  addBtc(subsidyAt(quantity<BlockHeight>(840_000)), btcFromSats(quantity<Sats>(1_000))),
  income,
  wrong,
  sum,
  coins,
  dollars,
];
