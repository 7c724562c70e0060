import { composeAnnouncement } from '../../alerts/announce.ts';
import { tellAnnouncement } from '../../delivery/tell/announcement.ts';
import type { Evidence, Telling } from '../../delivery/telling.ts';
import type { Announced } from '../../filings/announced.ts';
import { digestOf } from '../../kit/digest.ts';
import { facts, type Html, html, outwards, theirs, within } from '../html.ts';
import type { Section } from '../layout.ts';
import { announcedLately } from '../read.ts';
import type { PageSources } from '../sources.ts';
import type { Visit } from '../visit.ts';

/** A reporting season, whole. */
export const LOOKED_BACK_DAYS = 100;
/** Each takes two kilobytes of a page. */
const MOST = 25;

/** What companies announced, with their own words and where they stand. */
export async function announcementsPage(sources: PageSources, visit: Visit): Promise<Section> {
  const { words, now } = visit;
  const announced = await announcedLately(sources.announced, now, LOOKED_BACK_DAYS, MOST);
  return {
    title: words.say('subject.filings', {}),
    body: html`${
      announced.length === 0
        ? html`<p>${words.say('page.news.none', { days: LOOKED_BACK_DAYS })}</p>`
        : announced.map((one) => articleOf(one, visit))
    }`,
  };
}

/** As a chat is told it. */
export const tellingOf = ({ announcement, notice, at }: Announced, visit: Visit): Telling =>
  tellAnnouncement(composeAnnouncement(notice, [{ announcement, notice }], at), visit.words);

/** Where it stands on the page and in the feed: by company, kind and period, so that it stays where it was. */
export const anchorOfAnnounced = ({ announcement: { event } }: Announced): string => `a-${digestOf(event, 12)}`;

export function articleOf(announced: Announced, visit: Visit): Html {
  const { title, lead, facts: told, evidence = [], severity } = tellingOf(announced, visit);
  const { ticker } = announced.announcement;
  return html`<article${severity === 'bad' ? html` class="bad"` : ''} id="${anchorOfAnnounced(announced)}">
<h3>${theirs(title)}</h3>
<p>${theirs(lead)}</p>
${evidence.map(quoteOf)}
${facts(told)}
<p><small>${visit.words.say('page.told', { at: visit.words.instant(announced.at) })} · ${within(visit, `/miners/${encodeURIComponent(ticker)}`, theirs(ticker))}</small></p>
</article>
`;
}

/** Filings are in English, whatever the page is in. */
const quoteOf = ({ quote, label, url }: Evidence): Html =>
  quote === undefined
    ? html`<p>${outwards(url, theirs(label))}</p>`
    : html`<blockquote lang="en"><p>${theirs(quote)}</p></blockquote><p>${outwards(url, theirs(label))}</p>`;
