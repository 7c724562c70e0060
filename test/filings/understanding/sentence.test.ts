import { describe, expect, it } from 'vitest';
import { firstOf, saidIn, saleIn } from './telling.ts';

describe('what is sold', () => {
  it.each([
    'The company sold 1,200 bitcoin in May.',
    'In May 1,200 BTC were sold by the company.',
    'We monetized 210 BTC to pay for new racks.',
    'The miner liquidated 85 bitcoin over the month.',
    'It offloaded 900 coins of its bitcoin treasury in two weeks.',
    'We disposed of 44.5 BTC during the quarter.',
    'Dispositions of bitcoin came to 310 BTC.',
    'Some 120 BTC were converted into U.S. dollars to fund operations and growth.',
    'The company exchanged 75 bitcoin for cash.',
    'Bitcoin sales reached 640 BTC in the month.',
    'It parted with 300 bitcoin.',
    'The firm unloaded 2,100 BTC on an exchange.',
  ])('is coins: %s', (sentence) => {
    expect(saleIn(sentence)).toBe('done');
  });

  it.each([
    ['We sold 1,500 miners for cash proceeds of $3.1 million.', /miner/],
    ['The company sold 4,000 used S19 mining machines to a buyer in Paraguay.', /machine/],
    ['It sold the bitcoin mining facility in Alberta for $12 million.', /facility|mining/],
    ['We sold energy back to the grid in August.', /energy/],
    ['The company sold power to the market instead of mining bitcoin with it.', /power/],
    ['The company sold its 40 % stake in a bitcoin mining joint venture.', /stake|joint venture/],
    ['During May we sold 2.4 million ordinary shares for net proceeds of $19 million.', /share/],
    ['The company sold, under its at-the-market agreement with two agents, 1.1 million shares.', /share/],
    ['It sold $300 million of convertible notes in order to purchase 4,100 bitcoin.', /note/],
    ['It sold warrants together with its shares.', /warrant/],
    ['We sold covered calls on bitcoin for a premium of $2 million.', /call/],
    ['The company sold a subsidiary that hosts bitcoin miners.', /subsidiary/],
    ['It sold hashrate to a customer for a year ahead.', /hashrate/],
    ['We sold shares of the bitcoin miner that we had held since 2022.', /share/],
  ])('is something else, and no coin: %s', (sentence, what) => {
    const said = saidIn(sentence);
    expect(said.filter(({ act }) => act === 'sell')).toEqual([]);
    expect(said.find(({ act }) => act === 'sell-other')?.what).toMatch(what);
  });

  it.each([
    'Curtailment earned credits equivalent to 760 Bitcoin.',
    'We transferred 500 bitcoin to a new custodian.',
    'It moved 1,000 BTC to a wallet of an exchange.',
    'An impostor stole 26 bitcoin from a customer.',
    'The company posted 2,000 bitcoin as collateral for the loan.',
    'It lent 900 bitcoin to two borrowers.',
    'Another 1,300 BTC were pledged to the lender.',
    'The company purchased 400 bitcoin in the open market.',
    'We mined 430 bitcoin and held 8,100 at the end of the month.',
    'The bitcoin sell-off weighed on every miner last week.',
  ])('is nothing at all: %s', (sentence) => {
    expect(saleIn(sentence)).toBe('nothing');
  });
});

