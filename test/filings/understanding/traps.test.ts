import { describe, expect, it } from 'vitest';
import type { Understanding } from '../../../functions/filings/understanding/understanding.ts';
import { isLoud, NEWS, type Outside, RELEASE, understood } from './telling.ts';

/**
 * One case or more for each trap of `reference/announcements.md`, in our own words, in its order. A case is what it is
 * about, what is known from outside, the text, and what must be said of it.
 */
type Case = readonly [trap: string, outside: Outside, text: string, said: Partial<Understanding>];

const cases = (title: string, list: readonly Case[]): void => {
  describe(title, () => {
    it.each(list)('%s', (_, outside, text, said) => {
      expect(understood(text, outside)).toMatchObject(said);
    });
  });
};

/** Texts of which no subscriber may hear. */
const silent = (title: string, list: readonly (readonly [trap: string, outside: Outside, text: string])[]): void => {
  describe(title, () => {
    it.each(list)('%s', (_, outside, text) => {
      const said = understood(text, outside);
      expect({ ...said, isLoud: isLoud(said) }).toMatchObject({ isLoud: false });
    });
  });
};

const of = (issuer: string, ticker: string, date = '2026-04-03', form = '8-K'): Outside => ({
  form,
  issuer,
  ticker,
  date,
});

silent('who: somebody else sells', [
  [
    'a trust sells to redeem its shares',
    of('Grayscale Bitcoin Trust', 'GBTC'),
    'During the quarter the Trust sold 12,400 bitcoin from its holdings to meet redemptions of its shares.',
  ],
  [
    'an operator of ATMs books the cost of what it sold',
    of('Bitcoin Depot', 'BTM'),
    'Cost of cryptocurrencies sold came to $120 million. We sold 2,100 bitcoin to the users of our kiosks.',
  ],
  [
    'a maker of chips sells its treasury',
    of('Sequans Communications', 'SQNS'),
    'The company sold 970 bitcoin from its treasury and redeemed half of its convertible debt.',
  ],
  [
    'an accumulator on the list sells, and mines nothing',
    of('Strategy', 'MSTR'),
    'Strategy sold 32 bitcoin from its treasury in March 2026 for $2.4 million.',
  ],
  [
    'an article over several miners is pinned on none of them',
    { form: 'news', date: '2026-04-03', title: 'Miners are letting go of their coins' },
    'Riot Platforms, CleanSpark, MARA and Hut 8 all sold in March. Together they sold 9,000 bitcoin from reserves.',
  ],
  [
    'a page under the name of the miner that speaks of another company',
    NEWS,
    'Riot Platforms sold 1,818 bitcoin from its holdings in March 2026. Riot held 15,680 bitcoin at the end of it.',
  ],
  [
    'an investor in the miner sells',
    NEWS,
    'A hedge fund sold 900,000 shares of MARA last week. The miner held 52,000 bitcoin at the end of March.',
  ],
  [
    'a director sells his shares',
    { ...NEWS, title: 'MARA director sells shares worth $1.2 million' },
    'A director of MARA Holdings sold 60,000 shares of common stock under a 10b5-1 plan on March 12, 2026.',
  ],
]);

cases('who: the same company under another name', [
  [
    'Bitfarms, that became Keel',
    of('Bitfarms', 'BITF', '2025-12-02'),
    'Bitfarms sold 1,700 bitcoin from its treasury in November 2025 and mined 180 bitcoin.',
    { alertClass: 'b_reserve_sale', btcSold: 1_700 },
  ],
  [
    'Marathon, that became MARA',
    of('Marathon Digital Holdings', 'MARA', '2023-02-02'),
    'In January 2023 the company sold 1,500 bitcoin and produced 687 bitcoin.',
    { alertClass: 'b_reserve_sale', btcSold: 1_500, btcMined: 687, period: '2023-01' },
  ],
  [
    'Gryphon, that became American Bitcoin',
    of('Gryphon Digital Mining', 'GRYP', '2024-05-03'),
    'In April 2024 the company mined 50 bitcoin and sold 80 bitcoin, more than it mined.',
    { alertClass: 'b_reserve_sale', btcSold: 80 },
  ],
]);

