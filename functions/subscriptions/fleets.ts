import { type Rule, type RuleKey, ruleKey } from '../alerts/rule.ts';
import { Refused, Unreachable } from '../kit/errors.ts';
import { roomFor, type Use } from './limits.ts';
import { isSameName, type Own, type OwnFleet, type OwnRule, placingsOfFleet } from './own.ts';
import { type PersonalFleet, type PersonalFleetGiven, personalFleetShape } from './personal-fleet.ts';
import { type Recipient, recipientKey } from './recipient.ts';
import { type Moment, type OwnDeps, settle, TRIES } from './settle.ts';
import { isShared } from './topics.ts';

/** @property by the platform's id of the question: the same question again changes nothing more. */
export type Asking = Moment & { recipient: Recipient; by: string };

/** What became of it: everything the chat has of its own now, and the fleet or rule it was about. */
export type Changed = { own: Own; id: string };

/** A fleet or rule that is not there (any more): a stale button, or a misspelt name. */
export class NotThere extends Refused {}

/** Two fleets of one name could not be told apart in a message. */
export class NameTaken extends Refused {
  readonly taken: string;

  constructor(taken: string) {
    super(`this chat has a fleet called ${taken} already`, { taken });
    this.taken = taken;
  }
}

/**
 * Adds a fleet, or with `id` changes one: one conditional write, after which the engine is brought up to it. What the
 * fleet's rules were telling is closed if their line moved.
 *
 * @throws {LimitReached} {@link NameTaken} {@link NotThere}. @throws {z.ZodError} for a fleet that is none.
 */
export function saveFleet(
  deps: OwnDeps,
  asking: Asking,
  given: PersonalFleetGiven | PersonalFleet,
  id?: string,
): Promise<Changed> {
  const fleet = personalFleetShape.parse(given);
  return change(deps, asking, (own) => (id === undefined ? added(own, asking, fleet) : changed(own, id, fleet)));
}

/** Its rules go on where they stand: a name is no line. @throws {NameTaken} {@link NotThere} */
export const renameFleet = (deps: OwnDeps, asking: Asking, id: string, name: string): Promise<Changed> =>
  change(deps, asking, (own) => changed(own, id, personalFleetShape.parse({ ...fleetOf(own, id).fleet, name })));

/** With all its rules. @throws {NotThere} */
export const removeFleet = (deps: OwnDeps, asking: Asking, id: string): Promise<Changed> =>
  change(deps, asking, (own) => {
    const gone = fleetOf(own, id);
    const fleets = own.fleets.filter((one) => one !== gone);
    return { id, own: { ...own, fleets, leaving: [...own.leaving, ...keysOf(gone)] } };
  });

/**
 * A rule of the chat's own, such as hashprice under a line it drew; with `replaces` in the place of one it had.
 *
 * The chat's own even where others drew the same line: it is judged at once for this chat alone, and goes with it.
 *
 * @throws {LimitReached} {@link NotThere}. @throws {Refused} for what only a fleet can have.
 */
export function addRule(deps: OwnDeps, asking: Asking, definition: Rule, replaces?: string): Promise<Changed> {
  if (definition.kind === 'margin' || definition.kind === 'retarget') {
    throw new Refused('a rule about a fleet comes with the fleet: save the fleet instead');
  }
  const key = ruleKey(definition, recipientKey(asking.recipient));
  return change(deps, asking, (own) => {
    // By its definition as well: a chat that moved keeps its rules' keys.
    const known = own.rules.find((rule) => rule.key === key || isSame(rule.definition, definition));
    const old = replaces === undefined ? undefined : ruleOf(own, replaces);
    if (known !== undefined && (old === undefined || old === known)) return { id: known.id, own };
    const without = old ? withoutRule(own, old) : own;
    if (known !== undefined) return { id: known.id, own: without };
    roomFor('rules', without.rules.length);
    const id = old?.id ?? String(own.lastId + 1);
    const rules = [...without.rules, { id, key, definition }];
    return { id, own: { ...without, rules, lastId: Math.max(own.lastId, Number(id)) } };
  });
}

