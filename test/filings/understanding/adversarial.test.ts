import { describe, expect, it } from 'vitest';
import type { Understanding } from '../../../functions/filings/understanding/understanding.ts';
import { isLoud, NEWS, type Outside, RELEASE, understood } from './telling.ts';

const LOUD_SALE = { alertClass: 'b_reserve_sale', category: 'reserve_sale_executed' } as const;
const POLICY = { alertClass: 'a_policy', category: 'reserve_sale_policy' } as const;

describe('a sale of reserves is heard', () => {
  it.each<readonly [string, Partial<Understanding>]>([
    ['In March 2026 MARA sold 3,000\u200b bitcoin from its\u200b reserves.', { btcSold: 3_000 }],
    ['In March 2026 MARA sold 3,000 bit\u00adcoin from its reserves.', { btcSold: 3_000 }],
    ['In the week ended March 27, 2026 MARA sold 900 bitcoin from its reserves.', { btcSold: 900, period: '2026-03' }],
    ['MARA has sold all of its bitcoin.', { btcSold: null }],
    [
      'In February MARA sold 1,155 bitcoin, and in March 1,132.9 bitcoin; it mined 400 bitcoin in March 2026.',
      { btcSold: 1_132.9, period: '2026-03' },
    ],
    [
      'MARA sold 2.4 million shares for net proceeds of $19 million and 300 bitcoin from its treasury for $24 million.',
      { btcSold: 300, proceedsUsd: 24_000_000, btcHeldAfter: null },
    ],
    ['MARA rejected an offer for its site and sold 2,400 bitcoin from its reserves in March 2026.', { btcSold: 2_400 }],
    ['MARA completed a previously announced plan to sell 2,400 bitcoin from its treasury.', { btcSold: 2_400 }],
    ['Having carried out its plan to sell 2,400 bitcoin from reserves, MARA is free of debt.', {}],
    ['MARA has sold 3,000 bitcoin from its treasury since the beginning of March 2026.', { btcSold: 3_000 }],
    ['During March 2026 we have sold bitcoin worth $40 million from our treasury.', { proceedsUsd: 40_000_000 }],
    ['In March 2026 the company disposed of half its stash.', { btcSold: null }],
    ['MARA sold fifteen hundred bitcoin from its treasury.', {}],
    ['MARA sold 15,133 BTC at an average price of $72,690, and now holds 38,689 BTC.', { btcHeldAfter: 38_689 }],
    ['MARA used 500 bitcoin of its holdings to fund the purchase of machines in March 2026.', { btcSold: 500 }],
    ['MARA deployed 500 bitcoin from its treasury to pay for land in March 2026.', { btcSold: 500 }],
    ['MARA resumed sales of bitcoin from its treasury in March 2026.', { btcSold: null }],
    [
      'MARA sold 300 bitcoin from its treasury for $24 million and 2.4 million shares for $19 million.',
      { btcSold: 300 },
    ],
    ['The sale of 3,000 bitcoin from our reserves was completed in March 2026.', { btcSold: 3_000 }],
    ['MARA sold 760 bitcoin in March 2026 against 690 mined.', { btcSold: 760, btcMined: 690 }],
    ['MARA SOLD 3,000 BITCOIN FROM ITS RESERVES IN MARCH 2026.', { btcSold: 3_000, period: '2026-03' }],
    [
      'In March 2026 MARA sold 3,000\u00a0bitcoin from its reserves for $240\u00a0million.',
      { proceedsUsd: 240_000_000 },
    ],
    ['In March 2026 MARA sold 3,000\nbitcoin from its\nreserves and mined 690\nbitcoin.', { btcMined: 690 }],
    [
      'Under the program that permits us to sell 5,000 bitcoin, we sold 1,200 bitcoin from reserves.',
      { btcSold: 1_200 },
    ],
    ['MARA sold 15,133 bitcoin in March 2026 and plans to sell more. It mined 690 bitcoin.', { btcSold: 15_133 }],
    ['MARA did not sell any bitcoin in February 2026. In March 2026 it sold 3,000 bitcoin.', { btcSold: 3_000 }],
    ['“We have not sold a coin,” he said; the filing shows that 3,000 bitcoin were sold from reserves.', {}],
    ['In March 2026 MARA’s net change in bitcoin was -943.1, as it invested in machines; it mined none.', {}],
  ])('%s', (text, said) => {
    expect(understood(text)).toMatchObject({ ...LOUD_SALE, ...said });
  });

  it.each<readonly [string, Partial<Understanding>]>([
    ['MARA vendió 3.000 bitcoin de sus reservas en marzo de 2026.', { btcSold: 3_000 }],
    ['MARA verkaufte im März 2026 3.000 Bitcoin aus den Reserven.', { btcSold: 3_000 }],
    ['MARA has quietly sold off 3,000 BTC from its stash.', { btcSold: 3_000 }],
    ['MARA dumped 3K BTC.', { btcSold: 3_000 }],
    ['MARA sold $208M of BTC from its treasury in March 2026.', { proceedsUsd: 208_000_000, btcSold: null }],
    ['MARA sold 15,133 BTC ($1.1B) between March 4 and March 25.', { btcSold: 15_133, period: '2026-03' }],
    ['Like Riot, MARA sold bitcoin from its reserves in March 2026.', { btcSold: null }],
    ['MARA 在2026年3月出售了3,000枚比特币。', { btcSold: 3_000, period: '2026-03' }],
    ['MARA продала 3 000 биткоинов из резервов в марте 2026 года.', { btcSold: 3_000, period: '2026-03' }],
  ])('in a newspaper: %s', (text, said) => {
    expect(understood(text, NEWS)).toMatchObject({ ...LOUD_SALE, ...said });
  });

  it.each([
    'MARA held 53,000 bitcoin at February 28, 2026 and 50,000 bitcoin at March 31, 2026. In March 2026 it mined 690.',
    'MARA’s bitcoin holdings decreased to 50,000 BTC at March 31, 2026 from 53,000 BTC at February 28, 2026.',
    'MARA mined 690 bitcoin in March 2026. Holdings dropped from 53,000 BTC to 50,000 BTC.',
  ])('that only holdings tell, and is called implied: %s', (text) => {
    expect(understood(text)).toMatchObject({ ...LOUD_SALE, stated: 'implied' });
  });
});

