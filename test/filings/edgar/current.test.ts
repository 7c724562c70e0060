import { describe, expect, it } from 'vitest';
import { currentPath, readCurrent } from '../../../functions/filings/edgar/current.ts';
import { Decoder } from '../../../functions/kit/decode.ts';
import { Unreadable } from '../../../functions/kit/errors.ts';

type Entry = {
  title: string;
  term: string;
  id: string;
  updated: string;
  summary: string;
};

const entry = (changes: Partial<Entry> = {}): string => {
  const { title, term, id, updated, summary } = {
    title: '8-K - MARA Holdings, Inc. (0001507605) (Filer)',
    term: '8-K',
    id: 'urn:tag:sec.gov,2008:accession-number=0001507605-26-000029',
    updated: '2026-03-26T08:30:12-04:00',
    summary:
      '&lt;b&gt;Filed:&lt;/b&gt; 2026-03-26 &lt;b&gt;AccNo:&lt;/b&gt; 0001507605-26-000029 &lt;b&gt;Size:&lt;/b&gt; 300 KB\n&lt;br&gt;Item 7.01: Disclosure\n&lt;br&gt;Item 9.01: Exhibits',
    ...changes,
  };
  return `<entry><title>${title}</title><link rel="alternate" type="text/html" href="https://www.sec.gov/x-index.htm"/>
<summary type="html">
 ${summary}
</summary>
<updated>${updated}</updated><category scheme="https://www.sec.gov/" label="form type" term="${term}"/><id>${id}</id></entry>`;
};
const feed = (...entries: readonly string[]): string => `<?xml version="1.0" encoding="ISO-8859-1" ?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Latest Filings - Thu, 26 Mar 2026 08:31:31 EDT</title>
${entries.join('\n')}
</feed>`;

describe('EDGAR’s current filings', () => {
  it('are asked for by prefix and page', () => {
    expect(currentPath('8-K', 0)).toContain('type=8-K&company=&dateb=&owner=include&start=0&count=100');
    expect(currentPath('20-F', 2)).toContain('type=20-F&company=&dateb=&owner=include&start=200&count=100');
  });

  it('are read with the moment of acceptance, wherever on earth that was', () => {
    expect(readCurrent(feed(entry()))).toEqual({
      listed: [
        {
          accession: '0001507605-26-000029',
          ciks: [1507605],
          form: '8-K',
          acceptedAt: new Date('2026-03-26T12:30:12Z'),
          filedOn: '2026-03-26',
          items: ['7.01', '9.01'],
        },
      ],
      odd: [],
      entries: 1,
    });
  });

  it.each([
    ['a comma and brackets in the name', '8-K - Bit Mining (Cayman), Ltd. (0001517496) (Filer)', 1517496],
    ['a dash in the name', '6-K - Canaan - Avalon Inc. (0001780652) (Filer)', 1780652],
    ['an ampersand in the name', '8-K - Smith &amp; Sons (0001507605) (Filer)', 1507605],
    ['a state after the name', '8-K - Core Scientific, Inc./tx (0001839341) (Subject)', 1839341],
    ['a role of two words', 'SCHEDULE 13D/A - A Fund (DE) II, LP (0001910890) (Filed by)', 1910890],
    ['something that looks like a number before the number', '8-K - Fund (0000000001) (0001507605) (Filer)', 1507605],
  ])('are known by number with %s', (_, title, cik) => {
    expect(readCurrent(feed(entry({ title }))).listed[0]?.ciks).toEqual([cik]);
  });

  it('are one filing for all of its parties, where it stood first', () => {
    const { listed, entries } = readCurrent(
      feed(
        entry({ title: '8-K - Parent (0000000007) (Filer)' }),
        entry({ id: 'urn:tag:sec.gov,2008:accession-number=0001507605-26-000030' }),
        entry(),
        entry({ title: '8-K - Daughter (0000000008) (Filer)' }),
        entry(),
      ),
    );
    expect(listed.map(({ accession, ciks }) => [accession, ciks])).toEqual([
      ['0001507605-26-000029', [7, 1507605, 8]],
      ['0001507605-26-000030', [1507605]],
    ]);
    expect(entries).toBe(5);
  });

  it('may be of forms with spaces in them, and of no item', () => {
    const [listed] = readCurrent(feed(entry({ term: 'SCHEDULE 13D/A', summary: 'none' }))).listed;
    expect(listed).toMatchObject({ form: 'SCHEDULE 13D/A', items: [], filedOn: '2026-03-26' });
  });

  it('name an item once, however often it is listed', () => {
    const summary = 'Filed: &lt;br&gt;Item 2.02: A &lt;br&gt;Item 2.02: B &lt;br&gt;Item 12.02: C';
    expect(readCurrent(feed(entry({ summary }))).listed[0]?.items).toEqual(['2.02']);
  });

  it.each([
    ['no number of a company', { title: '8-K - MARA Holdings, Inc.' }],
    ['no accession number', { id: 'urn:tag:sec.gov,2008:something-else' }],
    ['an accession number that is too short', { id: 'urn:tag:sec.gov,2008:accession-number=0001507605-26-00002' }],
    ['an accession number that is too long', { id: 'urn:tag:sec.gov,2008:accession-number=0001507605-26-0000299' }],
    ['no time', { updated: 'yesterday' }],
    ['a day that the next reader would refuse', { updated: 'Thu, 26 Mar 2026 08:30:12 EDT', summary: 'none' }],
  ])('do not hide each other: one with %s is reported, and the rest is read', (_, changes: Partial<Entry>) => {
    const { listed, odd } = readCurrent(
      feed(entry({ ...changes }), entry({ id: 'urn:tag:sec.gov,2008:accession-number=0001507605-26-000030' })),
    );
    expect(listed.map(({ accession }) => accession)).toEqual(['0001507605-26-000030']);
    expect(odd).toEqual([changes.title ?? '8-K - MARA Holdings, Inc. (0001507605) (Filer)']);
  });

  it('of which none can be read are refused: EDGAR has changed its page', () => {
    expect(() => readCurrent(feed(entry({ title: '8-K · MARA' }), entry({ title: '8-K · RIOT' })))).toThrow(Unreadable);
  });

  it('may be none', () => {
    expect(readCurrent(feed())).toEqual({ listed: [], odd: [], entries: 0 });
  });

  it('are read from the bytes of ISO-8859-1', () => {
    const bytes = Buffer.from(
      feed(entry({ title: '8-K - Société Générale (0001507605) (Filer)' }), entry({ title: 'Ü' })),
      'latin1',
    );
    const decoder = new Decoder();
    const { listed, odd } = readCurrent(decoder.write(bytes) + decoder.end());
    expect(listed).toHaveLength(1);
    expect(odd).toEqual(['Ü']);
  });

  it.each([
    ['broken off', feed(entry(), entry()).slice(0, -200)],
    ['a page', '<!DOCTYPE html><html><head><title>It works</title></head><body></body></html>'],
    ['empty', ''],
    ['another feed', '<rss version="2.0"><channel/></rss>'],
  ])('that are %s are refused', (_, xml) => {
    expect(() => readCurrent(xml)).toThrow(Unreadable);
  });

  it('with a bomb in them stay small', () => {
    const bomb = `<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10_000)}">]>${feed(entry(), entry({ title: '&b;' })).replace(/<\?xml[^>]*>\n/, '')}`;
    const { listed, odd } = readCurrent(bomb);
    expect(listed).toHaveLength(1);
    expect(odd.join().length).toBeLessThan(20);
  });
});
