import { createHash } from 'node:crypto';
import { addressOf, feedName } from '../../../functions/filings/press/address.ts';
import { WATCHLIST } from '../../../functions/filings/watchlist.ts';
import { type Answer, type Call, html, type LoopbackServer, serve, text } from './serve.ts';

/** A release on a wire, by the name of its feed (`newsfile/5335`). */
export type WorldRelease = { feed: string; id: string; title: string; at: Date };

export type PressFault = '403' | '415' | 'html' | 'truncated' | 'empty' | 'redirect' | 'hang' | 'bomb' | '500';

export type PressLoopback = LoopbackServer & {
  /** Base URLs, by the variable that carries each. */
  urls: { GLOBENEWSWIRE_URL: string; PRNEWSWIRE_URL: string; NEWSFILE_URL: string; IR_URL: string };
  requests: { at: Date; feed: string; status: number }[];
  fail(feed: string | 'all', fault: PressFault): void;
  heal(): void;
};

/** Every wire and every issuer's own site on one port, each under its own prefix. Feeds of the watch-list exist; nothing else does. */
export async function startPress(world: { now(): Date; releases: readonly WorldRelease[] }): Promise<PressLoopback> {
  const requests: PressLoopback['requests'] = [];
  const faults = new Map<string, PressFault>();
  const bases = {
    GLOBENEWSWIRE_URL: 'http://x/globenewswire',
    PRNEWSWIRE_URL: 'http://x/prnewswire',
    NEWSFILE_URL: 'http://x/newsfile',
    IR_URL: 'http://x/ir',
  };
  const feeds = new Map(
    WATCHLIST.flatMap(({ feeds }) => feeds).map((feed) => [new URL(addressOf(feed, bases)).pathname, feed]),
  );

  const answer = ({ path, headers }: Call): Answer => {
    const feed = feeds.get(path);
    if (feed === undefined) return text('Not Found', 404);
    const name = feedName(feed);
    const reply = spoil(faults.get(name) ?? faults.get('all'), () => pageOf(name, headers));
    requests.push({ at: world.now(), feed: name, status: reply === 'hang' ? 0 : (reply.status ?? 200) });
    return reply;
  };

  const pageOf = (name: string, headers: Call['headers']): Exclude<Answer, 'hang'> => {
    const now = world.now();
    const items = world.releases
      .filter(({ feed, at }) => feed === name && at <= now)
      .toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const body = rss(items.slice(0, 20), name.startsWith('globenewswire/'));
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if (headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: '' };
    return { headers: { 'content-type': 'application/rss+xml; charset=utf-8', etag }, body };
  };

  const { url, stop } = await serve(answer);
  return {
    url,
    stop,
    urls: {
      GLOBENEWSWIRE_URL: `${url}/globenewswire`,
      PRNEWSWIRE_URL: `${url}/prnewswire`,
      NEWSFILE_URL: `${url}/newsfile`,
      IR_URL: `${url}/ir`,
    },
    requests,
    fail: (feed, fault) => {
      faults.set(feed, fault);
    },
    heal: () => faults.clear(),
  };
}

function rss(items: readonly WorldRelease[], withoutSeconds: boolean): string {
  const entries = items.map(({ id, title, at }) => {
    const date = at.toUTCString();
    return `<item><title>${escaped(escaped(title))}</title><link>https://example.com/${id}</link><guid isPermaLink="false">${id}</guid><pubDate>${
      // GlobeNewswire leaves them out.
      withoutSeconds ? date.replace(/:\d\d GMT$/, ' GMT') : date
    }</pubDate></item>`;
  });
  return `\ufeff<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>News</title>${entries.join('')}</channel></rss>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>`;

function spoil(fault: PressFault | undefined, page: () => Exclude<Answer, 'hang'>): Answer {
  switch (fault) {
    case undefined:
      return page();
    case '403':
      return html('Access Denied', 403);
    case '415':
      return text('Unsupported Media Type', 415);
    case '500':
      return text('Internal Server Error', 500);
    case 'html':
      return html('Just a moment...');
    case 'empty':
      return text('');
    case 'redirect':
      return { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' }, body: '' };
    case 'truncated': {
      const whole = page();
      return { ...whole, body: whole.body.slice(0, Math.ceil(whole.body.length / 2)) };
    }
    case 'bomb':
      return { headers: { 'content-type': 'application/rss+xml' }, body: BOMB };
    case 'hang':
      return 'hang';
  }
}