silent('what: the object of the verb is no coin', [
  [
    'machines',
    of('Bit Digital', 'BTBT'),
    'In March 2026 we sold 4,200 miners for cash proceeds of $2.9 million. We held 950 bitcoin at month end.',
  ],
  [
    'shares, after an inserted phrase',
    of('Bitfarms', 'BITF'),
    'In March the Company sold, under the at-the-market agreement with its two agents, 3,300,000 common shares for ' +
      'net proceeds of $9.4 million. It mined 210 bitcoin.',
  ],
  [
    'energy, beside the coins that were not mined for it',
    of('Argo Blockchain', 'ARBK'),
    'In the heat of August 2025 we sold energy to the grid, which cost about 55 Bitcoin, or $2.2 million, of output.',
  ],
  [
    'notes, to buy coins',
    RELEASE,
    'The company sold $300 million of convertible notes and used the money to purchase 4,144 bitcoin.',
  ],
  [
    'a site',
    of('Hut 8', 'HUT'),
    'Hut 8 closed the sale of its bitcoin mining site in Ontario for $31 million. The buyer is a power company.',
  ],
  [
    'a stake',
    of('Hut 8', 'HUT'),
    'The company sold its stake in a bitcoin mining joint venture to its partner for $18 million.',
  ],
  ['options', RELEASE, 'We sold call options on 500 bitcoin and received a premium of $1.3 million.'],
  ['computing power', of('BitFuFu', 'FUFU'), 'We sold computing power to 3,000 customers who mine bitcoin with it.'],
]);

silent('may sell shares from time to time is not news', [
  [
    'in a prospectus',
    { ...RELEASE, form: '424B5' },
    'We may offer and sell shares of our common stock from time to time through the agent. We hold 53,822 bitcoin.',
  ],
  [
    'in an annual report',
    { ...RELEASE, form: '10-K' },
    'The company may sell shares from time to time under its at-the-market program to fund the purchase of bitcoin.',
  ],
  [
    'of holders who resell',
    RELEASE,
    'The selling stockholders may sell up to 4,000,000 shares from time to time. We mine bitcoin in Texas.',
  ],
]);

cases('reserve or production', [
  [
    'words that settle it: the entire treasury',
    of('Northern Data', 'NDA', '2024-08-05'),
    'The company has sold its entire bitcoin treasury of 2,900 bitcoin.',
    { category: 'reserve_sale_executed', btcSold: 2_900 },
  ],
  [
    'words that settle it: from treasury',
    RELEASE,
    'In March 2026 MARA sold 400 bitcoin from its treasury. It mined 690 bitcoin.',
    { btcSold: 400, btcMined: 690 },
  ],
  [
    'words that settle it: more than it produced',
    of('Riot Platforms', 'RIOT', '2025-10-03'),
    'In September 2025 Riot sold more bitcoin than it produced.',
    { category: 'reserve_sale_executed', alertClass: 'b_reserve_sale', btcSold: null },
  ],
  [
    'far beyond what was mined in the same month',
    of('Cango', 'CANG', '2026-03-03'),
    'In February 2026 Cango mined 454.8 bitcoin and sold 4,451 bitcoin.',
    { category: 'reserve_sale_executed', alertClass: 'b_reserve_sale', stated: 'stated', period: '2026-02' },
  ],
  [
    'less than was mined',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'In March 2026 CleanSpark produced 650 bitcoin and sold 400 bitcoin.',
    { category: 'production_sale', alertClass: 'c_production', btcSold: 400, btcMined: 650 },
  ],
  [
    'just as many as were mined',
    of('Core Scientific', 'CORZ', '2026-04-03'),
    'In March 2026 Core Scientific earned 250 bitcoin and sold 250 bitcoin.',
    { category: 'production_sale', alertClass: 'c_production' },
  ],
  [
    'between 100 and 110 %: production, plus a small draw',
    of('Core Scientific', 'CORZ', '2026-04-03'),
    'In March 2026 Core Scientific earned 250 bitcoin and sold 262 bitcoin.',
    { category: 'production_sale', alertClass: 'c_production' },
  ],
  [
    'numbers overrule prose: a portion of what was mined, and more than was',
    of('Cango', 'CANG', '2026-01-05'),
    'Cango sold a portion of newly mined bitcoin in December 2025.\n\n• BTC mined: 496\n• BTC sold: 550\n',
    { alertClass: 'b_reserve_sale', btcSold: 550, btcMined: 496 },
  ],
  [
    'numbers overrule prose: a significant portion of monthly production, three times as much',
    of('Argo Blockchain', 'ARBK', '2022-08-05'),
    'In July 2022 Argo mined 219 bitcoin and sold 887 bitcoin, a significant portion of monthly production.',
    { alertClass: 'b_reserve_sale', btcSold: 887, btcMined: 219 },
  ],
  [
    'numbers overrule prose: talk of accumulating',
    of('LM Funding America', 'LMFA', '2025-11-05'),
    'We keep accumulating bitcoin for the long term. In October 2025 we mined 7.3 bitcoin and sold 9.0 bitcoin.',
    { alertClass: 'b_reserve_sale', btcSold: 9, btcMined: 7.3 },
  ],
  [
    'a sale that only the arithmetic of holdings tells is implied',
    of('HIVE Digital', 'HIVE', '2023-12-05'),
    'In November 2023 HIVE mined 280 bitcoin. Its holdings fell from 2,300 bitcoin to 1,650 bitcoin.',
    { category: 'reserve_sale_executed', alertClass: 'b_reserve_sale', stated: 'implied' },
  ],
]);

