import { describe, expect, it, onTestFinished } from 'vitest';
import { COMPANY_FACTS_BYTES } from '../../../functions/filings/edgar/company-facts.ts';
import { readCurrent } from '../../../functions/filings/edgar/current.ts';
import { readFolder } from '../../../functions/filings/edgar/folder.ts';
import { minutes, seconds } from '../../../functions/units/time.ts';
import { EDGAR_FAULTS, startEdgar } from '../../../infra/local/loopback/edgar.ts';
import type { EdgarWorld, WorldFiling } from '../../../infra/local/loopback/edgar-world.ts';
import { TestClock } from '../../support/clock.ts';

const ME = { 'user-agent': 'Jane Doe jane@example.com' };
const NOON = '2026-02-24T17:00:00Z';
const ACME = 1_999_001;

const aFiling = (n: number, changes: Partial<WorldFiling> = {}): WorldFiling => ({
  accession: `0001999001-26-${String(n).padStart(6, '0')}`,
  cik: ACME,
  company: 'Acme Mining Inc.',
  form: '8-K',
  items: ['7.01', '9.01'],
  acceptedAt: new Date(Date.parse('2026-02-24T13:00:00Z') + n * minutes(1)),
  documents: [
    { type: '8-K', name: 'acme8k.htm', body: '<p>A cover</p>' },
    { type: 'EX-99.1', name: 'ex991.htm', body: '<p>We sold coins.</p>' },
  ],
  ...changes,
});

async function open(
  filings: readonly WorldFiling[] = [aFiling(1)],
  more: Partial<EdgarWorld> & { enforce?: boolean } = {},
) {
  const clock = new TestClock(NOON);
  const { enforce = false, ...world } = more;
  const edgar = await startEdgar({ now: () => clock.now(), filings, ...world }, { enforce });
  onTestFinished(edgar.stop);
  const { SEC_URL: www, SEC_DATA_URL: data } = edgar.urls;
  const get = (url: string, headers: Record<string, string> = ME) => fetch(url, { headers });
  const page = (query: string) => get(`${www}/cgi-bin/browse-edgar?action=getcurrent&output=atom&${query}`);
  return {
    ...edgar,
    clock,
    www,
    data,
    get,
    page,
    listed: async (query: string) => readCurrent(await (await page(query)).text()).listed,
    folder: (file: string, n = 1) =>
      `${www}/Archives/edgar/data/${ACME}/000199900126${String(n).padStart(6, '0')}/${file}`,
  };
}

/** The double must refuse what EDGAR refuses, or a test that passes on it proves nothing. See contracts/edgar.md. */
describe('EDGAR on this machine', () => {
  it.each(['node', 'Mozilla/5.0 (X11; Linux x86_64)', 'hashprice-watch/1.0', 'me @ home'])(
    'turns away %o, which leaves no address, on both hosts, and knows it',
    async (agent) => {
      const { www, data, get, requests } = await open();
      for (const url of [`${www}/cgi-bin/browse-edgar?action=getcurrent`, `${data}/submissions/CIK0001999001.json`]) {
        const reply = await get(url, { 'user-agent': agent });
        expect([reply.status, reply.headers.get('content-type')]).toEqual([403, 'text/html']);
        expect(await reply.text()).toContain('Undeclared Automated Tool');
      }
      expect(requests).toMatchObject([
        { status: 403, userAgent: agent },
        { status: 403, userAgent: agent },
      ]);
    },
  );

  it('takes ten requests a second, and then answers nobody for ten minutes', async () => {
    const { clock, page } = await open([aFiling(1)], { enforce: true });
    for (let n = 0; n < 10; n++) expect((await page('type=8-K')).status, `request ${n}`).toBe(200);
    const refused = await page('type=8-K');
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('Request Rate Threshold Exceeded'),
    ]);
    clock.advance(minutes(10) - 1);
    expect((await page('type=8-K')).status).toBe(403);
  });

  it('lets in again whoever has kept quiet for ten minutes', async () => {
    const { clock, page } = await open([aFiling(1)], { enforce: true });
    for (let n = 0; n <= 10; n++) await page('type=8-K');
    clock.advance(minutes(10));
    expect((await page('type=8-K')).status).toBe(200);
  });

  it('begins the ten minutes anew for whoever asks on', async () => {
    const { clock, page } = await open([aFiling(1)], { enforce: true });
    for (let n = 0; n <= 10; n++) await page('type=8-K');
    for (const wait of [minutes(6), minutes(6), minutes(9)]) {
      clock.advance(wait);
      expect((await page('type=8-K')).status).toBe(403);
    }
    clock.advance(minutes(10));
    expect((await page('type=8-K')).status).toBe(200);
  });

  it('counts in any second, not by the clock', async () => {
    const { clock, page } = await open([aFiling(1)], { enforce: true });
    for (let n = 0; n < 10; n++) {
      expect((await page('type=8-K')).status).toBe(200);
      clock.advance(seconds(1) / 10);
    }
    expect((await page('type=8-K')).status).toBe(200);
    expect((await page('type=8-K')).status).toBe(403);
  });
});

