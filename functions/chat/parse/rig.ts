import { distance } from 'fastest-levenshtein';
import { RIGS, type Rig, rigNamed, rigsLike } from '../../market/rigs.ts';
import { plainly } from './read.ts';

/** As many as fit under a message. */
const MOST = 8;

/** One letter in three may be wrong; two that were swapped are two. */
const forgiven = (length: number): number => (length < 4 ? 1 : Math.max(2, Math.floor(length / 3)));

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '')
    .replaceAll('hydro', 'hyd');
const withoutMaker = (name: string): string => name.slice(name.indexOf(' ') + 1);

/** Every spelling that stands for one machine. */
const SPELLINGS: readonly { rig: Rig; spelling: string }[] = RIGS.flatMap((rig) =>
  [rig.name, withoutMaker(rig.name)].map((name) => ({ rig, spelling: plain(name) })),
);

/** The machine that was meant where there is no doubt; otherwise those that may have been, the likeliest first. */
export type RigsMeant = { rig: Rig } | { oneOf: readonly Rig[] };

/** `S21 XP`, `s21xp-hyd`, `antminer s19j pro 104T`, `S21 PX`; only a name that is spelt right is taken at its word. */
export function readRig(text: string): RigsMeant {
  // What a shop writes after the name: the terahashes and watts of this very box.
  const said = plainly(text).replace(/(?:[ (,/]+\d+(?:[.,]\d+)? ?(?:t(?:h(?:\/s)?)?|k?w)\)?){1,2}$/i, '');
  const exact = said === '' ? undefined : rigNamed(said);
  if (exact) return { rig: exact };
  const wanted = plain(said);
  if (wanted.length < 2) return { oneOf: [] };
  const like = rigsLike(said);
  return { oneOf: (like.length > 0 ? shortest(like) : nearest(wanted)).slice(0, MOST) };
}

const shortest = (rigs: readonly Rig[]): Rig[] => rigs.toSorted((a, b) => a.name.length - b.name.length);

function nearest(wanted: string): Rig[] {
  const far = SPELLINGS.map(({ rig, spelling }) => ({ rig, far: distance(wanted, spelling) }))
    .filter((near) => near.far <= forgiven(wanted.length))
    .sort((a, b) => a.far - b.far);
  return [...new Set(far.map(({ rig }) => rig))];
}
