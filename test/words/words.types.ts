import { type Catalogue, say } from '../../functions/words/catalogue.ts';
import { en } from '../../functions/words/en.ts';

say('en', 'margin.fired', { fleet: 'S21' });
say('en', 'lowest.fired', { days: 90 });
say('en', 'data.fired', {});

// @ts-expect-error a value is missing
say('en', 'margin.fired', {});
// @ts-expect-error no such message
say('en', 'margin.exploded', { fleet: 'S21' });
// @ts-expect-error no such language
say('xx', 'data.fired', {});

const { 'data.fired': _, ...incomplete } = en;
// @ts-expect-error a language that lacks a message fails the build
export const xx: Catalogue = incomplete;
