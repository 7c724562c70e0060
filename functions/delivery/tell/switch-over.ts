import type { RuleNotice } from '../../alerts/notice.ts';
import type { SwitchOverRule } from '../../alerts/rule.ts';
import { BENCHMARK, type Benchmark, LEASES } from '../../industry/leases.ts';
import {
  type Basis,
  type Comparison,
  compare,
  leasePerMwh,
  perKwMonth,
  type Terms,
} from '../../industry/switch-over.ts';
import type { Fleet } from '../../market/fleet.ts';
import type { Key } from '../../words/catalogue.ts';
import type { Words } from '../../words/words.ts';
import type { Fact, Form } from '../telling.ts';
import type { Angle } from './angle.ts';
import { bareState, bitcoinFact, fact, holdIn, priceFor, retargetFacts } from './facts.ts';

type Ahead = 'mining' | 'ai';

/** A line that mining is over or AI is: its end on one side is as good a story as its beginning on the other. */
export function switchOverAngle(notice: RuleNotice, rule: SwitchOverRule, words: Words): Angle {
  const { snapshot, value, threshold, ends } = notice;
  const [on, off]: [Ahead, Ahead] = rule.side === 'above' ? ['mining', 'ai'] : ['ai', 'mining'];
  const fleet = fleetIn(rule.fleet, rule.basis, words);
  const frame = {
    severity: rule.side === 'above' ? ('good' as const) : ('warning' as const),
    title: (form: Form) => words.say(titleOf(form, on, off), { fleet }),
  };
  if (snapshot === undefined) {
    const state = bareState(value, threshold, words);
    return { ...frame, on: state, off: state, facts: [] };
  }
  const [hashprice, line] = words.apart(value, threshold);
  const state = (ahead: Ahead) =>
    words.say(ahead === 'mining' ? 'ahead.over' : 'ahead.under', {
      hashprice,
      line,
      basis: words.say(`ai.basis.${rule.basis}`, {}),
    });
  const { usdPerMwYear } = rule.lease;
  const compared = compare({ fleet: rule.fleet, usdPerMwYear, terms: rule.terms }, snapshot.hashprice.usdPerPhDay);
  return {
    ...frame,
    on: state(on),
    off: state(off),
    facts: [
      rentFact(rule.lease, words),
      fact(words.say('ai.mining', {}), earnsIn(compared, rule.basis, words)),
      ...(rule.basis === 'margin' ? [keptFact(compared, words), termsFact(rule.terms, words)] : []),
      bitcoinFact(snapshot, words),
      ...retargetFacts(snapshot, words),
    ],
    ...(ends && {
      until: words.say(`${rule.side}.until`, {
        end: words.usdPerPhDay(ends.value),
        hold: holdIn(words, ends.holdMs),
        price: words.usdPerBtc(priceFor(ends.value, snapshot)),
      }),
    }),
    again: words.say(`${rule.side}.again`, { line: words.usdPerPhDay(threshold) }),
  };
}

type TitleKey = Extract<Key, `ahead.${Ahead}.${'now' | 'still' | 'again' | 'settled' | 'was' | 'closed'}`>;

function titleOf(form: Form, on: Ahead, off: Ahead): TitleKey | 'ahead.hovering' {
  switch (form) {
    case 'fired':
      return `ahead.${on}.now`;
    case 'reminded':
      return `ahead.${on}.still`;
    case 'hovering':
      return 'ahead.hovering';
    case 'settledFiring':
      return `ahead.${on}.settled`;
    case 'settledCalm':
      return `ahead.${off}.settled`;
    case 'closed':
      return `ahead.${on}.closed`;
    case 'resolved':
      return `ahead.${off}.again`;
    case 'both':
      return `ahead.${on}.was`;
  }
}

/** By its numbers alone: a rule keeps those it was made with, whatever became of a fleet of that name. */
export function fleetIn({ joulesPerTerahash, usdPerKwh }: Fleet, basis: Basis, words: Words): string {
  const efficiency = words.joulesPerTerahash(joulesPerTerahash);
  return basis === 'revenue' ? efficiency : words.say('ai.fleet', { efficiency, power: words.usdPerKwh(usdPerKwh) });
}

/** What mining earns for each MWh and each MW that the site draws; and by margin, what is left of it after power. */
export function earnsIn({ mining, lease }: Comparison, basis: Basis, words: Words): string {
  const earned = {
    perMwh: words.usdPerMwh(mining.usdPerMwh),
    perYear: words.usdPerMwYear(mining.usdPerMwYear),
    share: words.percent(mining.usdPerMwYear / lease.usdPerMwYear),
  };
  return basis === 'revenue'
    ? words.say('ai.takes', earned)
    : words.say('ai.earns', { ...earned, margin: words.usdPerMwh(mining.marginUsdPerMwh) });
}

/** The lease that mining is held against, with where it stands. One that is no longer on our list is told without. */
export function rentFact({ key, usdPerMwYear }: Pick<Benchmark, 'key' | 'usdPerMwYear'>, words: Words): Fact {
  const lease = LEASES.find((one) => one.key === key);
  const source = key === BENCHMARK.key ? BENCHMARK.source : lease?.source;
  const rent = {
    perYear: words.usdPerMwYear(usdPerMwYear),
    perMwh: words.usdPerMwh(leasePerMwh(usdPerMwYear)),
    perMonth: words.usdPerKwMonth(perKwMonth(usdPerMwYear)),
    day: source?.publishedOn ?? '?',
  };
  return {
    label: lease ? `${lease.landlord}: ${lease.tenant}` : words.say('ai.benchmark', {}),
    value: words.say('ai.rent', rent),
    ...(source && { url: source.url }),
  };
}

export const keptFact = ({ mining, lease }: Comparison, words: Words): Fact =>
  fact(
    words.say('ai.kept', {}),
    words.say('ai.keeps', {
      mining: words.usdPerMwYear(mining.keptUsdPerMwYear),
      ai: words.usdPerMwYear(lease.keptUsdPerMwYear),
    }),
  );

/** Every assumption by its name: whoever holds another one sees where theirs goes. */
export function termsFact(terms: Terms, words: Words): Fact {
  const { noiMargin, buildingUsdPerMw, shedUsdPerMw, capitalCharge, uptime, grossPerIt } = terms;
  return fact(
    words.say('ai.terms', {}),
    words.say('ai.assumed', {
      noi: words.percent(noiMargin),
      building: words.usd(buildingUsdPerMw),
      shed: words.usd(shedUsdPerMw),
      charge: words.percent(capitalCharge),
      uptime: words.percent(uptime),
      gross: words.number(grossPerIt),
    }),
  );
}
