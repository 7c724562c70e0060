import type { Rule } from '../../alerts/rule.ts';
import { fact } from '../../delivery/tell/facts.ts';
import { MOST_PER_KWH } from '../../market/fleet.ts';
import type { Rig } from '../../market/rigs.ts';
import { saveFleet } from '../../subscriptions/fleets.ts';
import { isSameName, type Own, type OwnFleet } from '../../subscriptions/own.ts';
import { type PersonalFleet, rulesOfFleet } from '../../subscriptions/personal-fleet.ts';
import type { UsdPerKwh } from '../../units/power.ts';
import { quantity } from '../../units/quantity.ts';
import type { Draft } from '../conversation.ts';
import {
  answer,
  button,
  corrected,
  type Desk,
  expect,
  howToAnswer,
  inARow,
  leaveIt,
  type Rows,
  refusal,
  rowsOf,
  settle,
} from '../desk.ts';
import { type Machine, readMachineAndPower } from '../parse/machine.ts';
import type { Wrong } from '../parse/read.ts';
import { readTariff, type Tariff } from '../parse/tariff.ts';
import type { Reply } from '../reply.ts';
import { askingOf } from './asking.ts';
import { fleetWith, ownOf } from './fleets-of.ts';
import { notThere } from './not-there.ts';
import { pastOf } from './past.ts';
import { earns, factsOfFleet, inputsIn, severityOf } from './reckon.ts';
import { rigButtons, rigCode, rigFrom } from './rig-buttons.ts';
import { listen } from './topics.ts';

/** Which machine: one tap, or its name typed. */
export async function askMachine(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const { words } = desk;
  await expect(desk, { awaits: 'machine' });
  return answer(
    desk,
    { title: words.say('fleet.new', {}), lead: words.say('fleet.newLead', { how: howToAnswer(desk) }) },
    [...rigButtons(words), leaveIt(desk)],
  );
}

export async function askOtherRig(desk: Desk): Promise<Reply> {
  const { words } = desk;
  await expect(desk, { awaits: 'machine' });
  return answer(
    desk,
    { title: words.say('fleet.otherRig', {}), lead: words.say('fleet.otherRigLead', { how: howToAnswer(desk) }) },
    [leaveIt(desk)],
  );
}

/** In hundredths of what a kWh may cost at most: four cents to ten, or as much of another currency. */
const PRICES = [2, 2.5, 3, 3.5, 4, 5] as const;

/** What power costs: one tap, or typed, also by the hour. */
export async function askPower(desk: Desk, machine: Draft): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { words, settings } = desk;
  const { currency } = settings;
  await expect(desk, { awaits: 'power', machine });
  const money = words.pricedIn(currency);
  const prices = PRICES.map((share) => (share / 100) * MOST_PER_KWH[currency]);
  const taps: Rows =
    'rig' in machine
      ? rowsOf(
          prices.map((price) =>
            button(
              money.usdPerKwh(quantity<UsdPerKwh>(price)),
              'newPrice',
              rigCode(machine.rig),
              Math.round(price * 1_000),
            ),
          ),
          3,
        )
      : [];
  return answer(
    desk,
    {
      title: words.say('fleet.askPower', { machine: draftIn(machine, desk) }),
      lead: words.say('fleet.askPowerLead', { how: howToAnswer(desk) }),
    },
    [...taps, [button(words.say('button.back', {}), 'newFleet'), ...leaveIt(desk)]],
  );
}

function draftIn(machine: Draft, { words }: Desk): string {
  if ('joulesPerTerahash' in machine) return words.joulesPerTerahash(quantity(machine.joulesPerTerahash));
  const rig = rigFrom(rigCode(machine.rig));
  return rig === undefined ? machine.rig : `${shortName(rig)} (${words.joulesPerTerahash(rig.joulesPerTerahash)})`;
}

const shortName = ({ name }: Pick<Rig, 'name'>): string => name.slice(name.indexOf(' ') + 1);

/** A machine was tapped. */
export async function rigTapped(desk: Desk, code: string): Promise<Reply> {
  const rig = rigFrom(code);
  return rig === undefined ? notThere(desk) : askPower(desk, { rig: rig.name });
}

/** And then its price. */
export async function priceTapped(desk: Desk, code: string, thousandths: number): Promise<Reply> {
  const rig = rigFrom(code);
  const { currency } = desk.settings;
  const perKwh = thousandths / 1_000;
  if (rig === undefined || perKwh > MOST_PER_KWH[currency]) return notThere(desk);
  return saveNew(desk, { rig: rig.name }, { currency, otherwise: perKwh, bands: [] });
}

/** A machine was typed, perhaps with its price. */
export async function machineTyped(desk: Desk, text: string): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const given = readMachineAndPower(text, desk.settings.currency);
  if (!given.ok) return noMachine(desk, given.wrong);
  const { machine, tariff } = given.value;
  if ('oneOf' in machine) return whichRig(desk, machine.oneOf, (code) => buttonFor(desk, code, tariff));
  const draft = draftOf(machine);
  return tariff === undefined ? askPower(desk, draft) : saveNew(desk, draft, tariff);
}

