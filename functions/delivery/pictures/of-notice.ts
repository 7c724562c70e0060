import type { RuleNotice } from '../../alerts/notice.ts';
import { lineOf } from '../../alerts/rule.ts';
import { USUAL_EFFICIENCIES } from '../../industry/switch-over.ts';
import { breakEvenLine } from '../../market/margin.ts';
import { REFERENCE_FLEETS } from '../../market/reference-fleets.ts';
import { type Picture, pictureShape } from '../../pictures/picture.ts';
import { isAnnouncement, isMemo, isRuleNotice, type Message } from '../delivery.ts';

/** What shows a message better than words; only what begins has one, since its end needs no explaining. */
export function pictureOfMessage(message: Message): Picture | undefined {
  if (isAnnouncement(message)) {
    const sale = message.parts.find(({ announcement }) => announcement.class === 'reserve-sale');
    return sale && { of: 'miner', span: '1y', cik: sale.announcement.cik };
  }
  if (isMemo(message)) return message.kind === 'digest' && message.every === 'week' ? pictureOfWeek() : undefined;
  return isRuleNotice(message) && message.event === 'fired' ? pictureOfRule(message) : undefined;
}

/** Hashprice, between the break-evens of the oldest and the newest of the reference machines. */
const pictureOfWeek = (): Picture =>
  pictureShape.parse({
    of: 'hashprice',
    span: '30d',
    isBand: true,
    lines: REFERENCE_FLEETS.map((fleet) => ({ perPhDay: breakEvenLine(fleet), label: fleet.name.split(' at ')[0] }))
      .toSorted((a, b) => a.perPhDay - b.perPhDay)
      .filter((_, i, { length }) => i === 0 || i === length - 1),
  });

function pictureOfRule({ definition }: RuleNotice): Picture | undefined {
  switch (definition.kind) {
    case 'margin': {
      const { fleet, hours } = definition;
      const label = hours
        ?.map(({ from, to }) => `${from}–${to}`)
        .join(', ')
        .slice(0, 64);
      const line = { perPhDay: breakEvenLine(fleet), currency: fleet.currency, label };
      // A fleet that pays nothing has no line to fall under.
      return pictureShape.parse({
        of: 'hashprice',
        span: '30d',
        fleet: fleet.name,
        lines: line.perPhDay > 0 ? [line] : [],
      });
    }
    case 'hashprice':
      return pictureShape.parse({ of: 'hashprice', span: '30d', lines: [lineOf(definition)] });
    case 'switch-over':
      return pictureShape.parse({
        of: 'ai',
        joulesPerTerahash: [definition.fleet.joulesPerTerahash, ...USUAL_EFFICIENCIES],
        usdPerKwh: definition.fleet.usdPerKwh,
        usdPerMwYear: definition.lease.usdPerMwYear,
      });
    case 'cost':
      return { of: 'cost', span: '90d', model: definition.model };
    case 'retarget':
      return { of: 'difficulty', span: '90d' };
    default:
      return undefined;
  }
}