/** @throws {NotThere} */
export const removeRule = (deps: OwnDeps, asking: Asking, id: string): Promise<Changed> =>
  change(deps, asking, (own) => ({ id, own: withoutRule(own, ruleOf(own, id)) }));

/** How many of each a chat has, for everybody who tells about limits. */
export async function useOf({ own, book }: Pick<OwnDeps, 'own' | 'book'>, recipient: Recipient): Promise<Use> {
  const [{ fleets, rules }, subscriptions] = await Promise.all([own.read(recipient), book.of(recipient)]);
  const shared = subscriptions.filter(({ topic }) => isShared(topic));
  return { fleets: fleets.length, rules: rules.length, subscriptions: shared.length };
}

/** One conditional write, and then what follows from it; a repeat of the same question only does what follows. */
async function change(deps: OwnDeps, asking: Asking, edit: (own: Own) => Changed): Promise<Changed> {
  const { recipient } = asking;
  const by = asking.by.slice(0, 200);
  for (let tries = 0; tries < TRIES; tries++) {
    const own = await deps.own.read(recipient);
    const before = own.done.find((one) => one.by === by);
    if (before !== undefined) return { id: before.id, own: await settle(deps, recipient, asking) };
    const { left: _, ...here } = own;
    const edited = edit(here);
    const done = [...own.done, { by, id: edited.id }].slice(-MOST_REMEMBERED);
    const next: Own = { ...edited.own, version: own.version + 1, settled: false, done };
    if (!(await deps.own.save(recipient, next))) continue;
    return { id: edited.id, own: await settle(deps, recipient, asking) };
  }
  throw new Unreachable('the chat kept changing while it was being written');
}

const MOST_REMEMBERED = 20;

const isSame = (one: Rule, other: Rule): boolean => JSON.stringify(one) === JSON.stringify(other);

function added(own: Own, { recipient }: Asking, fleet: PersonalFleet): Changed {
  roomFor('fleets', own.fleets.length);
  nameIsFree(own, fleet.name);
  const id = String(own.lastId + 1);
  const root = `${id}@${recipientKey(recipient)}`;
  return { id, own: { ...own, lastId: own.lastId + 1, fleets: [...own.fleets, { id, root, fleet }] } };
}

function changed(own: Own, id: string, fleet: PersonalFleet): Changed {
  const before = fleetOf(own, id);
  nameIsFree(own, fleet.name, before);
  const after = { ...before, fleet };
  const fleets = own.fleets.map((one) => (one === before ? after : one));
  const kept = new Set(keysOf(after));
  // What is wanted again is no longer leaving.
  const leaving = [...own.leaving, ...keysOf(before)].filter((key) => !kept.has(key));
  return { id, own: { ...own, fleets, leaving } };
}

const withoutRule = (own: Own, gone: OwnRule): Own => ({
  ...own,
  rules: own.rules.filter((rule) => rule !== gone),
  leaving: [...own.leaving, gone.key],
});

const keysOf = (fleet: OwnFleet): RuleKey[] => placingsOfFleet(fleet).map(({ key }) => key);

function fleetOf(own: Own, id: string): OwnFleet {
  const found = own.fleets.find((one) => one.id === id);
  if (found === undefined) throw new NotThere('this chat has no such fleet (any more)', { id });
  return found;
}

function ruleOf(own: Own, id: string): OwnRule {
  const found = own.rules.find((one) => one.id === id);
  if (found === undefined) throw new NotThere('this chat has no such rule (any more)', { id });
  return found;
}

function nameIsFree(own: Own, name: string, except?: OwnFleet): void {
  const taken = own.fleets.find((one) => one !== except && isSameName(one.fleet, name));
  if (taken !== undefined) throw new NameTaken(taken.fleet.name);
}
