import { describe, expect, it, onTestFinished } from 'vitest';
import { addressOf, feedName } from '../../../functions/filings/press/address.ts';
import { readPressFeed } from '../../../functions/filings/press/feed.ts';
import { type PressFeed, WATCHLIST } from '../../../functions/filings/watchlist.ts';
import { minutes } from '../../../functions/units/time.ts';
import { startPress, type WorldRelease } from '../../../infra/local/loopback/press.ts';
import { TestClock } from '../../support/clock.ts';

const FEEDS = WATCHLIST.flatMap(({ feeds }) => feeds);
const feedFrom = (from: PressFeed['from']): PressFeed => FEEDS.find((feed) => feed.from === from)!;
/** The wires that somebody on the list uses. */
const WIRES = [...new Set(FEEDS.map(({ from }) => from))];
const NOON = '2026-02-24T12:00:00Z';

async function open(...releases: WorldRelease[]) {
  const clock = new TestClock(NOON);
  const press = await startPress({ now: () => clock.now(), releases });
  onTestFinished(press.stop);
  const get = (feed: PressFeed, headers: Record<string, string> = {}) =>
    fetch(addressOf(feed, press.urls), { headers });
  return { ...press, clock, get, textOf: async (feed: PressFeed) => (await get(feed)).text() };
}

const aRelease = (feed: PressFeed, id: string, changes: Partial<WorldRelease> = {}): WorldRelease => ({
  feed: feedName(feed),
  id,
  title: `Release ${id}`,
  at: new Date('2026-02-24T11:05:37Z'),
  ...changes,
});

/** See contracts/newswires.md. */
describe('the wires on this machine', () => {
  it('have every feed of the watch-list at its own address, and nothing else', async () => {
    const { get, url } = await open();
    for (const feed of FEEDS) expect((await get(feed)).status, feedName(feed)).toBe(200);
    expect((await fetch(`${url}/globenewswire/rssfeed/organization/nobody`)).status).toBe(404);
    expect((await fetch(`${url}/`)).status).toBe(404);
  });

  it.each(WIRES)('%s: has what is out by now, the newest first', async (from) => {
    const feed = feedFrom(from);
    const { clock, textOf } = await open(
      aRelease(feed, 'older', { at: new Date('2026-02-23T11:00:00Z') }),
      aRelease(feed, 'newer'),
      aRelease(feed, 'coming', { at: new Date('2026-02-24T12:01:00Z') }),
      aRelease(FEEDS.find((other) => feedName(other) !== feedName(feed))!, 'elsewhere'),
    );
    const ids = async () => readPressFeed(await textOf(feed), from).map(({ id }) => id);
    expect(await ids()).toEqual(['newer', 'older']);
    clock.advance(minutes(1));
    expect(await ids()).toEqual(['coming', 'newer', 'older']);
  });

  it('have the latest twenty and no more', async () => {
    const feed = feedFrom('ir');
    const at = (n: number) => new Date(Date.parse('2026-02-24T10:00:00Z') + n * minutes(1));
    const { textOf } = await open(...Array.from({ length: 25 }, (_, n) => aRelease(feed, `r${n}`, { at: at(n) })));
    const items = readPressFeed(await textOf(feed), 'ir');
    expect([items.length, items[0]?.id, items.at(-1)?.id]).toEqual([20, 'r24', 'r5']);
  });

  it('begin with a byte order mark, and escape titles twice', async () => {
    const feed = feedFrom('ir');
    const { get } = await open(aRelease(feed, '1', { title: 'Coins & machines' }));
    const bytes = Buffer.from(await (await get(feed)).arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString()).toContain('<title>Coins &amp;amp; machines</title>');
  });

  it.each(WIRES)('%s: leaves out the seconds if it is GlobeNewswire', async (from) => {
    const feed = feedFrom(from);
    const { textOf } = await open(aRelease(feed, '1'));
    const date = from === 'globenewswire' ? 'Tue, 24 Feb 2026 11:05 GMT' : 'Tue, 24 Feb 2026 11:05:37 GMT';
    expect(await textOf(feed)).toContain(`<pubDate>${date}</pubDate>`);
  });

  it('send nothing again to whoever has it, until there is news', async () => {
    const feed = feedFrom('newsfile');
    const { clock, get, requests } = await open(
      aRelease(feed, 'old'),
      aRelease(feed, 'new', { at: new Date('2026-02-24T12:01:00Z') }),
    );
    const etag = (await get(feed)).headers.get('etag')!;
    const again = await get(feed, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    clock.advance(minutes(1));
    expect((await get(feed, { 'if-none-match': etag })).status).toBe(200);
    expect(requests).toMatchObject([200, 304, 200].map((status) => ({ feed: feedName(feed), status })));
  });

  it.each([
    ['403', 403, /Access Denied/],
    ['415', 415, /Unsupported/],
    ['500', 500, /Internal/],
    ['html', 200, /Just a moment/],
    ['empty', 200, /^$/],
    ['truncated', 200, /^(?!.*<\/rss>)/s],
    ['bomb', 200, /<!ENTITY b "&a;/],
    ['redirect', 302, /^$/],
  ] as const)('can be made to answer with "%s", one feed by itself or all of them', async (fault, status, body) => {
    const [one, other] = [feedFrom('ir'), feedFrom('newsfile')];
    const { fail, heal, urls } = await open(aRelease(one, '1'));
    const ask = async (feed: PressFeed) => {
      const reply = await fetch(addressOf(feed, urls), { redirect: 'manual' });
      return [reply.status, await reply.text()];
    };
    fail(feedName(one), fault);
    expect(await ask(one)).toEqual([status, expect.stringMatching(body)]);
    expect((await ask(other))[0]).toBe(200);
    fail('all', fault);
    expect((await ask(other))[0]).toBe(status);
    heal();
    expect((await ask(one))[0]).toBe(200);
  });

  it('can be made to hang, which is seen before anybody gives up', async () => {
    const feed = feedFrom('globenewswire');
    const { fail, urls, requests } = await open();
    fail(feedName(feed), 'hang');
    const gone = new AbortController();
    const asked = fetch(addressOf(feed, urls), { signal: gone.signal });
    while (requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    gone.abort();
    await expect(asked).rejects.toThrow();
    expect(requests).toMatchObject([{ feed: feedName(feed), status: 0 }]);
  });
});
