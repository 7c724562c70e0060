import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { byKeyword, ours } from './classifiers.ts';
import { documentsIn, hashOf, isFirm, isHeldOut, isNews, type Labelled } from './documents.ts';
import { accuracy, measure, precision, recall, type Said, shareRight } from './measure.ts';

const LABELS: Labelled['labels'] = {
  category: 'other',
  also: [],
  alertClass: 'none',
  btcSold: null,
  btcMined: null,
  btcHeldAfter: null,
  averagePriceUsd: null,
  proceedsUsd: null,
};
const labelled = (id: string, labels: Partial<Labelled['labels']>, more: Partial<Labelled> = {}): Labelled =>
  ({ id, form: '8-K', text: '', ...more, labels: { ...LABELS, ...labels } }) as Labelled;
const said = (changes: Partial<Said>): Said => ({ ...LABELS, confidence: 0.5, ...changes });

describe('a measurement', () => {
  const sale = { category: 'reserve_sale_executed', alertClass: 'b_reserve_sale' } as const;

  it('counts what is told, missed and told for nothing, of issuers and of newspapers apart', () => {
    const answers = [sale, {}, sale, sale].map(said);
    const documents = [
      labelled('1', sale),
      labelled('2', sale),
      labelled('3', {}),
      labelled('4', sale, { form: 'news' }),
    ];
    const quality = measure(documents, () => answers.shift()!);
    expect(quality.issuers).toEqual({ right: 1, wrong: 1, missed: 1 });
    expect(quality.news).toEqual({ right: 1, wrong: 0, missed: 0 });
    expect(precision(quality.issuers)).toBe(0.5);
    expect(recall(quality.issuers)).toBe(0.5);
    expect(accuracy(quality)).toBe(0.5);
    expect(quality.misses).toContainEqual({ id: '2', what: 'not told' });
    expect(quality.misses).toContainEqual({ id: '3', what: 'told, and no news' });
  });

  it('does not call a sale of production an alert', () => {
    const quiet = { category: 'production_sale', alertClass: 'c_production' } as const;
    const { issuers, categories } = measure([labelled('1', quiet)], () => said(quiet));
    expect(issuers).toEqual({ right: 0, wrong: 0, missed: 0 });
    expect(categories).toBe(1);
  });

  it.each<readonly [string, number | null, number | null, number, object]>([
    ['right', 550, 550, 0.9, { stated: 1, right: 1, invented: 0, sure: 0 }],
    ['right, rounded', 1_111_000_000, 1_100_000_000, 0.9, { stated: 1, right: 1, invented: 0, sure: 0 }],
    ['left out', null, 550, 0.9, { stated: 1, right: 0, invented: 0, sure: 0 }],
    ['wrong and doubted', 560, 550, 0.5, { stated: 1, right: 0, invented: 1, sure: 0 }],
    ['wrong and sure', 560, 550, 0.9, { stated: 1, right: 0, invented: 1, sure: 1 }],
    ['stated nowhere', 560, null, 0.9, { stated: 0, right: 0, invented: 1, sure: 1 }],
    ['none, as none is stated', null, null, 0.9, { stated: 0, right: 0, invented: 0, sure: 0 }],
    ['nothing sold, where nothing is stated', 0, null, 0.9, { stated: 0, right: 0, invented: 0, sure: 0 }],
  ])('of a number knows that it is %s', (_, told, stated, confidence, tally) => {
    const { amounts } = measure([labelled('1', { btcSold: stated })], () => said({ btcSold: told, confidence }));
    expect(amounts.btcSold).toEqual(tally);
  });

  it('of nothing is no number', () => {
    const { issuers, amounts } = measure([], ours);
    expect([precision(issuers), recall(issuers), shareRight(amounts.btcSold)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('documents of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'documents-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const head = (id: string, more: object = {}) =>
    JSON.stringify({ id, form: 'news', ticker: 'MARA', labels: { category: 'other', alertClass: 'none' }, ...more });

  it('are read in order, with the text that follows their first line, as it stands', () => {
    writeFileSync(join(folder, 'b.txt'), `${head('b')}\nOne\n\nTwo\n`);
    writeFileSync(join(folder, 'a.json'), head('a', { text: 'Three' }));
    writeFileSync(join(folder, 'notes.md'), 'none of these');
    expect(documentsIn(folder).map(({ id, text }) => [id, text])).toEqual([
      ['a', 'Three'],
      ['b', 'One\n\nTwo\n'],
    ]);
  });

  it('name the file whose shape is wrong', () => {
    writeFileSync(
      join(folder, 'bad.txt'),
      `${head('bad', { labels: { category: 'a sale', alertClass: 'none' } })}\nOne`,
    );
    expect(() => documentsIn(folder)).toThrow(/bad\.txt/);
  });

  it('are firm unless whoever read them was not sure', () => {
    expect(isFirm(labelled('1', {}))).toBe(true);
    expect(isFirm(labelled('1', { doubt: 'the page never says reserves' }))).toBe(false);
    expect(isFirm(labelled('1', {}, { doubt: 'a mirror' }))).toBe(false);
  });

  it('are somebody else’s words only where they say so', () => {
    expect(isNews({ form: 'news' })).toBe(true);
    expect(isNews({ form: 'press-release' })).toBe(false);
  });

  it('are held out by company and month, whatever the day', () => {
    const months = Array.from(
      { length: 48 },
      (_, i) => `20${22 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    );
    for (const month of months)
      expect(isHeldOut({ ticker: 'MARA', date: `${month}-03` })).toBe(
        isHeldOut({ ticker: 'MARA', date: `${month}-28` }),
      );
    const held = months.filter((date) => isHeldOut({ ticker: 'MARA', date }));
    expect(held.length).toBeGreaterThan(12);
    expect(held.length).toBeLessThan(36);
  });

  it('have a hash that goes by what they are, not by their order', () => {
    const [a, b] = [labelled('a', {}), labelled('b', {})];
    expect(hashOf([a, b])).toBe(hashOf([b, a]));
    expect(hashOf([a, b])).not.toBe(hashOf([a]));
  });
});

describe('the keyword rule that ours is measured against', () => {
  it('takes every sale of coins for one of reserves, with the first number behind it', () => {
    expect(byKeyword(labelled('1', {}, { text: 'In March MARA sold 1,234 bitcoin of its production.' }))).toMatchObject(
      {
        category: 'reserve_sale_executed',
        alertClass: 'b_reserve_sale',
        btcSold: 1_234,
      },
    );
  });

  it('sees none where no word of selling stands near bitcoin', () => {
    expect(byKeyword(labelled('1', {}, { text: 'MARA sold 40 miners. It likes bitcoin.' }))).toMatchObject({
      alertClass: 'none',
      btcSold: null,
    });
  });
});
