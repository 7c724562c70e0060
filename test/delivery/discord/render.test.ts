import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedShape } from '../../../functions/delivery/discord/embed.ts';
import { renderDiscord } from '../../../functions/delivery/discord/render.ts';
import { tell } from '../../../functions/delivery/telling.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { anyTelling } from '../adversarial.ts';
import { aNotice } from '../notices.ts';

const telling = tell(aNotice('margin'), wordsOf('en'));
const embed = renderDiscord(telling).embeds[0];

describe('a message for Discord', () => {
  it('keeps every published limit, whatever it is told', () => {
    fc.assert(
      fc.property(anyTelling, (any) => {
        expect(embedShape.safeParse(renderDiscord(any).embeds[0]).error).toBeUndefined();
      }),
    );
  });

  it.each([
    ['a title', { title: 'x'.repeat(257) }],
    ['a description', { description: 'x'.repeat(4_097) }],
    ['a field name', { fields: [{ name: 'x'.repeat(257), value: 'x' }] }],
    ['a field value', { fields: [{ name: 'x', value: 'x'.repeat(1_025) }] }],
    ['the number of fields', { fields: Array(26).fill({ name: 'x', value: 'x' }) }],
    ['the sum', { description: 'x'.repeat(4_000), fields: Array(3).fill({ name: 'x', value: 'x'.repeat(1_000) }) }],
    ['nothing at all in a field', { fields: [{ name: ' ', value: 'x' }] }],
    ['a colour', { color: 0x1000000 }],
    ['something we do not know', { author: { name: 'x' } }],
  ])('has a schema that refuses %s over its limit', (_, change) => {
    expect(embedShape.safeParse({ ...embed, ...change }).success).toBe(false);
  });

  it('drops whole facts from the end', () => {
    const facts = Array.from({ length: 60 }, (_, i) => ({ label: `Fact ${i}`, value: '_'.repeat(100) }));
    const { description } = renderDiscord({ ...telling, facts }).embeds[0];
    const shown = description.match(/^Fact \d+: \*\*(\\_){100}\*\*$/gm) ?? [];
    expect(shown.length).toBeGreaterThan(10);
    expect(description.match(/Fact \d+/g)).toHaveLength(shown.length);
    expect(description).toContain('Since: **<t:');
  });

  it('pings nobody, and is quiet about what needs nobody', () => {
    expect(renderDiscord(telling)).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(renderDiscord(telling).flags).toBeUndefined();
    expect(renderDiscord(tell(aNotice('margin', 'closed'), wordsOf('en'))).flags).toBe(4_096);
  });
});
