import type { RuleNotice } from '../../alerts/notice.ts';
import type { Rule } from '../../alerts/rule.ts';
import { currencyOf, type Fleet } from '../../market/fleet.ts';
import { breakEvenHashprice, marginOf } from '../../market/margin.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import type { Angle } from './angle.ts';
import { fact, fleetFact, holdIn, marginFact, priceFor, retargetFacts } from './facts.ts';
import { fleetInHours, hoursInWords } from './in-hours.ts';
import { fleetInOwnMoney, rateFacts } from './own-money.ts';

/** A fleet's margin, which turns where hashprice passes its break-even: in the money, and in the hours, of its power. */
export function marginAngle(notice: RuleNotice, definition: Extract<Rule, { kind: 'margin' }>, reader: Words): Angle {
  const { ends } = notice;
  const { hours } = definition;
  const own = fleetInOwnMoney(definition.fleet, notice.snapshot, reader);
  const { fleet, snapshot, words } = own;
  const [hashprice, breakEven] = words.apart(notice.value, breakEvenHashprice(fleet));
  return {
    severity: 'bad',
    title: (form) => words.say(`margin.${form}`, { fleet: fleetInHours(fleet.name, hours, words) }),
    ...statesOf({ hashprice, breakEven }, hours && hoursInWords(hours, words), words),
    facts: [
      ...(snapshot === undefined ? [fleetFact(fleet, words)] : factsOf(notice, snapshot, fleet, words)),
      ...rateFacts(currencyOf(definition.fleet), notice.snapshot, own),
    ],
    ...(ends && snapshot ? { until: untilOf(ends, snapshot, fleet, words) } : {}),
  };
}

const statesOf = (
  lines: { hashprice: string; breakEven: string },
  hours: string | undefined,
  words: Words,
): Pick<Angle, 'on' | 'off' | 'again'> & { again: string } =>
  hours === undefined
    ? {
        on: words.say('margin.on', lines),
        off: words.say('margin.off', lines),
        again: words.say('margin.again', { breakEven: lines.breakEven }),
      }
    : {
        on: words.say('fleets.margin.on', { ...lines, hours }),
        off: words.say('fleets.margin.off', { ...lines, hours }),
        again: words.say('margin.again', { breakEven: lines.breakEven }),
      };

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
