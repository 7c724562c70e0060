import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcementShape, isUrgent } from '../../functions/filings/announcement.ts';
import type { Filing } from '../../functions/filings/filing.ts';
import type { Finding } from '../../functions/filings/finding.ts';
import { judge } from '../../functions/filings/judge.ts';
import { companyMemoryShape, nothingKnown } from '../../functions/filings/memory.ts';
import { company, MARA } from '../support/edgar.ts';
import {
  aFiling,
  aFinding,
  aPolicy,
  aSale,
  firstMonths,
  march,
  mergedOf,
  month,
  noSale,
  ofProduction,
  quarter,
  storyOf,
  toHold,
} from './story.ts';

const april = aFiling(101, '2026-04-03');
const may = aFiling(102, '2026-05-05', { form: '10-Q', items: [] });
const later = aFiling(103, '2026-08-05', { form: '10-Q', items: [] });

describe('a sale of reserves', () => {
  it('is told with everything that is known of it, once', () => {
    const story = storyOf();
    const sale = aSale(15_133, march, {
      mined: 700,
      held: 38_689,
      averagePriceUsd: 72_690,
      proceedsUsd: 1.1e9,
      uses: ['debt'],
      quotes: ['MARA sold 15,133 bitcoin in March.'],
    });
    const { tell } = story.read(april, sale);
    expect(tell).toEqual({
      notice: `filings:${april.accession}`,
      announcement: announcementShape.parse({
        cik: MARA,
        ticker: 'MARA',
        company: 'MARA Holdings',
        class: 'reserve-sale',
        event: `${MARA}:sale:2026-03`,
        accession: april.accession,
        form: '8-K',
        items: ['7.01'],
        filedOn: '2026-04-03',
        url: sale.document.url,
        quotes: [{ text: 'MARA sold 15,133 bitcoin in March.', url: sale.document.url, document: 'EX-99.1' }],
        period: '2026-03',
        stated: 'stated',
        btcSold: 15_133,
        btcMined: 700,
        heldAfter: 38_689,
        averagePriceUsd: 72_690,
        proceedsUsd: 1.1e9,
        uses: ['debt'],
      }),
    });
    expect(isUrgent(tell!.announcement)).toBe(true);
    expect(story.memory.told).toMatchObject([{ event: `${MARA}:sale:2026-03`, btcSold: 15_133, again: [] }]);
  });

  it('that another filing repeats is told no more, rounded or not, and is noted', () => {
    const story = storyOf();
    story.read(april, aSale(550));
    expect(story.read(aFiling(2, '2026-04-09'), aSale(550.03)).tell).toBeUndefined();
    expect(story.read(aFiling(3, '2026-04-10'), aSale(560)).tell).toBeUndefined();
    expect(story.memory.told).toMatchObject([{ again: [aFiling(2, '').accession, aFiling(3, '').accession] }]);
  });

  it('without a number that a later filing gives is told no more', () => {
    const story = storyOf();
    const { sold: _, ...unnumbered } = aSale(1);
    expect(story.read(april, unnumbered).tell?.announcement).not.toHaveProperty('btcSold');
    expect(story.read(may, aSale(900)).tell).toBeUndefined();
  });

  it('of another month is another event, and says what the last one was', () => {
    const story = storyOf();
    story.read(aFiling(1, '2026-03-03'), aSale(100, month(2), { mined: 90, held: 1_000 }));
    const { tell } = story.read(april, aSale(200));
    expect(tell?.announcement).toMatchObject({
      event: `${MARA}:sale:2026-03`,
      lastPeriod: { period: '2026-02', btcSold: 100, btcMined: 90, heldAfter: 1_000 },
      heldBefore: 1_000,
    });
  });

  it('of no period goes by its own filing', () => {
    const { read } = storyOf();
    const { span: _, ...undated } = aSale(100);
    expect(read(april, { ...undated, span: undefined }).tell?.announcement.event).toBe(
      `${MARA}:sale:${april.accession}`,
    );
    expect(read(may, { ...undated, span: undefined }).tell?.announcement.event).toBe(`${MARA}:sale:${may.accession}`);
  });

  it('names the former name for as long as it is news', () => {
    const since = { ...company('MARA'), names: [{ name: 'New Name', since: '2026-01-01' }, { name: 'Old Name' }] };
    expect(storyOf(since).read(april, aSale(1)).tell?.announcement).toMatchObject({
      company: 'New Name',
      formerName: 'Old Name',
    });
    expect(storyOf(since).read(aFiling(1, '2027-04-01'), aSale(1)).tell?.announcement).not.toHaveProperty('formerName');
    expect(storyOf(since).read(aFiling(1, '2025-12-31'), aSale(1)).tell?.announcement).not.toHaveProperty('formerName');
  });
});

