import { describe, expect, it } from 'vitest';
import { USES } from '../../functions/filings/announcement.ts';
import { PURPOSES, usesIn } from '../../functions/filings/uses.ts';

/** Read beside its first sentence. */
const uses = (text: string) => usesIn(text, [{ start: 0, end: text.indexOf('.') + 1 }]);

describe('what a sale is for', () => {
  it.each([
    ['debt', 'It sold 900 bitcoin. The proceeds were used to repurchase its convertible notes.'],
    ['debt', 'It sold 900 bitcoin to repay the outstanding loan.'],
    ['ai', 'It sold 900 bitcoin. Proceeds will fund GPU clusters for HPC customers.'],
    ['operations', 'It sold 900 bitcoin to fund operating expenses.'],
    ['expansion', 'It sold 900 bitcoin. The proceeds finance construction of a second site.'],
    ['machines', 'It sold 900 bitcoin to pay for new mining rigs.'],
    ['shares', 'It sold 900 bitcoin. Proceeds were applied to the share repurchase.'],
    ['ether', 'It sold 900 bitcoin in order to buy ETH.'],
  ] as const)('is %s: %s', (use, text) => {
    expect(uses(text)).toContain(use);
  });

  it.each([
    ['nothing is said of it', 'It sold 900 bitcoin. It runs 40,000 mining rigs.'],
    ['it is said before the money is spoken of', 'Its AI business grew, and it sold 900 bitcoin to pay wages.'],
    [
      'it is said far away',
      `It sold 900 bitcoin. ${'It also has offices in many places. '.repeat(40)}Proceeds repay the notes.`,
    ],
  ])('is not guessed at where %s', (_, text) => {
    expect(uses(text)).toEqual([]);
  });

  it('may be several things, each said once', () => {
    const text =
      'It sold 900 bitcoin. Proceeds were used to repay its notes and to fund AI. They were also used to retire debt.';
    expect(uses(text).toSorted()).toEqual(['ai', 'debt']);
  });

  it('is read around each of the words relied on', () => {
    const text = `It sold 900 bitcoin to repay notes. ${'Nothing to see here at all. '.repeat(60)}It sold 50 bitcoin to fund AI.`;
    const second = text.lastIndexOf('It sold');
    expect(usesIn(text, [{ start: second, end: text.length }])).toEqual(['ai']);
    expect(usesIn(text, [])).toEqual([]);
  });

  it('has a pattern for every use that subscribers are told of', () => {
    expect(Object.keys(PURPOSES).toSorted()).toEqual([...USES].toSorted());
  });
});
