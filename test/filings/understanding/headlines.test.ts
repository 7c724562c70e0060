import { describe, expect, it } from 'vitest';
import type { Category } from '../../../functions/filings/understanding/understanding.ts';
import { NEWS, RELEASE, understood } from './telling.ts';

/** The category, the headline, and how the text begins. */
type Row = readonly [category: Category, title: string, lead: string];

const alertOf = (category: Category): string =>
  category === 'reserve_sale_executed'
    ? 'b_reserve_sale'
    : category === 'reserve_sale_policy'
      ? 'a_policy'
      : category === 'production_sale'
        ? 'c_production'
        : 'none';

describe('a headline and the first words of an issuer tell that it is', () => {
  it.each<Row>([
    [
      'reserve_sale_executed',
      'MARA Announces Repurchase of Convertible Notes Funded by Bitcoin Sales',
      'The Company sold 15,133 bitcoin between March 4 and March 25, 2026 for $1.1 billion and will use the proceeds to repurchase notes.',
    ],
    [
      'production_sale',
      'MARA Announces March 2026 Production Update',
      'MARA mined 690 bitcoin in March 2026 and sold 400 bitcoin. Holdings stood at 53,000 bitcoin.',
    ],
    [
      'no_sale',
      'MARA Announces March 2026 Production Update',
      'MARA mined 690 bitcoin in March 2026. The company did not sell any bitcoin. Holdings stood at 53,000 bitcoin.',
    ],
    [
      'other',
      'MARA Announces March 2026 Production Update',
      'MARA mined 690 bitcoin in March 2026. Energized hashrate rose to 60 EH/s. Holdings stood at 53,000 bitcoin.',
    ],
    [
      'reserve_sale_policy',
      'MARA Updates Digital Asset Management Policy',
      'The Board has approved a revised policy under which the Company may sell bitcoin held on its balance sheet.',
    ],
    [
      'equity_or_debt',
      'MARA Prices $850 Million Offering of Convertible Senior Notes',
      'MARA expects to use the net proceeds to acquire additional bitcoin and for general corporate purposes.',
    ],
    [
      'equity_or_debt',
      'MARA Announces Proposed Private Placement of Convertible Notes',
      'The notes will be senior unsecured obligations. MARA may use a part of the proceeds to purchase bitcoin.',
    ],
    [
      'equity_or_debt',
      'MARA Enters At-The-Market Equity Program',
      'The company may sell up to $2 billion of common stock from time to time through its agents.',
    ],
    [
      'purchase',
      'MARA Purchases Additional Bitcoin',
      'MARA today announced that it has acquired 4,144 bitcoin for approximately $300 million.',
    ],
    [
      'pledge_or_loan',
      'MARA Secures $200 Million Credit Facility Backed by Bitcoin',
      'The Company has drawn on a line of credit secured by a portion of its bitcoin holdings.',
    ],
    [
      'pledge_or_loan',
      'MARA Expands Bitcoin-Collateralized Loan with Two Prime',
      'The amended agreement raises the facility to $300 million, collateralized by bitcoin.',
    ],
    [
      'ai_hpc_pivot',
      'MARA Announces 200 MW AI Data Center Lease with Hyperscale Tenant',
      'The 15-year lease provides for contracted revenue of $3 billion from high-performance computing.',
    ],
    [
      'asset_sale',
      'MARA Completes Sale of Nebraska Facility',
      'The company has sold its 100 MW site in Nebraska for $60 million in cash.',
    ],
    [
      'asset_sale',
      'MARA Divests Hosting Business',
      'The company has signed an agreement to divest its hosting subsidiary.',
    ],
    [
      'other',
      'MARA Appoints New Chief Financial Officer',
      'Jane Doe joins from a large bank. She will oversee treasury and reporting.',
    ],
    [
      'other',
      'MARA to Report First Quarter 2026 Results on May 7, 2026',
      'The company will host a conference call and webcast.',
    ],
    [
      'other',
      'MARA Reports First Quarter 2026 Results',
      'Revenue was $190 million. Net loss was $500 million. The company mined 2,100 bitcoin and held 53,000 bitcoin at quarter-end.',
    ],
    [
      'ai_hpc_pivot',
      'MARA Acquires Majority Stake in Exaion',
      'The company has acquired 64% of a European computing subsidiary to grow in AI infrastructure.',
    ],
    [
      'ai_hpc_pivot',
      'MARA and Starwood Form Joint Venture for Data Centers',
      'The venture will develop 1 GW of capacity for hyperscale and HPC tenants.',
    ],
    [
      'pledge_or_loan',
      'MARA Amends Credit Agreement',
      'The lender released 2,000 bitcoin that had been pledged as collateral for the loan.',
    ],
    [
      'other',
      'MARA Regains Compliance with Nasdaq',
      'The company has received notice that it again meets the minimum bid price requirement.',
    ],
    [
      'equity_or_debt',
      'MARA Announces $100 Million Share Repurchase Program',
      'The Board authorized the repurchase of common stock.',
    ],
    ['other', 'MARA Signs Agreement to Acquire 50,000 Miners', 'Deliveries of the S21 machines begin in June 2026.'],
  ])('%s: %s', (category, title, lead) => {
    expect(understood(lead, { ...RELEASE, title })).toMatchObject({ category, alertClass: alertOf(category) });
  });
});

