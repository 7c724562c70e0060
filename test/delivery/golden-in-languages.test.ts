import { describe, expect, it } from 'vitest';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tell, tellBoth } from '../../functions/delivery/telling.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { ANNOUNCED_NAMES, aMarginBesideASale, anAnnouncementNotice } from './announcements.ts';
import { aNotice, RULES, type RuleName, TOLD } from './notices.ts';
import '../support/every-language.ts';

/** One that declines and counts, and one that does neither. Rewritten only by `vitest -u`, like golden.test.ts. */
const LANGUAGES = ['ru', 'zh'] as const;

describe.each(LANGUAGES)('every kind of message in %s', (locale) => {
  const words = wordsOf(locale);
  const written = (tellings: readonly (readonly [string, ReturnType<typeof tell>])[]): string =>
    tellings.map(([name, telling]) => `===== ${name}\n${renderTelegram(telling).text.markup}\n`).join('\n');

  it.each(Object.keys(RULES) as RuleName[])('of the rule %s', async (name) => {
    const tellings = [
      ...TOLD.map((told) => [told, tell(aNotice(name, told), words)] as const),
      ['both', tellBoth(aNotice(name, 'resolved'), words)] as const,
    ];
    await expect(written(tellings)).toMatchFileSnapshot(`../golden/words/${locale}/${name}.html`);
  });

  it('of announcements', async () => {
    const tellings = [
      ...ANNOUNCED_NAMES.map((name) => [name, tell(anAnnouncementNotice(name), words)] as const),
      ['margin-and-sale', tell(aMarginBesideASale(), words)] as const,
    ];
    await expect(written(tellings)).toMatchFileSnapshot(`../golden/words/${locale}/announcements.html`);
  });
});
