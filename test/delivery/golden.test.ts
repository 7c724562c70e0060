import { describe, expect, it } from 'vitest';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tell, tellBoth } from '../../functions/delivery/telling.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { ANNOUNCED_NAMES, aMarginBesideASale, anAnnouncementNotice } from './announcements.ts';
import { aNotice, RULES, type RuleName, TOLD, type Told } from './notices.ts';

const words = wordsOf('en');
const every = (Object.keys(RULES) as RuleName[]).flatMap((name) =>
  [...TOLD, 'both' as const].map((told) => [name, told] as const),
);
const tellingOf = (name: RuleName, told: Told | 'both') =>
  told === 'both' ? tellBoth(aNotice(name, 'resolved'), words) : tell(aNotice(name, told), words);

const filings = [
  ...ANNOUNCED_NAMES.map((name) => [`filing.${name}`, anAnnouncementNotice(name)] as const),
  ['margin-and-sale.fired', aMarginBesideASale()] as const,
];

/** Rewritten only by `vitest -u`; with CI=true vitest writes nothing and a difference, or a missing file, fails. */
describe('every kind of message, as it arrives', () => {
  it.each(every)('Telegram: %s %s', async (name, told) => {
    const { text } = renderTelegram(tellingOf(name, told));
    await expect(`${text.markup}\n`).toMatchFileSnapshot(`../golden/telegram/${name}.${told}.html`);
  });

  it.each(every)('Discord: %s %s', async (name, told) => {
    const message = renderDiscord(tellingOf(name, told));
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(`../golden/discord/${name}.${told}.json`);
  });

  it.each(filings)('Telegram: %s', async (name, notice) => {
    const { text } = renderTelegram(tell(notice, words));
    await expect(`${text.markup}\n`).toMatchFileSnapshot(`../golden/telegram/${name}.html`);
  });

  it.each(filings)('Discord: %s', async (name, notice) => {
    const message = renderDiscord(tell(notice, words));
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(`../golden/discord/${name}.json`);
  });
});
