import { digestOf } from '../kit/digest.ts';

/**
 * A short name for something of this chat, for a button: where a tap sends it back, whatever the chat has now is
 * looked through for it. So a button of yesterday finds nothing rather than something else, and a forged one nothing
 * that is not the chat's own.
 */
export const referenceTo = (key: string): string => digestOf(key, 8);

/** The one of these that was meant. */
export const referred = <Thing>(
  things: readonly Thing[],
  reference: string,
  keyOf: (thing: Thing) => string,
): Thing | undefined => things.find((thing) => referenceTo(keyOf(thing)) === reference);