describe('a policy is heard', () => {
  it.each([
    'Beginning in 2026, sales are no longer limited to newly mined coins and may include bitcoin on our balance sheet.',
    'In 2026 we changed our policy to permit sales of bitcoin held on our balance sheet from time to time.',
    'In March 2026, our board broadened the policy, under which the bitcoin on our balance sheet may be sold.',
    'We expanded our strategy in 2026 to allow the sale of bitcoin held on our balance sheet, from time to time.',
    'Our updated treasury policy gives management discretion to sell bitcoin that we hold.',
    'The company reserves the right to sell bitcoin from its treasury.',
    'MARA has abandoned its HODL policy and now sells bitcoin from reserves.',
    'Our policy was to hold all bitcoin; in 2026 we changed it to permit sales of bitcoin held on our balance sheet.',
  ])('%s', (text) => {
    expect(understood(text)).toMatchObject({ ...POLICY, btcSold: null, stated: null });
  });
});

describe('a plan is heard', () => {
  it.each<readonly [string, Partial<Understanding>]>([
    ['MARA plans to sell about 2,000 bitcoin from its treasury to fund its campus.', { btcSold: null }],
    ['MARA plans to sell 2,000 bitcoin from its treasury in the second quarter of 2026.', { period: '2026-Q2' }],
    ['MARA will begin to sell a portion of its monthly production, and keeps its treasury as it is.', {}],
    ['MARA has adopted a policy of selling newly mined bitcoin. It leaves its reserve untouched.', {}],
  ])('%s', (text, said) => {
    expect(understood(text)).toMatchObject({ ...POLICY, btcSold: null, ...said });
  });

  it('from a newspaper that read the filing', () => {
    const text =
      'MARA has changed its treasury policy so that it can sell bitcoin on its balance sheet, a report shows.';
    expect(understood(text, { ...NEWS, title: 'MARA opens door to selling its bitcoin' })).toMatchObject(POLICY);
  });
});

