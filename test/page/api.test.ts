import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../functions/page/v1/endpoints.ts';
import { aSite, HOSTILE_ANNOUNCEMENT, ORIGIN } from './site.ts';

type Document = {
  openapi: string;
  servers: unknown;
  paths: Record<
    string,
    {
      get: {
        parameters?: { name: string }[];
        responses: Record<string, { content?: Record<string, { schema: object }> }>;
      };
    }
  >;
  components: { schemas: object };
};

async function documented() {
  const reader = await aSite();
  const document = (await (await reader.get('/v1/openapi.json')).json()) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  const check = (path: string, status: string, type: string, body: unknown): string => {
    const pointer = ['paths', path, 'get', 'responses', status, 'content', type, 'schema']
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = ajv.compile({ $ref: `api#/${pointer}` });
    return validate(body) ? '' : ajv.errorsText(validate.errors);
  };
  return { ...reader, document, check };
}

/** As somebody calls it. */
const called = (path: string): string => path.replace('{ticker}', 'RIOT');

describe('the API', () => {
  it('has a document of all that it answers, for the place where it is', async () => {
    const { document } = await documented();
    expect([document.openapi, document.servers]).toEqual(['3.1.0', [{ url: ORIGIN }]]);
    expect(Object.keys(document.paths)).toEqual(ENDPOINTS.map(({ path }) => path));
    expect(document.paths['/v1/hashprice/days']!.get.parameters).toMatchObject([
      { name: 'days', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 400, default: 30 } },
    ]);
    expect(document.paths['/v1/miners/{ticker}']!.get.parameters).toMatchObject([{ name: 'ticker', in: 'path' }]);
  });

  it.each(ENDPOINTS.map(({ path }) => path))('answers %s as its document says, open to every site', async (path) => {
    const { get, check } = await documented();
    const response = await get(called(path), { origin: 'https://elsewhere.example' });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(check(path, '200', 'application/json', await response.json())).toBe('');
  });

  it.each([
    ['/v1/hashprice/days?days=0', 400, 'days must be at least 1, like ?days=30', '/v1/hashprice/days'],
    ['/v1/hashprice/days?days=9999', 400, 'days must be at most 400, like ?days=30', '/v1/hashprice/days'],
    ['/v1/announcements?days=soon', 400, 'days must be a number from 1 to 400, like ?days=30', '/v1/announcements'],
    ['/v1/miners/NOBODY', 404, 'no listed miner goes by this ticker', '/v1/miners/{ticker}'],
    ['/v1/miners/MSTR', 404, 'no listed miner goes by this ticker', '/v1/miners/{ticker}'],
    [`/v1/miners/${'X'.repeat(100)}`, 400, 'ticker', '/v1/miners/{ticker}'],
  ])('answers %s with %d and what is wrong', async (path, status, detail, documentedAt) => {
    const { get, check } = await documented();
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = await response.json();
    expect(body).toMatchObject({ status, detail: expect.stringContaining(detail) });
    expect(response.status).toBe(status);
    expect(check(documentedAt, String(status), 'application/problem+json', body)).toBe('');
  });

  it('answers what is not there with a problem, too', async () => {
    const { get } = await aSite();
    const response = await get('/v1/nothing');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('says before there is a snapshot why there is nothing, and what needs none', async () => {
    const { get } = await aSite({ latest: null });
    const statuses = await Promise.all(
      ENDPOINTS.map(async ({ path }) => `${path} ${(await get(called(path))).status}`),
    );
    expect(statuses.filter((line) => line.endsWith(' 404'))).toEqual(['/v1/hashprice 404', '/v1/costs 404']);
    expect(statuses.filter((line) => line.endsWith(' 200'))).toHaveLength(ENDPOINTS.length - 2);
  });

  it('says itself that it is stale', async () => {
    const { get } = await aSite({ now: new Date('2026-02-25T12:00:00Z') });
    expect(await (await get('/v1/status')).json()).toMatchObject({
      isStale: true,
      latestAt: '2026-02-24T12:00:00.000Z',
    });
    expect(await (await get('/v1/hashprice')).json()).toMatchObject({ isStale: true });
  });
});

describe('the feed', () => {
  const entriesIn = (xml: string): XmlElement[] => elements(parseXml(xml).root!, 'entry');
  const elements = (parent: XmlElement, name: string): XmlElement[] =>
    parent.children.filter((child): child is XmlElement => child instanceof XmlElement && child.name === name);
  const text = (parent: XmlElement, name: string): string => elements(parent, name)[0]?.text ?? '';

  it('has announcements and alerts, newest first, each under an id that stays', async () => {
    const { text: read } = await aSite();
    const xml = await read('/feed.atom');
    const entries = entriesIn(xml);
    expect(entries.map((entry) => text(entry, 'title'))).toEqual([
      'MARA Holdings (MARA) sold 15,133 BTC from its reserves',
      'Bitcoin under cash cost: fired',
      'Riot Platforms (RIOT) plans to sell bitcoin from its reserves',
    ]);
    const ids = entries.map((entry) => text(entry, 'id'));
    expect(new Set(ids).size).toBe(3);
    expect(entriesIn(await (await aSite()).text('/feed.atom')).map((entry) => text(entry, 'id'))).toEqual(ids);
    expect(text(parseXml(xml).root!, 'updated')).toBe(text(entries[0]!, 'updated'));
    for (const entry of entries) {
      expect(text(entry, 'updated')).toMatch(/^2026-02-2\dT/);
      expect(elements(entry, 'link')[0]!.attributes['href']).toMatch(new RegExp(`^${ORIGIN}/`));
      expect(elements(entry, 'category')[0]!.attributes['term']).toMatch(/^[a-z-]+$/);
    }
  });

  it('leads to where the page has it', async () => {
    const { text: read } = await aSite();
    const [first] = entriesIn(await read('/feed.atom'));
    const anchor = elements(first!, 'link')[0]!.attributes['href']!.split('#')[1]!;
    expect(await read('/announcements')).toContain(`id="${anchor}"`);
  });

  it('is XML whatever a filing says, and its HTML is text and links', async () => {
    const { text: read } = await aSite({ announced: [HOSTILE_ANNOUNCEMENT] });
    const [entry] = entriesIn(await read('/feed.atom'));
    for (const name of ['title', 'content']) {
      expect(text(entry!, name)).not.toMatch(/<script|<img|javascript:|[\u202e\0]/);
      expect(text(entry!, name)).toContain('&lt;script&gt;');
    }
  });

  it('of nothing is a feed without entries, the same each time', async () => {
    const [one, other] = await Promise.all([aSite({ latest: null }), aSite({ latest: null, now: new Date() })]);
    const xml = await one.text('/feed.atom');
    expect(entriesIn(xml)).toEqual([]);
    expect(await other.text('/feed.atom')).toBe(xml);
  });

  it('speaks every language', async () => {
    const { text: read } = await aSite();
    expect(await read('/feed.atom?lang=de')).toContain('Bitcoin unter');
    expect(await read('/feed.atom', { 'accept-language': 'ru' })).toMatch(/[а-я]{4}/i);
  });
});
