import { describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import type { Filing, FilingTask } from '../../functions/filings/filing.ts';
import { readFilings, tellGathered } from '../../functions/filings/read-filing.ts';
import { Unreachable } from '../../functions/kit/errors.ts';
import { type Day, days, elapsed, hours, later, minutes } from '../../functions/units/time.ts';
import type { WorldDocument, WorldFiling } from '../../infra/local/loopback/edgar-world.ts';
import { cover, exhibit, filed, MARA, page, RIOT } from '../support/edgar.ts';
import { anAnnouncement } from '../support/filings.ts';
import { filingsWorld } from '../support/filings-world.ts';

/** A Thursday, half past eight in New York: a quarter of an hour begins. */
const NOW = '2026-04-02T12:30:00.000Z';
const QUARTER_PAST = 'filings:until:2026-04-02T12:45:00.000Z';

// Sentences that leave nothing to be understood.
const SALE = page(
  'MARA Holdings sold 1,000 bitcoin from its holdings in March 2026 and mined 700 bitcoin in March 2026. It held 50,000 bitcoin at March 31, 2026.',
);
const OTHER_SALE = page(
  'MARA Holdings sold 900 bitcoin from its holdings in March 2026 and mined 700 bitcoin in March 2026.',
);
const DENIAL = page('MARA Holdings sold no bitcoin in March 2026.');
const POLICY = page('MARA Holdings may sell bitcoin held on its balance sheet from time to time.');
const RIOTS_SALE = page(
  'Riot Platforms sold 2,000 bitcoin from its holdings in March 2026 and mined 400 bitcoin in March 2026.',
);
const PRODUCTION = page(
  'MARA Holdings mined 700 bitcoin in March 2026 and sold 500 of the bitcoin it mined in March 2026.',
);
const PURCHASE = page('Riot Platforms purchased 500 bitcoin in March 2026. It held 19,000 bitcoin at March 31, 2026.');
const NOTHING = page('The board of directors met on Thursday.');

const press = (body: WorldDocument['body'], more: Partial<WorldDocument> = {}) => [cover, exhibit(body, more)];
const riots = (n: number, documents: readonly WorldDocument[]) =>
  filed(n, { cik: RIOT, company: 'Riot Platforms, Inc.', documents });

type ReadTask = Extract<FilingTask, { do: 'read' }>;
const filingOf = ({ accession, cik, form, items, acceptedAt }: WorldFiling): Filing => ({
  accession: accessionOf(accession),
  cik,
  form,
  items: [...items],
  filedOn: '2026-04-02',
  acceptedAt,
});
const taskOf = (filings: readonly WorldFiling[], changes: Partial<ReadTask> = {}): ReadTask => ({
  v: 1,
  do: 'read',
  filings: filings.map(filingOf),
  listedAt: new Date(NOW),
  tries: 0,
  quiet: false,
  ...changes,
});
const keyOf = (...filings: readonly WorldFiling[]): string =>
  `filings:${filings.map(({ accession }) => accession).join(',')}`;

async function reading(...filings: readonly WorldFiling[]) {
  const world = await filingsWorld({ at: NOW, filings: [...filings] });
  const { deps, ledger, memory, told } = world;
  const read = (changes: Partial<ReadTask> = {}, some = filings) => readFilings(deps, taskOf(some, changes));
  const stateOf = async ({ accession }: WorldFiling) => (await ledger.state(accessionOf(accession)))?.state;
  /** Everything that comes of it, minute by minute, for so long. */
  const live = async (ms: number) => {
    for (const end = later(world.clock.now(), ms as never); world.clock.now() < end; ) {
      world.clock.advance(minutes(1));
      await world.release();
      await world.workAll();
    }
  };
  return {
    ...world,
    read,
    stateOf,
    live,
    keys: () => told.map(({ notice }) => notice),
    recall: () => memory.recall(MARA),
  };
}

/** The process dies before it does this, once. */
function dieOnce<Keeper extends object>(keeper: Keeper, name: keyof Keeper): void {
  const usual = keeper[name] as (...given: unknown[]) => unknown;
  const dying = () => {
    Object.assign(keeper, { [name]: usual.bind(keeper) });
    return Promise.reject(new Error('the process died'));
  };
  Object.assign(keeper, { [name]: dying });
}

describe('a filing that is news', () => {
  it('is told at once, under its own number, after all of it is known and on record', async () => {
    const filing = filed(1, { documents: press(SALE) });
    const { read, told, recall, announced, stateOf, log, clock } = await reading(filing);
    await read();
    expect(told).toMatchObject([
      {
        notice: keyOf(filing),
        tellings: [
          {
            announcement: {
              class: 'reserve-sale',
              btcSold: 1_000,
              btcMined: 700,
              heldAfter: 50_000,
              period: '2026-03',
              doubts: [],
            },
          },
        ],
      },
    ]);
    expect(told[0]!.tellings[0]!.announcement.url).toContain('/000150760526000001/ex991.htm');
    expect(elapsed(new Date(NOW), clock.now())).toBeLessThan(minutes(1));
    expect(await recall()).toMatchObject({
      version: 1,
      told: [{ notice: keyOf(filing) }],
      periods: [{ period: '2026-03' }],
    });
    expect(await announced.on('2026-04-02' as Day)).toMatchObject([{ notice: keyOf(filing) }]);
    expect(await stateOf(filing)).toBe('read');
    expect(log.counts.get('AnnouncementMade')).toBe(1);
  });

  it('and one that is none are both done, and asked for no more', async () => {
    const filings = [filed(1, { documents: press(SALE) }), filed(2, { documents: press(NOTHING) })];
    const { read, told, stateOf, edgar } = await reading(...filings);
    await read();
    expect(await Promise.all(filings.map(stateOf))).toEqual(['read', 'read']);
    edgar.requests.length = 0;
    await read();
    expect(told).toHaveLength(1);
    expect(edgar.requests).toEqual([]);
  });

  it('listed together with another is told together with it', async () => {
    const filings = [filed(1, { documents: press(SALE) }), riots(1, press(RIOTS_SALE))];
    const { read, told } = await reading(...filings);
    await read();
    expect(told).toMatchObject([
      {
        notice: keyOf(...filings),
        tellings: [{ announcement: { ticker: 'MARA' } }, { announcement: { ticker: 'RIOT' } }],
      },
    ]);
  });

  it('of a company that is renamed overnight is its own', async () => {
    const filing = filed(1, {
      company: 'Somewhat Other Holdings',
      documents: press(
        page('The Company sold 1,000 bitcoin from its holdings in March 2026 and mined 700 bitcoin in March 2026.'),
      ),
    });
    const { read, told } = await reading(filing);
    await read();
    expect(told).toMatchObject([{ tellings: [{ announcement: { ticker: 'MARA', btcSold: 1_000 } }] }]);
  });

  it('of a company that is no longer on the list is given up', async () => {
    const filing = filed(1, { cik: 4, documents: press(SALE) });
    const { read, ledger, edgar } = await reading(filing);
    await read();
    expect(await ledger.state(accessionOf(filing.accession))).toMatchObject({
      state: 'given up',
      why: 'its company is no longer on the list',
    });
    expect(edgar.requests).toEqual([]);
  });

  it.each([
    [
      'accepted in the future',
      { acceptedAt: new Date('2026-04-01T12:30:00Z') },
      { listedAt: later(new Date(NOW), minutes(3)) },
    ],
    ['listed by somebody whose clock is behind', {}, { listedAt: later(new Date(NOW), -minutes(3) as never) }],
  ])('and %s, as clocks have it, is told all the same', async (_, filing, task) => {
    const { read, told, stateOf, filings } = await reading(filed(1, { documents: press(SALE), ...filing }));
    await read(task);
    expect(told).toHaveLength(1);
    expect(await stateOf(filings[0]!)).toBe('read');
  });

  it('is quiet where it was filed before anybody listened: it is known, and told to nobody', async () => {
    const filing = filed(1, { documents: press(SALE) });
    const { read, told, recall, stateOf, announced } = await reading(filing);
    await read({ quiet: true });
    expect(told).toEqual([]);
    expect(await announced.on('2026-04-02' as Day)).toEqual([]);
    expect(await recall()).toMatchObject({ told: [], periods: [{ period: '2026-03', held: { value: 50_000 } }] });
    expect(await stateOf(filing)).toBe('read');
  });
});

describe('whoever repeats a task', () => {
  it.each(['keep', 'record', 'tell', 'finish'] as const)(
    'after a death before "%s" tells the same, under the same key',
    async (moment) => {
      const filings = [filed(1, { documents: press(SALE) }), riots(1, press(RIOTS_SALE))];
      const { read, deps, told, stateOf, keys } = await reading(...filings);
      if (moment === 'keep') dieOnce(deps.memory, moment);
      else if (moment === 'record') dieOnce(deps.announced, moment);
      else if (moment === 'tell') dieOnce(deps, moment);
      else dieOnce(deps.ledger, moment);
      await expect(read()).rejects.toThrow('the process died');
      const before = told.splice(0);
      await read();
      const heard = [...before, ...told];
      // What was told first under a key is all that is heard of it.
      const firsts = new Map(heard.toReversed().map(({ notice, tellings }) => [notice, tellings]));
      const companies = [...firsts.values()].flat().map(({ announcement }) => announcement.ticker);
      expect(companies.toSorted()).toEqual(['MARA', 'RIOT']);
      if (moment === 'finish') expect(keys()).toEqual(before.map(({ notice }) => notice));
      expect(await Promise.all(filings.map(stateOf))).toEqual(['read', 'read']);
    },
  );

  it('repeats the whole notice, also when the task holds only a part of it', async () => {
    const [mara, riot] = [filed(1, { documents: press(SALE) }), riots(1, press(RIOTS_SALE))] as const;
    const { read, deps, told, stateOf } = await reading(mara, riot);
    dieOnce(deps, 'tell');
    await expect(read()).rejects.toThrow('the process died');
    // Each company's own list was gone through, and neither filing had been marked.
    await read({}, [riot]);
    await read({}, [mara]);
    for (const { notice, tellings } of told) {
      expect(notice).toBe(keyOf(mara, riot));
      expect(tellings.map(({ announcement }) => announcement.ticker).toSorted()).toEqual(['MARA', 'RIOT']);
    }
    expect([await stateOf(mara), await stateOf(riot)]).toEqual(['read', 'read']);
  });

  it('and finds that a notice went out meanwhile without one of its parts tells that part by itself', async () => {
    const [mara, riot] = [filed(1, { documents: press(SALE) }), riots(1, press(RIOTS_SALE))] as const;
    const { read, announced, told } = await reading(mara, riot);
    const compose = announced.compose.bind(announced);
    announced.compose = async (notice, composed) => {
      announced.compose = compose;
      // Somebody else had the same task, and could not read MARA's.
      const { parts, at } = composed;
      await compose(notice, { parts: parts.filter(({ ticker }) => ticker === 'RIOT'), at });
      return compose(notice, composed);
    };
    await read();
    expect(
      told.map(({ notice, tellings }) => [notice, tellings.map(({ announcement }) => announcement.ticker)]),
    ).toEqual([
      [keyOf(mara, riot), ['RIOT']],
      [`${keyOf(mara, riot)}+${MARA}:sale:2026-03`, ['MARA']],
    ]);
  });

  it('tells it as of the day on which it was first to be told', async () => {
    const filing = filed(1, { documents: press(SALE) });
    const { read, deps, told, announced, clock } = await reading(filing);
    dieOnce(deps, 'tell');
    await expect(read()).rejects.toThrow('the process died');
    clock.set('2026-04-03T12:30:00Z');
    await read();
    expect(told[0]!.at.toISOString()).toMatch(/^2026-04-02T12:30/);
    expect(await announced.on('2026-04-02' as Day)).toHaveLength(1);
    expect(await announced.on('2026-04-03' as Day)).toEqual([]);
  });

  it('at the same time tells the same, under the same key', async () => {
    const filing = filed(1, { documents: press(SALE) });
    const { read, told, recall } = await reading(filing);
    await Promise.all([read(), read()]);
    expect(told.map(({ notice }) => notice)).toEqual([keyOf(filing), keyOf(filing)]);
    expect(told[0]!.tellings).toEqual(told[1]!.tellings);
    expect((await recall()).told).toHaveLength(1);
  });

  it('finds that somebody else has written meanwhile, and judges again', async () => {
    const filing = filed(1, { documents: press(SALE) });
    const { read, memory, told, recall } = await reading(filing);
    const keep = memory.keep.bind(memory);
    memory.keep = async (seen, next) => {
      memory.keep = keep;
      const other = await memory.recall(MARA);
      // The same sale, from another filing, told first.
      const event = { ...next.told[0]!, accession: accessionOf('0001507605-26-000077'), notice: 'theirs' };
      await keep(other, { ...other, told: [event] });
      return keep(seen, next);
    };
    await read();
    expect(told).toEqual([]);
    expect(await recall()).toMatchObject({ told: [{ notice: 'theirs', again: [filing.accession] }], version: 2 });
  });

  it('is not kept waiting by others that write without end', async () => {
    const { read, memory, told, stateOf, filings } = await reading(filed(1, { documents: press(SALE) }));
    let turns = 0;
    memory.keep = async () => {
      turns++;
      return false;
    };
    await expect(read()).rejects.toThrow(Unreachable);
    expect(turns).toBe(5);
    expect(told).toEqual([]);
    expect(await stateOf(filings[0]!)).toBeUndefined();
  });
});

describe('a filing that cannot be read', () => {
  it('keeps no other of its group from being told, and is told itself when it can be', async () => {
    const [bad, good] = [filed(1, { documents: press(SALE) }), riots(1, press(RIOTS_SALE))] as const;
    const { read, told, edgar, stateOf } = await reading(bad, good);
    edgar.fail('503', { below: bad.accession.replaceAll('-', '') });
    await expect(read()).rejects.toThrow('EDGAR answered 503');
    expect(told).toMatchObject([{ tellings: [{ announcement: { ticker: 'RIOT' } }] }]);
    expect([await stateOf(bad), await stateOf(good)]).toEqual([undefined, 'read']);

    edgar.heal();
    await read();
    expect(told).toMatchObject([{}, { tellings: [{ announcement: { ticker: 'MARA' } }] }]);
    // Nobody would hear what comes a second time under a key that was said.
    expect(told[1]!.notice).not.toBe(told[0]!.notice);
    expect(await stateOf(bad)).toBe('read');
    await read();
    expect(told).toHaveLength(2);
  });

  it('because we are turned away stops asking, and what was read before is told', async () => {
    const [good, bad, never] = [
      riots(1, press(RIOTS_SALE)),
      filed(1, { documents: press(SALE) }),
      filed(2, { documents: press(SALE) }),
    ] as const;
    const { work, told, edgar, tasks, log } = await reading(good, bad, never);
    edgar.fail('block', { below: bad.accession.replaceAll('-', '') });
    const task = JSON.parse(JSON.stringify(taskOf([good, bad, never])));
    await work(task);
    expect(told).toMatchObject([{ tellings: [{ announcement: { ticker: 'RIOT' } }] }]);
    expect(tasks.waiting).toEqual([{ body: task, delay: minutes(10) }]);
    expect(edgar.requests.some(({ path }) => path.includes(never.accession.replaceAll('-', '')))).toBe(false);
    expect(log.lines.filter(({ message }) => message === 'a filing could not be read')).toHaveLength(1);
  });

  it('because it is a picture is told of as such, with its link', async () => {
    const filing = filed(1, { documents: press('%PDF-1.7', { name: 'release.pdf' }) });
    const { read, told, stateOf } = await reading(filing);
    await read();
    expect(told).toMatchObject([
      {
        notice: keyOf(filing),
        tellings: [
          { announcement: { class: 'unread', doubts: ['pdf'], url: expect.stringContaining('/release.pdf') } },
        ],
      },
    ]);
    expect(await stateOf(filing)).toBe('read');
  });

  it.each([
    ['a picture by the name of a page', press(Buffer.from('%PDF-1.7\n%âãÏÓ'))],
    ['its own document, and there is no other', [{ ...cover, name: 'cover.pdf', body: '%PDF-1.7' }]],
    ['nothing of a kind that we know', [{ type: 'EX-10.1', name: 'loan.htm', body: 'x' }]],
  ])('because it is %s is told of, too', async (_, documents) => {
    const { read, told } = await reading(filed(1, { documents }));
    await read();
    expect(told).toMatchObject([{ tellings: [{ announcement: { class: 'unread' } }] }]);
  });

  it('in its first exhibit is read in its others', async () => {
    const documents = [
      cover,
      exhibit('%PDF-1.7', { name: 'slides.pdf' }),
      exhibit(SALE, { type: 'EX-99.2', name: 'ex992.htm' }),
    ];
    const { read, told } = await reading(filed(1, { documents }));
    await read();
    expect(told).toMatchObject([{ tellings: [{ announcement: { class: 'reserve-sale', doubts: ['pdf'] } }] }]);
  });

  it('to its last exhibit says that something was left', async () => {
    const more = Array.from({ length: 22 }, (_, i) =>
      exhibit(NOTHING, { type: `EX-99.${i + 2}`, name: `ex${i + 2}.htm` }),
    );
    const { read, told } = await reading(filed(1, { documents: [cover, exhibit(SALE), ...more] }));
    await read();
    expect(told).toMatchObject([{ tellings: [{ announcement: { class: 'reserve-sale', doubts: ['cut'] } }] }]);
  });
});

describe('an exhibit that is not there yet', () => {
  const afterNow = (ms: number) => later(new Date(NOW), ms as never);

  it('is looked for again after a minute, and again, and told when it is there', async () => {
    const filing = filed(1, { documents: press(SALE, { appearsAt: afterNow(minutes(3)) }) });
    const { read, due, told, live, stateOf, clock } = await reading(filing);
    await read();
    expect(told).toEqual([]);
    expect(due.reminders).toMatchObject([
      { key: `filing:${filing.accession}`, queue: 'filings', body: { tries: 1, listedAt: NOW } },
    ]);
    expect(elapsed(clock.now(), due.reminders[0]!.at)).toBe(minutes(1));
    await live(minutes(9));
    expect(told).toMatchObject([
      { notice: keyOf(filing), tellings: [{ announcement: { class: 'reserve-sale', doubts: [] } }] },
    ]);
    expect(await stateOf(filing)).toBe('read');
    expect(due.reminders).toEqual([]);
  });

  it('after ten minutes is waited for no longer: what is there is told, with a doubt', async () => {
    const filing = filed(1, {
      documents: [{ ...cover, body: SALE }, exhibit(NOTHING, { appearsAt: afterNow(hours(1)) })],
    });
    const { read, told, live, stateOf } = await reading(filing);
    await read();
    await live(minutes(9));
    expect(told).toEqual([]);
    await live(minutes(2));
    expect(told).toMatchObject([
      { notice: keyOf(filing), tellings: [{ announcement: { class: 'reserve-sale', doubts: ['missing'] } }] },
    ]);
    expect(elapsed(new Date(NOW), told[0]!.at)).toBeLessThan(minutes(11.5));
    expect(await stateOf(filing)).toBeUndefined();
    await live(hours(2));
    expect(await stateOf(filing)).toBe('read');
    expect(new Set(told.map(({ notice }) => notice))).toEqual(new Set([keyOf(filing)]));
  });

  it('and then says something else is told under a key of its own, or nobody would hear it', async () => {
    const filing = filed(1, {
      documents: [{ ...cover, body: POLICY }, exhibit(SALE, { appearsAt: afterNow(minutes(30)) })],
    });
    const { read, told, live, stateOf } = await reading(filing);
    await read();
    await live(hours(2));
    const firsts = new Map(told.toReversed().map(({ notice, tellings }) => [notice, tellings[0]!.announcement]));
    expect([...firsts.values()].map((announcement) => announcement.class).toSorted()).toEqual([
      'policy',
      'reserve-sale',
    ]);
    expect(await stateOf(filing)).toBe('read');
  });

  it('and then contradicts what was told is a correction under the first key', async () => {
    const filing = filed(1, {
      documents: [{ ...cover, body: SALE }, exhibit(OTHER_SALE, { appearsAt: afterNow(minutes(30)) })],
    });
    const { read, told, live } = await reading(filing);
    await read();
    await live(hours(2));
    const last = told.at(-1)!;
    expect(last).toMatchObject({
      notice: keyOf(filing),
      tellings: [{ corrects: { btcSold: 1_000 }, announcement: { btcSold: 900 } }],
    });
  });

  it.each(['the exhibit', 'the whole folder'] as const)('for a day is given up, and that is said: %s', async (what) => {
    const isFolder = what === 'the whole folder';
    const filing = filed(1, { documents: press(SALE, isFolder ? {} : { appearsAt: afterNow(days(30)) }) });
    const { read, told, live, ledger, due, log, edgar } = await reading(filing);
    if (isFolder) edgar.fail('denied', { below: '-index.htm' });
    await read();
    await live(hours(23));
    expect(told).toEqual([]);
    await live(hours(3));
    expect(told).toMatchObject([
      {
        notice: keyOf(filing),
        tellings: [
          { announcement: { class: 'unread', doubts: ['missing'], url: expect.stringContaining('-index.htm') } },
        ],
      },
    ]);
    const why = `missing for a day: ${isFolder ? 'index' : 'EX-99.1'}`;
    expect(await ledger.state(accessionOf(filing.accession))).toMatchObject({ state: 'given up', why });
    expect(log.counts.get('FilingGivenUp')).toBe(1);
    expect(due.reminders).toEqual([]);
    // Once an hour at last, and not without end.
    expect(edgar.requests.filter(({ path }) => path.endsWith('-index.htm')).length).toBeLessThan(40);
  });

  it('of one filing keeps no other of its group waiting, and does not share its key', async () => {
    const [late, ready] = [
      filed(1, { documents: press(SALE, { appearsAt: afterNow(minutes(2)) }) }),
      riots(1, press(RIOTS_SALE)),
    ] as const;
    const { read, told, live } = await reading(late, ready);
    await read();
    expect(told).toMatchObject([{ notice: keyOf(late, ready), tellings: [{ announcement: { ticker: 'RIOT' } }] }]);
    await live(minutes(5));
    expect(told).toMatchObject([{}, { notice: keyOf(late), tellings: [{ announcement: { ticker: 'MARA' } }] }]);
  });

  it('of one filing, when the process dies before it says when to come back, is not lost under the group’s key', async () => {
    const [late, ready] = [
      filed(1, { documents: press(SALE, { appearsAt: afterNow(minutes(1)) }) }),
      riots(1, press(RIOTS_SALE)),
    ] as const;
    const { read, told, deps, clock } = await reading(late, ready);
    dieOnce(deps.due, 'remind');
    await expect(read()).rejects.toThrow('the process died');
    clock.advance(minutes(5));
    await read();
    const firsts = new Map(told.toReversed().map(({ notice, tellings }) => [notice, tellings]));
    const tickers = [...firsts.values()].flat().map(({ announcement }) => announcement.ticker);
    expect(tickers.toSorted()).toEqual(['MARA', 'RIOT']);
  });
});

describe('what is not urgent', () => {
  it('waits for others of its quarter of an hour, and is told with them', async () => {
    const [mara, riot] = [filed(1, { documents: press(PRODUCTION) }), riots(1, press(PURCHASE))] as const;
    const { read, told, live, due, clock } = await reading(mara, riot);
    await read({}, [mara]);
    clock.advance(minutes(5));
    await read({ listedAt: clock.now() }, [riot]);
    expect(told).toEqual([]);
    expect(due.reminders).toMatchObject([
      { key: QUARTER_PAST, at: new Date('2026-04-02T12:45:00.000Z'), body: { do: 'tell', notice: QUARTER_PAST } },
    ]);
    await live(minutes(20));
    expect(told).toMatchObject([
      {
        notice: QUARTER_PAST,
        tellings: [{ announcement: { class: 'purchase' } }, { announcement: { class: 'production-sale' } }],
      },
    ]);
  });

  it('does not keep what is urgent waiting', async () => {
    const [mara, riot] = [filed(1, { documents: press(SALE) }), riots(1, press(PURCHASE))] as const;
    const { read, told } = await reading(mara, riot);
    await read();
    expect(told).toMatchObject([
      { notice: keyOf(mara, riot), tellings: [{ announcement: { class: 'reserve-sale' } }] },
    ]);
  });

  it('and was found after its quarter of an hour is told at once', async () => {
    const mara = filed(1, { documents: press(PRODUCTION) });
    const { read, told, clock } = await reading(mara);
    clock.advance(minutes(15));
    await read();
    expect(told).toMatchObject([{ notice: keyOf(mara) }]);
  });

  it('is told by itself when a process died before it was on record, and the others have been told', async () => {
    const [mara, riot] = [filed(1, { documents: press(PRODUCTION) }), riots(1, press(PURCHASE))] as const;
    const { read, told, live, deps } = await reading(mara, riot);
    await read({}, [riot]);
    dieOnce(deps.announced, 'record');
    await expect(read({}, [mara])).rejects.toThrow('the process died');
    await live(minutes(20));
    expect(told).toMatchObject([{ notice: QUARTER_PAST, tellings: [{ announcement: { ticker: 'RIOT' } }] }]);
    dieOnce(deps.ledger, 'finish');
    await expect(read({}, [mara])).rejects.toThrow('the process died');
    await read({}, [mara]);
    expect(told).toMatchObject([{}, { tellings: [{ announcement: { ticker: 'MARA' } }] }, {}]);
    expect(told[1]!.notice).not.toBe(QUARTER_PAST);
    expect(told[2]!.notice).toBe(told[1]!.notice);
  });

  it('is not told by itself when it was on record in time, also if its reminder was lost', async () => {
    const mara = filed(1, { documents: press(PRODUCTION) });
    const { read, told, live, deps, due, stateOf } = await reading(mara);
    dieOnce(deps.ledger, 'finish');
    await expect(read()).rejects.toThrow('the process died');
    for (const reminder of due.reminders) await due.forget(reminder);
    await live(minutes(20));
    expect(told).toEqual([]);
    await read();
    await live(minutes(2));
    expect(told).toMatchObject([{ notice: QUARTER_PAST, tellings: [{ announcement: { ticker: 'MARA' } }] }]);
    expect(await stateOf(mara)).toBe('read');
  });

  it('is told in several messages when there is more of it than one holds, and twice the same', async () => {
    const { deps, told, announced, clock } = await reading();
    for (let i = 0; i < 45; i++) {
      const announcement = anAnnouncement({
        class: 'purchase',
        event: `${String(i).padStart(7, '0')}:purchase:2026-03`,
      });
      await announced.record({ announcement, notice: QUARTER_PAST, at: clock.now() });
    }
    await announced.record({ announcement: anAnnouncement(), notice: 'filings:else', at: clock.now() });
    const task = { v: 1, do: 'tell', notice: QUARTER_PAST } as const;
    await tellGathered(deps, task);
    await tellGathered(deps, task);
    expect(told.map(({ notice, tellings }) => [notice, tellings.length])).toEqual([
      [QUARTER_PAST, 20],
      [`${QUARTER_PAST}/20`, 20],
      [`${QUARTER_PAST}/40`, 5],
      [QUARTER_PAST, 20],
      [`${QUARTER_PAST}/20`, 20],
      [`${QUARTER_PAST}/40`, 5],
    ]);
  });

  it('and was found before midnight is told after it', async () => {
    const { deps, told, announced } = await reading();
    await announced.record({
      announcement: anAnnouncement({ class: 'purchase' }),
      notice: 'filings:until:2026-04-03T00:00:00.000Z',
      at: new Date('2026-04-02T23:50:00Z'),
    });
    await tellGathered(deps, { v: 1, do: 'tell', notice: 'filings:until:2026-04-03T00:00:00.000Z' });
    expect(told).toHaveLength(1);
  });
});

describe('an amendment', () => {
  it.each([
    ['that says another number', OTHER_SALE, 900],
    ['that says there was no sale', DENIAL, 0],
  ])('%s is a correction under the first notice’s key; read twice it is still the same one', async (_, words, sold) => {
    const [first, amendment] = [
      filed(1, { documents: press(SALE) }),
      filed(2, { form: '8-K/A', documents: press(words) }),
    ] as const;
    const { read, told, deps, ledger } = await reading(first, amendment);
    await read({}, [first]);
    told.splice(0);
    dieOnce(deps.ledger, 'finish');
    await expect(read({}, [amendment])).rejects.toThrow('the process died');
    await read({}, [amendment]);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      notice: keyOf(first),
      tellings: [
        { announcement: { btcSold: sold, form: '8-K/A' }, corrects: { accession: first.accession, btcSold: 1_000 } },
      ],
    });
    expect(told[1]!.tellings).toEqual(told[0]!.tellings);
    expect(await ledger.state(accessionOf(amendment.accession))).toMatchObject({ state: 'read' });
  });

  it('listed together with what it amends is told after it, as a correction', async () => {
    const filings = [filed(1, { documents: press(SALE) }), filed(2, { form: '8-K/A', documents: press(OTHER_SALE) })];
    const { read, told } = await reading(...filings);
    await read();
    expect(told).toMatchObject([
      { notice: keyOf(...filings), tellings: [{ announcement: { btcSold: 1_000 } }] },
      { notice: keyOf(...filings), tellings: [{ announcement: { btcSold: 900 }, corrects: { btcSold: 1_000 } }] },
    ]);
    expect(told[0]!.tellings[0]).not.toHaveProperty('corrects');
  });

  it('that says the same is told to nobody', async () => {
    const filings = [filed(1, { documents: press(SALE) }), filed(2, { form: '8-K/A', documents: press(SALE) })];
    const { read, told } = await reading(...filings);
    await read();
    expect(told).toMatchObject([{ tellings: [{ announcement: { form: '8-K' } }] }]);
    expect(told).toHaveLength(1);
  });
});

