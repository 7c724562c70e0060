import { fact } from '../../delivery/tell/facts.ts';
import { LIMITS } from '../../subscriptions/limits.ts';
import type { OwnFleet } from '../../subscriptions/own.ts';
import type { PersonalFleet } from '../../subscriptions/personal-fleet.ts';
import type { Field } from '../conversation.ts';
import { answer, button, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { askMachine } from './fleet-new.ts';
import { fleetWith, ownOf } from './fleets-of.ts';
import { notThere } from './not-there.ts';
import { earns, factsOfFleet, inputsIn, marginIn, reckon, severityOf } from './reckon.ts';
import { hoursIn } from './rule-words.ts';

/** Every fleet of the chat with what it earns now; without any, the way to the first one. */
export async function answerFleets(desk: Desk): Promise<Reply> {
  const { words, snapshot } = desk;
  const { fleets } = await ownOf(desk);
  if (fleets.length === 0) return askMachine(desk);
  return answer(
    desk,
    {
      title: words.say('fleet.list', { count: fleets.length, most: LIMITS.fleets }),
      lead: words.say('fleet.listLead', {}),
      facts: fleets.map(({ fleet }) => fact(fleet.name, stateIn(fleet, desk))),
    },
    [
      ...fleets.map(({ id, fleet }) => [button(fleet.name, 'fleet', id)]),
      [
        button(words.say('button.addAnother', {}), 'newFleet'),
        ...(snapshot ? [button(words.say('button.margin', {}), 'command', 'margin')] : []),
      ],
    ],
  );
}

/** What it earns now, in the order of its prices; what it is made of, where that cannot be told. */
function stateIn(fleet: PersonalFleet, { snapshot, words }: Desk): string {
  const margins = (snapshot ? reckon(fleet, snapshot) : []).flatMap(({ band, margin }) => {
    if (margin === undefined) return [];
    const earned = marginIn(margin, words);
    return [
      band.hours === undefined
        ? earned
        : words.say('fleet.priceInHours', { price: earned, hours: hoursIn(band.hours) }),
    ];
  });
  return margins.length === 0 ? inputsIn(fleet, words) : margins.join('; ');
}

/** One fleet with what it earns, and a button for everything that can be changed. */
export async function showFleet(desk: Desk, id: string, lead?: string): Promise<Reply> {
  const one = fleetWith(await ownOf(desk), id);
  return one === undefined ? notThere(desk) : shown(desk, one, { ...(lead !== undefined && { lead }) });
}

export function shown(desk: Desk, { id, fleet }: OwnFleet, said: { title?: string; lead?: string }): Reply {
  const { words, snapshot } = desk;
  const ask = (field: Field) => button(words.say(`fleet.${field}`, {}), 'askField', id, field);
  return answer(
    desk,
    {
      severity: severityOf(earns(fleet, snapshot)),
      title: said.title ?? fleet.name,
      lead: said.lead ?? inputsIn(fleet, words),
      facts: [
        ...(snapshot ? factsOfFleet(fleet, snapshot, words) : []),
        ...(said.lead === undefined ? [] : [fact(words.say('fact.fleet', {}), inputsIn(fleet, words))]),
      ],
    },
    [
      [ask('power'), ask('machine'), ask('name')],
      [ask('fee'), ask('pue'), ask('opex')],
      [
        button(words.say('button.chart', {}), 'chart', 'hashprice', '30d', id),
        button(words.say('button.remove', {}), 'dropFleet', id),
      ],
      [button(words.say('button.fleets', {}), 'command', 'fleet')],
    ],
  );
}
