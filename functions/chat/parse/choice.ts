import { distance } from 'fastest-levenshtein';
import { plainly } from './read.ts';

/** The one of several words that was meant: spelt out, begun, or with a letter wrong. */
export function chosen<Choice extends string>(
  text: string,
  choices: Readonly<Record<Choice, readonly string[]>>,
): Choice | undefined {
  const said = plainly(text).toLowerCase();
  if (said === '') return undefined;
  const all = (Object.entries(choices) as [Choice, readonly string[]][]).flatMap(([choice, others]) =>
    [choice.toLowerCase(), ...others].map((word) => ({ choice, word })),
  );
  const exact = all.find(({ word }) => word === said);
  if (exact) return exact.choice;
  const begun = new Set(
    all.filter(({ word }) => said.length >= 3 && word.startsWith(said)).map(({ choice }) => choice),
  );
  if (begun.size === 1) return [...begun][0];
  return said.length < 4 ? undefined : all.find(({ word }) => distance(word, said) <= 1)?.choice;
}
