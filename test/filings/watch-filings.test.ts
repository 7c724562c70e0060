import { describe, expect, it } from 'vitest';
import { type Accession, accessionOf } from '../../functions/filings/accession.ts';
import type { FilingTaskJson } from '../../functions/filings/filing.ts';
import { FORM_PREFIXES } from '../../functions/filings/forms.ts';
import { watchFilings } from '../../functions/filings/watch-filings.ts';
import type { Web } from '../../functions/kit/web.ts';
import { days, hours, later, minutes, seconds } from '../../functions/units/time.ts';
import type { WorldFiling } from '../../infra/local/loopback/edgar-world.ts';
import { company, filed, MARA, MORNING, RIOT } from '../support/edgar.ts';
import { filingsWorld } from '../support/filings-world.ts';
import type { MemoryLog } from '../support/log.ts';

type ReadTask = Extract<FilingTaskJson, { do: 'read' }>;
const at = (text: string): Date => new Date(text);
const ago = (ms: number): Date => later(at(MORNING), -ms as never);
const readTasks = (tasks: readonly FilingTaskJson[]): ReadTask[] =>
  tasks.flatMap((task) => (task.do === 'read' ? [task] : []));
const numbersIn = (tasks: readonly FilingTaskJson[]): string[][] =>
  readTasks(tasks).map(({ filings }) => filings.map(({ accession }) => accession));

/** A filing of somebody we do not watch. */
const somebodyElse = (n: number, changes: Partial<WorldFiling> = {}): WorldFiling =>
  filed(n, { cik: 9_000_000 + n, company: 'Somebody Else Corp', ...changes });

/** Somebody's filings, one every `everyMs`, the newest now. */
const crowd = (
  count: number,
  everyMs: number,
  changes: (i: number) => Partial<WorldFiling> = () => ({}),
): WorldFiling[] =>
  Array.from({ length: count }, (_, i) => somebodyElse(i + 1, { acceptedAt: ago(i * everyMs), ...changes(i) }));

/** After a first look, which is quiet, with the queue empty. */
async function watching(...given: Parameters<typeof filingsWorld>) {
  const world = await filingsWorld(...given);
  await world.watch();
  world.tasks.take();
  return world;
}

/** Only EDGAR's current filings answer: what is found is found there. */
async function watchingCurrent(...given: Parameters<typeof filingsWorld>) {
  const world = await filingsWorld(...given);
  world.edgar.fail('503', { below: 'submissions' });
  await world.watch();
  world.tasks.take();
  return world;
}

const pagesAsked = (world: Awaited<ReturnType<typeof filingsWorld>>): number =>
  world.asked().filter((path) => path.includes('browse-edgar')).length;

