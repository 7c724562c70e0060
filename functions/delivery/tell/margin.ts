import type { RuleNotice } from '../../alerts/notice.ts';
import type { Fleet } from '../../market/fleet.ts';
import { breakEvenHashprice, marginOf } from '../../market/margin.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import type { Angle } from './angle.ts';
import { fact, fleetFact, holdIn, marginFact, priceFor, retargetFacts } from './facts.ts';

/** A fleet's margin, which turns where hashprice passes its break-even. */
export function marginAngle(notice: RuleNotice, fleet: Fleet, words: Words): Angle {
  const { snapshot, ends } = notice;
  const [hashprice, breakEven] = words.apart(notice.value, breakEvenHashprice(fleet));
  return {
    severity: 'bad',
    title: (form) => words.say(`margin.${form}`, { fleet: fleet.name }),
    on: words.say('margin.on', { hashprice, breakEven }),
    off: words.say('margin.off', { hashprice, breakEven }),
    facts: snapshot === undefined ? [fleetFact(fleet, words)] : factsOf(notice, snapshot, fleet, words),
    ...(ends && snapshot ? { until: untilOf(ends, snapshot, fleet, words) } : {}),
    again: words.say('margin.again', { breakEven }),
  };
}

function factsOf({ value }: RuleNotice, snapshot: Snapshot, fleet: Fleet, words: Words): Fact[] {
  const price = snapshot.price.usdPerBtc;
  const margin = marginOf(fleet, { hashprice: quantity(value), price });
  return [
    marginFact(margin, words),
    fact(
      words.say('fact.power', {}),
      words.say('fact.powerOfFleet', {
        breakEven: words.usdPerKwh(margin.breakEvenUsdPerKwh),
        pays: words.usdPerKwh(fleet.usdPerKwh),
      }),
    ),
    fact(
      words.say('fact.shutdown', {}),
      words.say('fact.shutdownOfFleet', {
        shutdown: words.usdPerBtc(margin.shutdownPriceUsdPerBtc),
        price: words.usdPerBtc(price),
      }),
    ),
    fleetFact(fleet, words),
    ...retargetFacts(snapshot, words),
  ];
}

function untilOf(ends: NonNullable<RuleNotice['ends']>, snapshot: Snapshot, fleet: Fleet, words: Words): string {
  const market = { hashprice: snapshot.hashprice.usdPerPhDay, price: snapshot.price.usdPerBtc };
  return words.say('margin.until', {
    end: words.usdPerPhDay(ends.value),
    hold: holdIn(words, ends.holdMs),
    price: words.usdPerBtc(priceFor(ends.value, snapshot)),
    power: words.usdPerKwh(marginOf(fleet, market).breakEvenUsdPerKwh),
  });
}