describe('a sale that turns out otherwise', () => {
  it('in number is corrected under the first notice’s key, and the next correction corrects that one', () => {
    const story = storyOf();
    const first = story.read(april, aSale(1_000)).tell!;
    const second = story.read(aFiling(2, '2026-04-06', { form: '8-K/A' }), aSale(900)).tell;
    expect(second).toMatchObject({ notice: first.notice, corrects: { accession: april.accession, btcSold: 1_000 } });
    expect(second?.announcement.btcSold).toBe(900);
    const third = story.read(aFiling(3, '2026-04-07', { form: '8-K/A' }), aSale(800)).tell;
    expect(third).toMatchObject({
      notice: first.notice,
      corrects: { accession: aFiling(2, '').accession, btcSold: 900 },
    });
    expect(story.memory.told).toHaveLength(1);
  });

  it('to have been of production, or of reserves after all, is corrected at the same number', () => {
    const story = storyOf();
    story.read(april, aSale(700));
    const taken = story.read(aFiling(2, '2026-04-06'), ofProduction(700)).tell;
    expect(taken).toMatchObject({ announcement: { class: 'production-sale' }, corrects: { class: 'reserve-sale' } });
    const back = story.read(aFiling(3, '2026-04-07'), aSale(700)).tell;
    expect(back).toMatchObject({ announcement: { class: 'reserve-sale' }, corrects: { class: 'production-sale' } });
  });

  it('never to have been is corrected, and read again it is still the same correction', () => {
    const story = storyOf();
    const first = story.read(april, aSale(1_000)).tell!;
    const denial = aFiling(2, '2026-04-06', { form: '8-K/A' });
    const once = story.read(denial, noSale(march, { sold: 0 })).tell;
    expect(once).toMatchObject({
      notice: first.notice,
      announcement: { btcSold: 0, class: 'reserve-sale' },
      corrects: { btcSold: 1_000 },
    });
    expect(story.read(denial, noSale(march, { sold: 0 })).tell).toEqual(once);
    expect(story.read(aFiling(3, '2026-04-08'), noSale(march, { sold: 0 })).tell).toBeUndefined();
  });

  it('is not corrected by silence: who says nothing of a sale does not deny it', () => {
    const story = storyOf();
    story.read(april, aSale(1_000));
    expect(story.read(may, noSale(march)).tell).toBeUndefined();
    expect(story.read(aFiling(3, '2026-05-06'), noSale(month(4), { sold: 0 })).tell).toBeUndefined();
  });

  it('is not corrected back by the filing that was corrected, when that is read again', () => {
    const story = storyOf();
    story.read(april, aSale(1_000));
    story.read(aFiling(2, '2026-04-06'), aSale(900));
    const { memory } = story;
    expect(story.read(april, aSale(1_000)).tell).toBeUndefined();
    expect(story.memory).toEqual(memory);
    expect(story.fact('2026-03', 'sold')).toBe(900);
  });

  it('is not corrected back on the same day either', () => {
    const story = storyOf();
    const [first, second] = [aFiling(1, '2026-04-03'), aFiling(2, '2026-04-03')];
    story.read(first, aSale(1_000));
    expect(story.read(second, aSale(900)).tell).toHaveProperty('corrects');
    expect(story.read(first, aSale(1_000)).tell).toBeUndefined();
    expect(story.read(second, aSale(900)).tell).toHaveProperty('corrects');
  });

  it('is not corrected by an older filing that was found late, nor by what an amendment of the same day amends', () => {
    const story = storyOf();
    story.read(aFiling(2, '2026-04-06', { form: '8-K/A' }), aSale(900));
    expect(story.read(april, aSale(1_000)).tell).toBeUndefined();
    expect(story.read(aFiling(1, '2026-04-06'), aSale(1_100)).tell).toBeUndefined();
    expect(story.fact('2026-03', 'sold')).toBe(900);
  });
});

