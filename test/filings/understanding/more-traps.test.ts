import { describe, expect, it } from 'vitest';
import type { Understanding } from '../../../functions/filings/understanding/understanding.ts';
import { isLoud, NEWS, type Outside, RELEASE, understood } from './telling.ts';

const of = (issuer: string, ticker: string, date = '2026-04-03', form = '8-K'): Outside => ({
  form,
  issuer,
  ticker,
  date,
});
const table = (...rows: readonly (readonly string[])[]): string => `${rows.map((row) => row.join(' | ')).join('\n')}\n`;

/** The same words, but for what turns them: the first of each pair must wake nobody, the second everybody. */
describe('a word makes the difference between', () => {
  it.each<readonly [string, string]>([
    [
      'In March 2026 MARA sold 3,000 miners from its holdings of machines.',
      'In March 2026 MARA sold 3,000 bitcoin from its holdings.',
    ],
    [
      'MARA may sell shares from time to time to fund its operations.',
      'MARA may sell bitcoin it holds from time to time.',
    ],
    [
      'In March 2026 MARA did not sell 3,000 bitcoin from its reserves.',
      'In March 2026 MARA sold 3,000 bitcoin from its reserves.',
    ],
    [
      'In March 2026 MARA mined 690 bitcoin and sold 400 bitcoin.',
      'In March 2026 MARA mined 400 bitcoin and sold 690 bitcoin.',
    ],
    [
      'In March 2026 Riot sold 3,000 bitcoin from its reserves.',
      'In March 2026 MARA sold 3,000 bitcoin from its reserves.',
    ],
    [
      'MARA pledged 3,000 bitcoin from its reserves in March 2026.',
      'MARA liquidated 3,000 bitcoin from its reserves in March 2026.',
    ],
    [
      'MARA bought 3,000 bitcoin for its treasury in March 2026.',
      'MARA sold 3,000 bitcoin of its treasury in March 2026.',
    ],
    [
      'MARA could be forced to sell 3,000 bitcoin from its reserves.',
      'MARA was forced to sell 3,000 bitcoin from its reserves.',
    ],
    [
      'MARA denied that it sold 3,000 bitcoin from its reserves.',
      'MARA confirmed that it sold 3,000 bitcoin from its reserves.',
    ],
    [
      'MARA raised $100 million rather than selling 3,000 bitcoin from its reserves.',
      'MARA raised $100 million by selling 3,000 bitcoin from its reserves.',
    ],
  ])('%s %s', (quiet, loud) => {
    expect([quiet, loud].map((text) => isLoud(understood(text)))).toEqual([false, true]);
  });
});

