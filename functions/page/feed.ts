import { Feed } from 'feed';
import { printable } from '../delivery/printable.ts';
import { digestOf } from '../kit/digest.ts';
import { html, webAddress } from './html.ts';
import { anchorOfAnnounced, LOOKED_BACK_DAYS, tellingOf } from './pages/announcements.ts';
import { type Alerted, alertedLately, announcedLately } from './read.ts';
import type { PageSources } from './sources.ts';
import type { Visit } from './visit.ts';

const MOST = 50;

type Entry = { id: string; link: string; title: string; body: string; at: Date; term: string };

/** Announcements, and alerts that everybody can have, as Atom; the same event has the same id, however often it is read. */
export async function atomOf(sources: PageSources, visit: Visit, origin: string): Promise<string> {
  const { words, now } = visit;
  const [announced, alerted] = await Promise.all([
    announcedLately(sources.announced, now, LOOKED_BACK_DAYS, MOST),
    alertedLately(sources.journal, MOST),
  ]);
  const entries = [
    ...announced.map((one): Entry => {
      const { title, lead, facts, evidence = [] } = tellingOf(one, visit);
      const body = html`<p>${lead}</p>${evidence.map(
        ({ quote, label, url }) =>
          html`${quote === undefined ? '' : html`<blockquote>${quote}</blockquote>`}<p><a href="${webAddress(url) ?? origin}">${label}</a></p>`,
      )}<ul>${facts.map(({ label, value }) => html`<li>${label}: ${value}</li>`)}</ul>`;
      const link = `${origin}/announcements#${anchorOfAnnounced(one)}`;
      return { id: link, link, title, body: String(body), at: one.at, term: one.announcement.class };
    }),
    ...alerted.map((one) => alertEntry(one, visit, origin)),
  ]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, MOST);

  const brand = words.say('answer.help.title', {});
  const feed = new Feed({
    id: `${origin}/feed.atom`,
    title: brand,
    description: words.say('page.lead', {}),
    link: origin,
    feedLinks: { atom: `${origin}/feed.atom?lang=${words.reader.locale}` },
    language: words.reader.locale,
    author: { name: brand },
    generator: false,
    // Of what it tells and not of the moment: unchanged, it is the same feed.
    updated: entries[0]?.at ?? new Date(0),
  });
  for (const { id, link, title, body, at, term } of entries) {
    feed.addItem({
      id,
      link,
      // Readers take both as HTML.
      title: String(html`${printable(title)}`),
      content: printable(body),
      date: at,
      published: at,
      category: [{ term }],
    });
  }
  return feed.atom1();
}

function alertEntry({ topic, entry }: Alerted, { words }: Visit, origin: string): Entry {
  const name = words.say(`topic.${topic}`, {});
  const event = words.say(
    entry.to === 'calm'
      ? 'history.event.resolved'
      : entry.to === 'hovering'
        ? 'history.event.hovering'
        : 'history.event.fired',
    {},
  );
  const id = digestOf(`${entry.rule} ${entry.at.toISOString()} ${entry.from} ${entry.to}`, 12);
  return {
    id: `${origin}/#alert-${id}`,
    link: `${origin}/`,
    title: `${name}: ${event}`,
    body: String(html`<p>${words.say('history.what', { at: words.instant(entry.at), what: `${name}: ${event}` })}</p>`),
    at: entry.at,
    term: topic,
  };
}
