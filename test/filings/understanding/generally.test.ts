import { describe, expect, it } from 'vitest';
import { firstOf, isLoud, NEWS, type Outside, RELEASE, saidIn, saleIn, understood } from './telling.ts';

const STRATEGY: Outside = { form: '8-K', issuer: 'Strategy', ticker: 'MSTR', date: '2025-11-17' };
const lines = (...all: readonly string[]): string => all.join('\n');

describe('coins that are there, though no verb says that anybody holds them', () => {
  it.each([
    ['There were 1,959 bitcoin and $132 million of cash on the Company’s balance sheet.', 1_959],
    ['Its BTC stash (417.6 BTC, about $34.5 million on March 31, 2025) is worth less than it was.', 417.6],
    ['The chairman spoke of its digital assets, at present 843,738 BTC.', 843_738],
    ['Cash, BTC and ETH of $4.7 million, including 96.5 BTC and 800 ETH at December 31, 2022.', 96.5],
    ['MARA bought 400 bitcoin, bringing its stockpile to 129,218 tokens.', 129_218],
  ])('%s', (sentence, number) => {
    expect(firstOf('hold', sentence)).toMatchObject({ mode: 'done', btc: number });
  });

  it.each([
    'MARA sold 500 bitcoin at March 31, 2026 prices.',
    'If all goes well there would be 1,959 bitcoin on its balance sheet.',
    'The company had 21,922 and 16,395 shares held in treasury as of March 31, 2026.',
  ])('are not these: %s', (sentence) => {
    expect(saidIn(sentence).filter(({ act, mode }) => act === 'hold' && mode === 'done')).toEqual([]);
  });
});

describe('money put into bitcoin buys it', () => {
  it.each([
    ['KULR spent another $13 million on bitcoin at an average price of $107,861.', 'done', 13e6],
    ['The company put $50 million into BTC.', 'done', 50e6],
    ['The company plans to invest $50 million in bitcoin.', 'planned', 50e6],
  ] as const)('%s', (sentence, mode, amount) => {
    expect(firstOf('buy', sentence)).toMatchObject({ mode, usd: { amount } });
    expect(firstOf('sell', sentence)).toEqual({});
  });

  it.each(['The company spent $13 million on bitcoin miners.', 'It did not invest $5 million in bitcoin.'])(
    'but not this: %s',
    (sentence) => {
      expect(firstOf('buy', sentence).usd).toBeUndefined();
    },
  );
});

describe('what a sale brought', () => {
  it.each([
    ['MARA sold 15,133 BTC, raising about $1.1 billion that went toward buying back convertible notes.', 1.1e9],
    ['MARA sold 500 bitcoin in March, resulting in net proceeds of $40 million.', 40e6],
  ])('%s', (text, amount) => {
    expect(understood(text).proceedsUsd).toBe(amount);
  });

  it.each([
    ['In March MARA mined 5.5 bitcoin, sold 5.4 and had 163.5, which at $63,300 were worth $10.3 million.'],
    ['MARA recorded losses on bitcoin transactions of approximately $8,568,000, primarily from the sale of bitcoin.'],
    ['A decrease in proceeds from the sale of bitcoin of $29.4 million reflects that MARA sold less bitcoin.'],
  ])('is not this: %s', (text) => {
    const { averagePriceUsd, proceedsUsd } = understood(text);
    expect([averagePriceUsd, proceedsUsd]).toEqual([null, null]);
  });

  it('is cash and no other coin, in a roll-forward in dollars', () => {
    const text = lines(
      'Digital assets for the three months ended March 31, 2026',
      '',
      '| Quantity | Amount',
      'Balance at December 31, 2025 | 741.9 | $69,319,731',
      'Receipt of BTC from mining services | 83.3 | 7,776,963',
      'Sales of and payments made in BTC | (392.6) | (33,218,807)',
      'Balance at March 31, 2026 | 432.6 | $34,474,294',
      '',
      'The table below gives a roll-forward of BTC at fair value for the three months ended March 31, 2026, as the standard has it.',
      '',
      'Fair value',
      'BTC as of December 31, 2025 | $69,319,731',
      'Sales of BTC in exchange of ETH | (40,267,700)',
      'Sales of BTC in exchange of cash | (32,509,262)',
      'BTC fair value as of March 31, 2026 | $34,474,294',
    );
    expect(understood(text, { ...RELEASE, form: '10-Q' })).toMatchObject({ btcSold: 392.6, proceedsUsd: 32_509_262 });
  });
});

describe('of several numbers the one that is meant', () => {
  it('is that of the reserve, where what was mined is sold as well', () => {
    expect(
      understood('It sold all 189.8 BTC mined in the week and another 943.1 BTC from its reserve.', NEWS),
    ).toMatchObject({ alertClass: 'b_reserve_sale', btcSold: 943.1, btcMined: 189.8 });
  });

  it('is the total, below what it is made of', () => {
    const table = ['Rewards treasury (BTC) | 89 | 92', 'Investment treasury (BTC) | 1,490 | 1,002'];
    const text = lines(
      '| March 31, 2026 | December 31, 2025',
      ...table,
      'Total bitcoin treasury (BTC) | 1,579 | 1,094',
    );
    expect(understood(text).btcHeldAfter).toBe(1_579);
  });

  it('is what was sold, and not what it was sold of', () => {
    expect(understood('• Sold 378 of 379 BTC earned in March, generating $31.0 million.')).toMatchObject({
      btcSold: 378,
      btcMined: 379,
    });
  });

  it('is the year’s in an annual report, though it speaks of the last quarter first', () => {
    const text = lines(
      'In the fourth quarter of 2025 MARA mined 1,236 bitcoin and sold 1,135 bitcoin.',
      'In the year ended December 31, 2025 MARA mined 4,928 bitcoin and sold 4,529 bitcoin.',
    );
    expect(understood(text, { ...RELEASE, form: '10-K', date: '2026-03-05' })).toMatchObject({
      period: '2025',
      btcSold: 4_529,
      btcMined: 4_928,
    });
  });

  it('is not one of the month that it is compared with', () => {
    const text = 'MARA produced 521 BTC in March 2026, 12% above the 466 BTC it had produced in March 2025.';
    expect(understood(text)).toMatchObject({ btcMined: 521, period: '2026-03' });
  });
});