describe('other words for the same wake nobody', () => {
  it.each<readonly [string, Outside]>([
    ['The miners led a sell-off on Nasdaq; MARA, with 53,000 bitcoin, fell most.', NEWS],
    ['Traders sold off MARA after the report. It holds 53,000 bitcoin.', NEWS],
    ['MARA shares were sold heavily while bitcoin slid to $80,000.', NEWS],
    ['MARA sells hosting and energy services, not bitcoin.', RELEASE],
    ['We sell heat, not coins.', RELEASE],
    ['Parting with bitcoin is the last thing that MARA wants.', RELEASE],
    ['The planned disposal of 2,000 bitcoin from our treasury was abandoned.', RELEASE],
    ['A proposal to sell 2,000 bitcoin from the treasury was voted down by the board.', RELEASE],
    ['MARA’s chairman sold 45 bitcoin that belonged to him.', NEWS],
    ['A founder of MARA sold 200 bitcoin from his personal wallet in March 2026.', NEWS],
    ['One broker expects MARA to liquidate 4,000 bitcoin this year.', NEWS],
    ['A bank says MARA may have to sell 4,000 bitcoin.', NEWS],
    ['Blockchain sleuths think that MARA could have sold 900 bitcoin.', NEWS],
    ['The bank has the right to sell the pledged bitcoin of MARA if it defaults.', RELEASE],
    ['Upon default the collateral agent may liquidate our bitcoin.', { ...RELEASE, form: '10-K' }],
    ['MARA sold 2,000 Antminers for 15 bitcoin.', RELEASE],
    ['MARA sold corporate bonds from its treasury for $30 million and bought 300 bitcoin.', RELEASE],
    ['MARA sold surplus power reserves; it mined 690 bitcoin in March 2026.', RELEASE],
    ['Unencumbered bitcoin fell by 2,690 to 7,000 since they were pledged; none was sold in March 2026.', RELEASE],
    ['In March 2026 nothing was sold. In February 2026 MARA had sold 3,000 bitcoin from its reserves.', RELEASE],
    ['Customers of MARA’s pool sold 3,000 bitcoin in March 2026.', NEWS],
    ['A trust sponsored by MARA sold 300 bitcoin to redeem units.', NEWS],
    ['In March 2026 MARA mined 690 bitcoin; sales of bitcoin were zero.', RELEASE],
  ])('%s', (text, outside) => {
    const said = understood(text, outside);
    expect({ ...said, loud: isLoud(said) }).toMatchObject({ loud: false });
  });
});

