import type { Reason } from '../../functions/alerts/watch.ts';
import type { Changed } from './tally.ts';

const LASTING = 'waiting to see whether it lasts';

/** What a change of phase comes to, for somebody who does not know the phases. */
const CAME_OF = {
  'no change': 'as before',
  'this tick cannot tell': 'this tick cannot tell',
  'value reached the line': `LINE, ${LASTING}`,
  'back over the line before the hold was over': 'back before it had lasted, so nobody is told',
  'held long enough': 'it lasted, so it is told',
  'third firing in 24 hours': 'the third time in a day: told once, then left alone for a day',
  'value is past the leave line': `past its line again, ${LASTING}`,
  'fell back before the hold was over': 'fell back before that had lasted',
  'stayed past the leave line long enough': 'over',
  'still so, and it is time to say it again': 'still so, and told again',
  'a day of hovering is over': 'its day of being left alone is over',
  'already under water': 'under its line already',
  'a new epoch began': 'over, as a new difficulty epoch began',
  'its owner changed it': 'begins anew, its owner changed it',
  'its owner removed it': 'ended, its owner removed it',
} as const satisfies Record<Reason, string>;

/** One change of one alert: `  S21 of telegram:42: under its line, waiting to see whether it lasts`. */
export function changeLine({ rule, because }: Changed, nameOf: (recipient: string) => string): string {
  const [, topic = rule, owner] = /^(.+?)(?:@((?:telegram|discord):.+))?$/.exec(rule) ?? [];
  const { subject, line } = subjectOf(topic);
  const came = Object.hasOwn(CAME_OF, because) ? CAME_OF[because as Reason] : because;
  return `  ${subject}${owner === undefined ? '' : ` of ${nameOf(owner)}`}: ${came.replace('LINE', line)}`;
}

/** What a rule's key is about, in words, and what it is to have reached its line. */
function subjectOf(topic: string): { subject: string; line: string } {
  const [, kind = topic, mark = '', of = ''] =
    /^(hashprice(?::[A-Z]{3})?|switch-over|[a-z]+)([:/<>])(.+)$/.exec(topic) ?? [];
  // A chat's own are numbered: `margin/3.1` is the second price of its third fleet.
  const fleet = mark === '/' ? `fleet ${of.split('.')[0]}` : of;
  const under = 'under its line';
  if (kind === 'margin') return { subject: fleet, line: under };
  if (kind === 'retarget') return { subject: `${fleet} after the retarget`, line: under };
  if (kind === 'cost') return { subject: `bitcoin and its ${of} cost`, line: under };
  if (kind === 'lowest')
    return { subject: of === 'record' ? 'lowest hashprice on record' : `lowest hashprice in ${of} days`, line: 'so' };
  if (kind === 'switch-over' && mark === ':') {
    const [, basis = '', side = '', line = ''] = /^([a-z]+)([<>])([\d.]+)/.exec(of) ?? [];
    const ahead = side === '<' ? 'AI over mining' : 'mining over AI';
    return { subject: `${ahead} by ${basis}, at $${line}`, line: 'so' };
  }
  if (kind.startsWith('hashprice') && mark !== '/') {
    const amount = kind === 'hashprice' ? `$${of}` : `${of} ${kind.slice(-3)}`;
    return { subject: `hashprice ${mark === '<' ? 'under' : 'over'} ${amount}`, line: 'so' };
  }
  return {
    subject: kind === 'data' ? 'no data' : `${kind} ${of}`.trim(),
    line: kind === 'data' ? 'so' : 'at its line',
  };
}
