import type { RuleNotice } from '../../alerts/notice.ts';
import { lineOf } from '../../alerts/rule.ts';
import { breakEvenLine } from '../../market/margin.ts';
import { type Picture, pictureShape } from '../../pictures/picture.ts';
import { isAnnouncement, isRuleNotice, type Message } from '../delivery.ts';

/** What shows a message better than words; only what begins has one, since its end needs no explaining. */
export function pictureOfMessage(message: Message): Picture | undefined {
  if (isAnnouncement(message)) {
    const sale = message.parts.find(({ announcement }) => announcement.class === 'reserve-sale');
    return sale && { of: 'miner', span: '1y', cik: sale.announcement.cik };
  }
  return isRuleNotice(message) && message.event === 'fired' ? pictureOfRule(message) : undefined;
}

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
    case 'cost':
      return { of: 'cost', span: '90d', model: definition.model };
    case 'retarget':
      return { of: 'difficulty', span: '90d' };
    default:
      return undefined;
  }
}
