import { fact } from '../../delivery/tell/facts.ts';
import { rateOf } from '../../market/rates.ts';
import { removeFleet, saveFleet } from '../../subscriptions/fleets.ts';
import type { OwnFleet } from '../../subscriptions/own.ts';
import type { PersonalFleet } from '../../subscriptions/personal-fleet.ts';
import type { UsdPerKwh } from '../../units/power.ts';
import { quantity } from '../../units/quantity.ts';
import type { Field } from '../conversation.ts';
import { answer, button, corrected, type Desk, expect, howToAnswer, leaveIt, refusal, settle } from '../desk.ts';
import { readMachine } from '../parse/machine.ts';
import { readOpex } from '../parse/opex.ts';
import { plainly, type Read, read, wrong } from '../parse/read.ts';
import { readFee, readPue } from '../parse/share.ts';
import { readTariff, type Tariff } from '../parse/tariff.ts';
import type { Reply } from '../reply.ts';
import { askingOf } from './asking.ts';
import { shown } from './fleet.ts';
import { draftOf, labelOf, machineOf, powerOf, whichRig } from './fleet-new.ts';
import { fleetWith, ownOf } from './fleets-of.ts';
import { notThere } from './not-there.ts';
import { rigFrom } from './rig-buttons.ts';
import { hoursIn } from './rule-words.ts';

/** Asks for one thing of a fleet, with what it is now. */
export async function askField(desk: Desk, id: string, field: Field): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const one = fleetWith(await ownOf(desk), id);
  if (one === undefined) return notThere(desk);
  const { words } = desk;
  await expect(desk, { awaits: 'field', fleet: id, field });
  return answer(
    desk,
    {
      title: `${one.fleet.name}: ${words.say(`fleet.${field}`, {})}`,
      lead: words.say(`fleet.ask.${field}`, { how: howToAnswer(desk) }),
      facts: [fact(words.say('settings.now', {}), valueIn(one.fleet, field, desk))],
    },
    [[button(words.say('button.back', {}), 'fleet', id), ...leaveIt(desk)]],
  );
}

function valueIn(fleet: PersonalFleet, field: Field, { words }: Desk): string {
  const efficiency = words.joulesPerTerahash(quantity(fleet.joulesPerTerahash));
  switch (field) {
    case 'machine':
      return fleet.rig === undefined ? efficiency : `${fleet.rig} (${efficiency})`;
    case 'power':
      return reckonlessPrices(fleet, words);
    case 'name':
      return fleet.name;
    case 'fee':
      return words.percent(fleet.poolFee);
    case 'pue':
      return words.number(fleet.pue);
    case 'opex':
      return words.pricedIn(fleet.currency).usdPerPhDay(fleet.opexPerPhDay);
  }
}

const reckonlessPrices = (fleet: PersonalFleet, words: Desk['words']): string => {
  const money = words.pricedIn(fleet.currency);
  const price = (perKwh: number) => money.usdPerKwh(quantity<UsdPerKwh>(perKwh));
  if (typeof fleet.perKwh === 'number') return price(fleet.perKwh);
  const bands = fleet.perKwh.bands.map((band) => `${hoursIn([band])} ${price(band.perKwh)}`);
  return [price(fleet.perKwh.otherwise), ...bands].join('; ');
};

/** What was typed for it. */
export async function fieldTyped(desk: Desk, id: string, field: Field, text: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const one = fleetWith(await ownOf(desk), id);
  if (one === undefined) return notThere(desk);
  if (field === 'machine') {
    const machine = readMachine(text);
    if (machine.ok && 'oneOf' in machine.value) {
      return whichRig(desk, machine.value.oneOf, (code) => button(labelOf(code), 'fleetRig', id, code));
    }
  }
  const change = changeOf(one.fleet, field, text, desk);
  if (!change.ok) return corrected(desk, change.wrong, [[button(desk.words.say('button.back', {}), 'fleet', id)]]);
  const reply = await changeFleet(desk, one, change.value);
  await settle(desk);
  return reply;
}