describe('other words for the same are heard', () => {
  it.each<readonly [string, Partial<Understanding>]>([
    ['MARA has liquidated its whole stash of 2,900 bitcoin.', { btcSold: 2_900 }],
    ['We have now sold every bitcoin that we held.', {}],
    ['MARA sold forty-two bitcoin from its treasury.', { btcSold: 42 }],
    ['MARA sold, besides machines for $3 million, 250 bitcoin from its reserves.', { btcSold: 250 }],
    ['In January MARA sold 100 bitcoin, in February 200 bitcoin and in March 900; 400 were mined in March.', {}],
    ['In the month ended March 31, 2026, MARA sold 900 bitcoin from its reserves.', { period: '2026-03' }],
    ['MARA sold 900 bitcoin from its reserves in the week to March 20, 2026.', { btcSold: 900 }],
    ['No bitcoin was sold in January 2026. In March 2026 MARA sold 2,400 bitcoin.', { btcSold: 2_400 }],
    ['After years of selling nothing, MARA sold 2,400 bitcoin in March 2026.', { btcSold: 2_400 }],
    ['It does not rule out further sales. In March 2026 MARA sold 2,400 bitcoin from reserves.', { btcSold: 2_400 }],
    ['Our chief executive said that MARA sold 2,400 bitcoin from its reserves in March 2026.', { btcSold: 2_400 }],
    ['Analysts had expected less: MARA sold 2,400 bitcoin from its reserves in March 2026.', { btcSold: 2_400 }],
    ['Amid the sell-off MARA sold 2,400 bitcoin from its reserves in March 2026.', { btcSold: 2_400 }],
    ['MARA sold its power contracts and, from its treasury, 2,400 bitcoin in March 2026.', { btcSold: 2_400 }],
    ['The chairman confirmed rumors: MARA sold 2,400 bitcoin from its reserves.', { btcSold: 2_400 }],
    ['MARA sold 2,400 bitcoin from reserves; lenders released 1,000 more from collateral.', { btcSold: 2_400 }],
    ['MARA sold 2,400 bitcoin from reserves and pledged 1,000 more as collateral.', { btcSold: 2_400 }],
    ['MARA has not sold shares this year; it sold 2,400 bitcoin from its reserves instead.', { btcSold: 2_400 }],
    ['MARA ended March 2026 with 50,000 bitcoin, after 53,000 a month before; it mined 690.', { stated: 'implied' }],
  ])('%s', (text, said) => {
    expect(understood(text)).toMatchObject({ ...LOUD_SALE, ...said });
  });
});

