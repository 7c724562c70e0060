import type { XmlElement } from '@rgrove/parse-xml';
import { readHtml } from '../document/read-html.ts';
import { childrenOf, rootOf, textIn } from '../xml.ts';

/** A press release as a feed announces it. Plain text; the release itself is not read. */
export type PressItem = {
  /** The same for the same release, in whatever language or order the feed lists it. */
  id: string;
  title: string;
  /** Shown to nobody unless it leads to one of the feed's own hosts. */
  link: string;
  at?: Date;
};

const MOST_ITEMS = 200;

/**
 * Reads RSS 2.0 or Atom. Newest first is the rule and not relied on.
 * @throws {Unreadable} HTML, or a feed that breaks off.
 */
export function readPressFeed(xml: string, from: string): PressItem[] {
  const root = rootOf(xml, ['rss', 'feed'], from);
  const entries =
    root.name === 'rss'
      ? childrenOf(root, 'channel').flatMap((channel) => childrenOf(channel, 'item'))
      : childrenOf(root, 'entry');
  const items = entries.slice(0, MOST_ITEMS).map(readItem);
  // Newsfile sends releases again; the wire's own number makes the languages of one release one.
  return items.filter(
    ({ title, id }, i) => !/^RETRANSMISSION:/i.test(title) && items.findIndex((other) => other.id === id) === i,
  );
}

function readItem(item: XmlElement): PressItem {
  const link = textIn(item, 'link') || (childrenOf(item, 'link')[0]?.attributes['href'] ?? '');
  const title = plain(textIn(item, 'title'));
  const id = textIn(item, 'dc:identifier') || textIn(item, 'guid') || textIn(item, 'id') || link || title;
  // GlobeNewswire leaves out the seconds: `Fri, 02 Oct 2026 18:06 GMT`, which V8 reads and RFC 822 does not.
  const at = new Date(
    textIn(item, 'pubDate') || textIn(item, 'published') || textIn(item, 'updated') || textIn(item, 'dc:date'),
  );
  return { id: id.slice(0, 256), title, link, ...(Number.isNaN(at.getTime()) ? {} : { at }) };
}

/** Titles come escaped twice (`&amp;amp;`), or with markup in them. */
const plain = (title: string): string => readHtml(title.slice(0, 1_000)).text.replace(/\s+/g, ' ').slice(0, 300);