describe('whether it was sold', () => {
  it.each([
    'The company may sell bitcoin held on its balance sheet from time to time.',
    'The board has authorized management to sell part of the bitcoin in its treasury.',
    'The new policy allows us to sell bitcoin from our reserves.',
    'The amended agreement permits the sale of up to 2,000 bitcoin.',
    'It can now sell the bitcoin that it holds.',
  ])('is only permitted: %s', (sentence) => {
    expect(saleIn(sentence)).toBe('permitted');
  });

  it.each([
    'The company plans to sell 1,000 bitcoin over the summer.',
    'We intend to sell part of our bitcoin holdings to repay the notes.',
    'Management expects to liquidate 500 BTC in the next quarter.',
    'The miner will sell its remaining bitcoin this year.',
    'It is considering selling a part of its bitcoin treasury.',
  ])('is only planned: %s', (sentence) => {
    expect(saleIn(sentence)).toBe('planned');
  });

  it.each([
    'We could be forced to sell our bitcoin at a loss.',
    'If the price fell further, the lender would sell the pledged bitcoin.',
    'Should the price fall, we might have to sell bitcoin.',
    'Whether the company would sell bitcoin remains to be seen.',
    'Will the miner sell its bitcoin?',
  ])('is only supposed: %s', (sentence) => {
    expect(saleIn(sentence)).toBe('supposed');
  });

  it.each([
    'The company did not sell any bitcoin in May.',
    'We sold no bitcoin in the quarter.',
    'No bitcoin was sold during the month.',
    'The company has not sold a single bitcoin since 2021.',
    'We have never sold any of our bitcoin.',
    'None of its bitcoin holdings were sold.',
    'The miner sold none of the bitcoin it produced.',
  ])('is negated: %s', (sentence) => {
    expect(saleIn(sentence)).toBe('negated');
  });

  it.each([
    'The company borrowed against its coins so as to avoid selling bitcoin.',
    'It raised the money without liquidating its bitcoin holdings.',
    'The company drew on its credit line rather than selling bitcoin from its treasury.',
    'The company opted against selling any bitcoin.',
    'The company has no plans to sell its bitcoin.',
    'We do not intend to sell bitcoin.',
    'If it were to convert its 5,000 bitcoin, it would have $400 million.',
  ])('did not happen: %s', (sentence) => {
    expect(['done', 'planned', 'permitted']).not.toContain(saleIn(sentence));
  });

  it.each([
    'The company denied that it had sold its bitcoin.',
    'Reports that the miner sold its bitcoin are false.',
    'A spokesman rejected rumors that the firm is selling bitcoin.',
  ])('is denied: %s', (sentence) => {
    expect(saleIn(sentence)).toBe('denied');
  });

  it.each([
    'We were not in distress, but we sold 1,500 bitcoin in January.',
    'Not only did we mine 600 bitcoin, we also sold 1,500 bitcoin.',
    'Without raising any equity, the company sold 300 bitcoin.',
    'It had not sold coins before, yet in May it sold 300 bitcoin.',
    'The company sold 300 bitcoin and did not issue any shares.',
  ])('is told as done, whatever is negated beside it: %s', (sentence) => {
    expect(saidIn(sentence).some(({ act, mode }) => act === 'sell' && mode === 'done')).toBe(true);
  });

  it('is a habit where the present tells of no day', () => {
    expect(firstOf('sell', 'We sell bitcoin to pay for electricity.')).toMatchObject({ mode: 'done', isHabit: true });
  });
});

describe('how many', () => {
  it.each([
    ['The company sold 1,234 bitcoin.', 1_234],
    ['The company sold 1234 bitcoin.', 1_234],
    ['The company sold 1,234.56 BTC.', 1_234.56],
    ['The company sold 1.2k BTC.', 1_200],
    ['The company sold 12.5 BTC.', 12.5],
    ['The company sold ₿950.', 950],
    ['The company sold 0.75 bitcoin.', 0.75],
    ['The company sold three bitcoin.', 3],
    ['The company sold approximately 900 Bitcoins.', 900],
    ['The company sold a total of 15,133 of its bitcoin.', 15_133],
    ['The company sold a further 2 thousand bitcoin.', 2_000],
    ['In May 475 bitcoin were sold.', 475],
    ['Bitcoin sold: 550', 550],
    ['Of the 600 bitcoin it mined, the company sold 420.', 420],
  ])('are sold: %s', (sentence, btc) => {
    expect(firstOf('sell', sentence)).toMatchObject({ mode: 'done', btc });
  });

  it.each([
    ['The company sold 5,4533,847 bitcoin.'],
    ['The company sold 4.149.974.3 bitcoin.'],
    ['Bitcoin sold19,2113 in the month.'],
  ])('are not said where digits ran together: %s', (sentence) => {
    expect(firstOf('sell', sentence)).not.toHaveProperty('btc');
  });

  it.each([
    ['The company mined 620 bitcoin and sold 410 bitcoin.', { mine: 620, sell: 410 }],
    ['The company produced 620 BTC, sold 410 BTC and held 9,300 BTC at the end of May.', { sell: 410, hold: 9_300 }],
    ['It sold 410 bitcoin after it had mined 620 bitcoin.', { mine: 620, sell: 410 }],
    ['It bought 75 bitcoin and mined 620 bitcoin.', { buy: 75, mine: 620 }],
    ['We held 9,300 bitcoin, of which 2,500 bitcoin were pledged as collateral.', { hold: 9_300 }],
  ] as const)('go each with their own verb: %s', (sentence, numbers) => {
    for (const [act, btc] of Object.entries(numbers)) {
      expect(saidIn(sentence).filter((claim) => claim.act === act)).toContainEqual(expect.objectContaining({ btc }));
    }
  });

  it.each([
    ['The company mined 14.2 bitcoin per day.'],
    ['Production rose by 107 bitcoin.'],
    ['Power credits were worth 25 bitcoin equivalent.'],
  ])('are no amount that was mined: %s', (sentence) => {
    expect(saidIn(sentence).filter(({ act, btc }) => act === 'mine' && btc !== undefined)).toEqual([]);
  });

  it.each([
    ['The company sold 71 % of the bitcoin that it mined.', 0.71],
    ['It sold half of its bitcoin holdings.', 0.5],
  ])('are a share where nothing else is said: %s', (sentence, share) => {
    const sale = firstOf('sell', sentence);
    expect(sale.share).toBeCloseTo(share);
    expect(sale).not.toHaveProperty('btc');
  });
});