describe('nobody is woken by', () => {
  it.each<readonly [string, Outside]>([
    ['Directors turned down a sale of 2,000 bitcoin from the treasury.', RELEASE],
    ['The board shelved its plan to sell 2,000 bitcoin from the treasury.', RELEASE],
    ['Members of the pool that MARA runs sold 700 bitcoin in March 2026.', NEWS],
    ['Goldman sees MARA selling 4,000 bitcoin next quarter.', NEWS],
    ['Goldman expects the company to sell 4,000 bitcoin from its treasury.', NEWS],
    ['Our treasurer sold bitcoin privately in March 2026.', RELEASE],
    ['MARA shares sold off 9 % as bitcoin sold off again.', NEWS],
    ['MARA received 12 bitcoin of interest in March 2026 and sold 0 bitcoin.', RELEASE],
    ['MARA sold $20 million of treasury bills from its treasury to buy 200 bitcoin.', RELEASE],
    ['MARA sold reserves of power to the grid operator; it mined 690 bitcoin in March 2026.', RELEASE],
    [
      'In March 2026 MARA sold none. Unrestricted holdings fell from 9,000 bitcoin to 7,000 bitcoin, since 2,690 ' +
        'bitcoin were posted as collateral.',
      RELEASE,
    ],
    ['A sale of 3,000 bitcoin from our reserves was considered in March 2026 and rejected.', RELEASE],
    ['The proposed sale of 3,000 bitcoin from our reserves was called off.', RELEASE],
    ['Selling bitcoin is a last resort for MARA.', RELEASE],
    ['MARA sells compute, not coins.', RELEASE],
    ['If our lenders call our loans, they may sell the bitcoin we pledged.', { ...RELEASE, form: '10-K' }],
    ['MARA sold 5,000 S19s for 40 bitcoin.', RELEASE],
    ['MARA stock sells off as bitcoin falls; the miner held 53,000 bitcoin.', NEWS],
    ['Shares of MARA sold off 8 % after it reported 53,000 bitcoin.', NEWS],
    ['Bitcoin sold off on Friday, and MARA with it.', NEWS],
    ['Analysts expect MARA to sell 5,000 bitcoin in the second quarter.', NEWS],
    ['On-chain data suggest MARA may have sold 1,300 bitcoin.', NEWS],
    ['MARA sold none of its coins in March 2026. It had sold 3,000 bitcoin in December 2025.', RELEASE],
    ['MARA’s CEO sold 3,000 bitcoin of his own in March 2026.', NEWS],
    ['A MARA-backed fund sold 3,000 bitcoin from its holdings.', NEWS],
    ['MARA sold 120 ETH in March 2026 and mined 690 bitcoin.', RELEASE],
    ['MARA sold all 600 ether that it held.', RELEASE],
    ['MARA swapped 300 bitcoin for wBTC in March 2026.', RELEASE],
    ['MARA paid employees 12 bitcoin in March 2026.', RELEASE],
    ['MARA will not sell its bitcoin.', RELEASE],
    ['MARA sold 300,000 treasury shares held in treasury for $6 million. It held 53,000 bitcoin.', RELEASE],
    ['MARA entered a sale and leaseback of its bitcoin mining containers for $25 million.', RELEASE],
    ['Hosting sales grew to 12 % of revenue; bitcoin mined was 690 in March 2026.', RELEASE],
    ['Cost of sales rose to $60 million. Bitcoin mined was 690 in March 2026.', RELEASE],
    ['For tax purposes, 900 bitcoin were deemed sold in December 2025; no bitcoin was sold.', RELEASE],
    [
      'MARA mined 690 bitcoin.\n\nForward-looking statements include our plans to sell bitcoin from our holdings.',
      RELEASE,
    ],
    ['Miners often sell bitcoin to cover costs. MARA holds 53,000 bitcoin.', NEWS],
    ['Sellers pushed MARA down 6 % on Friday. MARA owns 53,000 bitcoin.', NEWS],
    ['MARA has no intention to sell its bitcoin.', RELEASE],
    ['MARA stopped selling bitcoin in March 2026.', RELEASE],
    ['MARA entered into bitcoin option and selling contracts for 500 bitcoin.', RELEASE],
    ['Its power contract was sold in March 2026 for $5 million; MARA held 53,000 bitcoin.', RELEASE],
    ['MARA sold its bitcoin miners and used the proceeds to buy 300 bitcoin.', RELEASE],
    ['Had we sold 3,000 bitcoin from our reserves in March 2026, our cash would have been higher.', RELEASE],
    ['We may, from time to time, sell common stock, the proceeds of which may be used to buy bitcoin.', RELEASE],
    ['MARA’s holdings fell from 53,000 to 50,000 bitcoin because 3,000 bitcoin were posted as collateral.', RELEASE],
    ['MARA’s holdings fell from 53,000 to 50,000 bitcoin because it lent 3,000 bitcoin.', RELEASE],
    ['MARA mined 690 bitcoin in March 2026 and sold 758 bitcoin.', RELEASE],
    ['MARA transferred 1,300 bitcoin to an exchange, possibly to sell them.', NEWS],
    ['The lender sold 2,000 bitcoin that MARA had pledged.', NEWS],
    ['Investors sold MARA after it reported holdings of 53,000 bitcoin.', NEWS],
    ['MARA lost 500 bitcoin to hackers.', NEWS],
    ['An analyst said MARA should sell its bitcoin.', NEWS],
    ['Could MARA sell its bitcoin next?', NEWS],
    ['Unlike Riot, which sold 3,000 bitcoin, MARA sold none in March 2026.', NEWS],
    ['Riot sold 3,000 bitcoin from reserves while MARA mined 690 bitcoin in March 2026.', NEWS],
    ['It is false that MARA sold 3,000 bitcoin from reserves.', NEWS],
    ['Rumors said that MARA sold 3,000 bitcoin; the company denied them.', NEWS],
    ['MARA denied that it plans to sell most of its bitcoin.', NEWS],
    ['MARA Production Update for March 2026\n\nBitcoin Sold5 453 847\nBitcoin Produced6 514 620\n', RELEASE],
  ])('%s', (text, outside) => {
    const said = understood(text, outside);
    expect({ ...said, loud: isLoud(said) }).toMatchObject({ loud: false });
  });
});