describe('columns and rows', () => {
  it.each<readonly [string, Outside, string, Partial<Understanding>]>([
    [
      'the month and the quarter beside it',
      of('Core Scientific', 'CORZ', '2026-04-03'),
      `Core Scientific Update for March 2026\n\n${table(
        ['Metric', 'March 2026', 'Q1 2026'],
        ['Bitcoin Produced', '250', '760'],
        ['Bitcoin Sold', '200', '700'],
      )}`,
      { btcSold: 200, btcMined: 250, alertClass: 'c_production', period: '2026-03' },
    ],
    [
      'a quantity in the row of proceeds',
      of('Riot Platforms', 'RIOT', '2024-08-01', '10-Q'),
      `Bitcoin for the six months ended June 30, 2024\n\n${table(
        ['', 'Quantity', 'Amount'],
        ['Balance at January 1, 2024', '7,362', '$311,178'],
        ['Revenue from Bitcoin mined', '2,208', '131,000'],
        ['Proceeds from sale of Bitcoin', '(212)', '(9,500)'],
        ['Balance at June 30, 2024', '9,334', '$585,000'],
      )}`,
      { btcSold: 212, btcMined: 2_208, btcHeldAfter: 9_334, alertClass: 'c_production', proceedsUsd: 9_500_000 },
    ],
    [
      'the month last, and a sum of the year behind it',
      of('LM Funding America', 'LMFA', '2025-09-05'),
      `LM Funding Production Update for August 2025\n\n${table(
        ['Metric', 'July 2025', 'August 2025', 'Eight months ended August 31, 2025'],
        ['Bitcoin Mined', '6.2', '5.9', '56'],
        ['Bitcoin Sold', '5.0', '4.0', '52.7'],
        ['Bitcoin Held', '302', '304.5', '304.5'],
      )}`,
      { btcSold: 4, btcMined: 5.9, btcHeldAfter: 304.5, alertClass: 'c_production', period: '2025-08' },
    ],
    [
      'pledged coins within what is held',
      of('Bitdeer', 'BTDR', '2026-04-03'),
      `Bitdeer Production Update for March 2026\n\n${table(
        ['', 'March 2026'],
        ['Total bitcoin held (incl. 900 pledged)', '1,500'],
        ['Bitcoin mined', '300'],
        ['Bitcoin sold', '250'],
      )}`,
      { btcSold: 250, btcMined: 300, btcHeldAfter: 1_500, alertClass: 'c_production' },
    ],
    [
      'years alone, over the columns of an annual report',
      of('MARA Holdings', 'MARA', '2026-02-27', '10-K'),
      `Bitcoin\n\n${table(
        ['', '2025', '2024'],
        ['Bitcoin mined', '8,100', '9,430'],
        ['Bitcoin sold', '(12,000)', '(150)'],
        ['Bitcoin held, end of year', '41,000', '44,893'],
      )}`,
      { btcSold: 12_000, btcMined: 8_100, btcHeldAfter: 41_000, alertClass: 'b_reserve_sale', period: '2025' },
    ],
    [
      'and of no other report, where they may be a day of the year',
      of('MARA Holdings', 'MARA', '2026-05-07', '10-Q'),
      `Bitcoin\n\n${table(
        ['', '2026', '2025'],
        ['Bitcoin mined', '2,100', '2,286'],
        ['Bitcoin sold', '(3,000)', '(150)'],
      )}`,
      { btcSold: null, btcMined: null, alertClass: 'none' },
    ],
    [
      'machines that came and went',
      of('Bitfarms', 'BITF', '2026-04-03'),
      `Quantity of Whatsminer and Antminer S19 machines\n\n${table(
        ['', 'March 2026', 'February 2026'],
        ['Additions', '8,281', '9,289'],
        ['Dispositions', '(1,918)', '(100)'],
      )}`,
      { btcSold: null, btcMined: null, alertClass: 'none' },
    ],
    [
      'brackets are sales',
      of('Bitfarms', 'BITF', '2026-04-03'),
      `Bitfarms Production Update for March 2026\n\n${table(
        ['Metric', 'March 2026', 'February 2026'],
        ['Bitcoin mined', '200', '180'],
        ['Bitcoin sold', '(512.5)', '(90)'],
        ['Bitcoin held', '1,400', '1,712'],
      )}`,
      { btcSold: 512.5, btcMined: 200, btcHeldAfter: 1_400, alertClass: 'b_reserve_sale' },
    ],
    [
      'a dash is none',
      RELEASE,
      `MARA Production Update for March 2026\n\n${table(
        ['Metric', 'March 2026', 'February 2026'],
        ['Bitcoin Produced', '690', '640'],
        ['Bitcoin Sold', '—', '300'],
        ['Bitcoin Held', '53,000', '52,310'],
      )}`,
      { category: 'no_sale', alertClass: 'none', btcSold: 0, btcMined: 690, btcHeldAfter: 53_000 },
    ],
    [
      'the prior year in the middle',
      of('LM Funding America', 'LMFA', '2025-05-05'),
      `LM Funding Production Update for April 2025\n\n${table(
        ['Metric', 'April 2024', 'April 2025'],
        ['Bitcoin Mined', '14.0', '7.3'],
        ['Bitcoin Sold', '2.0', '9.0'],
        ['Bitcoin Held', '163.1', '158.7'],
      )}`,
      { btcSold: 9, btcMined: 7.3, btcHeldAfter: 158.7, alertClass: 'b_reserve_sale' },
    ],
    [
      'footnotes behind the labels',
      of('CleanSpark', 'CLSK', '2026-04-03'),
      `CleanSpark Bitcoin Mining Update for March 2026\n\n${table(
        ['', 'March 2026', 'February 2026'],
        ['Bitcoin Produced(1)', '650', '600'],
        ['Bitcoin Sold(2)', '1,500', '550'],
        ['Total Bitcoin HODL(3)', '12,000', '12,850'],
      )}`,
      { btcSold: 1_500, btcMined: 650, btcHeldAfter: 12_000, alertClass: 'b_reserve_sale' },
    ],
    [
      'the quarters of two years',
      of('MARA Holdings', 'MARA', '2026-05-07', '10-Q'),
      `Bitcoin activity\n\n${table(
        ['', 'Three Months Ended March 31, 2026', 'Three Months Ended March 31, 2025'],
        ['Bitcoin mined', '2,050', '2,286'],
        ['Bitcoin sold', '18,200', '0'],
        ['Bitcoin held at period end', '37,500', '47,531'],
      )}`,
      { btcSold: 18_200, btcMined: 2_050, btcHeldAfter: 37_500, period: '2026-Q1', alertClass: 'b_reserve_sale' },
    ],
    [
      'bullets instead of rows',
      of('Bitfarms', 'BITF', '2026-04-03'),
      'Bitfarms Production Update for March 2026\n\n• 200 BTC earned in March 2026, down from 230 in February\n• ' +
        'Sold 512 BTC at an average price of $84,000 for total proceeds of $43.0 million\n• 1,088 BTC in treasury at ' +
        'March 31, 2026, down from 1,400\n',
      { btcSold: 512, btcMined: 200, btcHeldAfter: 1_088, averagePriceUsd: 84_000, proceedsUsd: 43_000_000 },
    ],
    [
      'proceeds and prices have rows of their own',
      of('Riot Platforms', 'RIOT', '2025-05-05'),
      `Riot Production Update for April 2025\n\n${table(
        ['Metric', 'April 2025', 'March 2025'],
        ['Bitcoin Produced', '463', '533'],
        ['Bitcoin Sold', '475', '-'],
        ['Bitcoin Sales - Net Proceeds', '$38.8 million', '-'],
        ['Bitcoin Sales - Average Net Price per Bitcoin', '$81,731', 'N/A'],
        ['Bitcoin Held', '19,211', '19,223'],
      )}`,
      { btcSold: 475, proceedsUsd: 38_800_000, averagePriceUsd: 81_731, btcHeldAfter: 19_211 },
    ],
  ])('%s', (_, outside, text, said) => {
    expect(understood(text, outside)).toMatchObject(said);
  });

  it('give no number where cells ran together, and say so where a sale may hide in it', () => {
    const said = understood(
      'Core Scientific Production Update for April 2025\n\nBitcoin Sold4.149.974.3\nBitcoin Produced5.160.271.8\n',
      of('Core Scientific', 'CORZ', '2025-05-05'),
    );
    expect(said).toMatchObject({ btcSold: null, btcMined: null });
    expect(said.reasons.join('\n')).toMatch(/ran together/);
  });
});

