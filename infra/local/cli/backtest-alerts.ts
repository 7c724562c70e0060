import type { Incident } from '../../../functions/alerts/backtest.ts';
import { type HashpriceRule, lineOf, type Rule, switchOverLine } from '../../../functions/alerts/rule.ts';
import { dayOf, days, elapsed, minutes, startOfDay } from '../../../functions/units/time.ts';
import { decimals, percent } from '../../../functions/words/number.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import type { Answer, Tested } from './backtest-answer.ts';
import type { AskedHistory } from './history-options.ts';
import { columns } from './layout.ts';
import type { Terminal } from './terminal.ts';

const words = wordsOf('en');

/** `28.06 USD`. */
export const usd = (amount: number): string => `${decimals('en', amount, { least: 2, most: 2 })} USD`;
/** `1 day`, `1,204 days`. */
export const inDays = (n: number): string => `${words.count(n)} ${n === 1 ? 'day' : 'days'}`;

/** Every alert with what it would have said; those that kept quiet, and those that nobody can judge, below. */
export function alertsInWords({ alerts, history }: Answer, { bold }: Terminal['colors']): string {
  const quiet = alerts.filter(({ incidents, judged }) => incidents.length === 0 && judged > 0);
  const rows = alerts.filter(({ incidents }) => incidents.length > 0).flatMap((one) => rowsOf(one, history.to));
  const notes = [
    ...(quiet.length === 0 ? [] : [['Not once', quiet.map(({ rule }) => nameOf(rule)).join(', ')]]),
    ...alerts
      .filter(({ judged }) => judged === 0)
      .map(({ rule }) => ['Cannot tell', `${nameOf(rule)}: ${whyNot(rule, history)}`]),
  ];
  return [
    bold('What the bot would have said'),
    ...(rows.length === 0 ? [] : [columns(rows, 'lllrl')]),
    ...(notes.length === 0 ? [] : [columns(notes, 'll', [null, NOTE_WIDTH])]),
  ].join('\n');
}

const NOTE_WIDTH = 88;

/** An alert that speaks every other week is shown by its last few times. */
const MOST_INCIDENTS = 6;

function rowsOf(tested: Tested, to: string): string[][] {
  const { rule, plan, incidents } = tested;
  const skipped = Math.max(0, incidents.length - MOST_INCIDENTS);
  const rows = incidents.slice(skipped).map((incident) => [
    dayOf(incident.firedAt),
    // An end that the bot would have kept to itself is no part of what it said.
    ...(plan.tellsEnd ? [endInWords(incident), inDays(lasted(incident, to))] : ['', '']),
    valueInWords(rule, incident.value) + remindersInWords(incident),
  ]);
  const more = skipped === 0 ? [] : [[`${words.count(skipped)} before`, '', '', '']];
  const name = `${nameOf(rule)}${incidents.length > 1 ? `, ${incidents.length} times` : ''}`;
  return [...more, ...rows].map((row, i) => [i === 0 ? name : '', ...row]);
}

const endInWords = ({ resolvedAt }: Incident): string => (resolvedAt ? `to ${dayOf(resolvedAt)}` : 'goes on');

/** Whole days; one that goes on lasts through the last day asked for. */
function lasted({ firedAt, resolvedAt }: Incident, to: string): number {
  const end = resolvedAt ?? new Date(`${to}T24:00:00Z`);
  return Math.max(1, Math.round(elapsed(startOfDay(dayOf(firedAt)), startOfDay(dayOf(end))) / days(1)));
}

function nameOf(rule: Rule): string {
  switch (rule.kind) {
    case 'margin':
      return 'Mining at a loss';
    case 'retarget':
      return 'Loss ahead at the next retarget';
    case 'hashprice':
      return `Hashprice ${rule.side === 'below' ? 'under' : 'over'} ${lineInWords(rule)}`;
    case 'cost':
      return `Bitcoin under its ${words.say(`model.${rule.model}`, {})}`;
    case 'lowest':
      return rule.days === 'record' ? 'Lowest hashprice on record' : `Lowest hashprice in ${rule.days} days`;
    case 'switch-over':
      return `${rule.side === 'above' ? 'Mining over AI' : 'AI over mining'} at ${usd(switchOverLine(rule))}`;
    case 'data':
      return words.say('data.fired', {});
  }
}

const lineInWords = (rule: HashpriceRule): string => {
  const { currency, perPhDay } = lineOf(rule);
  return currency === 'USD' ? usd(perPhDay) : words.pricedIn(currency).usdPerPhDay(perPhDay);
};

const remindersInWords = ({ reminders }: Incident): string =>
  reminders === 0 ? '' : `, ${reminders} ${reminders === 1 ? 'reminder' : 'reminders'}`;

function valueInWords(rule: Rule, value: number): string {
  switch (rule.kind) {
    case 'margin':
    case 'hashprice':
    case 'switch-over':
      return `at ${usd(value)}`;
    case 'retarget':
      return `${usd(value)} after it`;
    case 'cost':
      return `${percent('en', 1 - value, 'auto')} under`;
    case 'lowest':
      return rule.days === 'record'
        ? `${percent('en', 1 - value, 'auto')} under the old low`
        : `lowest in ${inDays(value)}`;
    case 'data':
      return words.duration(minutes(value));
  }
}

function whyNot(rule: Rule, { days: asked }: AskedHistory): string {
  if (rule.kind !== 'retarget') return 'it takes a longer record before the days asked for';
  const knowsEpochs = asked.some(({ epoch }) => epoch.startedAt !== undefined);
  return knowsEpochs ? 'the epoch was too young for a forecast' : 'it takes the times of epochs, which a table has not';
}