describe('no number is told that is not stated', () => {
  it.each<readonly [string, Partial<Understanding>]>([
    ['MARA sold bitcoin from its reserves; its chief speaks at BTC 2026 in April.', { btcHeldAfter: null }],
    ['MARA sold twenty-five bitcoin from its treasury.', { btcSold: 25 }],
    ['With 53,000 bitcoin MARA is second only to Strategy with 700,000 bitcoin.', { btcHeldAfter: 53_000 }],
    ['MARA sold 15,133 bitcoin from its reserves at an average price of $72,6', { btcSold: 15_133 }],
    ['Per day MARA mined 22.3 bitcoin on average in March 2026.', { btcMined: null }],
    ['MARA holds over 53,000 bitcoin. On March 31, 2026 its holdings were 53,250 bitcoin.', { btcHeldAfter: 53_250 }],
    ['In the quarter its position recorded a net change of -943.1 BTC.', { btcHeldAfter: null }],
    [
      'MARA brought its $100 million BTC-backed credit facility down through the sale of 1,500 BTC.',
      { btcSold: 1_500, proceedsUsd: null },
    ],
    ['MARA does not rule out selling bitcoin.', { btcSold: null }],
    ['MARA sold 1,400 of the 2,100 bitcoin it mined and kept 700. It held 53,700 bitcoin.', { btcHeldAfter: 53_700 }],
    ['MARA paid 300 bitcoin of its treasury for machines in March 2026.', { btcHeldAfter: null }],
    ['MARA sold 280 bitcoin in March 2026. It held 417 bitcoin before.', { btcSold: 280, btcHeldAfter: null }],
    ['MARA raised $2,000 million and sold bitcoin from reserves.', { btcSold: null, proceedsUsd: null }],
    ['MARA sold 3,000 bitcoin worth $240 million at today’s price of $80,000.', { averagePriceUsd: null }],
    ['MARA sold 3,000 bitcoin, or 5.7 % of its holdings, in March 2026.', { btcSold: 3_000, btcHeldAfter: null }],
    ['MARA sold 3,000 bitcoin in March 2026; its hashrate is 57.4 EH/s.', { btcMined: null }],
    ['MARA mined 690 bitcoin in March 2026, after 720 bitcoin in February 2026.', { btcMined: 690 }],
    ['MARA mined 690 bitcoin in March 2026, or 22.3 a day.', { btcMined: 690 }],
    ['MARA mined 690 bitcoin in March 2026 and 2,100 bitcoin in the first quarter.', { btcMined: 690 }],
  ])('%s', (text, said) => {
    expect(understood(text)).toMatchObject(said);
  });
});

describe('that nothing is sold is said', () => {
  it.each<readonly [string, Partial<Understanding>]>([
    ['In March 2026 MARA mined 690 bitcoin and sold 0 bitcoin.', { btcSold: 0 }],
    ['Bitcoin sold in March 2026: nil. Bitcoin mined: 690. Held: 53,000.', { btcSold: 0 }],
    [
      'MARA sold 3,000 bitcoin in February 2026. In March 2026 it sold none and mined 690 bitcoin.',
      { btcSold: 0, btcMined: 690, period: '2026-03' },
    ],
    ['In March 2026 MARA mined 690 bitcoin and sold none.', { btcSold: 0 }],
    ['MARA opted against selling any bitcoin in March 2026.', { btcSold: 0 }],
    ['MARA intends to hold the bitcoin it mines and does not plan to sell any.', {}],
    ['MARA will not sell its bitcoin.', { btcSold: null }],
    ['MARA issued $1 billion of notes and did not sell any of its bitcoin.', { btcSold: 0 }],
    ['In March 2026 MARA didn’t sell any of its bitcoin.', { btcSold: 0 }],
    ['MARA has no plans to sell bitcoin.', { btcSold: null }],
  ])('%s', (text, said) => {
    expect(understood(text)).toMatchObject({ category: 'no_sale', alertClass: 'none', ...said });
  });
});