describe('a headline and the first words of a newspaper tell that it is', () => {
  it.each<Row>([
    [
      'reserve_sale_executed',
      'MARA unloads 2,400 bitcoin to shore up its balance sheet',
      'The miner said on Friday it had sold 2,400 bitcoin from its reserves in March.',
    ],
    [
      'reserve_sale_executed',
      'MARA taps its bitcoin pile to retire convertible notes',
      'MARA sold 2,400 bitcoin from its treasury in March 2026 and used the cash to buy back notes due 2030.',
    ],
    [
      'reserve_sale_policy',
      'MARA opens door to selling bitcoin from its balance sheet',
      'In its annual report the miner said that it may sell bitcoin it holds from time to time.',
    ],
    [
      'reserve_sale_policy',
      'MARA to sell part of its bitcoin to pay for AI build-out',
      'The company plans to sell up to 5,000 bitcoin from its treasury this year.',
    ],
    [
      'no_sale',
      'MARA vows to keep all its bitcoin',
      'The miner said it has no plans to sell any of its 53,000 bitcoin.',
    ],
    [
      'no_sale',
      'MARA denies it is selling bitcoin',
      'A spokesperson said the company has not sold any of its holdings.',
    ],
    [
      'equity_or_debt',
      'MARA raises $850M in zero-coupon notes to buy more bitcoin',
      'The miner closed an upsized sale of convertible notes due 2031.',
    ],
    ['equity_or_debt', 'MARA files to sell $2B in stock', 'The bitcoin miner filed a prospectus supplement on Friday.'],
    ['purchase', 'MARA scoops up another $100M in bitcoin', 'The miner added 1,200 bitcoin to its balance sheet.'],
    ['purchase', 'MARA buys the dip, adding 700 BTC', 'The purchase lifts its holdings to 53,700 bitcoin.'],
    [
      'pledge_or_loan',
      'MARA lends out 7,377 bitcoin for yield',
      'The miner has loaned 7,377 bitcoin to third parties, earning single digit returns.',
    ],
    [
      'pledge_or_loan',
      'MARA faces margin call as bitcoin slides',
      'Lenders asked the miner to post additional bitcoin as collateral on its loan.',
    ],
    [
      'ai_hpc_pivot',
      'Bitcoin miner MARA pivots to AI',
      'The company will convert two sites for HPC workloads and GPUs.',
    ],
    [
      'ai_hpc_pivot',
      'MARA to convert Texas mine into AI campus',
      'The company signed a letter of intent with a hyperscaler.',
    ],
    ['asset_sale', 'MARA sells 10,000 mining rigs to a Paraguayan operator', 'The machines were sold for $12 million.'],
    ['other', 'MARA shares slump as bitcoin sells off', 'The stock fell 9% while bitcoin dropped below $70,000.'],
    ['other', 'Bitcoin hash rate hits a record', 'Public miners including MARA, Riot and CleanSpark added machines.'],
    ['other', 'MARA stock upgraded to buy', 'The broker raised its price target to $25.'],
    ['other', 'MARA insider sells 30,000 shares', 'The chief legal officer sold the stock under a 10b5-1 plan.'],
    [
      'other',
      'MARA transfers 1,318 bitcoin to exchanges, on-chain data show',
      'Wallets linked to the miner moved 1,318 bitcoin to Two Prime and Galaxy.',
    ],
    [
      'other',
      'Analyst: MARA could be forced to sell bitcoin',
      'If prices fall further the miner may need to sell coins to service its debt, the analyst wrote.',
    ],
    ['no_sale', 'MARA halts bitcoin sales', 'The miner stopped selling coins in March and kept everything it mined.'],
    [
      'reserve_sale_executed',
      'MARA slashes debt by a third after selling bitcoin',
      'It sold 15,133 bitcoin in March 2026 to buy back notes.',
    ],
    [
      'reserve_sale_executed',
      'MARA raises $94M by liquidating bitcoin',
      'The miner sold 1,320 bitcoin from its treasury during March 2026.',
    ],
    ['production_sale', 'MARA sells most of March output', 'Of 690 bitcoin mined the company sold 500.'],
    [
      'reserve_sale_policy',
      'MARA to start selling newly mined bitcoin',
      'Beginning in April the company will sell a portion of its monthly production to fund operations.',
    ],
    [
      'other',
      'MARA becomes third-largest corporate bitcoin holder',
      'With 53,000 bitcoin the miner trails Strategy and Twenty One.',
    ],
  ])('%s: %s', (category, title, lead) => {
    expect(understood(lead, { ...NEWS, title })).toMatchObject({ category, alertClass: alertOf(category) });
  });
});
