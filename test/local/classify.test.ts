import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import picocolors from 'picocolors';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Source } from '../../functions/entry/wire.ts';
import { ALERT_CLASSES, CATEGORIES } from '../../functions/filings/understanding/understanding.ts';
import { linesOf } from '../../infra/local/cli/lines.ts';
import { openDocument } from '../../infra/local/cli/open-document.ts';
import { run } from '../../infra/local/cli/program.ts';
import { type Answer, type Call, serve } from '../../infra/local/loopback/serve.ts';

/** One command line in this process, with what is typed and the settings. */
async function bot(argv: string[], { typed = [], source = {} }: { typed?: Iterable<string>; source?: Source } = {}) {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await run(argv, {
    now: () => new Date('2026-03-26T12:31:00Z'),
    print: (line) => out.push(line),
    complain: (line) => complaints.push(line),
    colors: picocolors.createColors(false),
    live: () => {
      throw new Error('nobody need ask the market');
    },
    lines: async function* () {
      yield* typed;
    },
    open: (document) => openDocument(document, source),
    industry: () => Promise.reject(new Error('nobody need remember anything')),
    table: () => Promise.reject(new Error('nobody need look at a table')),
    patient: () => Promise.reject(new Error('nobody need be examined')),
  });
  return { code, out, shown: out.join('\n'), complaint: complaints.join('\n') };
}

type Line = Record<string, unknown> & { evidence: { quote: string; start: number; end: number }[]; cleanText?: string };

async function answers(typed: readonly (object | string)[]): Promise<Line[]> {
  const lines = typed.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const { code, out, complaint } = await bot(['classify'], { typed: lines });
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  return out.map((line) => JSON.parse(line) as Line);
}

const SALE = {
  id: 'a',
  form: '8-K',
  issuer: 'MARA Holdings',
  ticker: 'MARA',
  date: '2026-03-26',
  title: 'MARA pays back notes',
  text: 'MARA Holdings, Inc. today reported on its reserves. In March 2026 the Company sold 15,133 bitcoin from its holdings.',
};
const { text: SOLD, ...CONTEXT } = SALE;
const KEYS = [
  'id',
  'category',
  'also',
  'alertClass',
  'btcSold',
  'btcMined',
  'btcHeldAfter',
  'averagePriceUsd',
  'proceedsUsd',
  'period',
  'stated',
  'confidence',
  'reasons',
  'evidence',
];

