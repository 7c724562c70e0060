import type { Milliseconds } from '../../units/time.ts';
import type { DrawnPicture } from './drawn.ts';
import type { Interaction } from './task.ts';

/**
 * What became of the answer. `too early`: there is nothing to edit, since the deferral has not arrived there, or any more.
 * `later`: not taken, or perhaps; an edit may be repeated. `refused`: for good.
 */
export type Edited =
  | { kind: 'edited' }
  | { kind: 'too early'; why: string }
  | { kind: 'later'; after: Milliseconds; why: string }
  | { kind: 'refused'; why: string };

/** The answer that is shown as "thinking…". Never throws for what Discord answered, and never says the token. */
export interface Thinking {
  /** @param shown the picture; or why there is none, in the words of whoever asked. */
  finish(interaction: Interaction, shown: DrawnPicture | string, within: Milliseconds): Promise<Edited>;
}
