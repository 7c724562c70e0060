import { afterChange } from '../delivery/after-change.ts';
import { Unreachable } from '../kit/errors.ts';
import type { Settings } from '../subscriptions/settings.ts';
import { type Desk, withSettings } from './desk.ts';

const TRIES = 5;

/**
 * Changes what somebody chose, on top of whatever others chose meanwhile. Choosing the same again writes nothing.
 * @throws {Unreachable} when others kept changing the same settings.
 */
export async function changeSettings(
  desk: Desk,
  change: (settings: Settings) => Omit<Settings, 'version' | 'v'>,
): Promise<Desk> {
  const { deps, recipient, asked } = desk;
  for (let tries = 0; tries < TRIES; tries++) {
    const kept = await deps.settings.read(recipient);
    // Whoever writes for the first time keeps the language that they have been reading so far.
    const seen = kept.version === 0 ? { ...kept, locale: asked.asker.language ?? kept.locale } : kept;
    const next: Settings = { ...change(seen), v: 1, version: kept.version + 1 };
    // The first choice is kept even when it is the usual one: until then the app's own language counts.
    const isSame = JSON.stringify({ ...next, version: kept.version }) === JSON.stringify(kept);
    if (isSame && kept.version > 0) return changed(desk, kept);
    if (await deps.settings.save(recipient, next)) return changed(desk, next);
  }
  throw new Unreachable('the settings kept changing while one of them was being changed');
}

/** Whoever saved may have died before what follows from it, so a repeat does it again. */
export async function changed(desk: Desk, settings: Settings): Promise<Desk> {
  await afterChange({ due: desk.deps.due, clock: { now: () => desk.at } }, desk.recipient, settings);
  return withSettings(desk, settings);
}