export async function fleetRigTapped(desk: Desk, id: string, code: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const one = fleetWith(await ownOf(desk), id);
  const rig = rigFrom(code);
  if (one === undefined || rig === undefined) return notThere(desk);
  return changeFleet(desk, one, machineOf({ rig: rig.name }));
}

/** Saves the change, and shows the fleet with what it earns by it. */
export async function changeFleet(desk: Desk, { id, fleet }: OwnFleet, change: Partial<PersonalFleet>): Promise<Reply> {
  const { rig: _, ...bare } = fleet;
  const keepsRig = change.joulesPerTerahash === undefined && fleet.rig !== undefined;
  const next = { ...bare, ...(keepsRig && { rig: fleet.rig }), ...change };
  const { own } = await saveFleet(desk.deps, askingOf(desk), next, id);
  const saved = fleetWith(own, id);
  return saved === undefined
    ? notThere(desk)
    : shown(desk, saved, { title: desk.words.say('fleet.changed', { fleet: saved.fleet.name }) });
}

const LONGEST_NAME = 40;

export function changeOf(fleet: PersonalFleet, field: Field, text: string, desk: Desk): Read<Partial<PersonalFleet>> {
  const mapped = <Value>(
    given: Read<Value>,
    to: (value: Value) => Partial<PersonalFleet>,
  ): Read<Partial<PersonalFleet>> => (given.ok ? read(to(given.value)) : given);
  switch (field) {
    case 'machine':
      return mapped(readMachine(text), (machine) => ('oneOf' in machine ? {} : machineOf(draftOf(machine))));
    case 'power':
      return mapped(readTariff(text, fleet.currency), (tariff) => ({
        ...powerOf(tariff),
        opexPerPhDay: opexIn(fleet, tariff, desk),
      }));
    case 'name':
      return mapped(readName(text), (name) => ({ name }));
    case 'fee':
      return mapped(readFee(text), (poolFee) => ({ poolFee }));
    case 'pue':
      return mapped(readPue(text), (pue) => ({ pue }));
    case 'opex':
      return mapped(readOpex(text, fleet.currency), (opexPerPhDay) => ({ opexPerPhDay }));
  }
}

/** Power in another currency takes the other costs along. */
function opexIn({ opexPerPhDay, currency }: PersonalFleet, tariff: Tariff, { snapshot }: Desk): number {
  if (opexPerPhDay === 0 || tariff.currency === currency || snapshot === undefined) return opexPerPhDay;
  const [from, to] = [rateOf(snapshot, currency), rateOf(snapshot, tariff.currency)];
  return from === undefined || to === undefined ? opexPerPhDay : Number(((opexPerPhDay * to) / from).toPrecision(6));
}

function readName(text: string): Read<string> {
  const name = plainly(text)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  return name === '' || name.length > LONGEST_NAME ? wrong('wrong.name', text, { most: LONGEST_NAME }) : read(name);
}

/** Asks first: the alerts go with it. */
export async function askDrop(desk: Desk, id: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const one = fleetWith(await ownOf(desk), id);
  if (one === undefined) return notThere(desk);
  const { words } = desk;
  return answer(
    desk,
    {
      severity: 'warning',
      title: words.say('fleet.drop', { fleet: one.fleet.name }),
      lead: words.say('fleet.dropLead', {}),
    },
    [
      [
        button(words.say('button.remove', {}), 'reallyDropFleet', id),
        button(words.say('button.back', {}), 'fleet', id),
      ],
    ],
  );
}

export async function dropFleet(desk: Desk, id: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const one = fleetWith(await ownOf(desk), id);
  const { words } = desk;
  await removeFleet(desk.deps, askingOf(desk), id);
  return answer(
    desk,
    {
      title:
        one === undefined ? words.say('fleet.dropped', {}) : words.say('fleet.droppedNamed', { fleet: one.fleet.name }),
      lead: words.say('fleet.droppedLead', {}),
    },
    [[button(words.say('button.fleets', {}), 'command', 'fleet')]],
  );
}
