import * as z from 'zod';
import { type Rule, type RuleKey, ruleShape } from '../alerts/rule.ts';
import { instantShape } from '../units/time.ts';
import { filterShape } from './filter.ts';
import { type PersonalFleet, personalFleetShape, rulesOfFleet } from './personal-fleet.ts';
import type { Recipient } from './recipient.ts';
import { settingsShape } from './settings.ts';

const key = z.string().transform((text) => text as RuleKey);
/** By which a button names a fleet or a rule: short, the chat's own, never used twice. */
const id = z.string().regex(/^\d{1,9}$/);

/** `root` ends with the chat that first had it, and stays when that chat moves: the fleet's rules are known by it. */
const ownFleetShape = z.object({ id, root: z.string().min(3).max(120), fleet: personalFleetShape });
export type OwnFleet = z.output<typeof ownFleetShape>;

const ownRuleShape = z.object({ id, key, definition: ruleShape });
export type OwnRule = z.output<typeof ownRuleShape>;

/**
 * Everything that a chat wrote for itself, in one item: its fleets, its rules, and which of the engine's rules these are.
 *
 * A change is one conditional write here; the engine follows (settle.ts), as often as it takes.
 */
export const ownShape = z.object({
  v: z.literal(1),
  /** Grows with every write; a writer must have seen the current one. 0: never written. */
  version: z.int().nonnegative(),
  /** The last id that was given. */
  lastId: z.int().nonnegative(),
  fleets: z.array(ownFleetShape).max(20),
  rules: z.array(ownRuleShape).max(60),
  /** Rules of the engine that are nobody's any more, until they have been removed. */
  leaving: z.array(key).max(500),
  /** Whether the engine is known to have what stands here. */
  settled: z.boolean(),
  /** The last questions that changed something, and the fleet or rule that each was about: a repeat changes nothing. */
  done: z.array(z.object({ by: z.string().max(200), id: z.string() })).max(20),
  /** The chat let us go: kept for a while, with all else that it had chosen, in case it comes back. */
  left: z
    .object({
      at: instantShape,
      subscriptions: z.array(z.object({ topic: z.string(), filter: filterShape.optional() })).max(100),
      settings: settingsShape.optional(),
    })
    .optional(),
});
export type Own = z.output<typeof ownShape>;

export const nothingOwn = (): Own => ({
  v: 1,
  version: 0,
  lastId: 0,
  fleets: [],
  rules: [],
  leaving: [],
  settled: true,
  done: [],
});

export interface OwnKeeper {
  /** Nothing of its own for a chat that never wrote anything, and for one that left long ago. */
  read(recipient: Recipient): Promise<Own>;
  /** Keeps `next` if `next.version - 1` is still what is kept. @returns false when somebody else was first. */
  save(recipient: Recipient, next: Own): Promise<boolean>;
  forget(recipient: Recipient): Promise<void>;
}

/** A rule of a chat's own as the engine is to have it. */
export type OwnPlacing = { key: RuleKey; definition: Rule; fleet?: OwnFleet };

/**
 * The engine's rules of a fleet. Told apart by the order of its prices: the dearest hours may move or become dearer, and
 * it is the same rule that moves. The slash keeps them apart from those of RECIPIENTS, which go by the fleet's name.
 */
export const placingsOfFleet = ({ id: fleetId, root, fleet }: OwnFleet): OwnPlacing[] =>
  rulesOfFleet(fleet).map((definition, i) => {
    const band = Math.floor(i / 2);
    const [number, ...home] = root.split('@');
    const name = `${definition.kind}/${number}${band === 0 ? '' : `.${band}`}@${home.join('@')}`;
    return { key: name as RuleKey, definition, fleet: { id: fleetId, root, fleet } };
  });

/** Whether it is a rule of a fleet that a chat described itself, as told from its key. */
export const isOwnFleetRule = (topic: string): boolean => /^(margin|retarget)\//.test(topic);

/** Every rule that the engine is to have for this chat. */
export const placingsOf = ({ fleets, rules }: Pick<Own, 'fleets' | 'rules'>): OwnPlacing[] => [
  ...fleets.flatMap(placingsOfFleet),
  ...rules.map(({ key: ruleKey, definition }) => ({ key: ruleKey, definition })),
];

/** A fleet by its id, or by its name as people remember it. */
export const fleetCalled = ({ fleets }: Pick<Own, 'fleets'>, called: string): OwnFleet | undefined =>
  fleets.find((own) => own.id === called) ?? fleets.find(({ fleet }) => isSameName(fleet, called));

export const isSameName = ({ name }: Pick<PersonalFleet, 'name'>, other: string): boolean =>
  name.normalize('NFKC').toLowerCase() === other.trim().normalize('NFKC').toLowerCase();

/**
 * Two chats that turned out to be one: what was there first keeps its ids, what comes along gets new ones, and of two
 * alike there is one. Nobody is over a limit by it who was not told so: it may be more than a chat may add.
 */
export function joinedOwn(there: Own, coming: Own): Own {
  const { left: _, ...here } = there;
  let lastId = Math.max(there.lastId, there.version === 0 ? coming.lastId : 0);
  const idFor = (given: string) => (there.version === 0 ? given : String(++lastId));
  const fleets = coming.fleets
    .filter(({ root }) => !there.fleets.some((fleet) => fleet.root === root))
    .map((fleet) => ({ ...fleet, id: idFor(fleet.id), fleet: withFreeName(fleet.fleet, there.fleets) }));
  const rules = coming.rules
    .filter(({ key: one }) => !there.rules.some((rule) => rule.key === one))
    .map((rule) => ({ ...rule, id: idFor(rule.id) }));
  return {
    ...here,
    lastId,
    fleets: [...there.fleets, ...fleets],
    rules: [...there.rules, ...rules],
    leaving: [...new Set([...there.leaving, ...coming.leaving])],
    settled: false,
    done: there.version === 0 ? coming.done : there.done,
  };
}

function withFreeName(fleet: PersonalFleet, taken: readonly OwnFleet[]): PersonalFleet {
  const isTaken = (name: string) => taken.some((own) => isSameName(own.fleet, name));
  const names = [fleet.name, ...[2, 3, 4, 5, 6].map((n) => `${fleet.name.slice(0, 37)} ${n}`)];
  return { ...fleet, name: names.find((name) => !isTaken(name)) ?? fleet.name };
}