describe('sums since the beginning of the year', () => {
  it.each([
    ['In the nine months ended September 30, 2025 we sold 1,000 bitcoin and mined 600 bitcoin.', '2025'],
    ['In the three months ended September 30, 2025 we sold 1,000 bitcoin and mined 600 bitcoin.', '2025-Q3'],
    ['In September 2025 we sold 1,000 bitcoin and mined 600 bitcoin.', '2025-09'],
    ['In the third quarter of 2025 we sold 1,000 bitcoin and mined 600 bitcoin.', '2025-Q3'],
    ['In 2025 we sold 1,000 bitcoin and mined 600 bitcoin.', '2025'],
  ])('keep the period that they are of, to be differenced by who remembers the last: %s', (text, period) => {
    expect(understood(text, { ...RELEASE, form: '10-Q', date: '2026-01-04' })).toMatchObject({
      period,
      btcSold: 1_000,
    });
  });

  it('are not set against the production of a month', () => {
    const { alertClass } = understood(
      'In August 2025 LM Funding mined 6.0 bitcoin and sold 5.0 bitcoin. Year-to-date it has sold 52 bitcoin.',
      of('LM Funding America', 'LMFA', '2025-09-05'),
    );
    expect(alertClass).toBe('c_production');
  });
});

describe('money', () => {
  it('is in thousands where a report is kept in thousands, and proceeds of so few dollars cannot be', () => {
    const said = understood(
      '(in thousands)\nIn the three months ended March 31, 2026 we sold 1,500 bitcoin from our holdings for proceeds ' +
        'of $122,000.',
      { ...RELEASE, form: '10-Q' },
    );
    expect(said).toMatchObject({ btcSold: 1_500, proceedsUsd: 122_000_000 });
  });

  it('that cannot be of so many coins is left out', () => {
    const { proceedsUsd } = understood('In March 2026 MARA sold 3,000 bitcoin from reserves for proceeds of $95.');
    expect(proceedsUsd).toBeNull();
  });

  it('that does not agree with the number and the price is doubted', () => {
    const agreed = understood(
      'In March 2026 MARA sold 1,000 bitcoin from reserves at an average price of $80,000 for $80 million.',
    );
    const doubtful = understood(
      'In March 2026 MARA sold 1,000 bitcoin from reserves at an average price of $80,000 for $120 million.',
    );
    expect(doubtful.confidence).toBeLessThan(agreed.confidence);
    expect(doubtful.reasons.join('\n')).toMatch(/do not agree/);
  });

  it.each(['C$95 million', '£60 million', '€70 million', 'RMB 500 million'])(
    'in %s is not told as dollars',
    (money) => {
      expect(understood(`In March 2026 MARA sold 900 bitcoin from its reserves for ${money}.`)).toMatchObject({
        btcSold: 900,
        proceedsUsd: null,
      });
    },
  );
});