describe('a sale of production', () => {
  it('is told as such, and may wait', () => {
    const { tell } = storyOf().read(april, ofProduction(700, march, { mined: 720 }));
    expect(tell?.announcement).toMatchObject({ class: 'production-sale', btcSold: 700, btcMined: 720 });
    expect(isUrgent(tell!.announcement)).toBe(false);
  });
});

describe('sums over several months', () => {
  it('of a quarter are silent when its months were told, and are noted', () => {
    const story = storyOf();
    for (const n of [1, 2, 3]) story.read(aFiling(n, `2026-0${n + 1}-03`), aSale(100 * n, month(n)));
    const { tell, reasons } = story.read(aFiling(4, '2026-05-05', { form: '10-Q' }), aSale(600, quarter(1)));
    expect(tell).toBeUndefined();
    expect(reasons).toContain('its parts were told before');
    expect(story.fact('2026-Q1', 'sold')).toBe(600);
  });

  it('of a quarter are told when they say more than its months did', () => {
    const story = storyOf();
    for (const n of [1, 2]) story.read(aFiling(n, `2026-0${n + 1}-03`), aSale(100, month(n)));
    expect(story.read(may, aSale(600, quarter(1))).tell?.announcement).toMatchObject({ event: `${MARA}:sale:2026-Q1` });
  });

  it('are told when its months were told as something else', () => {
    const story = storyOf();
    for (const n of [1, 2, 3]) story.read(aFiling(n, `2026-0${n + 1}-03`), ofProduction(200, month(n)));
    expect(story.read(may, aSale(600, quarter(1))).tell?.announcement.class).toBe('reserve-sale');
  });

  it('of half a year count a month once, also when its quarter was told as well', () => {
    const story = storyOf();
    story.read(may, aSale(300, quarter(1)));
    for (const n of [1, 2, 3]) story.read(aFiling(10 + n, '2026-05-06'), aSale(100, month(n)));
    // Six hundred were told if months and quarter are added; three hundred if not.
    expect(
      story.read(aFiling(20, '2027-02-20', { form: '10-K' }), aSale(600, { from: march.from - 2, to: march.to + 9 }))
        .tell,
    ).toBeDefined();
  });

  it('since the beginning of the year are told by what they add', () => {
    const story = storyOf();
    story.read(may, aSale(200, quarter(1), { mined: 700 }));
    const half = aSale(500, firstMonths(6), {
      mined: 1_500,
      heldBefore: 9_000,
      held: 8_000,
      averagePriceUsd: 90_000,
      proceedsUsd: 45e6,
    });
    const { tell } = story.read(later, half);
    expect(tell?.announcement).toMatchObject({
      event: `${MARA}:sale:2026-Q2`,
      period: '2026-Q2',
      btcSold: 300,
      btcMined: 800,
      heldAfter: 8_000,
      doubts: ['differenced'],
    });
    // Of six months, and of no quarter.
    for (const name of ['heldBefore', 'averagePriceUsd', 'proceedsUsd'])
      expect(tell?.announcement).not.toHaveProperty(name);
    expect([story.fact('2026-Q2', 'sold'), story.fact('2026-Q2', 'mined')]).toEqual([300, 800]);
  });

  it('since the beginning of the year that add nothing are no news, whatever their rounding', () => {
    const story = storyOf();
    story.read(may, aSale(500, quarter(1)));
    expect(story.read(later, aSale(500.4, firstMonths(6))).tell).toBeUndefined();
    expect(story.fact('2026-Q2', 'sold')).toBe(0);
  });

  it('since the beginning of the year that are less than is on record take nothing back', () => {
    const story = storyOf();
    story.read(may, aSale(500, quarter(1)));
    story.read(aFiling(7, '2026-07-30'), aSale(300, quarter(2)));
    const { tell, reasons } = story.read(later, aSale(450, firstMonths(6)));
    expect(tell).toBeUndefined();
    expect(reasons.join()).toContain('nothing follows from that');
    expect(story.fact('2026-Q2', 'sold')).toBe(300);
  });

  it('that nothing on record explains are told whole, with a doubt, and are not the year’s', () => {
    const story = storyOf();
    const { tell } = story.read(later, aSale(500, firstMonths(6), { held: 8_000 }));
    expect(tell?.announcement).toMatchObject({
      event: `${MARA}:sale:2026-01/2026-06`,
      btcSold: 500,
      doubts: ['differenced'],
    });
    expect([story.fact('2026', 'sold'), story.fact('2026', 'held'), story.fact('2026-06', 'held')]).toEqual([
      undefined,
      undefined,
      8_000,
    ]);
    // Three months on, more has been sold; that contradicts nothing.
    const next = story.read(aFiling(9, '2026-11-05', { form: '10-Q' }), aSale(800, firstMonths(9))).tell;
    expect(next).not.toHaveProperty('corrects');
    expect(next?.announcement.event).toBe(`${MARA}:sale:2026-01/2026-09`);
  });
});