describe('for how much', () => {
  it.each([
    ['It sold 500 bitcoin at an average price of $81,700.', { price: { amount: 81_700, currency: 'USD' } }],
    ['It sold 500 bitcoin for net proceeds of $40.9 million.', { usd: { amount: 40_900_000, currency: 'USD' } }],
    ['It sold 500 bitcoin for $40.9M.', { usd: { amount: 40_900_000, currency: 'USD' } }],
    ['It sold 15,133 bitcoin for about $1.1 billion.', { usd: { amount: 1_100_000_000, currency: 'USD' } }],
    [
      'It sold 500 bitcoin for proceeds of $40.9 million, at an average of $81,700 per bitcoin.',
      { usd: { amount: 40_900_000 }, price: { amount: 81_700 } },
    ],
    ['It sold 500 bitcoin for proceeds of C$12.5 million.', { usd: { amount: 12_500_000, currency: 'CAD' } }],
    ['It sold 500 bitcoin for £7.5 million.', { usd: { amount: 7_500_000, currency: 'GBP' } }],
  ])('is read with its currency: %s', (sentence, money) => {
    expect(firstOf('sell', sentence)).toMatchObject(money);
  });

  it.each([
    'It sold 500 bitcoin while the cost to mine one was $41,000 per bitcoin.',
    'It sold 500 bitcoin, and its breakeven cost was $38,500 per bitcoin.',
    'It sold 500 bitcoin; at month end the remaining coins were valued at $95,000 per bitcoin.',
  ])('is not told by what a coin costs or is worth: %s', (sentence) => {
    expect(firstOf('sell', sentence)).not.toHaveProperty('price');
  });
});

describe('where it came from', () => {
  it.each([
    'It sold 500 bitcoin from its treasury.',
    'It sold 500 bitcoin out of its existing holdings.',
    'It sold 500 previously mined bitcoin.',
    'It sold 500 BTC held on its balance sheet.',
    'From its reserves the company sold 500 bitcoin.',
    'We sold 200 bitcoin of our HODL position.',
    'It sold more bitcoin than it produced.',
  ])('is what was held: %s', (sentence) => {
    const { origin, settles } = firstOf('sell', sentence);
    expect(origin === 'reserve' || settles !== undefined).toBe(true);
  });

  it.each([
    'It sold 500 bitcoin of its monthly production.',
    'It sold 500 newly mined bitcoin.',
    'It sold 500 of the bitcoin it mined in May.',
    'It sold all of its production.',
  ])('is what was just mined: %s', (sentence) => {
    expect(firstOf('sell', sentence).origin).toBe('production');
  });

  it('is not said where no word tells', () => {
    expect(firstOf('sell', 'It sold 500 bitcoin.')).not.toHaveProperty('origin');
  });

  it.each([
    ['Its holdings fell from 9,000 bitcoin to 7,500 bitcoin.', { act: 'hold', btc: 7_500, was: 9_000 }],
    ['We held 8,100 bitcoin at the end of May.', { act: 'hold', btc: 8_100 }],
    ['The company pledged 1,300 bitcoin to its lender.', { act: 'pledge', btc: 1_300 }],
  ])('holdings and pledges are claims of their own: %s', (sentence, claim) => {
    expect(saidIn(sentence)).toContainEqual(expect.objectContaining(claim));
  });
});