describe('bot classify, JSON lines in and out', () => {
  it('answers every line in its order, with the fields in theirs', async () => {
    const all = await answers([SALE, { id: 2, text: 'The company opened an office.' }, { ...SALE, id: 'c' }]);
    expect(all.map(({ id }) => id)).toEqual(['a', 2, 'c']);
    for (const answer of all) {
      expect(Object.keys(answer)).toEqual(KEYS);
      expect(CATEGORIES).toContain(answer['category']);
      expect(ALERT_CLASSES).toContain(answer['alertClass']);
      expect(answer['confidence']).toBeGreaterThanOrEqual(0);
      expect(answer['confidence']).toBeLessThanOrEqual(1);
    }
    expect(all[0]).toMatchObject({
      category: 'reserve_sale_executed',
      alertClass: 'b_reserve_sale',
      btcSold: 15_133,
      btcMined: null,
      period: '2026-03',
      stated: 'stated',
    });
    expect(all[1]).toMatchObject({ category: 'other', alertClass: 'none', btcSold: null, period: null, stated: null });
  });

  it.each([
    ['as it is', SOLD],
    ['behind emoji', `👩‍👩‍👧‍👦🚀 ${SOLD}`],
    ['on lines that end as in Windows', `Title\r\n\r\n${SOLD}\r\nMore.\r\n`],
    ['behind a byte order mark and odd spaces', `\ufeff\u00a0\u2028 ${SOLD}`],
    ['behind half of a character', `\ud83d ${SOLD}`],
  ])('points at its evidence in UTF-16 units of the given text: %s', async (_, given) => {
    const [answer] = await answers([{ ...CONTEXT, text: given }]);
    expect(answer!.evidence.length).toBeGreaterThan(0);
    for (const { quote, start, end } of answer!.evidence) expect(given.slice(start, end)).toBe(quote);
    expect(answer).not.toHaveProperty('cleanText');
  });

  it('points into the text that it made of HTML, which comes last', async () => {
    const html = `<html><head><style>p{}</style></head><body><p>MARA &amp; Co. 🚀</p><div>${SOLD}</div></body></html>`;
    const [answer] = await answers([{ ...CONTEXT, html }]);
    expect(Object.keys(answer!)).toEqual([...KEYS, 'cleanText']);
    expect(answer!.cleanText).toContain('MARA & Co. 🚀');
    expect(answer!.cleanText).not.toMatch(/[<>{}]/);
    expect(answer!.evidence.length).toBeGreaterThan(0);
    for (const { quote, start, end } of answer!.evidence) expect(answer!.cleanText!.slice(start, end)).toBe(quote);
    expect(answer).toMatchObject({ category: 'reserve_sale_executed', btcSold: 15_133 });
  });

  it('reads the text where both are given', async () => {
    const [answer] = await answers([{ ...SALE, html: '<p>Nothing.</p>' }]);
    expect(answer).toMatchObject({ btcSold: 15_133 });
    expect(answer).not.toHaveProperty('cleanText');
  });

  it('says what is wrong with a line in its place, with its number, and goes on', async () => {
    const all = await answers([
      SALE,
      '{"id":"b","text":',
      '',
      '   ',
      '42',
      '[]',
      'null',
      { id: 'h' },
      { id: 'i', text: null, html: null },
      { id: 'j', text: 7 },
      { id: {}, text: 'x' },
      { id: 'l', text: 'x', form: 8 },
      { ...SALE, id: 'm' },
    ]);
    expect(all.map(({ id, line }) => id ?? line)).toEqual(['a', 2, 5, 6, 7, 8, 9, 10, 11, 12, 'm']);
    const errors = all.slice(1, -1);
    for (const error of errors) expect(Object.keys(error)).toEqual(['line', 'error']);
    expect(errors.map(({ error }) => String(error).split('; a right line: ')[0])).toEqual([
      'not JSON',
      'must be an object',
      'must be an object',
      'must be an object',
      'needs a "text" or an "html"',
      'needs a "text" or an "html"',
      'text must be a text',
      'id must be a text or a number',
      'form must be a text',
    ]);
  });

  it('shows, with a wrong line, a right one', async () => {
    const [error] = await answers(['nonsense']);
    const [, example] = /a right line: (.*)$/.exec(String(error!['error'])) ?? [];
    expect((await answers([example!]))[0]).toHaveProperty('category');
  });

  it('takes numbers and nothing as names, and nothing for all that is not known', async () => {
    const unknown = { form: null, issuer: null, ticker: null, date: null, title: null, html: null };
    const all = await answers([
      { id: 0, ...unknown, text: SOLD },
      { id: null, text: SOLD },
      { text: SOLD },
      { id: '', text: '' },
      { id: 1.5, html: '' },
    ]);
    expect(all.map(({ id }) => id)).toEqual([0, null, null, '', 1.5]);
    expect(all.map(({ btcSold }) => btcSold)).toEqual([15_133, 15_133, 15_133, null, null]);
    expect(all[4]).toMatchObject({ category: 'other', cleanText: '' });
  });

  it('answers the same whatever else a line has, and a byte order mark before it', async () => {
    const [plain] = await answers([SALE]);
    expect(await answers([`\ufeff${JSON.stringify({ ...SALE, labels: ['x'], more: { deep: true } })}`])).toEqual([
      plain,
    ]);
  });

  it('answers a line of many megabytes', async () => {
    const [answer, next] = await answers([
      { ...SALE, text: `${'The weather was fine. '.repeat(200_000)}${SOLD}` },
      SALE,
    ]);
    expect(answer).toHaveProperty('category');
    expect(next).toMatchObject({ id: 'a', btcSold: 15_133 });
  }, 30_000);

  it('never throws and never loses a line, whatever is typed', async () => {
    const anyLine = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.record({ id: fc.string(), text: fc.string({ unit: 'grapheme' }) }).map((value) => JSON.stringify(value)),
      fc.record({ id: fc.string(), html: fc.string() }).map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 5 }), async (typed) => {
        const asked = typed.filter((line) => line.replace(/^\ufeff/, '').trim() !== '');
        expect(await answers(typed)).toHaveLength(asked.length);
      }),
    );
  });
});

describe('lines', () => {
  const split = async (...chunks: (string | Uint8Array)[]) => {
    const lines: string[] = [];
    const stream = async function* () {
      yield* chunks;
    };
    for await (const line of linesOf(stream())) lines.push(line);
    return lines;
  };
  const bytes = (text: string) => new TextEncoder().encode(text);

  it.each<[string, (string | Uint8Array)[], string[]]>([
    ['end with a line feed, the last perhaps with none', ['a\nb\n', 'c'], ['a', 'b', 'c']],
    ['may end as in Windows', ['a\r\nb\r', '\nc\r'], ['a', 'b', 'c']],
    ['may be empty, but not after the last', ['\n\na\n'], ['', '', 'a']],
    ['are none of nothing', [], []],
    ['do not end where JSON does not', ['"a\u2028b\u2029c\u0085"\n"d\re"'], ['"a\u2028b\u2029c\u0085"', '"d\re"']],
    ['lose a byte order mark at the beginning', [bytes('\ufeffa\nb')], ['a', 'b']],
    ['may end in half a character', [new Uint8Array([0x61, 0xc3])], ['a\ufffd']],
    ['may be no UTF-8', [new Uint8Array([0x61, 0xff, 0x0a, 0x62])], ['a\ufffd', 'b']],
  ])('%s', async (_, chunks, lines) => {
    expect(await split(...chunks)).toEqual(lines);
  });

  it('are the same however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), async (given, size) => {
        const all = bytes(`é🚀${given}\n${given}`);
        const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
          all.slice(i * size, (i + 1) * size),
        );
        expect(await split(...pieces)).toEqual(await split(all));
      }),
    );
  });
});