describe('its list of current filings', () => {
  it('is Atom in ISO-8859-1, says so, and means it', async () => {
    const { page } = await open([aFiling(1, { company: 'Société Minière & Fils' })]);
    const reply = await page('type=8-K');
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(reply.headers.get('content-type')).toBe('application/atom+xml');
    expect(bytes.toString('latin1')).toMatch(/^<\?xml version="1.0" encoding="ISO-8859-1" \?>/);
    expect(bytes.toString('latin1')).toContain('8-K - Société Minière &amp; Fils (0001999001) (Filer)');
    expect(bytes.includes(0xe9)).toBe(true);
    expect(bytes.toString('utf8')).not.toContain('Société');
  });

  it('has a filing once for each party, under one accession number', async () => {
    const parties = [{ cik: 1_999_002, company: 'Acme Power LP', role: 'Subject' }];
    const { page, listed } = await open([aFiling(1, { parties })]);
    const xml = await (await page('type=8-K')).text();
    expect(xml.match(/<entry>/g)).toHaveLength(2);
    expect(new Set(xml.match(/accession-number=[\d-]+/g))).toEqual(new Set(['accession-number=0001999001-26-000001']));
    expect(xml).toContain('(0001999002) (Subject)');
    expect(await listed('type=8-K')).toMatchObject([{ ciks: [ACME, 1_999_002], items: ['7.01', '9.01'] }]);
  });

  it.each([
    ['8-K', ['8-K12B', '8-K/A', '8-K']],
    ['4', ['425', '424B5', '4']],
    ['10-K', []],
    ['', ['425', '424B5', '4', '8-K12B', '8-K/A', '8-K']],
  ])('asked for "%s" gives every form that begins so: %o', async (prefix, expected) => {
    const forms = ['8-K', '8-K/A', '8-K12B', '4', '424B5', '425'];
    const { listed } = await open(forms.map((form, n) => aFiling(n, { form })));
    expect((await listed(`type=${prefix}`)).map(({ form }) => form)).toEqual(expected);
  });

  it('says when each was accepted by New York’s clock with its offset, which changes with the summer', async () => {
    const winter = aFiling(1, { acceptedAt: new Date('2026-02-24T13:05:50Z') });
    const { page, clock } = await open([winter, aFiling(2, { acceptedAt: new Date('2026-03-26T12:30:44Z') })]);
    const updated = async () => (await (await page('type=8-K')).text()).match(/<updated>[^<]+/g)?.slice(1);
    clock.set('2026-02-24T14:00:00Z');
    expect(await updated()).toEqual(['<updated>2026-02-24T08:05:50-05:00']);
    clock.set('2026-03-26T13:00:00Z');
    expect(await updated()).toEqual(['<updated>2026-03-26T08:30:44-04:00']);
  });

  it('shows one business day: the last on which anything was filed', async () => {
    const friday = aFiling(1, { acceptedAt: new Date('2026-03-27T20:00:00Z') });
    const { listed, clock } = await open([friday, aFiling(2, { acceptedAt: new Date('2026-03-30T13:00:00Z') })]);
    const accessions = async () => (await listed('type=8-K')).map(({ accession }) => accession);
    clock.set('2026-03-30T12:59:00Z');
    expect(await accessions()).toEqual([friday.accession]);
    clock.set('2026-03-30T13:01:00Z');
    expect(await accessions()).not.toContain(friday.accession);
  });

  it('knows nothing of what has not been accepted yet', async () => {
    const { listed, clock } = await open([aFiling(1, { acceptedAt: new Date('2026-02-24T17:00:01Z') })]);
    expect(await listed('type=8-K')).toEqual([]);
    clock.advance(seconds(1));
    expect(await listed('type=8-K')).toHaveLength(1);
  });

  it.each([
    ['100', 100],
    ['10', 10],
    ['50', 40],
    ['', 40],
  ])('gives as many at a time as its form offers: of "%s" %d', async (asked, given) => {
    const { listed } = await open(Array.from({ length: 120 }, (_, n) => aFiling(n)));
    expect(await listed(`type=8-K&count=${asked}`)).toHaveLength(given);
  });

  it('goes on from where it is asked to, newest first, and past its end answers 503 with a page', async () => {
    const { listed, page } = await open(Array.from({ length: 120 }, (_, n) => aFiling(n)));
    const second = await listed('type=8-K&count=100&start=100');
    expect(second.map(({ accession }) => accession.slice(-3))).toEqual(
      Array.from({ length: 20 }, (_, i) => String(19 - i).padStart(3, '0')),
    );
    const past = await page('type=8-K&count=100&start=200');
    expect([past.status, past.headers.get('content-type')]).toEqual([503, 'text/html']);
  });
});