describe('filings that are listed', () => {
  it('are handed over once, with what the list says of them', async () => {
    const world = await watching();
    world.clock.advance(minutes(3));
    const acceptedAt = world.clock.now();
    world.filings.push(filed(29, { acceptedAt, items: ['2.02', '7.01', '9.01'] }));
    expect(await world.watch()).toEqual({ closed: false, asked: 7, failed: 0, found: 1 });
    expect(world.tasks.take()).toEqual([
      {
        v: 1,
        do: 'read',
        filings: [
          {
            accession: '0001507605-26-000029',
            cik: MARA,
            form: '8-K',
            items: ['2.02', '7.01', '9.01'],
            filedOn: '2026-03-26',
            acceptedAt: acceptedAt.toISOString(),
          },
        ],
        listedAt: expect.any(String),
        tries: 0,
        quiet: false,
      },
    ]);
    expect(await world.ledger.state(accessionOf('0001507605-26-000029'))).toMatchObject({ state: 'listed' });
    expect(await world.again()).toMatchObject({ found: 0 });
    expect(await world.watch()).toMatchObject({ found: 0 });
    expect(world.tasks.bodies).toEqual([]);
  });

  it('are found in every form that says something, amendments included', async () => {
    const world = await watchingCurrent();
    const forms = FORM_PREFIXES.flatMap((form) => [form, `${form}/A`]);
    world.clock.advance(minutes(1));
    world.filings.push(...forms.map((form, i) => filed(i + 1, { form, acceptedAt: world.clock.now(), items: [] })));
    expect(await world.watch()).toMatchObject({ found: 12 });
    const listed = readTasks(world.tasks.bodies).flatMap(({ filings }) => filings.map(({ form }) => form));
    expect(listed.toSorted()).toEqual(forms.toSorted());
  });

  it.each([
    ['of a company that is not watched', somebodyElse(1)],
    ['in a form that begins alike', filed(1, { form: '8-K12B' })],
    ['of items that say of themselves that nothing is sold', filed(1, { items: ['5.02', '9.01'] })],
  ])('%s are not handed over', async (_, filing) => {
    const world = await watching();
    world.filings.push({ ...filing, acceptedAt: world.clock.now() });
    expect(await world.again()).toMatchObject({ found: 0 });
    expect(world.tasks.bodies).toEqual([]);
  });

  it('of a company that is renamed overnight are found by its number', async () => {
    const names = new Map([[MARA, 'Somewhat Other Holdings']]);
    const world = await watching({ filings: [filed(1, { acceptedAt: ago(days(1)) })], names });
    world.filings.push(filed(2, { company: 'Somewhat Other Holdings', acceptedAt: world.clock.now() }));
    expect(await world.again()).toMatchObject({ found: 1 });
  });

  it('under two companies that are watched are one', async () => {
    const world = await watching({ companies: [company('MARA'), company('RIOT')] });
    const parties = [
      { cik: RIOT, company: 'Riot Platforms, Inc.', role: 'Subject' },
      { cik: 5, company: 'A Bank', role: 'Filed by' },
    ];
    world.filings.push(filed(1, { acceptedAt: world.clock.now(), parties }));
    expect(await world.again()).toMatchObject({ found: 1 });
    expect(numbersIn(world.tasks.take())).toEqual([['0001507605-26-000001']]);
    expect(await world.again()).toMatchObject({ found: 0 });
  });

  it('together are read together, ten at most; a report on a period goes alone; the oldest come first', async () => {
    const world = await watchingCurrent();
    world.clock.advance(minutes(10));
    const now = world.clock.now();
    const events = Array.from({ length: 12 }, (_, i) => filed(i + 1, { acceptedAt: later(now, seconds(i - 60)) }));
    const reports = ['10-Q', '10-Q/A'].map((form, i) =>
      filed(20 + i, { form, acceptedAt: later(now, seconds(i - 30)) }),
    );
    world.filings.push(...reports, ...events);
    await world.watch();
    const number = (n: number) => `0001507605-26-${String(n).padStart(6, '0')}`;
    expect(numbersIn(world.tasks.bodies)).toEqual([
      Array.from({ length: 10 }, (_, i) => number(i + 1)),
      [number(11), number(12)],
      [number(20)],
      [number(21)],
    ]);
  });
});

describe('the first look', () => {
  it('is for memory alone: what was there before anybody listened is no news', async () => {
    const world = await filingsWorld({ filings: [filed(1, { acceptedAt: ago(minutes(5)) })] });
    world.edgar.fail('503', { below: 'submissions' });
    await world.watch();
    expect(readTasks(world.tasks.bodies)).toMatchObject([{ quiet: true, filings: [{ form: '8-K' }] }]);
  });

  it('at an empty list has been one: the first filing that appears in it is news', async () => {
    const world = await watchingCurrent();
    world.clock.advance(hours(2));
    world.filings.push(filed(1, { form: '40-F', items: [], acceptedAt: world.clock.now() }));
    await world.again();
    expect(readTasks(world.tasks.bodies)).toMatchObject([{ quiet: false, filings: [{ form: '40-F' }] }]);
  });

  it('takes one page of each list, however long it is', async () => {
    const world = await filingsWorld({ filings: crowd(350, 1_000) });
    await world.watch();
    expect(pagesAsked(world)).toBe(6);
  });
});

