import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCALES } from '../../functions/words/preferences.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryHistory } from '../support/memory-history.ts';

/** Each test with languages that nobody has asked for yet. */
beforeEach(() => vi.resetModules());

describe('the words of a language', () => {
  it.each(LOCALES)('are read when %s is first spoken, and are there from then on', async (locale) => {
    const { speak, wordsOf } = await import('../../functions/words/words.ts');
    const spoken = (await speak(locale)).say('button.help', {});
    expect(spoken).not.toBe('');
    expect(wordsOf(locale).say('button.help', {})).toBe(spoken);
  });

  it('are there at once in English: an apology must not have to be read first', async () => {
    const { wordsOf } = await import('../../functions/words/words.ts');
    expect(wordsOf('en').usdPerPhDay(28.06)).toBe('$28.06/PH/day');
  });

  it.each(LOCALES.filter((locale) => locale !== 'en'))(
    'are missed aloud in %s, and not said in English',
    async (locale) => {
      const { wordsOf } = await import('../../functions/words/words.ts');
      expect(() => wordsOf(locale).say('button.help', {})).toThrow(`'${locale}' were not loaded`);
    },
  );

  it('come to a picture with its reader', async () => {
    const { preparePicture } = await import('../../functions/pictures/prepare.ts');
    const { pictureShape } = await import('../../functions/pictures/picture.ts');
    const { USUAL } = await import('../../functions/words/preferences.ts');
    const snapshot = aSnapshot();
    const history = new MemoryHistory({ now: () => snapshot.at });
    await history.put(snapshot);
    const unasked = { recall: () => Promise.reject(new Error('not asked for')) };
    const picture = pictureShape.parse({ of: 'difficulty', span: '7d' });
    const sources = { history, memory: unasked, financials: unasked };
    const prepared = await preparePicture(sources, picture, { ...USUAL, locale: 'de' });
    expect((await prepared!.draw()).svg).toContain('nächstes Retarget');
  });
});
