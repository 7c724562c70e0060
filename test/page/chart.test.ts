import { describe, expect, it } from 'vitest';
import { chart } from '../../functions/page/chart.ts';
import { minutes } from '../../functions/units/time.ts';
import { USUAL } from '../../functions/words/preferences.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { aSite, NOW } from './site.ts';

const visit = { words: wordsOf(USUAL), now: NOW, tickMs: minutes(5), href: () => undefined };
const textsIn = (markup: string): string[] =>
  [...markup.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);

describe('a chart in a page', () => {
  it('keeps legend and axes, and leaves to the page what it has in words', async () => {
    const { sources } = await aSite();
    const markup = String(await chart(sources, { of: 'hashprice', span: '90d', lines: [] }, visit));
    expect(textsIn(markup)).toEqual(
      expect.arrayContaining(['Hashprice', '$39', expect.stringMatching(/^(?:Jan|Feb|Dec) \d+$/)]),
    );
    expect(textsIn(markup).join(' ')).not.toMatch(/last 90 days|Source/);
    expect(markup).toMatch(/<figcaption><strong>Hashprice, last 90 days: lowest \$28/);
    expect(markup).toContain('Source: coinbase, kraken');
  });

  it.each([
    ['production', { of: 'production', by: 'quarter' } as const, /Q4 2025/],
    ['miner', { of: 'miner', span: '1y', cik: 1167419 } as const, /^2026$/],
    ['panel', { of: 'panel' } as const, /\$30/],
  ])('of %s names what it shows under its axis', async (_, picture, label) => {
    const { sources } = await aSite();
    expect(textsIn(String(await chart(sources, picture, visit)))).toEqual(
      expect.arrayContaining([expect.stringMatching(label)]),
    );
  });

  it('has colours of the page only, and numbers as they were written', async () => {
    const { sources } = await aSite();
    const markup = String(await chart(sources, { of: 'panel' }, visit));
    expect(markup).not.toMatch(/#[0-9a-f]{6}|style=|font-family/i);
    expect(markup).toContain('$20.78');
  });

  it('of nothing is nothing', async () => {
    const { sources } = await aSite({ latest: null });
    expect(String(await chart(sources, { of: 'cost', span: '1y', model: 'cash' }, visit))).toBe('');
  });
});
