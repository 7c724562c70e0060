import { fleetCalled, type Own, type OwnFleet } from '../../subscriptions/own.ts';
import type { Desk } from '../desk.ts';

/** A fleet of this chat by its id or its name; undefined for no name. */
export async function fleetNamed({ deps, recipient }: Desk, name: string | undefined): Promise<OwnFleet | undefined> {
  return name === undefined ? undefined : fleetCalled(await deps.own.read(recipient), name);
}

export const ownOf = ({ deps, recipient }: Desk): Promise<Own> => deps.own.read(recipient);

export const fleetWith = ({ fleets }: Pick<Own, 'fleets'>, id: string): OwnFleet | undefined =>
  fleets.find((one) => one.id === id);
