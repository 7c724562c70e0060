import type { Telling } from './telling.ts';

/** `everything`; without `facts` of each; without the `quotes`, too; and then nothing but where to look. */
const LESS = ['everything', 'quotes', 'leads', 'titles'] as const;

/** How much of a telling is written: its first facts, its first sections, and what of each and of the evidence. */
export type Detail = { facts: number; sections: number; show: (typeof LESS)[number] };

/**
 * Ways to write a telling, the fullest first.
 *
 * Of one thing the facts go one by one from the end, then the quotes, then the links. Of several told together all lose
 * their facts, then their quotes, then all but their titles, before any is left out; the last of them goes first.
 */
export function* details({ facts: { length: all }, sections: { length: several } = [] }: Telling): Generator<Detail> {
  if (several === 0) {
    for (let facts = all; facts >= 0; facts--) yield { facts, sections: 0, show: 'everything' };
    for (const show of ['leads', 'titles'] as const) yield { facts: 0, sections: 0, show };
    return;
  }
  for (const show of LESS) yield { facts: all, sections: several, show };
  for (let facts = all - 1; facts >= 0; facts--) yield { facts, sections: several, show: 'titles' };
  for (let sections = several - 1; sections > 0; sections--) yield { facts: 0, sections, show: 'titles' };
}

/** The first that fits; undefined when none does. */
export function fittest<Draft>(
  telling: Telling,
  write: (detail: Detail) => Draft,
  fits: (draft: Draft) => boolean,
): Draft | undefined {
  for (const detail of details(telling)) {
    const draft = write(detail);
    if (fits(draft)) return draft;
  }
  return undefined;
}

export const showsQuotes = ({ show }: Detail): boolean => show === 'everything' || show === 'quotes';
