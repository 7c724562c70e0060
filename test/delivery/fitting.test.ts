import { describe, expect, it } from 'vitest';
import { type AnnouncementNotice, MOST_PARTS } from '../../functions/alerts/notice.ts';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { details, fittest } from '../../functions/delivery/fitting.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { type Telling, tell } from '../../functions/delivery/telling.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { anAnnouncementNotice } from './announcements.ts';

const words = wordsOf('en');
const one = tell(anAnnouncementNotice('reserve-sale'), words);
const several = tell(anAnnouncementNotice('several'), words);

/** Twenty announcements, each as wordy as can be. */
function aFullNotice(text: string): AnnouncementNotice {
  const notice = anAnnouncementNotice('reserve-sale');
  const { announcement } = notice.parts[0]!;
  const quotes = announcement.quotes.map((quote) => ({ ...quote, text: text.slice(0, 300) }));
  const parts = Array.from({ length: MOST_PARTS }, (_, i) => {
    const company = `Company number ${i + 1} Holdings`;
    return { announcement: { ...announcement, btcSold: 100 - i, ticker: `C${i + 1}`, company, quotes } };
  });
  return { ...notice, parts };
}

const shown = (telling: Telling) => ({
  telegram: renderTelegram(telling).text.text,
  discord: renderDiscord(telling).embeds[0].description,
});

describe('what is left out of a message that is too long', () => {
  it('of one announcement: facts from the end, then the quotes, then the links', () => {
    const few = { ...one, facts: one.facts.slice(0, 2) };
    expect([...details(few)]).toEqual([
      { facts: 2, sections: 0, show: 'everything' },
      { facts: 1, sections: 0, show: 'everything' },
      { facts: 0, sections: 0, show: 'everything' },
      { facts: 0, sections: 0, show: 'leads' },
      { facts: 0, sections: 0, show: 'titles' },
    ]);
  });

  it('of several: everybody’s facts, everybody’s quotes, everything but titles, and then the last of them', () => {
    const few = { ...several, facts: [{ label: 'Same day', value: 'x' }], sections: several.sections!.slice(0, 3) };
    expect([...details(few)].map(({ facts, sections, show }) => `${sections} ${show}, ${facts}`)).toEqual([
      '3 everything, 1',
      '3 quotes, 1',
      '3 leads, 1',
      '3 titles, 1',
      '3 titles, 0',
      '2 titles, 0',
      '1 titles, 0',
    ]);
  });

  it('is as little as can be, and nothing fits sometimes', () => {
    expect(
      fittest(
        one,
        ({ facts }) => facts,
        (facts) => facts < 3,
      ),
    ).toBe(2);
    expect(
      fittest(
        one,
        ({ show }) => show,
        (show) => show === 'leads',
      ),
    ).toBe('leads');
    expect(
      fittest(
        one,
        () => 0,
        () => false,
      ),
    ).toBeUndefined();
  });

  it('is nothing of a usual one, and nothing of four together', () => {
    for (const telling of [one, several]) {
      const { telegram, discord } = shown(telling);
      for (const { label } of telling.facts)
        expect([telegram, discord].every((text) => text.includes(label))).toBe(true);
      for (const { title, facts } of telling.sections ?? []) {
        expect(telegram).toContain(title);
        expect(discord).toContain(title);
        for (const { value } of facts) expect(telegram).toContain(value);
      }
    }
  });

  it('keeps quotes when facts have to go', () => {
    const facts = Array.from({ length: 40 }, (_, i) => ({ label: `Fact ${i}`, value: 'x'.repeat(150) }));
    for (const text of Object.values(shown({ ...one, facts }))) {
      expect(text).toContain('sold 15,133 bitcoin out of its holdings');
      expect(text).toContain('Fact 3:');
      expect(text).not.toContain('Fact 39:');
    }
  });

  it.each([
    ['words', 'So many coins were sold in this month. '.repeat(8)],
    ['backslashes', '\\'.repeat(300)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(27)],
    ['ampersands', '&<>"'.repeat(75)],
  ])('is none of twenty announcements: each is named and leads somewhere, whatever they quote (%s)', (_, text) => {
    const notice = aFullNotice(text);
    const telling = tell(notice, words);
    const telegram = renderTelegram(telling).text;
    const { description } = renderDiscord(telling).embeds[0];
    for (const { announcement } of notice.parts) {
      expect(telegram.text).toContain(`${announcement.company} (${announcement.ticker}) sold`);
      expect(description).toContain(`${announcement.company} (${announcement.ticker}) sold`);
    }
    expect(telegram.markup.match(/<a href="https:\/\/www\.sec\.gov/g)).toHaveLength(20);
    expect(description.match(/\]\(https:\/\/www\.sec\.gov/g)).toHaveLength(20);
    expect(telegram.text).not.toContain('more.');
  });

  it('says how many were left out when even titles are too long', () => {
    const notice = aFullNotice('x');
    const parts = notice.parts.map(({ announcement }) => ({
      announcement: { ...announcement, url: `${announcement.url}?${'x'.repeat(400)}` },
    }));
    const { description } = renderDiscord(tell({ ...notice, parts }, words)).embeds[0];
    const links = description.match(/\]\(https/g)?.length ?? 0;
    expect(links).toBeGreaterThan(4);
    expect(description).toContain(`And ${20 - links} more.`);
  });

  it('is even the links, where their addresses are too long for any message', () => {
    const { evidence = [] } = one;
    const long = evidence.map((piece, i) => ({ ...piece, url: `https://www.sec.gov/${i}/${'x'.repeat(3_000)}` }));
    const { description } = renderDiscord({ ...one, evidence: long, facts: [] }).embeds[0];
    expect(description).toBe(one.lead);
  });
});
