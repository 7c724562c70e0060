import type { Hours } from '../../alerts/hours.ts';
import { type HashpriceRule, lineOf, type Rule } from '../../alerts/rule.ts';
import { fleetIn } from '../../delivery/tell/switch-over.ts';
import type { Words } from '../../words/words.ts';

/** A rule in a few words: what it waits for. */
export function titleOfRule(rule: Rule, words: Words): string {
  switch (rule.kind) {
    case 'margin':
    case 'retarget': {
      const title = words.say(`rule.${rule.kind}`, { fleet: rule.fleet.name });
      return rule.hours === undefined ? title : words.say('rule.inHours', { title, hours: hoursIn(rule.hours) });
    }
    case 'hashprice':
      return words.say(`rule.${rule.side}`, { line: lineIn(rule, words) });
    case 'cost':
      return words.say('rule.cost', { model: words.say(`model.${rule.model}`, {}) });
    case 'lowest':
      return rule.days === 'record' ? words.say('rule.record', {}) : words.say('rule.lowest', { days: rule.days });
    case 'switch-over':
      return words.say(rule.side === 'above' ? 'rule.mining' : 'rule.ai', {
        basis: words.say(`ai.basis.${rule.basis}`, {}),
        fleet: fleetIn(rule.fleet, rule.basis, words),
      });
    case 'data':
      return words.say('rule.data', {});
  }
}

/** `16:00–21:00, 22:00–06:00`. */
export const hoursIn = (hours: readonly Hours[]): string => hours.map(({ from, to }) => `${from}–${to}`).join(', ');

/** A line in the money it was drawn in. */
function lineIn(rule: HashpriceRule, words: Words): string {
  const { currency, perPhDay } = lineOf(rule);
  return inMoney(currency, words).usdPerPhDay(perPhDay);
}

/** Amounts that are in `currency` already; dollars are turned into whatever the reader counts in. */
export const inMoney = (currency: string, words: Words): Words =>
  currency === 'USD' ? words : words.pricedIn(currency as Parameters<Words['pricedIn']>[0]);