silent('reserve or production: noise of the arithmetic', [
  [
    'holdings fell by less than was mined',
    of('HIVE Digital', 'HIVE', '2023-12-05'),
    'In November 2023 HIVE mined 280 bitcoin. Its holdings rose from 2,300 bitcoin to 2,400 bitcoin.',
  ],
  [
    'coins that were pledged',
    of('Bitdeer', 'BTDR', '2026-04-03'),
    'In March 2026 Bitdeer mined 300 bitcoin. It pledged 1,000 bitcoin as collateral for a loan of $40 million.',
  ],
  [
    'coins that were lent',
    of('MARA Holdings', 'MARA', '2025-01-05'),
    'MARA lent 7,377 bitcoin to third parties in December 2024. It held 44,893 bitcoin, loaned ones included.',
  ],
  [
    'coins that were released',
    RELEASE,
    'The lender released 1,200 bitcoin of collateral in March 2026, and unrestricted holdings rose to 9,000 bitcoin.',
  ],
]);

cases('euphemisms for sold', [
  [
    'converted for operations and growth',
    of('Bitfarms', 'BITF', '2026-04-03'),
    'Bitfarms mined 200 bitcoin in March 2026. Of its treasury, 900 bitcoin were converted to cash for operations.',
    { alertClass: 'b_reserve_sale', btcSold: 900 },
  ],
  [
    'monetized',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'CleanSpark monetized 1,100 bitcoin in March 2026 and produced 650 bitcoin.',
    { alertClass: 'b_reserve_sale', btcSold: 1_100 },
  ],
  [
    'liquidated a portion',
    of('Digihost', 'DGHI', '2022-07-05'),
    'Digihost liquidated 350 bitcoin of its holdings in June 2022. It mined 82 bitcoin.',
    { alertClass: 'b_reserve_sale', btcSold: 350 },
  ],
  [
    'disposed',
    of('DMG Blockchain', 'DMGI', '2025-05-05'),
    'In April 2025 DMG mined 31 bitcoin and disposed of 150 bitcoin from its treasury.',
    { category: 'reserve_sale_executed', btcSold: 150 },
  ],
  [
    'exchanged for dollars',
    of('HIVE Digital', 'HIVE', '2026-04-03'),
    'In March 2026 HIVE mined 290 bitcoin and exchanged 700 bitcoin of its treasury for dollars.',
    { alertClass: 'b_reserve_sale', btcSold: 700 },
  ],
]);

silent('negations', [
  ['sold none', RELEASE, 'In March 2026 we mined 690 bitcoin and sold none.'],
  ['opted against selling any', RELEASE, 'In March 2026 MARA opted against selling any bitcoin. It mined 690 bitcoin.'],
  ['all produced was hodl', RELEASE, 'All bitcoin produced in March 2026 was hodled. We hold 53,000 bitcoin.'],
  [
    '100 % deposited in custody',
    RELEASE,
    '100 % of the bitcoin produced in March 2026 was deposited in custody. We hold 53,000 bitcoin.',
  ],
  [
    'so as to avoid selling',
    RELEASE,
    'We borrowed $50 million so as to avoid selling bitcoin. We hold 53,000 bitcoin.',
  ],
  ['without liquidating', RELEASE, 'The miner paid for the site without liquidating its bitcoin holdings.'],
  ['rather than selling', RELEASE, 'It drew on the credit line rather than selling bitcoin from treasury.'],
  [
    'a dash in the row of bitcoin sold',
    RELEASE,
    'MARA Production Update for March 2026\n\nMetric | March 2026 | February 2026\nBitcoin Produced | 690 | 640\n' +
      'Bitcoin Sold | - | 300\nBitcoin Held | 53,000 | 52,310\n',
  ],
]);

