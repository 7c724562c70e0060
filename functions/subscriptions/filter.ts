import * as z from 'zod';
import type { AnnouncementNotice, Part } from '../alerts/notice.ts';
import { ANNOUNCEMENT_CLASSES, type AnnouncementClass } from '../filings/announcement.ts';

/** What concerns everybody: sales of production, purchases and turns to other business are for those who ask. */
export const USUAL_CLASSES: readonly AnnouncementClass[] = ['policy', 'reserve-sale', 'unread'];

/** Which announcements somebody wants to hear. Companies go by CIK: names and tickers move. */
export const filterShape = z.object({
  /** All of them without it. */
  ciks: z.array(z.int().positive()).min(1).max(100).optional(),
  classes: z.array(z.enum(ANNOUNCEMENT_CLASSES)).min(1).optional(),
  /** Sales and purchases of fewer coins are not told; one without a number is. */
  minBtc: z.number().positive().optional(),
});
export type Filter = z.output<typeof filterShape>;

/**
 * The parts of a notice that somebody with this filter hears, in their order.
 *
 * What corrects something that passed, passes: whoever heard the one must hear the other. To whoever did not hear the
 * one, the other is no correction but news.
 */
export const partsFor = ({ parts }: Pick<AnnouncementNotice, 'parts'>, filter: Filter = {}): Part[] =>
  parts.flatMap((part) => {
    const { announcement, corrects } = part;
    if (filter.ciks !== undefined && !filter.ciks.includes(announcement.cik)) return [];
    if (corrects && passes(corrects, filter)) return [part];
    if (!passes(announcement, filter)) return [];
    return [corrects ? { announcement } : part];
  });

type Version = Pick<Part['announcement'], 'class' | 'btcSold' | 'btcBought'>;

function passes(version: Version, { classes = [...USUAL_CLASSES], minBtc = 0 }: Filter): boolean {
  return classes.includes(version.class) && (coinsOf(version) ?? minBtc) >= minBtc;
}

/** How many coins it is about; a policy or a turn to other business may mention some, and is about none. */
function coinsOf({ class: kind, btcSold, btcBought }: Version): number | undefined {
  if (kind === 'purchase') return btcBought;
  return kind === 'reserve-sale' || kind === 'production-sale' ? btcSold : undefined;
}
