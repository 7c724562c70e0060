import { type Html, html } from '../html.ts';
import type { Section } from '../layout.ts';
import type { PageSources } from '../sources.ts';
import { anchorOf, PLACES, type Place, type Visit } from '../visit.ts';
import { aiPage } from './ai.ts';
import { announcementsPage } from './announcements.ts';
import { methodPage } from './method.ts';
import { minersPage } from './miners.ts';
import { nowPage } from './now.ts';
import { productionPage } from './production.ts';

export const SECTIONS: Readonly<Record<Place, (sources: PageSources, visit: Visit) => Promise<Section>>> = {
  '/': nowPage,
  '/miners': minersPage,
  '/ai': aiPage,
  '/production': productionPage,
  '/announcements': announcementsPage,
  '/method': async (_, visit) => methodPage(visit),
};

/** Every page under one another, in one file that needs no other. */
export async function reportBody(sources: PageSources, visit: Visit): Promise<Html> {
  const sections = await Promise.all(
    PLACES.map(async (place) => ({ place, ...(await SECTIONS[place](sources, visit)) })),
  );
  return html`${sections.map(
    ({ place, title, body }) => html`<section id="${anchorOf(place)}"><h1>${title}</h1>
${body}</section>
`,
  )}`;
}