describe('coins that are gone without a word', () => {
  it('are told as a sale that is implied', () => {
    const story = storyOf();
    story.read(aFiling(1, '2026-03-03'), noSale(month(2), { held: 53_822 }));
    const { tell } = story.read(april, aFinding({ span: march, mined: 700, held: 38_689 }));
    expect(tell?.announcement).toMatchObject({
      class: 'reserve-sale',
      stated: 'implied',
      btcSold: 15_833,
      heldBefore: 53_822,
      heldAfter: 38_689,
      doubts: ['roll-forward'],
    });
    expect(story.memory.periods.find(({ period }) => period === '2026-03')?.sold).toMatchObject({ implied: true });
  });

  it('and of which another filing then speaks are one event', () => {
    const story = storyOf();
    story.read(aFiling(1, '2026-03-03'), noSale(month(2), { held: 1_000 }));
    story.read(april, aFinding({ span: march, mined: 100, held: 600 }));
    expect(story.read(aFiling(2, '2026-04-09'), aSale(500)).tell).toBeUndefined();
    expect(story.read(aFiling(3, '2026-04-10'), aSale(450)).tell).toMatchObject({ corrects: { btcSold: 500 } });
  });
});

describe('a policy', () => {
  it('is told once, however many reports repeat it', () => {
    const story = storyOf();
    const { tell } = story.read(aFiling(1, '2026-03-02', { form: '10-K' }), aPolicy());
    expect(tell?.announcement).toMatchObject({
      class: 'policy',
      scope: 'reserve',
      step: 'permission',
      event: `${MARA}:policy:reserve-permission@2026-03`,
    });
    expect(story.read(may, aPolicy()).tell).toBeUndefined();
    expect(story.read(later, aPolicy()).tell).toBeUndefined();
    expect(story.memory.policies).toHaveLength(3);
  });

  it('that goes further is told again: from production to reserves, from permission to a plan', () => {
    const story = storyOf();
    const steps = [
      aPolicy('production', 'permission'),
      aPolicy('production', 'plan'),
      aPolicy('reserve', 'permission'),
      aPolicy('reserve', 'plan'),
    ];
    const heard = steps.map((policy, i) => story.read(aFiling(i + 1, `2026-0${i + 1}-10`), policy).tell?.announcement);
    expect(heard.map((one) => `${one?.scope} ${one?.step}`)).toEqual([
      'production permission',
      'production plan',
      'reserve permission',
      'reserve plan',
    ]);
    expect(heard[3]?.lastPolicy).toMatchObject({ scope: 'reserve', step: 'permission', filedOn: '2026-03-10' });
  });

  it('that goes less far than one before is no news, nor is the farther one when it is repeated after it', () => {
    const story = storyOf();
    story.read(aFiling(1, '2026-01-10'), aPolicy('reserve', 'permission'));
    expect(story.read(aFiling(2, '2026-02-10'), aPolicy('production', 'plan')).tell).toBeUndefined();
    expect(story.read(aFiling(3, '2026-05-10'), aPolicy('reserve', 'permission')).tell).toBeUndefined();
  });

  it('is news again after the company meant to hold', () => {
    const story = storyOf();
    story.read(aFiling(1, '2025-03-10'), aPolicy());
    expect(story.read(aFiling(2, '2025-09-10'), toHold()).tell).toBeUndefined();
    const { tell } = story.read(aFiling(3, '2026-03-10'), aPolicy());
    expect(tell?.announcement).toMatchObject({ class: 'policy', lastPolicy: { scope: 'hold', step: 'hold' } });
  });

  it('of a company that has sold already is news when it is said for the first time', () => {
    const story = storyOf();
    story.read(april, aSale(1_000));
    expect(story.read(may, aPolicy()).tell?.announcement).toMatchObject({
      class: 'policy',
      lastPeriod: { btcSold: 1_000 },
    });
  });

  it('does not lend its numbers to a sale', () => {
    const { tell } = storyOf().read(april, aPolicy('reserve', 'permission', { sold: 5, held: 50_000, span: march }));
    expect(tell?.announcement).toMatchObject({ heldAfter: 50_000 });
    expect(tell?.announcement).not.toHaveProperty('btcSold');
  });

  it('is told again by whoever repeats its filing, also when another has said the same meanwhile', () => {
    const story = storyOf();
    const first = story.read(aFiling(1, '2026-03-02'), aPolicy()).tell;
    story.read(aFiling(2, '2026-03-02'), aPolicy());
    const again = story.read(aFiling(1, '2026-03-02'), aPolicy()).tell;
    expect([again?.notice, again?.announcement.event]).toEqual([first?.notice, first?.announcement.event]);
    expect(story.read(aFiling(2, '2026-03-02'), aPolicy()).tell).toBeUndefined();
  });
});