describe('bot classify of one document, for a person', () => {
  const html = `<html><body><p>MARA Holdings, Inc.</p><p>${SOLD}</p></body></html>`;
  const aFile = async (name: string, content: string | Uint8Array) => {
    const folder = await mkdtemp(join(tmpdir(), 'hashprice-classify-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const aSite = async (answer: (call: Call) => Answer) => {
    const calls: Call[] = [];
    const site = await serve((call) => {
      calls.push(call);
      return answer(call);
    });
    onTestFinished(() => site.stop());
    return { ...site, calls };
  };

  it.each([
    ['HTML', 'release.htm', html],
    ['text', 'release.txt', SOLD],
    ['text in an old encoding', 'old.txt', Buffer.from(`MARA\x92s r\xe9sum\xe9. ${SOLD}`, 'latin1')],
  ])('says what a file of %s says, why, and in which words', async (_, name, content) => {
    const { code, shown } = await bot(['classify', await aFile(name, content), '--ticker', 'MARA', '--form', '8-K']);
    expect(code).toBe(0);
    expect(shown).toMatch(/^Reserve sale executed$/m);
    expect(shown).toMatch(/^ +alert {3}yes: a sale of reserves$/m);
    expect(shown).toMatch(/^ +period {3}March 2026$/m);
    expect(shown).toMatch(/^ +sold {3}15,133 BTC$/m);
    expect(shown).toMatch(/^ +mined {3}not said$/m);
    expect(shown).toMatch(/^Why$/m);
    expect(shown).toMatch(/^ +\d+ {3}.*sold 15,133 bitcoin/m);
    expect(shown).not.toContain('\ufffd');
  });

  it('takes words of an old encoding as they were meant', async () => {
    const words = `MARA\x92s Company sold 15,133 bitcoin from its holdings in March 2026 \x96 a r\xe9sum\xe9.`;
    const path = await aFile('old.txt', Buffer.from(words, 'latin1'));
    const { shown } = await bot(['classify', path, '--ticker', 'MARA', '--form', '8-K']);
    expect(shown.replace(/\s+/g, ' ')).toContain('MARA’s Company sold 15,133 bitcoin');
  });

  it('fits a terminal of a hundred columns, however long the sentences', async () => {
    const long = `In March 2026 the Company, ${'after long deliberation and much thought, '.repeat(5)}sold 15,133 bitcoin from its holdings.`;
    const { out } = await bot([
      'classify',
      await aFile('a.txt', long),
      '--ticker',
      'MARA',
      '--issuer',
      'MARA Holdings',
      '--form',
      '8-K',
    ]);
    const lines = out.flatMap((text) => text.split('\n'));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines).toContain('       company   MARA Holdings (MARA)');
  });

  it('prints JSON for scripts, without the text', async () => {
    const { shown } = await bot([
      'classify',
      await aFile('a.htm', html),
      '--ticker',
      'MARA',
      '--form',
      '8-K',
      '--json',
    ]);
    const answer = JSON.parse(shown) as Line;
    expect(Object.keys(answer)).toEqual(KEYS);
    expect(answer).toMatchObject({ id: expect.stringContaining('a.htm'), btcSold: 15_133 });
  });

  it('answers a file of JSON lines line by line, since their braces are nobody’s prose', async () => {
    const path = await aFile('lines.jsonl', `\uFEFF${JSON.stringify(SALE)}\n{"id":"b"}\n`);
    const { code, out } = await bot(['classify', path]);
    expect(code).toBe(0);
    expect(out.map((line) => JSON.parse(line))).toMatchObject([{ id: 'a', btcSold: 15_133 }, { line: 2 }]);
  });

  it('reads an address, and tells nobody else what only EDGAR is told', async () => {
    const site = await aSite(() => ({ headers: { 'content-type': 'text/html' }, body: html }));
    const argv = ['classify', `${site.url}/news/1.htm`, '--ticker', 'MARA', '--form', 'news'];
    const { code, shown } = await bot(argv, { source: { SEC_USER_AGENT: 'Jane Doe jane@example.com' } });
    expect(code).toBe(0);
    expect(shown).toContain('15,133 BTC');
    expect(site.calls).toMatchObject([{ path: '/news/1.htm' }]);
    expect(site.calls[0]?.headers['user-agent']).not.toContain('jane@example.com');
  });

  it('tells EDGAR who asks, and knows by the address whose filing it is', async () => {
    const site = await aSite(() => ({ body: html }));
    const source = { SEC_URL: `${site.url}/`, SEC_USER_AGENT: 'Jane Doe jane@example.com' };
    const path = '/Archives/edgar/data/1507605/000150760526000031/exhibit991.htm';
    const { shown } = await bot(['classify', `${site.url}${path}`], { source });
    expect(site.calls[0]?.headers['user-agent']).toBe('Jane Doe jane@example.com');
    expect(shown).toContain('MARA Holdings (MARA)');
    expect(shown).toContain('15,133 BTC');
    const { shown: viewed } = await bot(['classify', `${site.url}/ix?doc=${path}`], { source });
    expect(site.calls[1]?.path).toBe(path);
    expect(viewed).toBe(shown);
  });

  it.each(['https://www.sec.gov/Archives/a.htm', 'http://data.sec.gov/a', 'https://SEC.gov/a'])(
    'asks EDGAR nothing without saying who asks: %s',
    async (url) => {
      const { code, out, complaint } = await bot(['classify', url]);
      expect({ code, out }).toEqual({ code: 1, out: [] });
      expect(complaint).toBe(
        'EDGAR wants to know who asks: set SEC_USER_AGENT to a name and a mail address, like "Jane Doe jane@example.com"',
      );
    },
  );

  it.each<[string, Answer, RegExp]>([
    ['is not there', { status: 404, body: 'no' }, /answered 404$/],
    ['is forbidden', { status: 403, body: 'no' }, /answered 403$/],
    ['is busy', { status: 429, body: '' }, /answered 429; try again later$/],
    ['is broken', { status: 503, body: '' }, /answered 503; try again later$/],
    [
      'has moved',
      { status: 301, headers: { location: '/there.htm' }, body: '' },
      /sends us elsewhere \(301\); if you trust it, give http:\/\/127\.0\.0\.1:\d+\/there\.htm$/,
    ],
    ['has moved nowhere', { status: 302, body: '' }, /sends us elsewhere \(302\); it does not say where$/],
    ['is a PDF', { body: '%PDF-1.7\n%âãÏÓ' }, /is a PDF: give the same document as HTML or text$/],
  ])('says so when a page %s', async (_, answer, why) => {
    const site = await aSite(() => answer);
    const { code, out, complaint } = await bot(['classify', `${site.url}/a.htm`]);
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(complaint).toMatch(why);
    expect(complaint).not.toMatch(/should not happen|\n\s+at /);
  });

  it.each([
    ['nowhere.txt', /^nowhere\.txt cannot be read \(ENOENT\): give a file that is there, or an address/],
    ['infra', /cannot be read \(EISDIR\)/],
    ['www.sec.gov/a.htm', /or an address that begins with https:/],
    ['https://', /is no address: a right one looks like https:\/\/www\.sec\.gov/],
    ['http://127.0.0.1:1/a.htm', /could not be reached/],
  ])('says so when there is nothing at %s', async (document, why) => {
    const { code, complaint } = await bot(['classify', document]);
    expect(code).toBe(1);
    expect(complaint).toMatch(why);
  });

  it.each([
    ['a PDF', 'a.pdf', '%PDF-1.7\n\u0001', 'is a PDF'],
    ['a picture', 'a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'is no text'],
  ])('does not guess at %s', async (_, name, content, why) => {
    const { code, complaint } = await bot(['classify', await aFile(name, content)]);
    expect(code).toBe(1);
    expect(complaint).toContain(`${why}: give the same document as HTML or text`);
  });
});

describe('the program itself', () => {
  const child = () => spawn(process.execPath, [resolve('infra/local/cli.ts'), 'classify'], { env: {} });

  it('answers what is piped into it, line by line, and nothing else is printed', async () => {
    const program = child();
    const typed = `\ufeff${JSON.stringify({ ...SALE, title: 'a\u2028b' })}\r\n\nnonsense\n${JSON.stringify({ ...SALE, id: 9 })}`;
    program.stdin.end(typed);
    const [out, complaint] = await Promise.all([text(program.stdout), text(program.stderr)]);
    expect(complaint).toBe('');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines.map(({ id, line }) => id ?? line)).toEqual(['a', 3, 9]);
  });

  it('ends without a word when nobody reads on', async () => {
    const program = child();
    program.stdin.on('error', () => {});
    program.stdout.once('data', () => program.stdout.destroy());
    // More than any pipe holds.
    program.stdin.end(`${JSON.stringify(SALE)}\n`.repeat(5_000));
    const complaint = await text(program.stderr);
    expect(complaint).toBe('');
  });
});