describe('a holder’s weekly table', () => {
  const week = (bought: string) =>
    lines(
      'BTC Update',
      'During Period November 10, 2025 to November 16, 2025 | | | As of November 16, 2025',
      'BTC Acquired | Aggregate Purchase Price | Average Purchase Price | Aggregate BTC Holdings | Average Purchase Price',
      `${bought} | 649,870 | $74,433`,
      'The purchases were made using proceeds from the sale of shares under the ATM programs.',
    );

  it('tells a purchase, and what is held after it', () => {
    expect(understood(week('8,178 | $835.6 | $102,171'), STRATEGY)).toMatchObject({
      category: 'purchase',
      btcHeldAfter: 649_870,
      averagePriceUsd: null,
    });
  });

  it('tells none in a week without', () => {
    expect(understood(week('- | $- | $-'), STRATEGY)).toMatchObject({
      category: 'equity_or_debt',
      btcHeldAfter: 649_870,
    });
  });

  it('is no promise to sell nothing, whatever its risk factors say of custody', () => {
    const risks = 'Substantially all of the bitcoin we own is held in custody accounts at custodians.';
    expect(understood(lines(week('8,178 | $835.6 | $102,171'), risks), STRATEGY).category).toBe('purchase');
  });
});

describe('no alarm is raised', () => {
  it.each<readonly [string, Outside, string]>([
    [
      'by coins that move to an exchange, and a sale that was told last month',
      { ...NEWS, title: 'MARA wallets move 250 BTC to FalconX' },
      'Addresses of MARA sent 250 BTC to FalconX. Last month it sold 15,133 BTC from its treasury.',
    ],
    [
      'by what was sold years before',
      { ...RELEASE, date: '2023-12-18' },
      'Before the chapter 11 case the Company had sold 7,202 bitcoin in June 2022.',
    ],
    [
      'by a sale of earlier this year without a number',
      RELEASE,
      'After converting its bitcoin holdings into ether earlier this year MARA holds 121,076 ETH.',
    ],
    [
      'by talk of a sale',
      { ...NEWS, title: 'MARA investor sells shares after bitcoin sale talk' },
      'A director of MARA sold 400,000 shares.',
    ],
    [
      'by a company that was bought, which had sold',
      RELEASE,
      'Before the deal, the acquired company had disposed of 9,000 bitcoin of its treasury.',
    ],
    [
      'by what may be sold as ever',
      { ...RELEASE, form: '10-Q' },
      'We may sell bitcoin, as needed, to pay for operating expenses, as we have done in prior periods.',
    ],
    ['by what a client had sold', NEWS, 'MARA completed a sale: it sold 80,000 BTC for a client of long standing.'],
    ['by terms that need no sale', RELEASE, 'No bitcoin needs to be pledged or sold for the facility.'],
  ])('%s', (_, outside, text) => {
    expect(isLoud(understood(text, outside))).toBe(false);
  });

  it('and none is needed for a quarter of none, though nine months are told', () => {
    const text = lines(
      'For the nine months ended September 30, 2024 MARA sold 212 bitcoin for $9.5 million.',
      'In the three months ended September 30, 2024 no bitcoin was sold.',
    );
    expect(understood(text, { ...RELEASE, form: '10-Q', date: '2024-10-31' })).toMatchObject({
      category: 'no_sale',
      btcSold: 0,
    });
  });
});

describe('other tongues and spellings', () => {
  it('take a sale in Ukrainian for one that was', () => {
    expect(saleIn('Майнер MARA скорочує штат після продажу $1.1 мільярда в BTC')).toBe('done');
  });

  it('read amounts in Ukrainian', () => {
    expect(understood('Компанія MARA продала біткойни на суму 1,1 мільярда доларів.', NEWS).proceedsUsd).toBe(1.1e9);
  });

  it('know a company that newspapers spell in small letters', () => {
    const hive: Outside = { form: 'news', issuer: 'HIVE', ticker: 'HIVE', date: '2025-11-18' };
    expect(understood('Here’s the scoop: Hive mined 717 Bitcoin during the quarter.', hive).btcMined).toBe(717);
  });
});

describe('a text that was made to be read for hours', () => {
  it.each([
    ['lines', 'We hold 5 BTC | 6\n', 400_000],
    ['sentences of coins', 'We sold 5 BTC in May. ', 30_000],
    ['numbers in each sentence', `${'sold 5 BTC and '.repeat(75)}.\n`, 900],
  ])('for its many %s is read to a limit, and that is said', (_, piece, times) => {
    const { reasons, confidence } = understood(piece.repeat(times));
    expect(reasons.join()).toMatch(/too long to be read to its end/);
    expect(confidence).toBeLessThan(0.8);
  });
});