describe('a mark of doubt', () => {
  const selling = (sold: number) => understood(`In March 2026 MARA mined 690 bitcoin and sold ${sold} bitcoin.`);

  it('stands at what is hardly more than was mined, and at nothing else', () => {
    expect(selling(700).confidence).toBeLessThan(selling(600).confidence);
    expect(selling(700).confidence).toBeLessThan(selling(1_500).confidence);
    expect(selling(700).reasons.join('\n')).toMatch(/hardly more than it mined/);
    expect(selling(600).reasons.join('\n')).not.toMatch(/hardly/);
  });

  it('stands at a sale of which nothing says where it came from', () => {
    const unsaid = understood('In March 2026 MARA sold 700 bitcoin.');
    const said = understood('In March 2026 MARA sold 700 bitcoin from its reserves.');
    expect(unsaid.confidence).toBeLessThan(said.confidence);
  });

  it('has its arithmetic among the reasons', () => {
    expect(selling(1_500).reasons).toContain('1500 sold against 690 mined in the same period: 217 %');
  });

  it.each([
    ['Sequans Communications', 'SQNS', /nobody on the list/],
    ['Strategy', 'MSTR', /mines none/],
    ['industry', '', /several companies/],
  ])('or why nobody is told stands there as well: %s', (issuer, ticker, reason) => {
    const said = understood('In March 2026 the company sold 900 bitcoin from its treasury.', of(issuer, ticker));
    expect(said.alertClass).toBe('none');
    expect(said.reasons.join('\n')).toMatch(reason);
  });
});

describe('what else a text is', () => {
  it('is told beside what it is first of all', () => {
    const { category, also } = understood(
      'MARA repurchases $1.0 billion of its convertible senior notes from noteholders. It sold 15,133 bitcoin from ' +
        'its reserves in March 2026 to pay for the repurchase of the notes.',
    );
    expect(category).toBe('reserve_sale_executed');
    expect(also).toContain('equity_or_debt');
  });
});