describe('its archive', () => {
  it('lists a filing’s documents by type, links inline XBRL through the viewer, and data files in another table', async () => {
    const { get, folder } = await open();
    const index = await (await get(folder('0001999001-26-000001-index.htm'))).text();
    expect(index).toContain('/ix?doc=/Archives/');
    expect(index).toContain('EX-101.SCH');
    expect(readFolder(index).map(({ type, path }) => [type, path.split('/').at(-1)])).toEqual([
      ['8-K', 'acme8k.htm'],
      ['EX-99.1', 'ex991.htm'],
    ]);
    expect(await (await get(folder('ex991.htm'))).text()).toBe('<p>We sold coins.</p>');
  });

  it('lets nobody have what is not there: 403, in XML, which is no block', async () => {
    const { get, folder } = await open();
    for (const url of [folder('ex992.htm'), folder('ex991.htm', 2)]) {
      const reply = await get(url);
      expect([reply.status, reply.headers.get('content-type')]).toEqual([403, 'application/xml']);
      expect(await reply.text()).toContain('<Code>AccessDenied</Code>');
    }
  });

  it('may list an exhibit before it is there', async () => {
    const appearsAt = new Date(Date.parse(NOON) + minutes(3));
    const late = { type: 'EX-99.1', name: 'ex991.htm', body: 'at last', appearsAt };
    const { get, folder, clock } = await open([aFiling(1, { documents: [late] })]);
    expect(await (await get(folder('0001999001-26-000001-index.htm'))).text()).toContain('ex991.htm');
    expect((await get(folder('ex991.htm'))).status).toBe(403);
    clock.set(appearsAt);
    expect(await (await get(folder('ex991.htm'))).text()).toBe('at last');
  });

  it('sends nothing again to whoever has it, and the whole to whoever has something else', async () => {
    const { get, folder } = await open();
    const etag = (await get(folder('ex991.htm'))).headers.get('etag')!;
    const again = await get(folder('ex991.htm'), { ...ME, 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(folder('acme8k.htm'), { ...ME, 'if-none-match': etag })).status).toBe(200);
  });

  it('sends bytes as they are', async () => {
    const body = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00, 0xe9]);
    const { get, folder } = await open([aFiling(1, { documents: [{ type: 'EX-99.1', name: 'ex991.pdf', body }] })]);
    const reply = await get(folder('ex991.pdf'));
    expect(reply.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(body);
  });
});

describe('its list of one company', () => {
  const recentOf = async (reply: Response) =>
    ((await reply.json()) as { filings: { recent: Record<string, unknown[]> } }).filings.recent;

  it('is in columns of one length, newest first, with a time of acceptance that ends in a Z and is New York’s', async () => {
    const { get, data } = await open([aFiling(1), aFiling(2, { form: '10-K', items: [] })]);
    const recent = await recentOf(await get(`${data}/submissions/CIK0001999001.json`));
    expect(new Set(Object.values(recent).map(({ length }) => length))).toEqual(new Set([2]));
    expect(recent).toMatchObject({
      accessionNumber: ['0001999001-26-000002', '0001999001-26-000001'],
      form: ['10-K', '8-K'],
      items: ['', '7.01,9.01'],
      acceptanceDateTime: ['2026-02-24T08:02:00.000Z', '2026-02-24T08:01:00.000Z'],
    });
  });

  it('has the name of today, whatever the company called itself when it filed', async () => {
    const { get, data } = await open([aFiling(1)], { names: new Map([[ACME, 'Acme Digital Inc.']]) });
    expect(await (await get(`${data}/submissions/CIK0001999001.json`)).json()).toMatchObject({
      cik: '0001999001',
      name: 'Acme Digital Inc.',
    });
  });

  it('cannot be asked whether it has changed', async () => {
    const { get, data } = await open();
    expect((await get(`${data}/submissions/CIK0001999001.json`)).headers.get('etag')).toBeNull();
  });

  it.each([
    'submissions/CIK0000000042.json',
    'api/xbrl/companyconcept/CIK0001999001/us-gaap/CryptoAssetNumberOfUnits.json',
    'api/xbrl/companyfacts/CIK0001999001.json',
    'x',
  ])('%s, which is not there, is 404 in XML, never JSON', async (path) => {
    const { get, data } = await open();
    const reply = await get(`${data}/${path}`);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'application/xml']);
    expect(await reply.text()).toContain('<Code>NoSuchKey</Code>');
  });

  it('has the coins that a report tags, by the unit its filer chose, once the report is there', async () => {
    const fact = {
      cik: ACME,
      unit: 'Bitcoin',
      on: '2025-12-31',
      value: 1_000,
      accession: aFiling(1).accession,
      form: '10-K',
    };
    const later = { ...fact, unit: 'BTC', accession: '0001999001-26-000009' };
    const { get, data } = await open([aFiling(1)], { facts: [fact, later] });
    const url = `${data}/api/xbrl/companyconcept/CIK0001999001/us-gaap/CryptoAssetNumberOfUnits.json`;
    expect(await (await get(url)).json()).toMatchObject({
      units: { Bitcoin: [{ end: '2025-12-31', val: 1_000, accn: '0001999001-26-000001' }] },
    });
  });
});

