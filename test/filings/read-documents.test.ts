import { describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import type { Filing } from '../../functions/filings/filing.ts';
import { type Document, readDocuments } from '../../functions/filings/read-documents.ts';
import { Unreachable } from '../../functions/kit/errors.ts';
import type { Web } from '../../functions/kit/web.ts';
import type { WorldDocument, WorldFiling } from '../../infra/local/loopback/edgar-world.ts';
import { anEdgar, cover, exhibit, filed, MARA, page } from '../support/edgar.ts';

const filingOf = ({ accession, cik, form }: WorldFiling): Filing => ({
  accession: accessionOf(accession),
  cik,
  form,
  items: ['7.01'],
  filedOn: '2026-03-26',
});

/** Reads one filing with these documents. */
async function reading(documents: readonly WorldDocument[], changes: Partial<WorldFiling> = {}) {
  const filing = filed(1, { documents, ...changes });
  const world = await anEdgar({ filings: [filing] });
  const read: Document[] = [];
  const run = () => readDocuments(world.deps, filingOf(filing), (document) => read.push(document));
  return { ...world, read, run };
}

const WORDS = 'MARA sold 1,000 bitcoin.';
const folderOf = (name: string) => `https://www.sec.gov/Archives/edgar/data/${MARA}/000150760526000001/${name}`;

describe('a filing', () => {
  it('is read press release first, then its own document, and nothing else that was attached', async () => {
    const { run, read } = await reading([
      cover,
      { type: 'EX-10.1', name: 'loan.htm', body: page('An agreement.') },
      exhibit(page(WORDS)),
      exhibit(page('A table.'), { type: 'EX-99.2', name: 'ex992.htm' }),
      { type: 'EX-990', name: 'ex990.htm', body: page('Something else.') },
      { type: 'GRAPHIC', name: 'logo.jpg', body: 'x' },
    ]);
    expect(await run()).toEqual({ missing: [], unread: [], read: 3, left: 0 });
    expect(read.map(({ type, url }) => [type, url])).toEqual([
      ['EX-99.1', folderOf('ex991.htm')],
      ['EX-99.2', folderOf('ex992.htm')],
      ['8-K', folderOf('cover.htm')],
    ]);
    expect(read[0]!.clean.text).toContain(WORDS);
  });

  it('is read one document at a time, each handed over before the next is asked for', async () => {
    const { deps, edgar, filings } = await reading([cover, exhibit(page(WORDS))]);
    const asked: number[] = [];
    await readDocuments(deps, filingOf(filings[0]!), () => asked.push(edgar.requests.length));
    expect(asked).toEqual([2, 3]);
  });

  it('that amends another is read by its own type, and by that of what it amends', async () => {
    for (const type of ['8-K', '8-K/A']) {
      const { run, read } = await reading([{ ...cover, type }], { form: '8-K/A' });
      expect(await run()).toMatchObject({ read: 1 });
      expect(read.map((document) => document.type)).toEqual([type]);
    }
  });

  it.each([
    ['not there', 'missing'],
    ['not let out', 'denied'],
    ['another page', 'html'],
    ['cut off', 'truncated'],
    ['empty', 'empty'],
  ] as const)('whose index page is %s is missing as a whole, for now', async (_, fault) => {
    const { run, edgar, read } = await reading([cover, exhibit(page(WORDS))]);
    edgar.fail(fault, { below: '-index.htm' });
    expect(await run()).toEqual({ missing: ['index'], unread: [], read: 0, left: 0 });
    expect(read).toEqual([]);
  });

  it('of which an exhibit has not appeared yet is read as far as it is there', async () => {
    const { run, read, clock } = await reading([
      cover,
      exhibit(page(WORDS), { appearsAt: new Date('2026-03-26T12:40:00Z') }),
    ]);
    expect(await run()).toEqual({ missing: ['EX-99.1'], unread: [], read: 1, left: 0 });
    clock.set('2026-03-26T12:40:00Z');
    expect(await run()).toEqual({ missing: [], unread: [], read: 2, left: 0 });
    expect(read.map(({ type }) => type)).toEqual(['8-K', 'EX-99.1', '8-K']);
  });

  it.each(['503', '429', 'block'] as const)('is to be repeated when EDGAR does not answer (%s)', async (fault) => {
    const { run, edgar } = await reading([cover, exhibit(page(WORDS))]);
    edgar.fail(fault, { below: 'cover.htm' });
    await expect(run()).rejects.toThrow(Unreachable);
  });

  it('of more documents than anybody reads has its own read all the same, and says how many were left', async () => {
    const exhibits = Array.from({ length: 25 }, (_, i) =>
      exhibit(page(WORDS), { type: `EX-99.${i + 1}`, name: `ex${i + 1}.htm` }),
    );
    const { run, read } = await reading([{ ...cover, type: '40-F' }, ...exhibits], { form: '40-F' });
    expect(await run()).toEqual({ missing: [], unread: [], read: 20, left: 6 });
    expect(read.at(0)?.type).toBe('EX-99.1');
    expect(read.at(-1)?.type).toBe('40-F');
  });
});

describe('a document', () => {
  const one = async (document: Partial<WorldDocument> & Pick<WorldDocument, 'body'>) => {
    const { run, read, asked } = await reading([{ type: 'EX-99.1', name: 'ex991.htm', ...document }]);
    return { folder: await run(), text: read[0]?.clean.text, document: read[0], asked: asked() };
  };

  it('that is a PDF by name is not asked for, and said to be one', async () => {
    const { folder, asked } = await one({ name: 'release.pdf', body: '%PDF-1.7' });
    expect(folder).toEqual({
      missing: [],
      unread: [{ type: 'EX-99.1', url: folderOf('release.pdf'), why: 'pdf' }],
      read: 0,
      left: 0,
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj')],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
    ['a GIF', Buffer.from('GIF89a and so on')],
    ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0])],
    ['bytes of no meaning', Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 256))],
  ])('that is %s by the name of a page is not read as words', async (_, body) => {
    const { folder, text } = await one({ body });
    expect(text).toBeUndefined();
    expect(folder).toMatchObject({ unread: [{ type: 'EX-99.1', url: folderOf('ex991.htm') }], read: 0 });
  });

  it('that is plain text is read as it is, its lines included', async () => {
    const { text, document } = await one({ name: 'release.TXT', body: 'MARA <sold>\r\n1,000 bitcoin & more\r' });
    expect(text).toBe('MARA <sold>\n1,000 bitcoin & more\n');
    expect(document?.clean.sourceOf(5)).toBe(5);
  });

  it('in a charset that nobody declared is read with its letters', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<html><body><p>MARA', 'latin1'),
      Buffer.from([0x92]),
      Buffer.from('s Qu\u00e9bec site sold 1,000 bitcoin.</p>', 'latin1'),
    ]);
    expect((await one({ body: bytes })).text?.trim()).toBe('MARA’s Québec site sold 1,000 bitcoin.');
  });

  it('that breaks off is read to where it does', async () => {
    expect((await one({ body: `<html><body><table><tr><td>${WORDS}</td><td>sec` })).text).toContain(WORDS);
  });

  it('that is empty is read, and has nothing to say', async () => {
    expect((await one({ body: '' })).folder).toMatchObject({ read: 1, missing: [], unread: [] });
  });

  it.each(['htm', 'txt'])('without end (.%s) is read to a limit, says so, and is then let go', async (suffix) => {
    const { deps, filings } = await reading([exhibit('', { name: `ex991.${suffix}` })]);
    let [sent, wasLetGo] = [0, false];
    const web: Web = {
      open: async (request) => {
        const reply = await deps.web.open(request);
        if (!request.url.endsWith(suffix) || request.url.includes('-index')) return reply;
        await reply.drop();
        return {
          ...reply,
          pieces: async function* () {
            try {
              for (;;) {
                sent++;
                yield `<p>${'word '.repeat(200_000)}</p>`;
              }
            } finally {
              wasLetGo = true;
            }
          },
        };
      },
    };
    const read: Document[] = [];
    await readDocuments({ ...deps, web }, filingOf(filings[0]!), (document) => read.push(document));
    expect(read[0]!.clean.cut).toContain('6000000 characters');
    expect(read[0]!.clean.text.length).toBeLessThan(8_000_000);
    expect(sent).toBeLessThan(10);
    expect(wasLetGo).toBe(true);
  });
});