describe('a long list', () => {
  it('is read back to what was seen, and fifteen minutes further', async () => {
    const world = await watchingCurrent({ at: '2026-03-26T11:30:00.000Z' });
    // Three hundred in the hour since: a page has twenty minutes.
    world.clock.set(MORNING);
    world.filings.push(...crowd(300, 12_000), filed(1, { acceptedAt: ago(minutes(55)) }));
    world.edgar.requests.length = 0;
    expect(await world.watch()).toMatchObject({ found: 1 });
    expect(pagesAsked(world)).toBe(4 + 5);
    // Seen up to now, it need not be read again: a page goes back further than fifteen minutes.
    world.edgar.requests.length = 0;
    expect(await world.watch()).toMatchObject({ found: 0 });
    expect(pagesAsked(world)).toBe(6);
  });

  it('has late entries in the middle of what was seen, and they are found', async () => {
    const world = await watchingCurrent({ filings: crowd(400, 5_000) });
    await world.again();
    world.filings.push(filed(1, { acceptedAt: ago(minutes(13)) }));
    expect(await world.again()).toMatchObject({ found: 1 });
  });

  it('of filings that stand there once for each of many parties is not taken for its end', async () => {
    const world = await watchingCurrent({ at: '2026-03-26T11:30:00.000Z' });
    world.clock.set(MORNING);
    const parties = [1, 2, 3].map((n) => ({ cik: 8_000_000 + n, company: `Daughter ${n}`, role: 'Filer' }));
    world.filings.push(...crowd(60, 5_000, () => ({ parties })), filed(1, { acceptedAt: ago(minutes(50)) }));
    expect(await world.watch()).toMatchObject({ found: 1 });
  });

  it('is not read without end, and whoever stops says so', async () => {
    const world = await watchingCurrent({ at: '2026-03-26T11:30:00.000Z' });
    world.clock.set(MORNING);
    world.filings.push(...crowd(1_700, 100));
    world.edgar.requests.length = 0;
    await world.watch();
    expect(pagesAsked(world)).toBe(15 + 5);
    expect(world.log.lines).toContainEqual({
      level: 'warn',
      message: 'EDGAR’s list was not read to the end',
      facts: { prefix: '8-K', pages: 15 },
    });
  });

  it('with a page that cannot be read has its other pages read, and that one asked for again', async () => {
    const world = await watchingCurrent({ at: '2026-03-26T11:30:00.000Z' });
    world.clock.set(MORNING);
    const [near, far] = [filed(1), filed(2, { acceptedAt: ago(minutes(55)) })];
    world.filings.push(near, ...crowd(250, 13_000), far);
    world.edgar.fail('truncated', { below: 'start=100' });
    expect(await world.watch()).toMatchObject({ failed: 2 });
    expect(numbersIn(world.tasks.take())).toEqual([[near.accession]]);
    world.edgar.heal();
    world.edgar.fail('503', { below: 'submissions' });
    expect(await world.again()).toMatchObject({ found: 1 });
    expect(numbersIn(world.tasks.take())).toEqual([[far.accession]]);
  });

  it('has its end told by 503, which is no outage', async () => {
    const world = await watchingCurrent({ at: '2026-03-26T11:30:00.000Z' });
    world.clock.set(MORNING);
    world.filings.push(...crowd(100, 1_000));
    expect(await world.watch()).toMatchObject({ failed: 1, asked: 6 });
  });
});

describe('a clock ahead of ours', () => {
  it('does not make the next pages look old', async () => {
    const world = await watchingCurrent();
    const entry = (acceptedAt: Date) =>
      `<entry><title>8-K - Somebody (0009000001) (Filer)</title><updated>${acceptedAt.toISOString()}</updated><category term="8-K"/><id>accession-number=0009000001-26-000001</id></entry>`;
    const page = `<feed>${entry(later(world.clock.now(), hours(5)))}</feed>`;
    const web: Web = {
      open: async () => ({
        status: 200,
        header: () => undefined,
        drop: async () => {},
        pieces: async function* () {
          yield page;
        },
      }),
    };
    world.clock.advance(minutes(1));
    await watchFilings({ ...world.deps, edgar: { ...world.deps.edgar, web } }, world.clock.now());
    expect((await world.ledger.cursor('8-K'))!.newest.getTime()).toBeLessThanOrEqual(world.clock.now().getTime());
  });
});

describe('a list that has not changed', () => {
  it('is not sent again, and what it said of itself is kept until it has', async () => {
    const world = await watchingCurrent();
    const known: (string | undefined)[] = [];
    const web: Web = {
      open: async ({ headers = {} }) => {
        known.push(headers['if-none-match']);
        const isKnown = headers['if-none-match'] === '"1"';
        return {
          status: isKnown ? 304 : 200,
          header: (name) => (name === 'etag' ? '"1"' : undefined),
          drop: async () => {},
          pieces: async function* () {
            if (!isKnown) yield '<feed/>';
          },
        };
      },
    };
    const companies = world.companies.map((one) => ({ ...one, cik: null }));
    const run = () => {
      world.clock.advance(minutes(1));
      return watchFilings({ ...world.deps, companies, edgar: { ...world.deps.edgar, web } }, world.clock.now());
    };
    const someNews = filed(1, { acceptedAt: world.clock.now() });
    world.filings.push(someNews);
    await world.ledger.moveCursor('8-K', { newest: world.clock.now(), etag: '"1"' });
    expect(await run()).toEqual({ closed: false, asked: 6, failed: 0, found: 0 });
    expect(await run()).toMatchObject({ failed: 0 });
    expect(known.filter((etag) => etag === '"1"')).toHaveLength(2);
    expect(await world.ledger.cursor('8-K')).toMatchObject({ etag: '"1"' });
  });
});

