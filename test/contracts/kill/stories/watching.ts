import { DynamoFinancials } from '../../../../functions/filings/financials.dynamodb.ts';
import { DynamoFeedNotebook } from '../../../../functions/filings/press/feed-notes.dynamodb.ts';
import { WATCHLIST } from '../../../../functions/filings/watchlist.ts';
import { filedBy, MARA, MORNING, minuteOf, RIOT, seedMorning, strangers } from '../seeds-filings.ts';
import type { Story } from '../story.ts';

const MARAS_PAGE = 'ir.mara.com';
const A_PAGE_THAT_REFUSES = 'investors.corescientific.com';

export const watching: readonly Story[] = [
  {
    of: 'watch-filings',
    name: 'a sale that two lists have, and a company that is gone through for the first time',
    // Riot's last filing is half a year's memory: the current list has long forgotten it.
    async before(outside) {
      const past = filedBy(RIOT, 60 * 24 * 30);
      await seedMorning(outside, [filedBy(MARA, 2), past, ...strangers('8-K')]);
      await outside.table.delete({ pk: 'EDGAR', sk: `CHECKED#${RIOT}` });
    },
    occasion: () => ({ at: minuteOf(MARA) }),
    // The words, and their picture.
    messages: 2,
  },
  {
    of: 'read-financials',
    name: 'two of three dozen whom nobody has read since, one of whom tagged nothing',
    async before(outside) {
      outside.clock.set(new Date(MORNING));
      const financials = new DynamoFinancials(outside.table);
      for (const { cik } of WATCHLIST)
        if (cik !== null && cik !== RIOT && cik !== MARA)
          await financials.keep({ v: 1, cik, entity: 'Read already', readAt: new Date(MORNING), facts: [] });
    },
    occasion: () => ({ at: MORNING }),
  },
  {
    of: 'watch-press',
    name: 'a release, minutes before what it announces is filed, and a page that refuses us',
    async before(outside) {
      await seedMorning(outside, [filedBy(MARA, -6)]);
      await new DynamoFeedNotebook(outside.table).write(MARAS_PAGE, { seen: ['old'] });
      const release = { feed: MARAS_PAGE, title: 'MARA sells' };
      outside.news.releases.push(
        { ...release, id: 'old', at: new Date('2026-03-25T12:00:00Z') },
        { ...release, id: 'new', at: new Date('2026-03-26T12:31:00Z') },
      );
    },
    platforms: ({ press }) => press.fail(A_PAGE_THAT_REFUSES, '403'),
    occasion: () => ({ at: MORNING }),
    // The words, and their picture.
    messages: 2,
  },
];
