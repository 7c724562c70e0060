import { under } from '../../kit/http.ts';
import type { PressFeed } from '../watchlist.ts';

export type PressBases = {
  GLOBENEWSWIRE_URL: string;
  PRNEWSWIRE_URL: string;
  NEWSFILE_URL: string;
  IR_URL?: string | undefined;
};

/**
 * Where a feed is asked. An issuer's own site is asked where it is, unless `IR_URL` stands in for all of them (a
 * proxy, or a test): then its host becomes the first part of the path.
 */
export function addressOf(feed: PressFeed, bases: PressBases): string {
  switch (feed.from) {
    case 'globenewswire':
      return under(bases.GLOBENEWSWIRE_URL, `rssfeed/organization/${feed.token}`);
    case 'prnewswire':
      return under(bases.PRNEWSWIRE_URL, `rss/${feed.list}`);
    case 'newsfile':
      return under(bases.NEWSFILE_URL, `company/${feed.company}`);
    case 'ir': {
      if (bases.IR_URL === undefined) return feed.url;
      const { host, pathname, search } = new URL(feed.url);
      return under(bases.IR_URL, `${host}${pathname}${search}`);
    }
  }
}

/** What a feed is called in logs and keys. */
export const feedName = (feed: PressFeed): string => {
  switch (feed.from) {
    case 'globenewswire':
      return `globenewswire/${feed.token}`;
    case 'prnewswire':
      return `prnewswire/${feed.list}`;
    case 'newsfile':
      return `newsfile/${feed.company}`;
    case 'ir':
      return new URL(feed.url).host;
  }
};
