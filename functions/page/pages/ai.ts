import { fleetIn, rentFact } from '../../delivery/tell/switch-over.ts';
import { BENCHMARK, grossPerIt, LEASES, type Lease, rentsOf } from '../../industry/leases.ts';
import {
  type Assumption,
  assumptionsOf,
  compare,
  TERMS,
  USUAL_EFFICIENCIES,
  USUAL_USD_PER_KWH,
} from '../../industry/switch-over.ts';
import { fleetShape } from '../../market/fleet.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { pictureShape } from '../../pictures/picture.ts';
import { quantity } from '../../units/quantity.ts';
import { chart } from '../chart.ts';
import { facts, type Html, html, marked, outwards, table, theirs } from '../html.ts';
import type { Section } from '../layout.ts';
import type { PageSources } from '../sources.ts';
import type { Visit } from '../visit.ts';

/** From old machines to the newest, at what listed miners usually pay: between them are everybody's. */
export const RIVALS = USUAL_EFFICIENCIES.map((joulesPerTerahash) =>
  fleetShape.parse({ name: `${joulesPerTerahash} J/TH`, joulesPerTerahash, usdPerKwh: USUAL_USD_PER_KWH }),
);

/** What a MW earns with mining and with a published lease, the hashprice at which both come to the same, and every lease. */
export async function aiPage(sources: PageSources, visit: Visit): Promise<Section> {
  const { words } = visit;
  const latest = await sources.history.latest();
  const picture = await chart(sources, pictureShape.parse({ of: 'ai' }), visit);
  return {
    title: words.say('subject.switch-over', {}),
    body: html`${latest === undefined ? html`<p>${words.say('page.empty', {})}</p>` : rivals(latest, visit)}
${picture}
<h2>${words.say('page.assumptions', {})}</h2>
${assumptionsTable(visit)}
<h2>${words.say('page.leases', {})}</h2>
${leasesTable(visit)}`,
  };
}

function rivals({ hashprice: { usdPerPhDay } }: Snapshot, visit: Visit): Html {
  const { words } = visit;
  const each = RIVALS.map((fleet) => ({
    fleet,
    compared: compare({ fleet, usdPerMwYear: BENCHMARK.usdPerMwYear }, usdPerPhDay),
  }));
  const ahead = each.filter(({ compared }) => compared.byMargin.ratio >= 1);
  const title =
    ahead.length === 0
      ? words.say('answer.ai.ai', {})
      : ahead.length === each.length
        ? words.say('answer.ai.mining', {})
        : words.say('answer.ai.some', {
            fleets: words.list(ahead.map(({ fleet }) => fleetIn(fleet, 'margin', words))),
          });
  return html`<p><strong>${title}</strong>. ${words.say('answer.ai.lead', { hashprice: words.usdPerPhDay(usdPerPhDay) })}</p>
${facts([rentFact(BENCHMARK, words)])}
${table(
  visit,
  words.say('subject.switch-over', {}),
  [
    { head: words.say('page.machine', {}) },
    ...(
      ['page.perMwh', 'page.perYear', 'page.share', 'page.afterPower', 'page.levelMargin', 'page.levelRevenue'] as const
    ).map((key) => ({ head: words.say(key, {}), isNumber: true })),
  ],
  each.map(({ fleet, compared: { mining, lease, byMargin, byRevenue } }) => [
    fleetIn(fleet, 'margin', words),
    words.usdPerMwh(mining.usdPerMwh),
    words.usdPerMwYear(mining.usdPerMwYear),
    words.percent(mining.usdPerMwYear / lease.usdPerMwYear),
    words.usdPerMwh(mining.marginUsdPerMwh),
    words.usdPerPhDay(byMargin.usdPerPhDay),
    words.usdPerPhDay(byRevenue.usdPerPhDay),
  ]),
)}`;
}

/** What cannot be looked up, with who says so. */
export function assumptionsTable(visit: Visit): Html {
  const { words } = visit;
  return table(
    visit,
    words.say('page.assumptions', {}),
    [
      { head: words.say('page.what', {}) },
      { head: words.say('page.value', {}), isNumber: true },
      { head: words.say('page.source', {}) },
    ],
    assumptionsOf(TERMS).map((assumption) => {
      const { name, basis, source } = assumption;
      const said = words.say(`page.assumed.${basis}`, {});
      return [
        words.say(`page.term.${name}`, {}),
        amountOf(assumption, visit),
        source === undefined ? said : marked(outwards(source.url, theirs(source.title)), [source.publishedOn, said]),
      ];
    }),
  );
}

function amountOf({ name, value }: Assumption, { words }: Visit): string {
  if (name === 'grossPerIt') return words.number(value);
  return name === 'buildingUsdPerMw' || name === 'shedUsdPerMw' ? words.usd(value) : words.percent(value);
}

function leasesTable(visit: Visit): Html {
  const { words } = visit;
  const rents = rentsOf();
  const grid = grossPerIt();
  return html`${
    rents === undefined
      ? ''
      : html`<p>${words.say('industry.deal.colocation', {})}: ${words.say('answer.ai.range', {
          count: rents.leases,
          since: rents.since,
          low: words.usdPerMwYear(rents.low),
          high: words.usdPerMwYear(rents.high),
          mean: words.usdPerMwYear(rents.mean),
        })}${
          grid === undefined
            ? ''
            : html`. ${words.say('answer.ai.grid', {})}: ${words.say('answer.ai.gross', {
                low: words.number(Number(grid.low.toFixed(2))),
                high: words.number(Number(grid.high.toFixed(2))),
                least: words.usdPerMwYear(quantity(rents.mean / grid.high)),
                most: words.usdPerMwYear(quantity(rents.mean / grid.low)),
              })}`
        }</p>`
  }
${table(
  visit,
  words.say('page.leases', {}),
  [
    { head: words.say('page.landlord', {}) },
    { head: words.say('page.tenant', {}) },
    { head: words.say('page.kind', {}) },
    { head: words.say('page.size', {}), isNumber: true },
    { head: words.say('page.term', {}) },
    { head: words.say('page.rent', {}), isNumber: true },
    { head: words.say('page.source', {}) },
  ],
  LEASES.map((lease) => leaseRow(lease, visit)),
)}`;
}

function leaseRow(
  { landlord, tenant, kind, megawatts, of, years, usd, usdPerMwYear, how, source }: Lease,
  { words }: Visit,
) {
  const unknown = html`<small>${words.say('page.unknown', {})}</small>`;
  return [
    theirs(landlord),
    theirs(tenant),
    words.say(`industry.deal.${kind}`, {}),
    megawatts === undefined
      ? unknown
      : marked(
          words.say('industry.deal.size', { megawatts: words.number(megawatts) }),
          of ? [words.say(`page.of.${of}`, {})] : [],
        ),
    usd === undefined || years === undefined
      ? unknown
      : words.say('industry.deal.value', { usd: words.usd(usd), years }),
    usdPerMwYear === undefined
      ? unknown
      : marked(words.usdPerMwYear(quantity(usdPerMwYear)), how === 'reckoned' ? [words.say('page.reckoned', {})] : []),
    marked(outwards(source.url, theirs(source.title)), [source.publishedOn]),
  ];
}
