import { renameFleet } from '../../subscriptions/fleets.ts';
import { fleetCalled, type OwnFleet } from '../../subscriptions/own.ts';
import type { PersonalFleet } from '../../subscriptions/personal-fleet.ts';
import type { CommandOf } from '../command.ts';
import { button, corrected, type Desk, refusal } from '../desk.ts';
import { readMachine, readMachineAndPower } from '../parse/machine.ts';
import { type Read, read, wrong } from '../parse/read.ts';
import { readTariff } from '../parse/tariff.ts';
import type { Reply } from '../reply.ts';
import { askingOf } from './asking.ts';
import { answerFleets, shown } from './fleet.ts';
import { askDrop, askField, changeFleet, changeOf } from './fleet-change.ts';
import {
  askMachine,
  askPower,
  buttonFor,
  draftOf,
  machineOf,
  noMachine,
  powerOf,
  saveNew,
  whichRig,
} from './fleet-new.ts';
import { fleetWith, ownOf } from './fleets-of.ts';
import { notThere } from './not-there.ts';

type Given = Omit<CommandOf<'fleet'>, 'name'>;

/** `/fleet`, `/fleet S21 XP 7c`, `/fleet rename A to B`, `/fleet remove A`; with a platform's options, all at once. */
export async function commandFleet(desk: Desk, given: Given): Promise<Reply> {
  const { action, fleet: called, machine } = given;
  if (action === undefined && called === undefined)
    return machine === undefined ? answerFleets(desk) : addGiven(desk, given);
  if (action === 'add') return machine === undefined ? askMachine(desk) : addGiven(desk, given);
  const own = await ownOf(desk);
  if (own.fleets.length === 0) return askMachine(desk);
  const one = called === undefined ? (own.fleets.length === 1 ? own.fleets[0] : undefined) : fleetCalled(own, called);
  if (one === undefined) {
    if (called === undefined) return answerFleets(desk);
    const names = own.fleets.map(({ fleet }) => fleet.name).join(', ');
    return corrected(desk, wrong('wrong.fleet', called, { names }), [
      [button(desk.words.say('button.fleets', {}), 'command', 'fleet')],
    ]);
  }
  if (action === 'remove') return askDrop(desk, one.id);
  if (action === 'rename' && given.called === undefined) return askField(desk, one.id, 'name');
  return changeGiven(desk, one, given);
}

const OPTIONS = [
  ['machine', 'machine'],
  ['power', 'power'],
  ['called', 'name'],
  ['fee', 'fee'],
  ['pue', 'pue'],
  ['opex', 'opex'],
] as const;

/** Every option that was given, or the first that cannot be read. */
function changesIn(
  fleet: PersonalFleet,
  given: Given,
  desk: Desk,
  skip: readonly string[],
): Read<Partial<PersonalFleet>> {
  let change: Partial<PersonalFleet> = {};
  for (const [option, field] of OPTIONS) {
    const text = given[option];
    if (text === undefined || skip.includes(option)) continue;
    const one = changeOf({ ...fleet, ...change }, field, text, desk);
    if (!one.ok) return one;
    change = { ...change, ...one.value };
  }
  return read(change);
}

async function changeGiven(desk: Desk, one: OwnFleet, given: Given): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const change = changesIn(one.fleet, given, desk, []);
  if (!change.ok) return corrected(desk, change.wrong);
  const { name, ...others } = change.value;
  if (Object.keys(change.value).length === 0) return shown(desk, one, {});
  if (name !== undefined && Object.keys(others).length === 0) return renamed(desk, one, name);
  return changeFleet(desk, one, change.value);
}

async function renamed(desk: Desk, one: OwnFleet, name: string): Promise<Reply> {
  const { own } = await renameFleet(desk.deps, askingOf(desk), one.id, name);
  const saved = fleetWith(own, one.id);
  return saved === undefined
    ? notThere(desk)
    : shown(desk, saved, { title: desk.words.say('fleet.changed', { fleet: saved.fleet.name }) });
}

async function addGiven(desk: Desk, given: Given): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const text = given.power === undefined ? (given.machine ?? '') : `${given.machine ?? ''} @ ${given.power}`;
  const both = readMachineAndPower(text, desk.settings.currency);
  const bare = readMachine(given.machine ?? '');
  const tariff = given.power === undefined ? undefined : readTariff(given.power, desk.settings.currency);
  if (tariff !== undefined && !tariff.ok) return corrected(desk, tariff.wrong);
  const read =
    tariff === undefined
      ? both
      : bare.ok
        ? { ok: true as const, value: { machine: bare.value, tariff: tariff.value } }
        : bare;
  if (!read.ok) return noMachine(desk, read.wrong);
  const { machine, tariff: power } = read.value;
  if ('oneOf' in machine) return whichRig(desk, machine.oneOf, (code) => buttonFor(desk, code, power));
  if (power === undefined) return askPower(desk, draftOf(machine));
  const draft = draftOf(machine);
  const sketch = { ...SKETCH, ...machineOf(draft), ...powerOf(power) };
  const more = changesIn(sketch, given, desk, ['machine', 'power']);
  return more.ok ? saveNew(desk, draft, power, more.value) : corrected(desk, more.wrong);
}

const SKETCH: PersonalFleet = {
  name: 'fleet',
  joulesPerTerahash: 17.5,
  currency: 'USD',
  perKwh: 0.07,
  poolFee: 0,
  pue: 1,
  opexPerPhDay: 0,
};