describe('what else is announced', () => {
  it('is a purchase with its number, and a turn to other business of whoever mines', () => {
    const purchase = aFinding({ category: 'purchase', span: march, bought: 250, held: 1_000 });
    expect(storyOf().read(april, purchase).tell?.announcement).toMatchObject({
      class: 'purchase',
      btcBought: 250,
      heldAfter: 1_000,
    });
    expect(storyOf().read(april, aFinding({ category: 'purchase', span: march })).tell).toBeUndefined();
    const pivot = aFinding({ category: 'ai_hpc_pivot' });
    expect(storyOf().read(april, pivot).tell?.announcement).toMatchObject({ class: 'ai-pivot' });
    expect(storyOf(company('MSTR')).read(april, pivot).tell).toBeUndefined();
  });

  it.each(['no_sale', 'pledge_or_loan', 'equity_or_debt', 'asset_sale', 'other'] as const)(
    'is not %s, of which the numbers are remembered',
    (category) => {
      const story = storyOf();
      expect(story.read(april, aFinding({ category, span: march, held: 7, pledged: 3 })).tell).toBeUndefined();
      expect([story.fact('2026-03', 'held'), story.fact('2026-03', 'pledged')]).toEqual([7, 3]);
    },
  );

  it('is what could not be read', () => {
    expect(storyOf().read(april, aFinding({ alert: 'unread', doubts: ['pdf'] })).tell?.announcement).toMatchObject({
      class: 'unread',
      event: `${MARA}:unread:${april.accession}`,
      doubts: ['pdf'],
    });
  });
});

