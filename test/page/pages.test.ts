import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { webAddress } from '../../functions/page/html.ts';
import { LOCALES } from '../../functions/words/preferences.ts';
import { aSite, HOSTILE_ANNOUNCEMENT, LATEST, type Reader } from './site.ts';

const PAGES = ['/', '/miners', '/miners/RIOT', '/ai', '/production', '/announcements', '/method', '/report'];
const MOST_BYTES = 100_000;

/** Names of all elements; throws where one is closed that was not opened, or left open. */
function elementsIn(markup: string): { name: string; attributes: Record<string, string> }[] {
  const open: string[] = [];
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const bare = new Set(['meta', 'link', 'br', 'rect', 'path', 'polyline', 'circle', 'line']);
  const parser = new Parser({
    onopentag: (name, attributes) => {
      found.push({ name, attributes });
      if (!bare.has(name)) open.push(name);
    },
    onclosetag: (name, isImplied) => {
      if (bare.has(name)) return;
      if (isImplied || open.pop() !== name) throw new Error(`</${name}> closes nothing, or nothing closed it`);
    },
  });
  parser.write(markup);
  parser.end();
  if (open.length > 0) throw new Error(`left open: ${open.join(' ')}`);
  return found;
}

describe('pages', () => {
  it.each(PAGES)('%s is whole, and no larger than a hundred kilobytes, in every language', async (path) => {
    const { text, log } = await aSite();
    for (const locale of LOCALES) {
      const markup = await text(`${path}?lang=${locale}`);
      expect(Buffer.byteLength(markup), locale).toBeLessThan(MOST_BYTES);
      expect(elementsIn(markup)[0]).toEqual({ name: 'html', attributes: { lang: locale } });
      expect(markup).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(log.lines).toEqual([]);
  });

  it('need no script and no style but their own, and say so', async () => {
    const { get } = await aSite();
    for (const path of PAGES) {
      const response = await get(path);
      const markup = await response.text();
      const [, style = ''] = /<style>([^<]*)<\/style>/.exec(markup) ?? [];
      const hash = createHash('sha256').update(style).digest('base64');
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
      const elements = elementsIn(markup);
      expect(elements.filter(({ name }) => name === 'script')).toEqual([]);
      for (const { attributes } of elements) {
        expect(Object.keys(attributes).filter((name) => name === 'style' || name.startsWith('on'))).toEqual([]);
      }
    }
  });

  it('can do without a server as one file: every way leads within it, or out to a source', async () => {
    const elements = elementsIn(await (await aSite()).text('/report'));
    const ids = new Set(elements.map(({ attributes }) => attributes['id']));
    const links = elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href'] ?? ''] : []));
    expect(links.filter((href) => !/^https?:/.test(href) && !ids.has(href.slice(1)))).toEqual([]);
    expect(elements.filter(({ name, attributes }) => name === 'link' && attributes['href'] !== 'data:,')).toEqual([]);
  });

  it('are protected from being framed, sniffed and told on', async () => {
    const { headers } = await (await aSite()).get('/');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=63072000',
    });
  });

  it('show what a filing says as text, whatever it says, and lead only to http', async () => {
    const { text } = await aSite({ announced: [HOSTILE_ANNOUNCEMENT] });
    for (const path of ['/', '/announcements', '/report', '/feed.atom']) {
      const markup = await text(path);
      expect(markup.length).toBeLessThan(150_000);
      expect(markup).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
      if (path === '/feed.atom') continue;
      const elements = elementsIn(markup);
      expect(elements.filter(({ name }) => name === 'script' || name === 'img')).toEqual([]);
      for (const { attributes } of elements)
        if (attributes['href']) expect(attributes['href']).toMatch(/^(https?:\/\/|\/|#|data:,$)/);
    }
  });

  it('say what is wrong', async () => {
    const { get } = await aSite();
    for (const path of [
      '/nowhere',
      '/miners/NOBODY',
      '/%00',
      '//evil.example',
      '/miners/%3Cscript%3E',
      '/miners/%E0%A4%A',
    ]) {
      const response = await get(path);
      expect([response.status, response.headers.get('cache-control')], path).toEqual([404, 'no-store']);
      expect(elementsIn(await response.text()).length).toBeGreaterThan(10);
    }
  });

  it('say that something went wrong, and nothing of what', async () => {
    const { sources, get, log } = await aSite();
    sources.history.latest = () => Promise.reject(new Error('secret inside'));
    const response = await get('/');
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/Something went wrong(?![\s\S]*secret)/);
    expect(log.lines).toMatchObject([{ level: 'error', message: 'a page failed', facts: { path: '/' } }]);
  });

  it('lead from a former ticker to the present one', async () => {
    const response = await (await aSite()).get('/miners/CORZQ?lang=de');
    if (response.status !== 404) expect(response.headers.get('location')).toBe('/miners/CORZ?lang=de');
    const small = await (await aSite()).get('/miners/riot');
    expect([small.status, small.headers.get('location')]).toEqual([301, '/miners/RIOT']);
  });

  it('tell the loss of Riot’s 2025 with its source, and what its power and hashprice make of today', async () => {
    const page = await (await aSite()).text('/miners/RIOT');
    expect(page).toContain('loss of $663 million');
    expect(page).toMatch(/<a href="https:\/\/www\.sec\.gov[^"]*" rel="nofollow">/);
    expect(page).toContain('/PH/day');
  });

  it('compare our hashprice with what was published, newest first, and own up to its age', async () => {
    const page = await (await aSite({ now: new Date('2026-11-24T12:00:00Z') })).text('/method');
    expect(page).toMatch(/The newest is of 2026-08-17, 99 days ago/);
    expect(page.indexOf('$31.89')).toBeLessThan(page.indexOf('$32.10'));
  });
});

