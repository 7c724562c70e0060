import fc from 'fast-check';
import type { Telling } from '../../functions/delivery/telling.ts';
import { wordsOf } from '../../functions/words/words.ts';

/** Names that people, or their enemies, give their fleets. */
export const NASTY = [
  '<b>bold</b>',
  '</b><a href="https://evil.example">click</a>',
  '& &amp; &lt; &#60; &unknown;',
  '"quoted" \'single\'',
  '<tg-spoiler>',
  '<!-- comment',
  '@everyone @here <@123456789012345678> <@&1> <#42>',
  '[click me](https://evil.example)',
  '**bold** __under__ ~~gone~~ ||spoiler|| `code` ```block```',
  '# heading',
  '-# small\n- list\n* list\n1. first\n2) second\n> quote\n>>> all',
  '<t:1:R> <:emoji:1> <a:party:2> </command:3> <id:home>',
  'back\\slash \\* \\',
  '\u202ertl\u202c \u0000nul \u001b[31mred \ud800 half',
  '😀👩‍👩‍👧‍👦🇨🇭'.repeat(8),
  '',
] as const;

export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map((parts) => parts.join(' ')),
);

/** A telling of anything, at any length. */
export const anyTelling: fc.Arbitrary<Telling> = fc.record(
  {
    severity: fc.constantFrom('bad', 'good', 'warning', 'info'),
    // The catalogue's own words come first: a title is never empty.
    title: anyText.map((text) => `Title ${text}`),
    lead: fc
      .oneof(
        anyText,
        fc.constantFrom(...NASTY).map((text) => text.repeat(200)),
      )
      .map((text) => `Lead ${text}`),
    facts: fc.array(
      fc.record({
        label: anyText,
        value: fc.oneof(
          anyText,
          anyText.map((text) => text.repeat(40)),
        ),
      }),
      {
        maxLength: 40,
      },
    ),
    since: fc.constant({ label: 'Since', from: new Date('2026-02-24T13:05:00Z'), lasted: '10 min' }),
    whatWouldChangeIt: anyText.map((text) => `Ends ${text}`),
    sources: fc.array(fc.record({ what: anyText, names: anyText, at: fc.constant(new Date('2026-02-24T13:05:00Z')) }), {
      maxLength: 3,
    }),
    ignored: anyText.map((text) => text.repeat(20)),
    at: fc.constant(new Date('2026-02-24T13:05:00Z')),
    words: fc.constant(wordsOf('en')),
  },
  { requiredKeys: ['severity', 'title', 'lead', 'facts', 'since', 'sources', 'at', 'words'] },
);
