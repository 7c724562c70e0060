import { factsIn, nameIn, type ToldPeriod } from '../../pictures/production-words.ts';
import type { Words } from '../../words/words.ts';
import type { Fact } from '../telling.ts';

type Linked = ToldPeriod & { bought?: { by: readonly { source: { url: string } }[] } | undefined };

/** A week or a quarter in a line, which leads to the filing of whoever bought most; nothing where nothing is known. */
export function periodFact(period: Linked, words: Words): Fact[] {
  const value = factsIn(period, words);
  const url = period.bought?.by[0]?.source.url;
  return value === '' ? [] : [{ label: capital(nameIn(period, words)), value, ...(url ? { url } : {}) }];
}

/** `Week 11 of 2026` at the head of a line. */
const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