describe('pledged, lent and released coins', () => {
  it.each([
    [
      'a loan against coins',
      'MARA closed a loan facility of $100 million backed by its bitcoin. It pledged 2,000 bitcoin as collateral.',
      'pledge_or_loan',
    ],
    [
      'a line of credit',
      'MARA drew $50 million on its line of credit, which is secured by its bitcoin, with 1,000 bitcoin as collateral.',
      'pledge_or_loan',
    ],
  ] as const)('are no sale: %s', (_, text, category) => {
    expect(understood(text)).toMatchObject({ category, alertClass: 'none', btcSold: null });
  });

  it('stand beside a real sale, and are not counted with it', () => {
    expect(
      understood(
        'In March 2026 MARA mined 690 bitcoin and sold 1,500 bitcoin. It held 9,000 bitcoin at March 31, 2026, of ' +
          'which 2,500 bitcoin were pledged as collateral.',
      ),
    ).toMatchObject({ btcSold: 1_500, btcMined: 690, btcHeldAfter: 9_000, alertClass: 'b_reserve_sale' });
  });
});

describe('other news of miners', () => {
  it.each([
    ['purchase', 'MARA bought 1,200 bitcoin for $100 million in March 2026. It now holds 54,000 bitcoin.'],
    ['equity_or_debt', 'MARA priced its offering of $850 million of convertible senior notes due 2031.'],
    ['asset_sale', 'MARA completed the sale of its data center in Nebraska to a power company for $60 million.'],
    [
      'ai_hpc_pivot',
      'MARA signed a lease of twelve years with a hyperscaler for 200 MW of AI data center capacity and GPU cloud.',
    ],
    ['other', 'MARA appoints a new chief people officer, who joins from a logistics group.'],
    ['no_sale', 'In March 2026 MARA mined 690 bitcoin and did not sell any bitcoin.'],
    ['production_sale', 'In March 2026 MARA mined 690 bitcoin and sold 300 bitcoin of its production.'],
    ['reserve_sale_executed', 'In March 2026 MARA sold 5,000 bitcoin from its reserves.'],
    ['reserve_sale_policy', 'MARA changed its policy in 2026 and may now sell bitcoin from its balance sheet.'],
    ['pledge_or_loan', 'MARA closed a bitcoin-backed loan of $150 million; the lender holds 2,400 BTC as collateral.'],
  ] as const)('are %s', (category, text) => {
    expect(understood(text).category).toBe(category);
  });
});

describe('sources that lie', () => {
  it('a spun copy in which sold became bought tells of no sale', () => {
    const said = understood(
      'The agency bought 4,451 bitcoin and repaid its mortgage, the crypto digger introduced on Monday.',
      { ...NEWS, issuer: 'Cango', ticker: 'CANG' },
    );
    expect(isLoud(said)).toBe(false);
  });

  it('a retrospective tells of the period it is about, not of the day it appeared on', () => {
    const said = understood(
      'A look back: in June 2022 MARA’s rivals sold. In January 2023 MARA sold 1,500 bitcoin and mined 687 bitcoin.',
      NEWS,
    );
    expect(said.period).not.toBe('2026-03');
    expect(said.period).not.toBe('2026-04');
  });

  it('a page of topics that only links to a story tells none', () => {
    const said = understood(
      'MARA energizes its new site in Texas.\nRelated: Riot sold 3,000 bitcoin from its reserves\nRead also: why ' +
        'miners sell their bitcoin',
      NEWS,
    );
    expect(isLoud(said)).toBe(false);
  });

  it('a summary of another company under the miner’s name tells nothing of the miner', () => {
    const said = understood(
      'ProPhase Labs sold its subsidiary and reported revenue of $4 million for the quarter, up from $3 million.',
      RELEASE,
    );
    expect(said).toMatchObject({ alertClass: 'none', btcSold: null });
  });
});