describe('at night and on Sundays', () => {
  it.each(['2026-03-26T09:59:00Z', '2026-03-27T03:00:00Z', '2026-03-29T16:00:00Z'])(
    '%s: nobody asks',
    async (moment) => {
      const world = await filingsWorld({ at: moment });
      expect(await world.watch()).toEqual({ closed: true, asked: 0, failed: 0, found: 0 });
      expect(world.edgar.requests).toEqual([]);
    },
  );
});

describe('a list that fails', () => {
  it.each(['503', 'html', 'truncated', 'empty', 'missing'] as const)(
    '(%s) does not keep the others from being read',
    async (fault) => {
      const world = await watchingCurrent();
      world.edgar.heal();
      world.edgar.fail(fault, { below: 'type=8-K' });
      world.clock.advance(minutes(1));
      world.filings.push(filed(1, { form: '6-K', items: [], acceptedAt: world.clock.now() }));
      const watched = await world.watch();
      expect(watched.asked + watched.failed).toBe(7);
      expect(numbersIn(world.tasks.bodies)).toContainEqual(['0001507605-26-000001']);
    },
  );

  it('with all the others is a failure of the whole', async () => {
    const world = await watching();
    world.edgar.fail('503');
    await expect(world.again()).rejects.toThrow('EDGAR answered 503');
    world.edgar.heal();
    expect(await world.again()).toMatchObject({ asked: 7, failed: 0 });
  });

  it('of one company does not keep another’s from being read', async () => {
    const world = await watching({
      companies: [company('MARA'), company('RIOT')],
      filings: [filed(1), filed(1, { cik: RIOT })],
    });
    world.edgar.fail('html', { below: `CIK${String(MARA).padStart(10, '0')}` });
    expect(await world.again()).toMatchObject({ asked: 7, failed: 1 });
  });

  it('because EDGAR knows no such company is said so of, and is no failure', async () => {
    const world = await filingsWorld();
    expect(await world.watch()).toMatchObject({ failed: 0 });
    expect(world.log.lines).toContainEqual({
      level: 'warn',
      message: 'EDGAR knows no such company',
      facts: { cik: MARA, company: 'MARA Holdings' },
    });
  });
});

describe('whoever is blocked', () => {
  it('asks no further list, and does not claim to have looked', async () => {
    const world = await watching();
    world.edgar.requests.length = 0;
    world.edgar.fail('block', { times: 1 });
    await expect(world.again()).rejects.toThrow('blocks us');
    expect(world.edgar.requests).toHaveLength(1);
    world.edgar.requests.length = 0;
    await expect(world.again()).rejects.toThrow('no slot for EDGAR yet');
    expect(world.edgar.requests).toEqual([]);
  });

  it('in the middle keeps what was read before', async () => {
    const world = await watchingCurrent();
    world.edgar.heal();
    world.clock.advance(minutes(1));
    world.filings.push(filed(1, { acceptedAt: world.clock.now() }));
    world.edgar.fail('block', { below: 'type=10-Q' });
    world.edgar.requests.length = 0;
    expect(await world.watch()).toEqual({ closed: false, asked: 2, failed: 1, found: 1 });
    expect(world.edgar.requests).toHaveLength(3);
  });

  it('finds after ten minutes what was filed meanwhile', async () => {
    const world = await watching();
    world.edgar.fail('block', { times: 1 });
    await expect(world.again()).rejects.toThrow();
    world.filings.push(filed(1, { acceptedAt: world.clock.now() }));
    for (let i = 0; i < 9; i++) await expect(world.again()).rejects.toThrow('no slot');
    await world.again();
    expect(numbersIn(world.tasks.bodies)).toEqual([['0001507605-26-000001']]);
  });
});

