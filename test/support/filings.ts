import { type Announcement, announcementShape } from '../../functions/filings/announcement.ts';

/** A sale of MARA's, in our own words; say only what the test is about. */
export const anAnnouncement = (facts: Partial<Record<keyof Announcement, unknown>> = {}): Announcement =>
  announcementShape.parse({
    cik: 1507605,
    ticker: 'MARA',
    company: 'MARA Holdings',
    class: 'reserve-sale',
    event: '1507605:sale:2026-03',
    accession: '0001507605-26-000031',
    form: '8-K',
    items: ['7.01', '9.01'],
    filedOn: '2026-03-26',
    url: 'https://www.sec.gov/Archives/edgar/data/1507605/000150760526000031/ex991.htm',
    quotes: [],
    ...facts,
  });
