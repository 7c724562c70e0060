import { type Context, Hono, type HonoRequest } from 'hono';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import * as z from 'zod';
import type { Log } from '../kit/log.ts';
import type { Milliseconds } from '../units/time.ts';
import { localeOf } from '../words/locale.ts';
import { LOCALES, type Locale } from '../words/preferences.ts';
import { speak } from '../words/words.ts';
import { atomOf } from './feed.ts';
import { html } from './html.ts';
import { documentOf, placeIn } from './layout.ts';
import { minerPage } from './pages/miner.ts';
import { staleBanner } from './pages/now.ts';
import { reportBody, SECTIONS } from './pages/report.ts';
import { remembered } from './remembered.ts';
import type { PageSources } from './sources.ts';
import { STYLE_HASH } from './style.ts';
import { answerIn, ENDPOINTS, type Endpoint } from './v1/endpoints.ts';
import { openapi } from './v1/openapi.ts';
import { hrefIn, hrefInReport, PLACES, type Place, type Visit } from './visit.ts';

/** @property now when it is asked; every age on a page counts to it. */
export type Site = { sources: PageSources; now(): Date; tickMs: Milliseconds; log: Pick<Log, 'error'> };

const HTML = { 'content-type': 'text/html; charset=utf-8' };
/** Half a tick is no age; and behind it whoever keeps copies may give an old one while a new one is made, or cannot be had. */
const CACHED = 'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400';

/** What is here for everybody: read-only, the same for whoever asks, in their language. */
export function createSite(site: Site): Hono {
  const { sources, now, tickMs } = site;
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [STYLE_HASH],
        imgSrc: ['data:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      crossOriginResourcePolicy: false,
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      strictTransportSecurity: 'max-age=63072000',
    }),
  );
  app.use(etag());
  app.use(remembered(now, keyOf));
  app.use('/v1/*', cors({ origin: '*', allowMethods: ['GET', 'HEAD'] }));
  app.use('/feed.atom', cors({ origin: '*', allowMethods: ['GET', 'HEAD'] }));

  const visitOf = async (c: Context): Promise<Visit> => {
    const asked = localeOf(c.req.query('lang'));
    const words = await speak(asked ?? acceptedIn(c.req.header('accept-language')));
    return { words, now: now(), tickMs, href: hrefIn(asked) };
  };
  const page = async (c: Context, visit: Visit, given: Omit<Parameters<typeof documentOf>[1], 'path' | 'banner'>) => {
    const banner = staleBanner(await sources.history.latest(), visit);
    const path = pathOf(c);
    return c.body(String(documentOf(visit, { ...given, path, ...(banner && { banner }) })), 200, {
      ...HTML,
      'cache-control': CACHED,
      'content-language': visit.words.reader.locale,
      vary: 'accept-language',
    });
  };

  for (const place of PLACES) {
    app.get(place, async (c) => {
      const visit = await visitOf(c);
      const { title, body } = await SECTIONS[place](sources, visit);
      return page(c, visit, { at: place, title: titleAt(place, title, visit), body: html`<h1>${title}</h1>${body}` });
    });
  }
  app.get('/miners/:ticker', async (c) => {
    const visit = await visitOf(c);
    const found = await minerPage(sources, visit, c.req.param('ticker'));
    if (found === undefined) return c.notFound();
    if ('moved' in found) return c.redirect(visit.href(`/miners/${found.moved}`)!, 301);
    const { title, body } = found.section;
    return page(c, visit, { at: '/miners', title, body: html`<h1>${title}</h1>${body}` });
  });
  app.get('/report', async (c) => {
    const visit = { ...(await visitOf(c)), href: hrefInReport, isReport: true };
    return page(c, visit, {
      title: visit.words.say('answer.help.title', {}),
      body: await reportBody(sources, visit),
    });
  });
  app.get('/feed.atom', async (c) => {
    const visit = await visitOf(c);
    return c.body(await atomOf(sources, visit, originOf(c)), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': CACHED,
      vary: 'accept-language',
    });
  });
  app.get('/v1/openapi.json', (c) => c.body(openapi(originOf(c)), 200, json('application/json')));
  for (const endpoint of ENDPOINTS) {
    app.get(endpoint.path.replace(/\{(\w+)\}/g, ':$1'), (c) => answer(c, endpoint, site));
  }
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /v1/\n', 200, { 'cache-control': CACHED }));

  app.notFound(async (c) => {
    if (isApi(c))
      return problem(c, 404, 'Not Found', `nothing is at ${pathOf(c)}; /v1/openapi.json names what there is`);
    return inPlace(c, 404, await visitOf(c), 'page.notFound');
  });
  app.onError(async (error, c) => {
    site.log.error('a page failed', error, { path: c.req.routePath });
    if (isApi(c)) return problem(c, 500, 'Internal Server Error', 'it is in our log; please try again in a minute');
    return inPlace(c, 500, await visitOf(c), 'page.broken');
  });
  return app;
}

