import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../../functions/filings/understanding/understanding.ts';
import { byKeyword, ours } from '../../quality/classifiers.ts';
import { documentsIn, FIXTURES, isNews } from '../../quality/documents.ts';
import { AMOUNTS, accuracy, measure, precision, recall, shareRight } from '../../quality/measure.ts';

/**
 * A little under what the committed fixtures measured on 2026-11-24. Raise when improved; never lower to let a change
 * pass. What it is for is in issue 4: 0.85 for categories, 0.95 (news: 0.85) for alerts, 0.95 for coins sold and 0.90
 * for the other numbers, and none invented without a doubt.
 */
const FLOORS = {
  categories: 0.87,
  issuers: { precision: 0.98, recall: 0.73 },
  news: { precision: 0.95, recall: 0.92 },
  amounts: { btcSold: 0.92, btcMined: 0.96, btcHeldAfter: 0.89, averagePriceUsd: 0.8, proceedsUsd: 0.95 },
  /** So many numbers that the text does not state, or states otherwise, may be told without a doubt. */
  sure: { btcSold: 0, btcMined: 2, btcHeldAfter: 0, averagePriceUsd: 0, proceedsUsd: 0 },
} as const;

/** The traps of `reference/announcements.md`, each with the fixtures that stand in for a document that has it. */
const TRAPS: Readonly<Record<string, readonly string[]>> = {
  'a former name': ['006', '329'],
  'others who sell bitcoin': ['110', '117', '205', '253'],
  'several issuers at once': ['001', '168', '251'],
  'machines are sold': ['004', 'fa36'],
  'a site or a business is sold': ['fa37', 'fa38', 'fb40', 'fb42'],
  'shares may be sold from time to time': ['136'],
  'power is sold': ['033', '149'],
  'notes are sold to buy coins': ['274', 'fb30', 'fb33'],
  'words settle it': ['064', '085', '313'],
  'between 100 and 110 %': ['037', '151', '152', '181'],
  'numbers overrule prose': ['147', '321'],
  'silent sales': ['006', '049', '063', '073', '224', '249', '318', '349'],
  'collateral, loans and pledges move holdings': ['005', '210', '256', '307', '329'],
  euphemisms: ['063', '073', '076', '090', '098', '318', '354'],
  negations: ['010', '014', '053', '070', '192', '259', '342'],
  'a negation around a real sale': ['005', '064', '314', '329'],
  'a denial that confirms': ['009', '099', '215', '216'],
  permission: ['007', '008'],
  'a policy of holding': ['158'],
  'no immediate plans': ['359'],
  hypotheticals: ['142', '286', '344', '345'],
  'security, derivatives and theft': ['301', '340'],
  'prices that are no sale prices': ['230', '234', '240', '241', '263', '298', '317'],
  equivalents: ['229', '230'],
  'columns in another order': ['147', '151'],
  'fused cells': ['152', '181'],
  brackets: ['117'],
  'a quantity in the row of proceeds': ['283'],
  'sums since the beginning of the year': ['283', '299'],
  'nested figures': ['313'],
  'no count': ['028', '243', '258'],
  thousands: ['117', '253', '356'],
  'European numerals': ['018'],
  'errors of the source': ['323'],
  'the sale stands far below': ['320', '339'],
  'a summary that contradicts': ['155'],
  'spun copies': ['154', '165'],
  'topic feeds': ['189', '293'],
  retrospectives: ['172'],
};

const documents = documentsIn(FIXTURES);
const now = measure(documents, ours);
const keywords = measure(documents, byKeyword);

describe('of the committed fixtures', () => {
  it('there are enough, of issuers and of newspapers', () => {
    expect(documents.length).toBeGreaterThanOrEqual(150);
    expect(documents.filter(isNews).length).toBeGreaterThanOrEqual(50);
    expect(documents.filter((document) => !isNews(document)).length).toBeGreaterThanOrEqual(50);
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  });

  it.each(CATEGORIES)('several are of the category %s', (category) => {
    expect(documents.filter(({ labels }) => labels.category === category).length).toBeGreaterThanOrEqual(5);
  });

  it.each(['a_policy', 'b_reserve_sale', 'c_production', 'none'] as const)('several are alerts of %s', (kind) => {
    expect(documents.filter(({ labels }) => labels.alertClass === kind).length).toBeGreaterThanOrEqual(10);
  });

  it.each(Object.entries(TRAPS))('some have the trap: %s', (_, ids) => {
    expect(documents.filter(({ id }) => ids.includes(id)).map(({ id }) => id)).toEqual([...ids]);
  });

  it('so many are put into the right category', () => {
    expect(accuracy(now)).toBeGreaterThanOrEqual(FLOORS.categories);
  });

  it.each(['issuers', 'news'] as const)('so many alerts of %s are right, and so few are missed', (side) => {
    expect(precision(now[side])).toBeGreaterThanOrEqual(FLOORS[side].precision);
    expect(recall(now[side])).toBeGreaterThanOrEqual(FLOORS[side].recall);
  });

  it.each(AMOUNTS)('so many of the numbers they state are right: %s', (name) => {
    expect(shareRight(now.amounts[name])).toBeGreaterThanOrEqual(FLOORS.amounts[name]);
  });

  it.each(AMOUNTS)('so few numbers are invented and told without a doubt: %s', (name) => {
    expect(now.amounts[name].sure).toBeLessThanOrEqual(FLOORS.sure[name]);
  });

  it('more is understood than keywords find', () => {
    expect(accuracy(now)).toBeGreaterThan(accuracy(keywords));
    for (const side of ['issuers', 'news'] as const) {
      expect(precision(now[side])).toBeGreaterThan(precision(keywords[side]));
      expect(recall(now[side])).toBeGreaterThanOrEqual(recall(keywords[side]));
    }
    expect(shareRight(now.amounts.btcSold)).toBeGreaterThan(shareRight(keywords.amounts.btcSold));
  });

  it('every alert quotes the words that it relies on', () => {
    const mute = documents.filter((document) => {
      const { alertClass, evidence } = ours(document) as ReturnType<typeof ours> & { evidence: readonly unknown[] };
      return (alertClass === 'a_policy' || alertClass === 'b_reserve_sale') && evidence.length === 0;
    });
    expect(mute.map(({ id }) => id)).toEqual([]);
  });
});
