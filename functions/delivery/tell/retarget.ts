import type { RuleNotice } from '../../alerts/notice.ts';
import type { Rule } from '../../alerts/rule.ts';
import { currencyOf, type Fleet } from '../../market/fleet.ts';
import { breakEvenHashprice, marginOf } from '../../market/margin.ts';
import { EPOCH_BLOCKS } from '../../market/retarget.ts';
import type { Forecast, Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import type { Angle } from './angle.ts';
import { bareState, fact, fleetFact, retargetFacts } from './facts.ts';
import { fleetInHours } from './in-hours.ts';
import { fleetInOwnMoney, rateFacts } from './own-money.ts';

/** What the next change of difficulty does to a fleet, bitcoin's price staying where it is. */
export function retargetAngle(
  notice: RuleNotice,
  definition: Extract<Rule, { kind: 'retarget' }>,
  reader: Words,
): Angle {
  const { value, threshold } = notice;
  const own = fleetInOwnMoney(definition.fleet, notice.snapshot, reader);
  const { fleet, snapshot, words } = own;
  const name = fleetInHours(fleet.name, definition.hours, words);
  const forecast = snapshot?.forecast;
  const frame = {
    severity: 'warning' as const,
    title: (form: Parameters<Angle['title']>[0]) => words.say(`retarget.${form}`, { fleet: name }),
  };
  if (snapshot === undefined || forecast === undefined) {
    const state = bareState(value, threshold, words);
    return { ...frame, on: state, off: state, facts: [fleetFact(fleet, words)] };
  }
  const [after, breakEven] = words.apart(value, breakEvenHashprice(fleet));
  const now = words.usdPerPhDay(snapshot.hashprice.usdPerPhDay);
  const sentence = { day: words.day(forecast.at), now, after, breakEven };
  return {
    ...frame,
    on: words.say('retarget.on', sentence),
    off: words.say('retarget.off', sentence),
    facts: [
      ...factsOf(notice, fleet, snapshot, forecast, words),
      ...rateFacts(currencyOf(definition.fleet), notice.snapshot, own),
    ],
    until: untilOf(notice, fleet, snapshot, words),
  };
}

function factsOf(notice: RuleNotice, fleet: Fleet, snapshot: Snapshot, forecast: Forecast, words: Words): Fact[] {
  const price = snapshot.price.usdPerBtc;
  const now = marginOf(fleet, { hashprice: snapshot.hashprice.usdPerPhDay, price });
  const after = marginOf(fleet, { hashprice: quantity(notice.value), price });
  return [
    ...retargetFacts(snapshot, words),
    fact(
      words.say('fact.marginBoth', {}),
      words.say('fact.marginNowAndAfter', {
        now: words.usdPerPhDay(now.marginUsdPerPhDay),
        after: words.usdPerPhDay(after.marginUsdPerPhDay),
      }),
    ),
    fact(
      words.say('fact.powerAfter', {}),
      words.say('fact.powerOfFleet', {
        breakEven: words.usdPerKwh(after.breakEvenUsdPerKwh),
        pays: words.usdPerKwh(fleet.usdPerKwh),
      }),
    ),
    fleetFact(fleet, words),
    fact(
      words.say('fact.progress', {}),
      words.say('fact.blocks', {
        found: words.count(forecast.blocksFound),
        all: words.count(EPOCH_BLOCKS),
        height: words.count(forecast.height),
      }),
    ),
  ];
}

function untilOf({ value }: RuleNotice, fleet: Fleet, { price }: Snapshot, words: Words): string {
  const after = marginOf(fleet, { hashprice: quantity(value), price: price.usdPerBtc });
  return words.say('retarget.until', {
    price: words.usdPerBtc(after.shutdownPriceUsdPerBtc),
    power: words.usdPerKwh(after.breakEvenUsdPerKwh),
  });
}