/** The heading of the first page is a number that is old tomorrow; a tab is named after the place. */
const titleAt = (place: Place, title: string, visit: Visit): string =>
  place === '/' ? visit.words.say('answer.help.title', {}) : title || placeIn(place, visit);

/** A page that says what is wrong. */
function inPlace(c: Context, status: 404 | 500, visit: Visit, key: 'page.notFound' | 'page.broken'): Response {
  const title = visit.words.say(key, {});
  const body = html`<h1>${title}</h1><p>${visit.words.say(`${key}.lead`, {})}</p>`;
  const markup = String(documentOf(visit, { path: '/', title, body }));
  return c.body(markup, status, { ...HTML, 'cache-control': 'no-store', vary: 'accept-language' });
}

const isApi = (c: Context): boolean => c.req.path.startsWith('/v1/');
const json = (type: string) => ({ 'content-type': `${type}; charset=utf-8`, 'cache-control': CACHED });

async function answer(c: Context, endpoint: Endpoint, { sources, now, tickMs }: Site): Promise<Response> {
  const query = endpoint.query?.safeParse(c.req.query());
  const params = endpoint.params?.safeParse(c.req.param());
  const wrong = query?.error ?? params?.error;
  if (wrong !== undefined) return problem(c, 400, 'Bad Request', z.prettifyError(wrong));
  const given = { ...query?.data, ...params?.data };
  const found = await endpoint.answer(sources, { now: now(), tickMs }, given);
  if (found === undefined) return problem(c, 404, 'Not Found', endpoint.nothing);
  return c.body(answerIn(endpoint, found), 200, json('application/json'));
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
const problem = (c: Context, status: 400 | 404 | 500, title: string, detail: string): Response =>
  c.body(JSON.stringify({ type: 'about:blank', title, status, detail }), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  });

/** What an answer depends on beside the facts: where, in which language, of which days. */
const keyOf = (request: HonoRequest): string => {
  const { origin, pathname } = new URL(request.url);
  const asked = localeOf(request.query('lang'));
  const locale = asked ?? acceptedIn(request.header('accept-language'));
  return JSON.stringify([origin, pathname, asked === undefined, locale, request.query('days')]);
};

const originOf = (c: Context): string => new URL(c.req.url).origin;

/** As it stands in links to the same page in other languages. */
const pathOf = (c: Context): `/${string}` => new URL(c.req.url).pathname as `/${string}`;

/** More than any browser sends. */
const MOST_LANGUAGES = 20;

/** The best of the languages that somebody reads: `de-CH, fr;q=0.8`. @see https://www.rfc-editor.org/rfc/rfc9110#name-accept-language */
function acceptedIn(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .split(',', MOST_LANGUAGES)
    .flatMap((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const q = parameters
        .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
        .find((one) => one !== undefined);
      const locale = localeOf(tag);
      const weight = q === undefined ? 1 : Number(q);
      return locale === undefined || !(weight > 0) ? [] : [{ locale, weight }];
    })
    .toSorted((a, b) => b.weight - a.weight);
  return wanted[0]?.locale ?? LOCALES[0];
}