describe('a report on a period', () => {
  const report = (words: string) =>
    filed(1, { form: '10-Q', items: [], documents: [{ type: '10-Q', name: 'report.htm', body: page(words) }] });
  const WITHOUT_HOLDINGS = 'MARA Holdings sold 1,000 bitcoin from its holdings in the quarter ended March 31, 2026.';
  const tagged = (accession: string, value = 48_000, on = '2026-03-31') => ({
    cik: MARA,
    unit: 'BTC',
    on,
    value,
    accession,
    form: '10-Q',
  });

  async function reporting(words: string, fact?: (accession: string) => ReturnType<typeof tagged>) {
    const filing = report(words);
    const world = await filingsWorld({ at: NOW, filings: [filing], facts: fact ? [fact(filing.accession)] : [] });
    const read = () => readFilings(world.deps, taskOf([filing]));
    return { ...world, read };
  }

  it('that names no holdings has those taken that it tags', async () => {
    const { read, told, memory } = await reporting(WITHOUT_HOLDINGS, tagged);
    await read();
    expect(told).toMatchObject([
      { tellings: [{ announcement: { btcSold: 1_000, period: '2026-Q1', heldAfter: 48_000 } }] },
    ]);
    const { periods } = await memory.recall(MARA);
    expect(periods).toMatchObject([
      { period: '2026-Q1', held: { value: 48_000, from: { url: expect.stringContaining('-index.htm') } } },
    ]);
  });

  it('that names its holdings is believed by its words, and nobody asks for tags', async () => {
    const words = `${WITHOUT_HOLDINGS} It held 50,000 bitcoin at March 31, 2026.`;
    const { read, told, asked } = await reporting(words, tagged);
    await read();
    expect(told).toMatchObject([{ tellings: [{ announcement: { heldAfter: 50_000 } }] }]);
    expect(asked().some((path) => path.includes('companyconcept'))).toBe(false);
  });

  it.each([
    ['of another filing', () => tagged('0001507605-26-000099')],
    ['of another day', (accession: string) => tagged(accession, 48_000, '2025-12-31')],
    ['of no one', undefined],
  ])('is told without holdings where tags are %s', async (_, fact) => {
    const { read, told } = await reporting(WITHOUT_HOLDINGS, fact);
    await read();
    expect(told).toMatchObject([{ tellings: [{ announcement: { btcSold: 1_000 } }] }]);
    expect(told[0]!.tellings[0]!.announcement).not.toHaveProperty('heldAfter');
  });

  it.each(['503', 'html', 'empty', 'block'] as const)(
    'is not kept waiting for tags that cannot be had (%s)',
    async (fault) => {
      const { read, told, edgar, log } = await reporting(WITHOUT_HOLDINGS, tagged);
      edgar.fail(fault, { below: 'companyconcept' });
      await read();
      expect(told).toMatchObject([{ tellings: [{ announcement: { btcSold: 1_000 } }] }]);
      expect(log.lines.map(({ message }) => message)).toContain('tagged holdings could not be had');
    },
  );
});