cases('negations', [
  [
    'nothing was sold, and it is said with what it mined',
    RELEASE,
    'In March 2026 MARA mined 690 bitcoin. It did not sell any bitcoin in the month and held 53,000 bitcoin.',
    { category: 'no_sale', alertClass: 'none', btcSold: 0, btcMined: 690, btcHeldAfter: 53_000 },
  ],
  [
    'of distress, around a real sale',
    of('Marathon Digital Holdings', 'MARA', '2023-02-02'),
    'We were not in distress, but we sold 1,500 bitcoin in January 2023. We produced 687 bitcoin.',
    { alertClass: 'b_reserve_sale', btcSold: 1_500 },
  ],
  [
    'at the head of a quotation that ends with a sale',
    of('HIVE Digital', 'HIVE', '2026-04-03'),
    'In March 2026 HIVE mined 290 bitcoin. “We are not borrowing; we sold what we mined and 200 bitcoin of our HODL ' +
      'position,” the chairman said.',
    { alertClass: 'b_reserve_sale' },
  ],
]);

cases('a denial that confirms', [
  [
    'of a plan to sell most, while sales are allowed now',
    { ...NEWS, date: '2026-03-06', title: 'MARA denies plan to sell most of its bitcoin' },
    'MARA denied that it plans to sell most of its bitcoin. The company confirmed that its new policy permits sales ' +
      'of bitcoin held on its balance sheet. The strategy allows it to sell bitcoin from time to time.',
    { category: 'reserve_sale_policy', alertClass: 'a_policy', btcSold: null },
  ],
]);

cases('permission is not execution', [
  [
    'may sell from the balance sheet',
    { ...RELEASE, form: '10-K', date: '2026-03-02' },
    'In 2026 we expanded our treasury strategy. We may now sell bitcoin held on our balance sheet from time to time.',
    { category: 'reserve_sale_policy', alertClass: 'a_policy', btcSold: null, stated: null },
  ],
  [
    'a program for so many dollars',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'The board approved a program to sell up to $200 million of bitcoin from its treasury. The program permits the ' +
      'sale of bitcoin that the company holds.',
    { category: 'reserve_sale_policy', alertClass: 'a_policy', btcSold: null, proceedsUsd: null },
  ],
]);

cases('the direction and the scope of a policy', [
  [
    'a policy changed to holding',
    { ...RELEASE, date: '2024-07-25', title: 'MARA adopts full HODL approach' },
    'MARA adopted a full HODL approach to its bitcoin treasury. It keeps all bitcoin it mines and bought more.',
    { category: 'no_sale', alertClass: 'none', btcSold: null },
  ],
  [
    'no immediate plans',
    of('Cango', 'CANG', '2026-01-05'),
    'Cango mined 569 bitcoin in December 2025 and has no immediate plans to sell bitcoin.',
    { category: 'no_sale', alertClass: 'none' },
  ],
]);

silent('hypotheticals', [
  [
    'a risk factor',
    { ...RELEASE, form: '10-K' },
    'If the price of bitcoin falls, we could be forced to sell our bitcoin holdings at unfavorable prices.',
  ],
  [
    'the arithmetic of a margin call',
    NEWS,
    'Were bitcoin to drop below $40,000, the lender could liquidate the 2,000 bitcoin that MARA pledged.',
  ],
  [
    'if it were to convert',
    NEWS,
    'If MARA were to convert its 53,000 bitcoin into dollars, it would have $4 billion in cash.',
  ],
]);

silent('derivatives and security', [
  ['covered calls', RELEASE, 'MARA wrote covered calls on 1,000 bitcoin and sold options for $4 million in premium.'],
  ['collateral', RELEASE, 'MARA posted 4,500 bitcoin as collateral with its lender in March 2026.'],
  ['a transfer between wallets', NEWS, 'MARA moved 1,318 bitcoin to wallets of an exchange, on-chain data show.'],
  ['theft', of('Bitfarms', 'BITF'), 'An impostor of a client made off with 26 bitcoin, the company said.'],
]);

cases('prices that are no sale prices', [
  [
    'the average of what was mined',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'In March 2026 CleanSpark sold 400 bitcoin and mined 650. The average bitcoin price in the month was $88,000.',
    { averagePriceUsd: null, btcSold: 400 },
  ],
  [
    'the cost of mining one',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'In March 2026 CleanSpark sold 400 bitcoin and mined 650. The cost to mine a bitcoin was $42,000.',
    { averagePriceUsd: null },
  ],
  [
    'the valuation at the end of the month',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'In March 2026 CleanSpark sold 400 bitcoin of 650 it mined. It held 12,000 bitcoin, valued at $87,000 per bitcoin.',
    { averagePriceUsd: null, proceedsUsd: null },
  ],
  [
    'breakeven',
    of('Canaan', 'CAN', '2026-04-03'),
    'In March 2026 Canaan sold 40 bitcoin and mined 90. Its breakeven cost is $39,000 per bitcoin.',
    { averagePriceUsd: null },
  ],
  [
    'beside one that is',
    of('Riot Platforms', 'RIOT', '2025-05-05'),
    'In April 2025 Riot produced 463 bitcoin at a cost of $43,808 each and sold 475 bitcoin at an average price of ' +
      '$81,731 for net proceeds of $38.8 million.',
    { averagePriceUsd: 81_731, proceedsUsd: 38_800_000, btcSold: 475, btcMined: 463 },
  ],
]);