/** A price that was typed along is not asked for again, where a button can carry it. */
export function buttonFor({ settings }: Desk, code: string, tariff: Tariff | undefined): Rows[number][number] {
  const thousandths = (tariff?.otherwise ?? 0) * 1_000;
  const carries = tariff?.bands.length === 0 && tariff.currency === settings.currency && thousandths >= 1;
  return carries && Math.abs(thousandths - Math.round(thousandths)) < 1e-9
    ? button(labelOf(code), 'newPrice', code, Math.round(thousandths))
    : button(labelOf(code), 'newRig', code);
}

export const labelOf = (code: string): string => {
  const rig = rigFrom(code);
  return rig === undefined ? code : shortName(rig);
};

export const draftOf = (machine: Exclude<Machine, { oneOf: unknown }>): Draft =>
  'rig' in machine ? { rig: machine.rig.name } : { joulesPerTerahash: machine.joulesPerTerahash };

/** Where it was the machine that could not be read, one can be tapped. */
export const noMachine = (desk: Desk, wrong: Wrong): Reply =>
  corrected(desk, wrong, wrong.key === 'wrong.machine' ? rigButtons(desk.words) : []);

/** Several machines go by that name, or nearly. */
export const whichRig = (desk: Desk, rigs: readonly Rig[], to: (code: string) => Rows[number][number]): Reply =>
  answer(
    desk,
    { title: desk.words.say('fleet.which', {}), lead: desk.words.say('fleet.whichLead', {}) },
    rowsOf(
      rigs.map(({ name }) => to(rigCode(name))),
      2,
    ),
  );

export async function powerTyped(desk: Desk, machine: Draft, text: string): Promise<Reply> {
  const tariff = readTariff(text, desk.settings.currency);
  return tariff.ok ? saveNew(desk, machine, tariff.value) : corrected(desk, tariff.wrong);
}

/** Makes the fleet, and the chat hear when there are no data, so that silence means something. */
export async function saveNew(
  desk: Desk,
  machine: Draft,
  tariff: Tariff,
  more: Partial<PersonalFleet> = {},
): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const own = await ownOf(desk);
  const fleet = { ...more, ...machineOf(machine), ...powerOf(tariff), name: more.name ?? freeName(own, machine, desk) };
  const { own: after, id } = await saveFleet(desk.deps, askingOf(desk), fleet);
  await listen(desk, 'data');
  await settle(desk);
  const saved = fleetWith(after, id);
  return saved === undefined ? notThere(desk) : confirmed(desk, saved);
}

export function machineOf(machine: Draft): Pick<PersonalFleet, 'joulesPerTerahash'> & { rig?: string } {
  if ('joulesPerTerahash' in machine) return machine;
  const rig = rigFrom(rigCode(machine.rig));
  if (rig === undefined) throw new RangeError(`no such machine: ${machine.rig}`);
  return { rig: rig.name, joulesPerTerahash: rig.joulesPerTerahash };
}

export const powerOf = ({ currency, otherwise, bands }: Tariff): Pick<PersonalFleet, 'currency' | 'perKwh'> => ({
  currency,
  perKwh: bands.length === 0 ? otherwise : { otherwise, bands: [...bands] },
});

/** Called after its machine; the second one of a kind has a number. */
function freeName({ fleets }: Own, machine: Draft, { words }: Desk): string {
  const base =
    'rig' in machine ? labelOf(rigCode(machine.rig)) : words.joulesPerTerahash(quantity(machine.joulesPerTerahash));
  const isTaken = (name: string) => fleets.some(({ fleet }) => isSameName(fleet, name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} #${number}`;
    if (!isTaken(name)) return name;
  }
}

/** What it earns now, and how often its alert would have come. */
async function confirmed(desk: Desk, one: OwnFleet): Promise<Reply> {
  const { words, snapshot } = desk;
  const { id, fleet } = one;
  const isEarning = earns(fleet, snapshot);
  const margins = rulesOfFleet(fleet).filter((rule): rule is Rule & { kind: 'margin' } => rule.kind === 'margin');
  const past = await pastOf(desk, margins);
  const lead = words.say(
    isEarning === undefined ? 'fleet.savedUnknown' : isEarning ? 'fleet.savedLead' : 'fleet.savedAtLoss',
    {},
  );
  return answer(
    desk,
    {
      severity: severityOf(isEarning),
      title: words.say('fleet.saved', { fleet: fleet.name }),
      lead: inARow(words, lead, past),
      facts: [
        ...(snapshot ? factsOfFleet(fleet, snapshot, words) : []),
        fact(words.say('fact.fleet', {}), inputsIn(fleet, words)),
      ],
    },
    [
      [button(words.say('button.tellSales', {}), 'topic', 'filings', 'on')],
      [
        button(words.say('button.change', {}), 'fleet', id),
        button(words.say('button.alerts', {}), 'alerts', 0),
        button(words.say('button.chart', {}), 'chart', 'hashprice', '30d', id),
      ],
    ],
    { promises: true },
  );
}
