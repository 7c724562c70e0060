import type { Journal } from '../alerts/journal.ts';
import type { AnnouncedLog } from '../filings/announced.ts';
import type { PictureSources } from '../pictures/prepare.ts';

/** What pages are made of: read and never written. */
export type PageSources = PictureSources & {
  announced: Pick<AnnouncedLog, 'on'>;
  journal: Pick<Journal, 'of'>;
};