describe('age', () => {
  const later = (minutes: number) => new Date(LATEST.at.getTime() + minutes * 60_000);

  it.each([
    [14, false],
    [16, true],
  ])('after %d minutes without a snapshot is a banner: %s', async (minutes, isOld) => {
    const { text } = await aSite({ now: later(minutes) });
    for (const path of PAGES) expect((await text(path)).includes('role="alert"'), path).toBe(isOld);
  });

  it('is said of the snapshot', async () => {
    expect(await (await aSite({ now: later(7) })).text('/')).toContain('As of 2026-02-24 12:00 UTC, 7 min old.');
  });

  it('of nothing is nothing: an empty record has pages, too', async () => {
    const { text, get, log } = await aSite({ latest: null });
    for (const path of PAGES) elementsIn(await text(path));
    expect(await text('/')).toContain('There are no market data yet');
    expect((await get('/v1/hashprice')).status).toBe(404);
    expect(log.lines).toEqual([]);
  });
});

describe('an answer', () => {
  const etagOf = async ({ get }: Reader, path: string) => (await get(path)).headers.get('etag')!;

  it.each(['/', '/v1/hashprice', '/feed.atom'])('of %s is not sent again to whoever has it', async (path) => {
    const reader = await aSite();
    const tag = await etagOf(reader, path);
    const again = await reader.get(path, { 'if-none-match': tag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('cache-control')).toMatch(/^public, max-age=60/);
    expect((await reader.get(path, { 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('has another tag when its facts are others', async () => {
    const cheaper = {
      ...LATEST,
      hashprice: { ...LATEST.hashprice, usdPerPhDay: (LATEST.hashprice.usdPerPhDay * 0.9) as never },
    };
    const [one, other] = [await aSite(), await aSite({ latest: cheaper })];
    expect(await etagOf(one, '/v1/hashprice')).not.toBe(await etagOf(other, '/v1/hashprice'));
  });

  it('to HEAD has the headers and no body', async () => {
    const { get } = await aSite();
    for (const path of ['/', '/v1/miners', '/feed.atom', '/robots.txt']) {
      const [head, whole] = [await get(path, {}, 'HEAD'), await get(path)];
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
      expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'));
    }
  });

  it('to a crowd costs the table what one reader costs it', async () => {
    const { get, sources, clock } = await aSite();
    let asked = 0;
    const { latest } = sources.history;
    sources.history.latest = () => {
      asked++;
      return latest.call(sources.history);
    };
    await get('/');
    const once = asked;
    for (let i = 0; i < 5; i++) expect((await get('/?utm=whatever')).status).toBe(200);
    expect(asked).toBe(once);
    clock.advance(31_000);
    await get('/');
    expect(asked).toBe(2 * once);
  });

  it('does not mix languages or days', async () => {
    const { get, text } = await aSite();
    await text('/');
    expect(await text('/', { 'accept-language': 'de' })).toContain('<html lang="de">');
    expect(await text('/?lang=ru')).toContain('href="/miners?lang=ru"');
    expect(await text('/', { 'accept-language': 'ru' })).toContain('href="/miners"');
    const [three, seven] = await Promise.all([3, 7].map((days) => get(`/v1/hashprice/days?days=${days}`)));
    const count = async (response: Response) => ((await response.json()) as { days: [] }).days.length;
    expect([await count(three!), await count(seven!)]).toEqual([4, 8]);
  });
});

it.each([
  ['', 'en'],
  ['fr', 'en'],
  ['de-CH, fr;q=0.8', 'de'],
  ['fr, ru;q=0.9, de;q=0.95', 'de'],
  ['zh-Hant-TW', 'zh'],
  ['pt-BR;q=0.1, *;q=0.5', 'pt'],
  ['de;q=0, es;q=0.1', 'es'],
  [`${'xx,'.repeat(10_000)}de`, 'en'],
  [';;;q=,,', 'en'],
])('takes %j for %s', async (header, locale) => {
  const { headers } = await (await aSite()).get('/', { 'accept-language': header });
  expect([headers.get('content-language'), headers.get('vary')]).toEqual([locale, 'accept-language']);
});

it.each([
  ['https://www.sec.gov/x', 'https://www.sec.gov/x'],
  ['http://x.example', 'http://x.example/'],
  ['javascript:alert(1)', undefined],
  [' JaVaScRiPt:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//evil.example', undefined],
  ['vbscript:x', undefined],
  ['', undefined],
])('lets %j lead to %s', (text, address) => {
  expect(webAddress(text)).toBe(address);
});
