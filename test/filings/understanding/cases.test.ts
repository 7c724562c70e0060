import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../functions/filings/document/read-html.ts';
import type { Filing } from '../../../functions/filings/filing.ts';
import { findingIn } from '../../../functions/filings/finding-in.ts';
import type { Judgement } from '../../../functions/filings/judge.ts';
import { company, page } from '../../support/edgar.ts';
import { aFiling, storyOf } from '../story.ts';

const url = 'https://www.sec.gov/Archives/edgar/data/1507605/000150760526000001/ex991.htm';

/** One company's documents, read, understood and judged one after the other. */
function papersOf(ticker: string) {
  const of = company(ticker);
  const story = storyOf(of);
  let n = 0;
  return {
    story,
    read(form: Filing['form'], filedOn: string, headline: string, ...paragraphs: readonly string[]): Judgement {
      const filing = aFiling(++n, filedOn, { form, cik: of.cik });
      const clean = readHtml(page(headline, ...paragraphs));
      return story.read(filing, findingIn({ type: form === '8-K' ? 'EX-99.1' : form, url, clean }, of, filing));
    },
  };
}

describe('the case that it was born for', () => {
  const { story, read } = papersOf('MARA');
  const shares = read(
    '8-K',
    '2026-02-10',
    'MARA Holdings updates its at-the-market program',
    'We may offer and sell shares of our common stock from time to time under the program, and use the proceeds to ' +
      'purchase bitcoin. We held 53,822 bitcoin at January 31, 2026.',
  );
  const permission = read(
    '10-K',
    '2026-03-02',
    'MARA Holdings annual report for the year ended December 31, 2025',
    'Until 2025 we sold only bitcoin that we had newly mined.',
    'In 2026 we expanded this strategy: we may now sell bitcoin held on our balance sheet from time to time, as the ' +
      'market and our need for capital suggest.',
    'We may also sell shares of our common stock from time to time.',
  );
  const execution = read(
    '8-K',
    '2026-03-26',
    'MARA Announces Repurchases of Its Convertible Notes',
    'MARA Holdings agreed to repurchase about $1.0 billion of its convertible senior notes.',
    'Between March 4 and March 25, 2026, MARA sold 15,133 bitcoin for proceeds of about $1.1 billion to repurchase ' +
      'these notes. MARA held 38,689 bitcoin at March 25, 2026.',
  );
  const repeated = read(
    '8-K',
    '2026-04-03',
    'MARA Production Update for March 2026',
    'In March 2026 MARA mined 690 bitcoin and sold 15,133 bitcoin. It held 38,900 bitcoin at March 31, 2026.',
  );

  it('begins with shares that may be sold from time to time, which is no news', () => {
    expect(shares.tell).toBeUndefined();
  });

  it('goes on with the permission to sell what is held, which is told with its sentence', () => {
    const { announcement } = permission.tell!;
    expect(announcement).toMatchObject({ class: 'policy', ticker: 'MARA', form: '10-K' });
    expect(announcement.quotes[0]?.text).toMatch(/may now sell bitcoin held on our balance sheet from time to time/);
    expect(announcement).not.toHaveProperty('btcSold');
  });

  it('comes to the sale, which is told with its numbers and with what was said before', () => {
    const { announcement } = execution.tell!;
    expect(announcement).toMatchObject({
      class: 'reserve-sale',
      period: '2026-03',
      stated: 'stated',
      btcSold: 15_133,
      proceedsUsd: 1_100_000_000,
      heldAfter: 38_689,
      uses: ['debt'],
      lastPolicy: { filedOn: '2026-03-02', form: '10-K', scope: 'reserve', step: 'permission' },
    });
    expect(announcement.quotes[0]?.text).toMatch(/^Between March 4 and March 25, 2026, MARA sold 15,133 bitcoin/);
  });

  it('and is not told again when the month is reported', () => {
    expect(repeated.tell).toBeUndefined();
    expect(story.fact('2026-03', 'sold')).toBe(15_133);
    expect(story.fact('2026-03', 'mined')).toBe(690);
  });
});

describe('what was said before', () => {
  it('is taken off a sum since the beginning of the year: the same 212 coins in September as in June are none', () => {
    const { read, story } = papersOf('RIOT');
    const june = read(
      '10-Q',
      '2026-07-31',
      'Riot Platforms quarterly report',
      'In the six months ended June 30, 2026 we sold 212 bitcoin from our reserves and mined 90 bitcoin.',
    );
    const september = read(
      '10-Q',
      '2026-10-31',
      'Riot Platforms quarterly report',
      'In the nine months ended September 30, 2026 we sold 212 bitcoin from our reserves and mined 90 bitcoin.',
    );
    expect(june.tell?.announcement).toMatchObject({ class: 'reserve-sale', btcSold: 212 });
    expect(september.tell).toBeUndefined();
    expect(story.told).toHaveLength(1);
  });

  it('tells that coins are gone, of which no word is said', () => {
    const { read } = papersOf('HIVE');
    read(
      '6-K',
      '2026-03-03',
      'HIVE Production Update for February 2026',
      'HIVE held 2,300 bitcoin at February 28, 2026.',
    );
    const { tell } = read(
      '6-K',
      '2026-04-03',
      'HIVE Production Update for March 2026',
      'HIVE mined 290 bitcoin in March 2026. It held 1,500 bitcoin at March 31, 2026.',
    );
    expect(tell?.announcement).toMatchObject({ class: 'reserve-sale', stated: 'implied', btcSold: 1_090 });
  });

  it('tells of nothing where as many coins were pledged', () => {
    const { read } = papersOf('HIVE');
    read(
      '6-K',
      '2026-03-03',
      'HIVE Production Update for February 2026',
      'HIVE held 2,300 bitcoin at February 28, 2026, and pledged 100 bitcoin as collateral.',
    );
    const { tell } = read(
      '6-K',
      '2026-04-03',
      'HIVE Production Update for March 2026',
      'HIVE mined 290 bitcoin in March 2026. It held 1,490 bitcoin at March 31, 2026.',
      'It pledged 1,200 bitcoin as collateral with its lender.',
    );
    expect(tell).toBeUndefined();
  });

  it('a sale of production that was sold as always may wait, and one of reserves may not', () => {
    const { read } = papersOf('CLSK');
    const quiet = read(
      '8-K',
      '2026-03-03',
      'CleanSpark Production Update for February 2026',
      'CleanSpark mined 600 bitcoin and sold 500 bitcoin in February 2026.',
    );
    const loud = read(
      '8-K',
      '2026-04-03',
      'CleanSpark Production Update for March 2026',
      'CleanSpark mined 600 bitcoin and sold 1,500 bitcoin in March 2026.',
    );
    expect(quiet.tell?.announcement.class).toBe('production-sale');
    expect(loud.tell?.announcement.class).toBe('reserve-sale');
  });
});