describe('a process that dies', () => {
  it('between the queue and the ledger hands over again, and whoever reads knows it', async () => {
    const world = await watchingCurrent();
    world.filings.push(filed(1, { acceptedAt: world.clock.now() }));
    const list = world.ledger.list.bind(world.ledger);
    world.ledger.list = () => Promise.reject(new Error('the process died'));
    expect(await world.again()).toMatchObject({ found: 0 });
    world.ledger.list = list;
    expect(await world.again()).toMatchObject({ found: 1 });
    expect(numbersIn(world.tasks.take())).toEqual([['0001507605-26-000001'], ['0001507605-26-000001']]);
    expect(await world.again()).toMatchObject({ found: 0 });
  });

  it('before the queue took it loses nothing', async () => {
    const world = await watchingCurrent();
    world.filings.push(filed(1, { acceptedAt: world.clock.now() }));
    world.tasks.failures = 1;
    expect(await world.again()).toMatchObject({ found: 0, failed: 2 });
    expect(world.ledger.accessions).toEqual([]);
    expect(await world.again()).toMatchObject({ found: 1 });
  });

  it('before the cursor moved reads the same pages again', async () => {
    const world = await watchingCurrent();
    world.filings.push(filed(1, { acceptedAt: world.clock.now() }));
    const move = world.ledger.moveCursor.bind(world.ledger);
    world.ledger.moveCursor = () => Promise.reject(new Error('the process died'));
    expect(await world.again()).toMatchObject({ failed: 2, found: 0 });
    world.ledger.moveCursor = move;
    await world.again();
    expect(numbersIn(world.tasks.bodies)).toEqual([['0001507605-26-000001']]);
  });
});

