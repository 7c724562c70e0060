import { fact } from '../../delivery/tell/facts.ts';
import { referenceIn } from '../../delivery/tell/reference.ts';
import { sourcesOf } from '../../delivery/tell/sources.ts';
import { marginOf } from '../../market/margin.ts';
import { REFERENCE_FLEETS } from '../../market/reference-fleets.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { fleetCalled, type OwnFleet } from '../../subscriptions/own.ts';
import { press } from '../button.ts';
import { answer, button, corrected, type Desk } from '../desk.ts';
import { wrong } from '../parse/read.ts';
import type { Reply } from '../reply.ts';
import { ownOf } from './fleets-of.ts';
import { earns, factsOfFleet, inputsIn, marginIn, reckon, severityOf, titleOfFleet } from './reckon.ts';
import { hoursIn } from './rule-words.ts';
import { nothingYet } from './snapshot.ts';

/** Each fleet's margin, its break-even and its shutdown price; one that is named, or the only one, in full. */
export async function answerMargin(desk: Desk, name?: string): Promise<Reply> {
  const { snapshot } = desk;
  if (snapshot === undefined) return nothingYet(desk);
  const own = await ownOf(desk);
  if (own.fleets.length === 0) return withoutFleet(desk, snapshot);
  const one = name === undefined ? (own.fleets.length === 1 ? own.fleets[0] : undefined) : fleetCalled(own, name);
  if (one !== undefined) return ofOne(desk, one, snapshot);
  if (name !== undefined) {
    const names = own.fleets.map(({ fleet }) => fleet.name).join(', ');
    return corrected(desk, wrong('wrong.fleet', name, { names }), [
      [button(desk.words.say('button.margin', {}), 'command', 'margin')],
    ]);
  }
  return ofAll(desk, own.fleets, snapshot);
}

export function ofOne(desk: Desk, { id, fleet }: OwnFleet, snapshot: Snapshot): Reply {
  const { words } = desk;
  return answer(
    desk,
    {
      severity: severityOf(earns(fleet, snapshot)),
      title: titleOfFleet(fleet, snapshot, words),
      lead: words.say('earn.lead', { hashprice: words.usdPerPhDay(snapshot.hashprice.usdPerPhDay) }),
      facts: [...factsOfFleet(fleet, snapshot, words), fact(words.say('fact.fleet', {}), inputsIn(fleet, words))],
      sources: sourcesOf({ snapshot }, words).slice(0, 2),
    },
    [
      [
        button(words.say('button.chart', {}), 'chart', 'hashprice', '30d', id),
        button(words.say('button.change', {}), 'fleet', id),
        button(words.say('button.again', {}), 'command', 'margin'),
      ],
    ],
    { share: press('marginOf', id) },
  );
}

function ofAll(desk: Desk, fleets: readonly OwnFleet[], snapshot: Snapshot): Reply {
  const { words } = desk;
  const bad = fleets.filter(({ fleet }) => earns(fleet, snapshot) === false);
  return answer(
    desk,
    {
      severity: bad.length > 0 ? 'bad' : 'good',
      title: words.say('earn.all', { bad: bad.length, count: fleets.length }),
      lead: words.say('earn.lead', { hashprice: words.usdPerPhDay(snapshot.hashprice.usdPerPhDay) }),
      facts: fleets.flatMap(({ fleet }) =>
        reckon(fleet, snapshot).map(({ band, margin }) =>
          fact(
            band.hours === undefined ? fleet.name : `${fleet.name} ${hoursIn(band.hours)}`,
            margin === undefined
              ? words.say('earn.noRate', { currency: fleet.currency })
              : words.say('earn.line', {
                  margin: marginIn(margin, words),
                  breakEven: words.usdPerPhDay(margin.breakEvenHashpriceUsdPerPhDay),
                  shutdown: words.usdPerBtc(margin.shutdownPriceUsdPerBtc),
                }),
          ),
        ),
      ),
      sources: sourcesOf({ snapshot }, words).slice(0, 2),
    },
    [
      ...fleets.map(({ id, fleet }) => [button(fleet.name, 'fleet', id)]),
      [button(words.say('button.again', {}), 'command', 'margin')],
    ],
    { share: press('command', 'margin') },
  );
}

/** Whoever has told us nothing of theirs sees three machines that most can place themselves between. */
function withoutFleet(desk: Desk, snapshot: Snapshot): Reply {
  const { words } = desk;
  const market = { hashprice: snapshot.hashprice.usdPerPhDay, price: snapshot.price.usdPerBtc };
  return answer(
    desk,
    {
      title: words.say('earn.none', {}),
      lead: words.say('earn.noneLead', {}),
      facts: REFERENCE_FLEETS.map((fleet) =>
        fact(referenceIn(fleet.name, words), marginIn(marginOf(fleet, market), words)),
      ),
      sources: sourcesOf({ snapshot }, words).slice(0, 2),
    },
    [[button(words.say('button.addFleet', {}), 'newFleet')]],
  );
}
