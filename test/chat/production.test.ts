import { describe, expect, it } from 'vitest';
import { press } from '../../functions/chat/button.ts';
import { accessionOf } from '../../functions/filings/accession.ts';
import { type CompanyMemory, nothingKnown, type PeriodFacts } from '../../functions/filings/memory.ts';
import { LOCALES } from '../../functions/words/preferences.ts';
import '../support/every-language.ts';
import { aBot, type Bot, GROUP } from './talking.ts';

const STRATEGY = 1050446;
const MARA = 1507605;
const from = {
  accession: accessionOf('0001050446-26-000020'),
  form: '8-K',
  filedOn: '2026-02-02',
  url: 'https://www.sec.gov/Archives/edgar/data/1050446/a.htm',
};
const fact = (value: number) => ({ value, from, implied: false });

const keep = ({ deps }: Bot, cik: number, known: Partial<CompanyMemory>) =>
  deps.memory.keep(nothingKnown(cik), { ...nothingKnown(cik), ...known });

/** On 5 February 2026. */
async function knowing(): Promise<Bot> {
  const bot = await aBot();
  const periods: PeriodFacts[] = [
    { period: '2026-01', mined: fact(700), sold: fact(568.6) },
    { period: '2025-Q4', mined: fact(2_100), sold: fact(2_900) },
  ];
  await keep(bot, MARA, { periods });
  await keep(bot, STRATEGY, {
    stretches: [{ from: '2026-01-26', to: '2026-02-01', bought: 592, held: 717_722, source: from }],
  });
  return bot;
}

describe.each([{}, GROUP])('/production, in private and in a group', (who) => {
  it('says what was mined, sold and bought, of how many, and leads to the filings', async () => {
    const ann = (await knowing()).chat({ ...who, isAdmin: false });
    await ann.types('/production');
    expect(ann.title).toBe('Issued, mined, sold, bought');
    expect(ann.fact('Q4 2025')).toMatch(/^mined 2,100 BTC \(1 of \d+ miners\), sold 2,900 BTC \(1 of \d+ miners\)$/);
    expect(ann.fact('Q1 2026, so far')).toBe('treasuries bought 592 BTC so far as told (MSTR)');
    expect(ann.fact('Week 5 of 2026')).toBe('treasuries bought 592 BTC (MSTR)');
    expect(ann.fact('Sold of mined, Q4 2025')).toBe('138.1 %: 2,900 BTC of 2,100 BTC (MARA)');
    expect(ann.fact('MARA')).toBe('81.2 %: 569 BTC of 700 BTC, January 2026');
    expect(ann.fact('Mined or sold not told for Q4 2025')).toContain('RIOT');
    expect(ann.fact('Weeks')).toBe('count in the quarter of their last day');
    expect(ann.reply.telling.facts.flatMap(({ url }) => url ?? [])).toContain(from.url);
  });

  it('is shown by the quarter and by the week', async () => {
    const ann = (await knowing()).chat(who);
    await ann.types('/production');
    await ann.taps('📈 Chart');
    expect(ann.reply.picture).toMatchObject({ of: 'production', span: '1y' });
    await ann.taps('By week');
    expect(ann.reply.picture).toMatchObject({ of: 'production', span: '90d' });
    expect(ann.keyboard).toEqual([['· By week ·', 'By quarter'], ['⛏ Production']]);
    await ann.types('/chart production');
    expect(ann.reply.picture).toMatchObject({ of: 'production', span: '1y' });
  });

  it('says that nothing is on record while nothing is, and has no picture of it', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/treasuries');
    expect(ann.lead).toBe('Nothing is on record of any period yet.');
    await ann.types('/chart production');
    expect(ann.reply.picture).toBeUndefined();
    expect(ann.lead).toContain('Nothing is on record of any period yet');
  });
});

it.each(LOCALES)('/production speaks %s', async (locale) => {
  const ann = (await knowing()).chat({ language: locale });
  await ann.types('/production');
  expect(ann.reply.telling.facts.length).toBeGreaterThan(6);
});

it('a treasury is among who holds most, by its last week', async () => {
  const ann = (await knowing()).chat({});
  await ann.sends(press('holders', 0));
  expect(ann.fact('MSTR')).toBe('holds 717,722 BTC');
});