describe('a company’s own list', () => {
  /** What it missed: EDGAR's current filings do not answer. */
  const only = (world: Awaited<ReturnType<typeof filingsWorld>>) => world.edgar.fail('503', { below: 'browse-edgar' });

  it('finds what was filed in two days of downtime, ten at a time, the oldest first, and counts it', async () => {
    const world = await watching({
      at: '2026-03-24T14:00:00Z',
      filings: [filed(1, { acceptedAt: at('2026-03-01T14:00:00Z') })],
    });
    await world.ledger.finish(accessionOf('0001507605-26-000001'), { state: 'read' }, world.clock.now());
    world.clock.set('2026-03-26T14:00:00Z');
    const missed = Array.from({ length: 13 }, (_, i) =>
      filed(i + 2, { acceptedAt: later(at('2026-03-24T15:00:00Z'), hours(i)) }),
    );
    world.filings.push(...missed);
    only(world);
    expect(await world.watch()).toMatchObject({ asked: 1, failed: 6, found: 10 });
    expect(numbersIn(world.tasks.take())).toEqual([missed.slice(0, 10).map(({ accession }) => accession)]);
    expect(caughtUp(world.log)).toEqual([10]);
    expect(world.log.lines).toContainEqual({
      level: 'warn',
      message: 'more filings were missed than one check takes up',
      facts: { cik: MARA, left: 3 },
    });
    expect(await world.again()).toMatchObject({ found: 3 });
    expect(caughtUp(world.log)).toEqual([10, 3]);
    expect(readTasks(world.tasks.bodies)).toMatchObject([{ quiet: false }]);
    expect(await world.again()).toMatchObject({ found: 0 });
  });

  it('is gone through two companies a minute, all of them in turn', async () => {
    const companies = ['MARA', 'RIOT', 'CLSK', 'CORZ', 'WULF'].map(company);
    const world = await filingsWorld({ companies });
    const ciks = async () => {
      world.edgar.requests.length = 0;
      await world.again();
      return world
        .asked()
        .flatMap((path) => /CIK0*(\d+)\.json/.exec(path)?.[1] ?? [])
        .map(Number);
    };
    const rounds = [await ciks(), await ciks(), await ciks()];
    expect(rounds.map((round) => round.length)).toEqual([2, 2, 2]);
    expect(new Set(rounds.flat())).toEqual(new Set(companies.map(({ cik }) => cik)));
  });

  it('is not asked for of whoever is no longer watched, or not yet', async () => {
    const companies = [
      { ...company('MARA'), until: '2026-03-25' },
      { ...company('RIOT'), since: '2026-03-27' },
      { ...company('CLSK'), cik: null },
    ];
    const world = await filingsWorld({ companies });
    expect(await world.watch()).toMatchObject({ asked: 6 });
  });

  it('of a company that is listed for the first time is read for memory, the oldest first, one at a time', async () => {
    const companies = [company('RIOT'), company('MARA')];
    const past = [10, 5, 201, 1].map((age, i) => filed(i + 1, { acceptedAt: ago(days(age)) }));
    const world = await filingsWorld({
      companies,
      filings: [...past, filed(1, { cik: RIOT, acceptedAt: ago(days(2)) })],
    });
    only(world);
    expect(await world.watch()).toMatchObject({ found: 0 });
    expect(world.tasks.bodies).toEqual([]);
    const reminders = world.due.reminders;
    expect(reminders.map(({ body, queue }) => [queue, ...numbersIn([body as FilingTaskJson]).flat()])).toEqual([
      ['filings', '0001167419-26-000001'],
      ['filings', '0001507605-26-000001'],
      ['filings', '0001507605-26-000002'],
      ['filings', '0001507605-26-000004'],
    ]);
    expect(readTasks(reminders.map(({ body }) => body as FilingTaskJson)).every(({ quiet }) => quiet)).toBe(true);
    // Neither the present nor another company waits for it: eight seconds for each of two companies.
    const [, ...mara] = reminders.map((reminder) => reminder.at.getTime());
    expect([mara[1]! - mara[0]!, mara[2]! - mara[1]!]).toEqual([16_000, 16_000]);
    expect(await world.again()).toMatchObject({ found: 0 });
    expect(world.due.reminders).toHaveLength(4);
  });

  it('whose past was half put away when the process died has the rest put away', async () => {
    const past = [3, 2, 1].map((age, i) => filed(i + 1, { acceptedAt: ago(days(age)) }));
    const world = await filingsWorld({ filings: past });
    only(world);
    const remind = world.due.remind.bind(world.due);
    let left = 1;
    world.due.remind = (reminder) => (left-- > 0 ? remind(reminder) : Promise.reject(new Error('the process died')));
    await expect(world.watch()).rejects.toThrow();
    world.due.remind = remind;
    await world.again();
    expect(world.due.reminders).toHaveLength(3);
    expect(world.tasks.bodies).toEqual([]);
  });

  it('hands over again what was listed two days ago and never read, every two days and not every minute', async () => {
    const world = await watching({ filings: [filed(1, { acceptedAt: ago(days(20)) })] });
    world.clock.advance(days(1));
    world.filings.push(filed(2, { acceptedAt: world.clock.now() }));
    await world.again();
    expect(world.tasks.take()).toHaveLength(1);
    await world.ledger.finish(accessionOf('0001507605-26-000001'), { state: 'read' }, world.clock.now());
    const handedOver: string[][] = [];
    // A week, on weekdays and at weekends, twice a day.
    for (let i = 0; i < 14; i++) {
      world.clock.advance(hours(12));
      await world.watch();
      handedOver.push(...numbersIn(world.tasks.take()));
    }
    expect(handedOver.length).toBeGreaterThanOrEqual(2);
    expect(handedOver.length).toBeLessThanOrEqual(3);
    expect(new Set(handedOver.flat())).toEqual(new Set(['0001507605-26-000002']));
  });

  it('does not make news of the past whose first reading was lost', async () => {
    const world = await watching({ filings: [filed(1, { acceptedAt: ago(days(20)) })] });
    world.clock.advance(days(4));
    await world.again();
    expect(readTasks(world.tasks.bodies)).toMatchObject([
      { quiet: true, filings: [{ accession: '0001507605-26-000001' }] },
    ]);
  });

  it('is our business for 200 days: what the ledger has forgotten is not news again', async () => {
    const world = await filingsWorld({
      filings: [600, 300, 150].map((age, i) => filed(i + 1, { acceptedAt: ago(days(age)) })),
    });
    only(world);
    await world.ledger.check(MARA, { at: ago(minutes(15)), from: '2024-01-01' });
    await world.watch();
    expect(numbersIn(world.tasks.bodies)).toEqual([['0001507605-26-000003']]);
  });

  it('leaves alone what was read or given up', async () => {
    const world = await watching({
      filings: [filed(1, { acceptedAt: ago(days(5)) }), filed(2, { acceptedAt: ago(days(4)) })],
    });
    const numbers = ['0001507605-26-000001', '0001507605-26-000002'].map((text): Accession => accessionOf(text));
    await world.ledger.finish(numbers[0]!, { state: 'read' }, world.clock.now());
    await world.ledger.finish(numbers[1]!, { state: 'given up', why: 'missing' }, world.clock.now());
    world.clock.advance(days(4));
    expect(await world.again()).toMatchObject({ found: 0 });
  });
});

const caughtUp = ({ lines }: MemoryLog) =>
  lines.flatMap(({ message, facts }) => (message === 'filings caught up with' ? [facts?.['count']] : []));