describe('whoever only accumulates', () => {
  it.each([
    ['sells', aSale(1_000)],
    ['may sell', aPolicy()],
    ['lost coins without a word', aFinding({ span: march, held: 1 })],
    ['denies a sale', noSale(march, { sold: 0 })],
  ])('and %s alerts nobody', (_, finding) => {
    const story = storyOf(company('MSTR'));
    story.read(aFiling(1, '2026-03-03'), noSale(month(2), { held: 500_000 }));
    expect(story.read(april, finding).tell).toBeUndefined();
  });

  it('and buys is told of', () => {
    const story = storyOf(company('MSTR'));
    const { tell } = story.read(april, aFinding({ category: 'purchase', span: march, bought: 20_000 }));
    expect(tell?.announcement).toMatchObject({ class: 'purchase', ticker: 'MSTR' });
  });

  const week = (n: number, filedOn: string, bought: number, more: Partial<Filing> = {}) =>
    [
      aFiling(n, filedOn, more),
      aFinding({
        category: 'purchase',
        bought,
        held: 761_068,
        stretches: [{ from: '2026-03-09', to: '2026-03-15', bought, held: 761_068 }],
      }),
    ] as const;

  it('by the week is told the days, and one week once, however many filings repeat it', () => {
    const story = storyOf(company('MSTR'));
    expect(story.read(...week(1, '2026-03-16', 22_337)).tell?.announcement).toMatchObject({
      event: '1050446:purchase:2026-03-09/2026-03-15',
      days: { from: '2026-03-09', to: '2026-03-15' },
      btcBought: 22_337,
    });
    expect(story.memory.stretches).toMatchObject([{ from: '2026-03-09', bought: 22_337, source: { form: '8-K' } }]);
    expect(story.memory.periods).toEqual([]);
    expect(story.read(...week(2, '2026-03-18', 22_337)).tell).toBeUndefined();
  });

  it('and amends its week is remembered by the amendment, in whatever order they are read', () => {
    const [first, amended] = [week(1, '2026-03-16', 22_337), week(2, '2026-03-16', 22_373, { form: '8-K/A' })];
    for (const order of [
      [first, amended],
      [amended, first],
      [first, amended, first],
    ]) {
      const story = storyOf(company('MSTR'));
      for (const one of order) story.read(...one);
      expect(story.memory.stretches.map(({ bought }) => bought)).toEqual([22_373]);
    }
  });

  it('and moves a day by an amendment tells no day twice; a quarter beside its weeks stays', () => {
    const story = storyOf(company('MSTR'));
    const said = (...stretches: NonNullable<Finding['stretches']>) => aFinding({ stretches });
    story.read(
      aFiling(1, '2026-01-20'),
      said({ from: '2026-01-12', to: '2026-01-18', bought: 5 }, { from: '2025-10-01', to: '2025-12-31', bought: 9 }),
    );
    story.read(aFiling(2, '2026-01-21'), said({ from: '2026-01-12', to: '2026-01-19', bought: 6 }));
    story.read(aFiling(3, '2026-02-03'), said({ from: '2026-01-18', to: '2026-01-18', held: 700 }));
    expect(story.memory.stretches.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-01-12 2026-01-19',
      '2026-01-18 2026-01-18',
      '2025-10-01 2025-12-31',
    ]);
  });
});

describe('what is read quietly', () => {
  it('is remembered and told to nobody', () => {
    const story = storyOf();
    expect(story.read(april, aSale(1_000, march, { held: 5_000 }), true).tell).toBeUndefined();
    expect(story.read(aFiling(2, '2026-04-04'), aPolicy(), true).tell).toBeUndefined();
    expect(story.memory).toMatchObject({ told: [], policies: [{ scope: 'reserve' }] });
    expect(story.fact('2026-03', 'held')).toBe(5_000);
    expect(story.read(may, aPolicy()).tell).toBeUndefined();
  });
});

