import { fact } from '../../delivery/tell/facts.ts';
import { sourcesOf } from '../../delivery/tell/sources.ts';
import { earnsIn, fleetIn, keptFact, rentFact, termsFact } from '../../delivery/tell/switch-over.ts';
import type { Fact } from '../../delivery/telling.ts';
import { BENCHMARK, grossPerIt, LEASES, type Lease, rentsOf } from '../../industry/leases.ts';
import { type Comparison, compare, TERMS, USUAL_EFFICIENCIES, USUAL_USD_PER_KWH } from '../../industry/switch-over.ts';
import { type Fleet, fleetShape } from '../../market/fleet.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, corrected, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { ownOf } from './fleets-of.ts';
import { dollarsOf, ofMeanPrice, rivalFleet } from './rival-fleet.ts';
import { nothingYet } from './snapshot.ts';

const EXAMPLES = USUAL_EFFICIENCIES.map((joulesPerTerahash) =>
  fleetShape.parse({ joulesPerTerahash, usdPerKwh: USUAL_USD_PER_KWH }),
);
/** As many as a phone shows beside the leases. */
const MOST_FLEETS = 4;
const MOST_DEALS = 4;

type Rival = { label: string; fleet: Fleet };

/** What a MW earns with mining and with AI, for fleets of this chat, for those described, or for four examples. */
export async function answerAi(desk: Desk, text?: string): Promise<Reply> {
  const { snapshot, words } = desk;
  if (snapshot === undefined) return nothingYet(desk);
  if (text !== undefined) {
    const given = await rivalFleet(desk, text);
    if (!given.ok) return corrected(desk, given.wrong, [[button(words.say('button.again', {}), 'command', 'ai')]]);
    return answered(desk, [{ label: fleetIn(given.value, 'margin', words), fleet: given.value }], snapshot);
  }
  const own = (await ownOf(desk)).fleets.flatMap(({ fleet }): Rival[] => {
    const usd = dollarsOf(ofMeanPrice(fleet), snapshot);
    return usd === undefined ? [] : [{ label: fleet.name, fleet: usd }];
  });
  const examples = EXAMPLES.map((fleet) => ({ label: fleetIn(fleet, 'margin', words), fleet }));
  return answered(desk, own.length > 0 ? own.slice(0, MOST_FLEETS) : examples, snapshot);
}

function answered(desk: Desk, rivals: readonly Rival[], snapshot: Snapshot): Reply {
  const { words } = desk;
  const hashprice = snapshot.hashprice.usdPerPhDay;
  const compared = rivals.map(({ label, fleet }) => ({
    label,
    compared: compare({ fleet, usdPerMwYear: BENCHMARK.usdPerMwYear }, hashprice),
  }));
  const ahead = compared.filter((one) => one.compared.byMargin.ratio >= 1);
  const alone = compared.length === 1 ? compared[0] : undefined;
  return answer(
    desk,
    {
      severity: ahead.length > 0 ? 'good' : 'info',
      title: titleOf(
        ahead.map(({ label }) => label),
        compared.length,
        words,
      ),
      lead: words.say('answer.ai.lead', { hashprice: words.usdPerPhDay(hashprice) }),
      facts: [
        rentFact(BENCHMARK, words),
        ...compared.map((one) =>
          fact(one.label, [earnsIn(one.compared, 'margin', words), levelIn(one.compared, words)].join('; ')),
        ),
        ...(alone ? [keptFact(alone.compared, words)] : []),
        termsFact(TERMS, words),
        ...dealFacts(words),
      ],
      sources: sourcesOf({ snapshot }, words).slice(0, 2),
    },
    [
      [
        button(words.say('button.chart', {}), 'chart', 'ai', '30d', ''),
        button(words.say('button.tellMe', {}), 'topic', 'ai', 'on'),
      ],
      [
        button(words.say('button.margin', {}), 'command', 'margin'),
        button(words.say('button.again', {}), 'command', 'ai'),
      ],
    ],
  );
}

function titleOf(ahead: readonly string[], of: number, words: Words): string {
  if (ahead.length === 0) return words.say('answer.ai.ai', {});
  return ahead.length === of
    ? words.say('answer.ai.mining', {})
    : words.say('answer.ai.some', { fleets: words.list(ahead) });
}

const levelIn = ({ byMargin, byRevenue }: Comparison, words: Words): string =>
  words.say('ai.level', {
    margin: words.usdPerPhDay(byMargin.usdPerPhDay),
    revenue: words.usdPerPhDay(byRevenue.usdPerPhDay),
  });

/** What else is paid for a MW: the newest leases, each with where it stands, and what does not compare with them. */
function dealFacts(words: Words): Fact[] {
  const rents = rentsOf();
  const comparable = LEASES.filter(
    ({ kind, of, usdPerMwYear }) => kind === 'colocation' && of === 'critical-it' && usdPerMwYear !== undefined,
  );
  const gross = grossPerIt();
  return [
    ...(rents
      ? [
          fact(
            words.say('answer.ai.deals', {}),
            words.say('answer.ai.range', {
              count: rents.leases,
              since: rents.since,
              low: words.usd(rents.low),
              high: words.usd(rents.high),
              mean: words.usdPerMwYear(rents.mean),
            }),
          ),
        ]
      : []),
    ...comparable.slice(0, MOST_DEALS).map((lease) => dealFact(lease, words)),
    ...(gross
      ? [
          fact(
            words.say('answer.ai.grid', {}),
            words.say('answer.ai.gross', {
              low: words.number(gross.low),
              high: words.number(Number(gross.high.toFixed(2))),
              least: words.usd(BENCHMARK.usdPerMwYear / gross.high),
              most: words.usd(BENCHMARK.usdPerMwYear / gross.low),
            }),
          ),
        ]
      : []),
    ...otherFact('gpu-cloud', words.say('answer.ai.cloud', {}), words),
    ...otherFact('mining-colocation', words.say('answer.ai.hosting', {}), words),
  ];
}

const dealFact = (
  { landlord, tenant, usdPerMwYear = 0, megawatts = 0, years = 0, on, source }: Lease,
  words: Words,
): Fact => ({
  label: `${landlord}: ${tenant}`,
  value: words.say('answer.ai.deal', {
    rent: words.usdPerMwYear(quantity(usdPerMwYear)),
    megawatts: words.number(megawatts),
    years,
    day: on,
  }),
  url: source.url,
});

/** The newest of another kind, so that nobody takes its number for one of the above. */
function otherFact(kind: Lease['kind'], label: string, words: Words): Fact[] {
  const lease = LEASES.find((one) => one.kind === kind && one.usdPerMwYear !== undefined);
  if (lease?.usdPerMwYear === undefined) return [];
  const { landlord, tenant, usdPerMwYear, on, source } = lease;
  const who = `${landlord}: ${tenant}`;
  const rent = words.usdPerMwYear(quantity(usdPerMwYear));
  return [{ label, value: words.say('answer.ai.other', { who, rent, day: on }), url: source.url }];
}
