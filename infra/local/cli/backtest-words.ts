import type { Rule } from '../../../functions/alerts/rule.ts';
import type { Fleet } from '../../../functions/market/fleet.ts';
import { monthsTouched } from '../../../functions/market/periods.ts';
import type { DayProceeds, Proceeds } from '../../../functions/market/proceeds.ts';
import { decimals, percent } from '../../../functions/words/number.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { alertsInWords, inDays, usd } from './backtest-alerts.ts';
import type { Answer } from './backtest-answer.ts';
import { sections } from './layout.ts';
import type { Terminal } from './terminal.ts';

type Colors = Terminal['colors'];

const words = wordsOf('en');

/** Money first, then what the bot would have said, then what days alone cannot tell. */
export const backtestInWords = (answer: Answer, colors: Colors): string =>
  [
    heading(answer, colors),
    money(answer, colors),
    calendar(answer, colors),
    alertsInWords(answer, colors),
    caveats(answer, colors),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

function heading({ fleet, history }: Answer, { bold, dim }: Colors): string {
  const { source, credit, from, to, days, missing } = history;
  const facts = [
    ...(fleet.name === 'fleet' ? [] : [fleet.name]),
    words.joulesPerTerahash(fleet.joulesPerTerahash),
    `${decimals('en', fleet.usdPerKwh, { least: 2, most: 4 })} USD/kWh`,
    ...(fleet.poolFee === 0 ? [] : [`pool fee ${percent('en', fleet.poolFee, 'auto')}`]),
    ...(fleet.pue === 1 ? [] : [`PUE ${decimals('en', fleet.pue)}`]),
    ...(fleet.opexUsdPerPhDay === 0 ? [] : [`other costs ${usd(fleet.opexUsdPerPhDay)} a day`]),
  ];
  const gaps = missing.length === 0 ? '' : `; ${inDays(missing.length)} more have no figures`;
  const origin = `from ${source}${credit === undefined ? '' : `; whose figures: ${credit}`}`;
  return `${bold(facts.join(' · '))}\n${from} to ${to}, ${inDays(days.length)}${gaps}\n${dim(origin)}`;
}

function money({ fleet, money: made }: Answer, colors: Colors): string {
  const { atLoss, best, worst } = made;
  const aDay = (amount: number) => `${usd(amount / made.days)} a day`;
  const extreme = ({ marginUsdPerPh, day, hashpriceUsdPerPhDay }: DayProceeds, which: string) => [
    usd(marginUsdPerPh),
    which,
    `${day}, hashprice ${usd(hashpriceUsdPerPhDay)}`,
  ];
  const rows = [
    [usd(made.revenueUsdPerPh), 'revenue', aDay(made.revenueUsdPerPh)],
    [usd(made.costUsdPerPh), 'cost', aDay(made.costUsdPerPh)],
    [
      usd(made.marginUsdPerPh),
      'margin',
      `${aDay(made.marginUsdPerPh)}, ${percent('en', made.marginUsdPerPh / made.revenueUsdPerPh, 'auto')} of revenue`,
    ],
    extreme(best, 'best day'),
    extreme(worst, 'worst day'),
    [`${words.count(atLoss.days)} of ${words.count(made.days)}`, 'days at a loss'],
    ...(atLoss.days === 0 ? [] : [[usd(atLoss.savedUsdPerPh), 'saved', savingInWords(fleet, made)]]),
  ];
  return sections([{ title: 'Money, for each PH/s', rows }], colors);
}

function savingInWords({ opexUsdPerPhDay }: Fleet, { marginUsdPerPh, atLoss }: Proceeds): string {
  const goesOn = `; only ${usd(atLoss.savedWhileOpexGoesOnUsdPerPh)} if the other costs go on`;
  const left = usd(marginUsdPerPh + atLoss.savedUsdPerPh);
  return `by switching off on those days, which leaves ${left}${opexUsdPerPhDay === 0 ? '' : goesOn}`;
}

/** More months than fit a screen say nothing at a glance. */
const MOST_MONTHS = 15;

/** A row for each month, a mark for each day. */
function calendar({ byDay, history: { from, to } }: Answer, { bold, red }: Colors): string {
  const months = monthsTouched(from, to);
  if (months.length > MOST_MONTHS) return '';
  const marks = new Map(byDay.map(({ day, marginUsdPerPh }) => [day as string, marginUsdPerPh < 0 ? red('█') : '·']));
  const rows = months.map((month) => {
    const ofMonth = Array.from(
      { length: 31 },
      (_, i) => marks.get(`${month}-${String(i + 1).padStart(2, '0')}`) ?? ' ',
    );
    return ` ${month}  ${ofMonth.join('').trimEnd()}`;
  });
  return `${bold('Day by day')} (${red('█')} at a loss)\n${rows.join('\n')}`;
}

const isJudged = ({ alerts }: Answer, kind: Rule['kind']): boolean =>
  alerts.some(({ rule, judged }) => rule.kind === kind && judged > 0);

function caveats(answer: Answer, { dim }: Colors): string {
  const said = ['Each day’s close stands from midnight to midnight UTC: what was over by the evening is not seen.'];
  if (isJudged(answer, 'retarget'))
    said.push('Blocks are spread evenly over each epoch, so the next retarget is foreseen better than live.');
  if (isJudged(answer, 'lowest'))
    said.push(`Low hashprices are told against the days since ${answer.history.days[0].standing.since}.`);
  return dim(said.join('\n'));
}
