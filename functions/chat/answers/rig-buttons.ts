import { RIGS, type Rig, rigNamed } from '../../market/rigs.ts';
import { button, type Desk, type Rows, rowsOf } from '../desk.ts';

/** What most people have; the others are one more tap away. */
const POPULAR = ['S21 XP', 'S21 Pro', 'S21', 'T21', 'S19 XP', 'S19k Pro', 'S19j Pro', 'M60S', 'M50S'] as const;

/** A machine's name as a button can carry it. */
export const rigCode = (name: string): string =>
  name
    .slice(name.indexOf(' ') + 1)
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '');

export const rigFrom = (code: string): Rig | undefined =>
  rigNamed(code) ?? RIGS.find(({ name }) => rigCode(name) === code);

/** Machines to tap; a tap is half of what we need to know. */
export const rigButtons = (words: Desk['words']): Rows => [
  ...rowsOf(
    POPULAR.map((name) => button(name, 'newRig', rigCode(`x ${name}`))),
    3,
  ),
  [button(words.say('button.otherRig', {}), 'otherRig')],
];
