import { BotError } from './errors.ts';

/** Bot tokens by their looks, so that one nobody told us about is caught as well; `%3A` is a colon in a URL. */
const TOKENS = [/\d+(?::|%3A)[A-Za-z0-9_-]{30,}/gi, /[\w-]{23,}\.[\w-]{6}\.[\w-]{27,}/g];
const REMOVED = '[removed]';
/** Deeper than any fact worth logging; ends what refers to itself. */
const DEEPEST = 8;

/**
 * Makes anything fit for a log: plain data, every string in it (keys, too) without secrets, errors with their causes.
 *
 * @param secrets values to remove wherever they occur, also as a URL would spell them, and patterns (with the flag g).
 */
export function redactor(secrets: readonly (string | RegExp)[] = []): (value: unknown) => unknown {
  const values = secrets.filter((secret) => typeof secret === 'string' && secret !== '') as string[];
  // Longest first: one secret may begin with another.
  const spellings = values.flatMap((value) => [value, encodeURIComponent(value)]).sort((a, b) => b.length - a.length);
  const patterns = [...secrets.filter((secret) => secret instanceof RegExp), ...TOKENS];

  const text = (raw: string): string =>
    [...spellings, ...patterns].reduce<string>((clean, secret) => clean.replaceAll(secret, REMOVED), raw);

  const plain = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
    if (depth === DEEPEST) return '[…]';
    if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1));
    const entries = Object.entries(value instanceof Error ? inWords(value) : value);
    return Object.fromEntries(entries.map(([key, one]) => [text(key), plain(one, depth + 1)]));
  };
  return (value) => plain(value, 0);
}

/** Ours say where they come from in their facts; an error that nobody expected needs its stack. */
const inWords = (error: Error): object => ({
  name: error.name,
  message: error.message,
  ...(error instanceof BotError ? { facts: error.facts } : { stack: error.stack }),
  ...(error.cause === undefined ? {} : { cause: error.cause }),
  ...(error instanceof AggregateError ? { errors: error.errors } : {}),
});
