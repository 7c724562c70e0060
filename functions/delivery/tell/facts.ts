import type { RuleNotice, Sale } from '../../alerts/notice.ts';
import type { Fleet } from '../../market/fleet.ts';
import { type Margin, marginOf } from '../../market/margin.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import type { UsdPerBtc } from '../../units/money.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';

/** A label and a value, both from the catalogue or already in words. */
export const fact = (label: string, value: string): Fact => ({ label, value });

/** How long a value must hold, as the end of a sentence; nothing when it need not. */
export const holdIn = (words: Words, holdMs: number): string =>
  holdMs === 0 ? '' : words.say('time.hold', { lasted: words.stretch(holdMs) });

/** The price of a coin at which hashprice would be `target`, difficulty and fees staying as they are. */
export const priceFor = (target: number, { hashprice, price }: Snapshot): UsdPerBtc =>
  quantity((price.usdPerBtc * target) / hashprice.usdPerPhDay);

/** "Loss $5.54/PH/day, 19.7 % of revenue ($13.19/MWh)"; the label carries the sign. */
export function marginFact(margin: Margin, words: Words): Fact {
  const { marginUsdPerPhDay: usd, marginPercent, marginUsdPerMwh } = margin;
  return fact(
    words.say(usd < 0 ? 'fact.loss' : 'fact.profit', {}),
    words.say('fact.margin', {
      margin: words.usdPerPhDay(Math.abs(usd)),
      share: words.percent(Math.abs(marginPercent) / 100),
      perMwh: words.usdPerMwh(quantity(Math.abs(marginUsdPerMwh))),
    }),
  );
}

/** What was put in, so that a surprised reader finds the number that is not theirs. */
export function fleetFact(fleet: Fleet, words: Words): Fact {
  const efficiency = words.joulesPerTerahash(fleet.joulesPerTerahash);
  // Nobody gave it another name: then what it draws is how it is called, and is said once.
  const isNamedAfterIt = fleet.name === efficiency || fleet.name.startsWith(`${efficiency} #`);
  return fact(
    words.say('fact.fleet', {}),
    words.say(isNamedAfterIt ? 'fact.fleetInputsBare' : 'fact.fleetInputs', {
      name: fleet.name,
      efficiency,
      power: words.usdPerKwh(fleet.usdPerKwh),
      fee: words.percent(fleet.poolFee),
      pue: words.number(fleet.pue),
      opex: words.usdPerPhDay(fleet.opexUsdPerPhDay),
    }),
  );
}

/** Two machines most readers can place themselves between: of 2024 and of 2020. No fee, no cooling, no other costs. */
const RIGS = [17.5, 29.5] as const;
const bareFleet = (joulesPerTerahash: number): Fleet => ({
  name: 'rig',
  joulesPerTerahash: quantity(joulesPerTerahash),
  usdPerKwh: quantity(0),
  poolFee: 0,
  pue: quantity(1),
  opexUsdPerPhDay: quantity(0),
});

/** What this hashprice means to somebody with a power bill. */
export function powerFact(snapshot: Snapshot, words: Words): Fact {
  const breakEven = (efficiency: number) =>
    words.usdPerKwh(
      marginOf(bareFleet(efficiency), { hashprice: snapshot.hashprice.usdPerPhDay, price: snapshot.price.usdPerBtc })
        .breakEvenUsdPerKwh,
    );
  const [modern, older] = RIGS;
  return fact(
    words.say('fact.power', {}),
    words.say('fact.powerOfRigs', {
      modern: breakEven(modern),
      modernRig: words.joulesPerTerahash(quantity(modern)),
      older: breakEven(older),
      olderRig: words.joulesPerTerahash(quantity(older)),
    }),
  );
}

export const bitcoinFact = ({ price }: Snapshot, words: Words): Fact =>
  fact(words.say('fact.bitcoin', {}), words.usdPerBtc(price.usdPerBtc));

export const inBitcoinFact = ({ hashprice }: Snapshot, words: Words): Fact =>
  fact(words.say('fact.inBitcoin', {}), words.satPerThDay(hashprice.satPerThDay));

/** Where difficulty is going: the other half of every miner's future. Left out before the forecast is worth anything. */
export const retargetFacts = ({ forecast, hashpriceAfterRetarget }: Snapshot, words: Words): Fact[] =>
  forecast === undefined || hashpriceAfterRetarget === undefined
    ? []
    : [
        fact(
          words.say('fact.retarget', {}),
          words.say('fact.change', {
            change: words.change(forecast.change),
            uncertainty: words.percent(forecast.uncertainty),
            day: words.day(forecast.at),
          }),
        ),
      ];

/** Reserves that were reported sold on the same day. */
export const salesFacts = ({ sales = [] }: Pick<RuleNotice, 'sales'>, words: Words): Fact[] =>
  sales.map(({ ticker, url, ...sale }) => ({
    label: words.say('filing.fact.sameDay', {}),
    value: soldTitle({ who: ticker, ...sale }, words),
    url,
  }));

/** Who sold how much of what it held, in one sentence: as it was stated, or as its numbers imply. */
export function soldTitle(
  { who, btcSold, stated }: { who: string } & Pick<Sale, 'btcSold' | 'stated'>,
  words: Words,
): string {
  const key = stated === 'implied' ? 'filing.implied' : 'filing.sale';
  return btcSold === undefined
    ? words.say(`${key}.titleBare`, { who })
    : words.say(`${key}.title`, { who, btc: words.btc(quantity(btcSold)) });
}

/** The sentence for a notice that came without its snapshot: true, if not pretty. */
export const bareState = (value: number, line: number, words: Words): string =>
  words.say('state.bare', { value: words.number(value), line: words.number(line) });