describe('company facts', () => {
  it('are everything that was filed by now, by taxonomy, tag and unit, as often as it was filed', async () => {
    const fact = {
      cik: ACME,
      entity: 'Acme Mining Inc.',
      taxonomy: 'us-gaap',
      tag: 'Revenues',
      unit: 'USD',
      start: '2025-01-01',
      end: '2025-03-31',
      value: 5,
      accession: aFiling(1).accession,
      form: '10-Q',
      filed: '2025-05-01',
    };
    const { start: _, ...instant } = { ...fact, taxonomy: 'ifrs-full', tag: 'Cash', unit: 'CAD' };
    const tagged = [fact, { ...fact, filed: '2026-02-24', form: '10-K' }, { ...fact, filed: '2026-02-25' }, instant];
    const { get, data } = await open([], { tagged });
    const said = { end: '2025-03-31', val: 5, accn: fact.accession };
    expect(await (await get(`${data}/api/xbrl/companyfacts/CIK0001999001.json`)).json()).toMatchObject({
      cik: ACME,
      entityName: 'Acme Mining Inc.',
      facts: {
        'us-gaap': {
          Revenues: {
            units: {
              USD: [
                { ...said, start: '2025-01-01', form: '10-Q', filed: '2025-05-01', fy: 2025, fp: 'Q1' },
                { ...said, start: '2025-01-01', form: '10-K', filed: '2026-02-24', fy: 2026, fp: 'FY' },
              ],
            },
          },
        },
        'ifrs-full': { Cash: { units: { CAD: [said] } } },
      },
    });
  });
});

describe('what can be wrong with it', () => {
  const LOOKS: Record<(typeof EDGAR_FAULTS)[number], { status: number; body: RegExp } | 'hangs'> = {
    block: { status: 403, body: /Request Rate Threshold Exceeded/ },
    'block-200': { status: 200, body: /Request Rate Threshold Exceeded/ },
    denied: { status: 403, body: /<Code>AccessDenied/ },
    missing: { status: 404, body: /<Code>NoSuchKey/ },
    '429': { status: 429, body: /Request Rate Threshold Exceeded/ },
    '503': { status: 503, body: /temporarily unavailable/ },
    html: { status: 200, body: /It works/ },
    empty: { status: 200, body: /^$/ },
    truncated: { status: 200, body: /^<\?xml(?![\s\S]*<\/feed>)/ },
    huge: { status: 200, body: /^<\?xml[\s\S]*<\/feed> +$/ },
    hang: 'hangs',
  };

  it.each(EDGAR_FAULTS)('%s', async (fault) => {
    const { fail, page, requests, www } = await open();
    fail(fault);
    const looks = LOOKS[fault];
    if (looks === 'hangs') {
      const gone = new AbortController();
      const asked = fetch(www, { headers: ME, signal: gone.signal });
      while (requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
      gone.abort();
      await expect(asked).rejects.toThrow();
    } else {
      const reply = await page('type=8-K');
      const text = await reply.text();
      expect([reply.status, text.slice(0, 20_000)]).toEqual([looks.status, expect.stringMatching(looks.body)]);
      expect(text.length > COMPANY_FACTS_BYTES).toBe(fault === 'huge');
    }
  });

  it('is wrong only where it was told to be, as often as it was told, and until it is healed', async () => {
    const { fail, heal, page } = await open();
    const statuses = async (...types: string[]) => {
      const replies: number[] = [];
      for (const type of types) replies.push((await page(`type=${type}`)).status);
      return replies;
    };
    fail('503', { below: 'type=6-K', times: 1 });
    expect(await statuses('8-K', '6-K', '6-K')).toEqual([200, 503, 200]);
    fail('429');
    expect(await statuses('8-K', '6-K')).toEqual([429, 429]);
    heal();
    expect(await statuses('8-K', '6-K')).toEqual([200, 200]);
  });
});