silent('equivalents', [
  [
    'power credits in bitcoin',
    of('Riot Platforms', 'RIOT', '2023-09-06'),
    'In August 2023 Riot earned $31.7 million of power credits, equivalent to 760 Bitcoin, and produced 333 Bitcoin.',
  ],
]);

const table = (...rows: readonly (readonly string[])[]): string => `${rows.map((row) => row.join(' | ')).join('\n')}\n`;

cases('tables and numbers', [
  [
    'the current month first',
    of('Riot Platforms', 'RIOT', '2025-05-05'),
    `Riot Production and Operations Update for April 2025\n\n${table(
      ['Metric', 'April 2025', 'March 2025', 'April 2024'],
      ['Bitcoin Produced', '463', '533', '375'],
      ['Bitcoin Sold', '700', '0', '375'],
      ['Bitcoin Held', '18,900', '19,223', '8,872'],
    )}`,
    { btcSold: 700, btcMined: 463, btcHeldAfter: 18_900, alertClass: 'b_reserve_sale', period: '2025-04' },
  ],
  [
    'the current month last',
    of('Sphere 3D', 'ANY', '2025-05-05'),
    `Sphere 3D Production Update for April 2025\n\n${table(
      ['Metric', 'April 2024', 'March 2025', 'April 2025'],
      ['Bitcoin Produced', '40', '12', '10'],
      ['Bitcoin Sold', '31', '11', '18'],
      ['Bitcoin Held', '5', '30', '22'],
    )}`,
    { btcSold: 18, btcMined: 10, btcHeldAfter: 22, alertClass: 'b_reserve_sale', period: '2025-04' },
  ],
  [
    'cells that ran together are refused',
    of('Core Scientific', 'CORZ', '2025-05-05'),
    'Core Scientific Update for April 2025\n\nBitcoin Sold4.149.974.3\nBitcoin Produced5.160.271.8\n',
    { btcSold: null, btcMined: null },
  ],
  [
    'months that only compare',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'In March 2026 CleanSpark sold 400 bitcoin, compared with 1,200 bitcoin in February 2026. It mined 650 bitcoin.',
    { btcSold: 400, btcMined: 650, alertClass: 'c_production', period: '2026-03' },
  ],
  [
    'only dollars',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'CleanSpark sold bitcoin from its treasury for $208 million in March 2026.',
    { alertClass: 'b_reserve_sale', btcSold: null, proceedsUsd: 208_000_000 },
  ],
  [
    'only a share',
    of('CleanSpark', 'CLSK', '2026-04-03'),
    'CleanSpark sold nearly half of its bitcoin holdings in March 2026.',
    { alertClass: 'b_reserve_sale', btcSold: null },
  ],
  [
    'another currency',
    of('Bitfarms', 'BITF', '2026-04-03'),
    'Bitfarms sold 900 bitcoin from its treasury in March 2026 for C$95 million.',
    { btcSold: 900, proceedsUsd: null },
  ],
  [
    'European numerals',
    { ...of('Riot Platforms', 'RIOT', '2026-01-07'), form: 'news' },
    'Riot Platforms ha venduto 1.818 bitcoin dalle riserve a dicembre 2025 per 161,6 milioni di dollari, e ne ha ' +
      'prodotti 460. Il prezzo medio è stato di 88.870 dollari.',
    { btcSold: 1_818 },
  ],
  [
    'nested figures',
    of('MARA Holdings', 'MARA', '2026-04-03'),
    'MARA sold 3,000 bitcoin from its reserves in March 2026, of which 1,500 bitcoin were sold in the last week.',
    { btcSold: 3_000, alertClass: 'b_reserve_sale' },
  ],
]);

cases('what is said beyond the first lines', [
  [
    'the sale stands below the first 2,000 characters',
    RELEASE,
    `MARA publishes its figures for March 2026.\n\n${'The fleet ran well and its sites were cool. '.repeat(80)}\n\nIn` +
      ' March 2026 MARA sold 3,000 bitcoin from its reserves. It mined 690 bitcoin.\n',
    { btcSold: 3_000, btcMined: 690, alertClass: 'b_reserve_sale' },
  ],
]);
