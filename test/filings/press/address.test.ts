import { describe, expect, it } from 'vitest';
import { addressOf, feedName, type PressBases } from '../../../functions/filings/press/address.ts';
import { type PressFeed, WATCHLIST } from '../../../functions/filings/watchlist.ts';

const bases: PressBases = {
  GLOBENEWSWIRE_URL: 'https://globe.test',
  PRNEWSWIRE_URL: 'https://pr.test/',
  NEWSFILE_URL: 'https://newsfile.test/prefix',
};
const feeds: readonly [PressFeed, string, string][] = [
  [
    { from: 'globenewswire', token: 'abcdefghijklmnopqrstuv==' },
    'https://globe.test/rssfeed/organization/abcdefghijklmnopqrstuv==',
    'globenewswire/abcdefghijklmnopqrstuv==',
  ],
  [
    { from: 'prnewswire', list: 'energy/energy-list.rss' },
    'https://pr.test/rss/energy/energy-list.rss',
    'prnewswire/energy/energy-list.rss',
  ],
  [{ from: 'newsfile', company: 5335 }, 'https://newsfile.test/prefix/company/5335', 'newsfile/5335'],
  [{ from: 'ir', url: 'https://ir.mara.test/news/rss?x=1' }, 'https://ir.mara.test/news/rss?x=1', 'ir.mara.test'],
];

describe('a press feed', () => {
  it.each(feeds)('%o is asked below its base', (feed, address) => {
    expect(addressOf(feed, bases)).toBe(address);
  });

  it.each(feeds)('%o has a name for logs and keys', (feed, _, name) => {
    expect(feedName(feed)).toBe(name);
  });

  it('of an issuer’s own site is asked where IR_URL says, its host becoming the first part of the path', () => {
    const [feed] = feeds[3]!;
    expect(addressOf(feed, { ...bases, IR_URL: 'http://127.0.0.1:8000/ir' })).toBe(
      'http://127.0.0.1:8000/ir/ir.mara.test/news/rss?x=1',
    );
  });

  it('of the watch-list has a name of its own', () => {
    const all = WATCHLIST.flatMap((company) => company.feeds);
    const names = new Map(all.map((feed) => [feedName(feed), addressOf(feed, bases)]));
    expect([...names.values()].toSorted()).toEqual([...new Set(all.map((feed) => addressOf(feed, bases)))].toSorted());
  });
});
