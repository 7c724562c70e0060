/** The four forms of a verb: plain, -s, -ing, past. */
export type Forms = readonly [base: string, s: string, ing: string, past: string];

/** A short vowel before the last letter doubles it: swap, tap. */
const DOUBLED = /^(?:swap|tap|dip|drop|slip|trim)$/;

/** As they are written out, `sell|sells|selling|sold`, or as regular verbs make them; what follows the verb stays: `cash in` → cashing in. */
export function formsOf(verb: string): Forms {
  if (verb.includes('|')) return verb.split('|') as unknown as Forms;
  const [first = '', ...rest] = verb.split(' ');
  const tail = rest.map((word) => ` ${word}`).join('');
  const [s, ing, past] = endings(first);
  return [verb, s + tail, ing + tail, past + tail];
}

function endings(verb: string): [string, string, string] {
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ies`, `${verb}ing`, `${verb.slice(0, -1)}ied`];
  if (verb.endsWith('e')) return [`${verb}s`, `${verb.slice(0, -1)}ing`, `${verb}d`];
  if (DOUBLED.test(verb)) return [`${verb}s`, `${verb}${verb.at(-1)}ing`, `${verb}${verb.at(-1)}ed`];
  return [/(?:s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : `${verb}s`, `${verb}ing`, `${verb}ed`];
}
