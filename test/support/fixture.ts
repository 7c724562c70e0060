import { readFileSync } from 'node:fs';

/** A reply as its service sends it, `kraken/ticker.json`; where from and when, test/fixtures/README.md says. */
export const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