describe('numbers that cannot be', () => {
  it.each([
    ['less than nothing', { held: -5 }],
    ['no number', { held: Number.NaN }],
    ['without end', { mined: Number.POSITIVE_INFINITY }],
    ['more coins than there will ever be', { sold: 33_000_000 }],
    ['a price of nothing', { averagePriceUsd: 0 }],
    ['proceeds of less', { proceedsUsd: -1 }],
  ])('(%s) stop neither a telling nor a memory', (_, numbers) => {
    const story = storyOf();
    const { tell } = story.read(april, { ...aSale(100), ...numbers, quotes: ['', '  ', 'x'.repeat(500)] });
    expect(tell?.announcement.class).toBe('reserve-sale');
    for (const name of Object.keys(numbers))
      expect(tell?.announcement).not.toHaveProperty(name === 'sold' ? 'btcSold' : name);
    expect(tell?.announcement.quotes.map(({ text }) => text.length)).toEqual([300]);
    expect(companyMemoryShape.safeParse(JSON.parse(JSON.stringify(story.memory))).success).toBe(true);
  });
});

/* ------------------------------------------------------------------------------------------------ laws */

const someSpan = fc.constantFrom(
  month(1),
  month(2),
  march,
  quarter(1),
  quarter(2),
  firstMonths(6),
  firstMonths(9),
  undefined,
);
const coins = fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined });
const someFinding: fc.Arbitrary<Finding> = fc
  .record({
    kind: fc.constantFrom(
      aSale(0, march),
      ofProduction(0, march),
      noSale(march),
      aPolicy(),
      aPolicy('production', 'plan'),
      toHold(),
      aFinding({ category: 'purchase' }),
      aFinding({ alert: 'unread' }),
    ),
    span: someSpan,
    sold: coins,
    mined: coins,
    held: coins,
    bought: coins,
    pledged: coins,
  })
  .map(({ kind, span, ...numbers }) => {
    const { sold: _, ...rest } = kind;
    const said = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
    return { ...rest, ...said, span };
  });
const someFiling: fc.Arbitrary<Filing> = fc
  .record({
    n: fc.integer({ min: 1, max: 6 }),
    day: fc.integer({ min: 1, max: 9 }),
    form: fc.constantFrom('8-K', '8-K/A', '10-Q'),
  })
  .map(({ n, day, form }) => aFiling(n, `2026-08-0${day}`, { form }));
const someHistory = fc.array(fc.tuple(someFiling, someFinding), { maxLength: 8 }).map((history) => {
  const seen = new Set<string>();
  return history.filter(([{ accession }]) => !seen.has(accession) && seen.add(accession));
});

describe('whatever was said before', () => {
  it('the same filing read twice is told the same, under the same key, and known the same', () => {
    fc.assert(
      fc.property(someHistory, someFiling, someFinding, (history, filing, finding) => {
        fc.pre(history.every(([{ accession }]) => accession !== filing.accession));
        const story = storyOf();
        for (const [one, said] of history) story.read(one, said);
        const once = story.read(filing, finding);
        const twice = story.read(filing, finding);
        expect(twice.tell).toEqual(once.tell);
        expect(twice.memory).toEqual(once.memory);
      }),
      { numRuns: 2_000 },
    );
  });

  it('what is told is always an announcement, and what is known always fits a memory', () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        const story = storyOf();
        for (const [one, said] of history) story.read(one, said);
        for (const { announcement } of story.told)
          expect(announcementShape.safeParse(JSON.parse(JSON.stringify(announcement))).error).toBeUndefined();
        expect(companyMemoryShape.parse(JSON.parse(JSON.stringify(story.memory)))).toEqual(story.memory);
        expect(new Set(story.memory.told.map(({ event }) => event)).size).toBe(story.memory.told.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('an event is told for the first time once', () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        const story = storyOf();
        for (const [one, said] of history) story.read(one, said);
        const first = story.told
          .filter(({ corrects }) => corrects === undefined)
          .map(({ announcement }) => announcement.event);
        expect(new Set(first).size).toBe(first.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('judging is a function of what it is given', () => {
  const memory = Object.freeze(nothingKnown(MARA));
  const given = [
    company('MARA'),
    april,
    mergedOf(aSale(1, march)),
    memory,
    { notice: () => 'n', at: new Date(0) },
  ] as const;
  expect(judge(...given)).toEqual(judge(...given));
  expect(memory).toEqual(nothingKnown(MARA));
});
