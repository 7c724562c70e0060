import { describe, expect, it } from 'vitest';
import { isSameCompany, issuerOf, namingsIn, withoutNames } from '../../../functions/filings/understanding/issuer.ts';
import { WATCHLIST } from '../../../functions/filings/watchlist.ts';
import { company } from '../../support/edgar.ts';

const tickersIn = (text: string) => [...new Set(namingsIn(text).map(({ company: { tickers } }) => tickers[0]))];

describe('the issuer', () => {
  it.each(WATCHLIST.flatMap((one) => one.names.map(({ name }) => [name, one] as const)))(
    'is known by every name it has had: %s',
    (name, one) => {
      const issuer = issuerOf({ issuer: name }, '');
      expect(issuer).toMatchObject({ is: 'known' });
      if (issuer.is === 'known') expect(issuer.company.tickers).toContain(one.tickers[0]);
    },
  );

  it.each([
    ['an unknown name', { issuer: 'Sequans Communications' }],
    ['an unknown ticker', { ticker: 'ZZZZ' }],
    ['an unknown name, whoever the text names', { issuer: 'Grayscale Bitcoin Trust' }],
  ])('is a stranger under %s', (_, named) => {
    expect(issuerOf(named, 'MARA Holdings sold bitcoin.')).toMatchObject({ is: 'stranger' });
  });

  it.each([
    ['RIOT PLATFORMS ANNOUNCES MARCH 2026 PRODUCTION UPDATE', 'RIOT'],
    ['CLEANSPARK RELEASES BITCOIN MINING UPDATE', 'CLSK'],
  ])('is known in a headline that shouts: %s', (headline, ticker) => {
    const issuer = issuerOf({}, headline);
    expect(issuer.is === 'known' && issuer.company.tickers[0]).toBe(ticker);
  });

  it.each(['A RIOT OF NEWS ABOUT BITCOIN', 'NEW TREASURY STRATEGY APPROVED BY THE BOARD'])(
    'is a stranger where a shouted word is only a word: %s',
    (headline) => {
      expect(issuerOf({}, headline)).toEqual({ is: 'stranger' });
    },
  );

  it('is a stranger where nobody of the list is named', () => {
    expect(issuerOf({}, 'A maker of chips sold 970 bitcoin.')).toEqual({ is: 'stranger' });
  });

  it.each(['Industry', 'several', 'SECTOR', ' miners '])('is several companies under %j', (issuer) => {
    expect(issuerOf({ issuer }, 'MARA Holdings sold bitcoin.')).toEqual({ is: 'several' });
  });

  it('is whoever the headline names, where it is filed under nobody', () => {
    expect(issuerOf({}, 'MARA Holdings sold bitcoin in March.')).toMatchObject({
      is: 'known',
      company: company('MARA'),
    });
  });

  it('is several companies where three and more are named', () => {
    expect(issuerOf({}, 'Riot, CleanSpark and MARA sold bitcoin.')).toEqual({ is: 'several' });
  });
});

describe('two names of one company', () => {
  it.each([
    ['Marathon Digital Holdings', 'MARA Holdings'],
    ['Bitfarms', 'Keel Infrastructure'],
    ['Riot Blockchain', 'Riot Platforms'],
  ])('%s and %s', (former, present) => {
    const [a, b] = [former, present].map((issuer) => issuerOf({ issuer }, ''));
    if (a?.is !== 'known' || b?.is !== 'known') throw new Error(`one of ${former} and ${present} is not known`);
    expect(isSameCompany(a.company, b.company)).toBe(true);
  });

  it('are not those of two companies', () => {
    expect(isSameCompany(company('MARA'), company('RIOT'))).toBe(false);
  });
});

describe('names in a text', () => {
  it.each([
    ['MARA Holdings and Riot Platforms', ['MARA', 'RIOT']],
    ['Marathon Digital Holdings, Inc. (NASDAQ: MARA)', ['MARA']],
    ['Shares of the miner (Nasdaq: CLSK) rose', ['CLSK']],
  ])('%s', (text, tickers) => {
    expect(tickersIn(text)).toEqual(tickers);
  });

  it.each([
    'The miners put down a riot at the hive.',
    'Our Treasury Strategy is to hold.',
    'A Strategy for the long term.',
    'They can sell bitcoin.',
  ])('are no words that only look like them: %s', (text) => {
    expect(namingsIn(text)).toEqual([]);
  });

  it('are taken out without moving anything', () => {
    const text = 'Hut 8 and MARA Holdings held 9,000 bitcoin.';
    const masked = withoutNames(text, namingsIn(text));
    expect(masked).toHaveLength(text.length);
    expect(masked).not.toMatch(/Hut 8|Holdings/);
    expect(masked.slice(text.indexOf('held'))).toBe(text.slice(text.indexOf('held')));
  });
});
