import { fact } from '../../delivery/tell/facts.ts';
import type { Fact, Severity } from '../../delivery/telling.ts';
import { currencyOf, inDollars } from '../../market/fleet.ts';
import { type Margin, marginOf } from '../../market/margin.ts';
import { rateOf } from '../../market/rates.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { type Band, bandsOf, fleetAt, type PersonalFleet } from '../../subscriptions/personal-fleet.ts';
import type { UsdPerKwh } from '../../units/power.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import { hoursIn } from './rule-words.ts';

/** A fleet at one of its prices, in this market; without a rate for its currency there is no telling. */
export type Reckoned = { band: Band; margin?: Margin };

export const reckon = (fleet: PersonalFleet, snapshot: Snapshot): Reckoned[] =>
  bandsOf(fleet).map((band) => {
    const priced = fleetAt(fleet, band);
    const rate = rateOf(snapshot, currencyOf(priced));
    if (rate === undefined) return { band };
    const market = { hashprice: snapshot.hashprice.usdPerPhDay, price: snapshot.price.usdPerBtc };
    return { band, margin: marginOf(inDollars(priced, rate), market) };
  });

/** `$0.07/kWh`, and with hours where the price depends on them; in the money in which it is paid. */
function priceIn(currency: PersonalFleet['currency'], { perKwh, hours }: Band, words: Words): string {
  const price = words.pricedIn(currency).usdPerKwh(quantity<UsdPerKwh>(perKwh));
  return hours === undefined ? price : words.say('fleet.priceInHours', { price, hours: hoursIn(hours) });
}

const pricesIn = (fleet: PersonalFleet, words: Words): string =>
  bandsOf(fleet)
    .map((band) => priceIn(fleet.currency, band, words))
    .join('; ');

/** `+$9.44/PH/day (33.5 %)`. */
export const marginIn = ({ marginUsdPerPhDay: usd, marginPercent }: Margin, words: Words): string =>
  words.say(usd < 0 ? 'earn.minus' : 'earn.plus', {
    margin: words.usdPerPhDay(Math.abs(usd)),
    share: words.percent(Math.abs(marginPercent) / 100),
  });

/** Everything about one fleet: what is left, and where it ends. */
export function factsOfFleet(fleet: PersonalFleet, snapshot: Snapshot, words: Words): Fact[] {
  const [first, ...others] = reckon(fleet, snapshot);
  if (first?.margin === undefined) {
    return [fact(words.say('earn.now', {}), words.say('earn.noRate', { currency: fleet.currency }))];
  }
  const { margin, band } = first;
  const power = fact(
    words.say('fact.power', {}),
    others.length > 0
      ? words.usdPerKwh(margin.breakEvenUsdPerKwh)
      : words.say('fact.powerOfFleet', {
          breakEven: words.usdPerKwh(margin.breakEvenUsdPerKwh),
          pays: priceIn(fleet.currency, band, words),
        }),
  );
  if (others.length > 0) return [...[first, ...others].flatMap((one) => bandFact(fleet, one, words)), power];
  return [
    fact(words.say('earn.now', {}), marginIn(margin, words)),
    fact(
      words.say('earn.breakEven', {}),
      words.say('earn.breakEvenAt', {
        hashprice: words.usdPerPhDay(margin.breakEvenHashpriceUsdPerPhDay),
        change: words.change(margin.breakEvenHashpriceUsdPerPhDay / snapshot.hashprice.usdPerPhDay - 1),
      }),
    ),
    fact(
      words.say('fact.shutdown', {}),
      words.say('fact.shutdownOfFleet', {
        shutdown: words.usdPerBtc(margin.shutdownPriceUsdPerBtc),
        price: words.usdPerBtc(snapshot.price.usdPerBtc),
      }),
    ),
    power,
  ];
}

/** One price of several, in a line of its own. */
function bandFact(fleet: PersonalFleet, { band, margin }: Reckoned, words: Words): Fact[] {
  if (margin === undefined) return [];
  const { hours: _, ...price } = band;
  return [
    fact(
      hoursIn(band.hours ?? []),
      words.say('earn.band', {
        margin: marginIn(margin, words),
        price: priceIn(fleet.currency, price, words),
        breakEven: words.usdPerPhDay(margin.breakEvenHashpriceUsdPerPhDay),
        shutdown: words.usdPerBtc(margin.shutdownPriceUsdPerBtc),
      }),
    ),
  ];
}

/** How it stands, as a title: always in profit, always at a loss, or at a loss in some hours. */
export function titleOfFleet(fleet: PersonalFleet, snapshot: Snapshot, words: Words): string {
  const all = reckon(fleet, snapshot);
  const bad = all.filter(({ margin }) => margin !== undefined && margin.marginUsdPerPhDay < 0);
  if (bad.length === 0) return words.say('earn.title.good', { fleet: fleet.name });
  const hours = bad.flatMap(({ band }) => band.hours ?? []);
  return bad.length === all.length
    ? words.say('earn.title.bad', { fleet: fleet.name })
    : words.say('earn.title.some', { fleet: fleet.name, hours: hoursIn(hours) });
}

/** Whether it earns something at each of its prices; undefined where there is no telling. */
export function earns(fleet: PersonalFleet, snapshot: Snapshot | undefined): boolean | undefined {
  const margins = (snapshot ? reckon(fleet, snapshot) : []).map(({ margin }) => margin?.marginUsdPerPhDay);
  if (margins.length === 0 || margins.includes(undefined)) return undefined;
  return margins.every((margin) => margin !== undefined && margin >= 0);
}

/** Green, red, or neither. */
export const severityOf = (isEarning: boolean | undefined): Severity =>
  isEarning === undefined ? 'info' : isEarning ? 'good' : 'bad';

/** What was put in: machine, power, and whatever is not nothing. */
export function inputsIn(fleet: PersonalFleet, words: Words): string {
  const { rig, joulesPerTerahash, poolFee, pue, opexPerPhDay, currency } = fleet;
  const efficiency = words.joulesPerTerahash(quantity(joulesPerTerahash));
  return [
    rig === undefined ? efficiency : `${rig} (${efficiency})`,
    pricesIn(fleet, words),
    ...(poolFee > 0 ? [words.say('fleet.feeIs', { fee: words.percent(poolFee) })] : []),
    ...(pue > 1 ? [words.say('fleet.pueIs', { pue: words.number(pue) })] : []),
    ...(opexPerPhDay > 0
      ? [words.say('fleet.opexIs', { opex: words.pricedIn(currency).usdPerPhDay(opexPerPhDay) })]
      : []),
  ].join(', ');
}
