import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later, minutes } from '../../functions/units/time.ts';
import { EDGAR_FAULTS } from '../../infra/local/loopback/edgar.ts';
import { company, cover, exhibit, filed, page, RIOT } from '../support/edgar.ts';
import { filingsWorld } from '../support/filings-world.ts';

const NOW = '2026-04-02T12:30:00.000Z';
const inMinutes = (count: number): Date => later(new Date(NOW), minutes(count));

const MONTHS = ['October', 'November', 'December', 'January', 'February', 'March'];
/** A sale of a month of its own, so that each is an event of its own. */
const saleOf = (issuer: string, i: number): string => {
  const month = `${MONTHS[i]} ${i < 3 ? 2025 : 2026}`;
  return page(`${issuer} sold ${1_000 + i} bitcoin from its holdings in ${month} and mined 70 bitcoin in ${month}.`);
};

/** Every minute for so long: lists are read, what waits is released, and what lies on the queue is done. */
async function live(world: Awaited<ReturnType<typeof filingsWorld>>, count: number, each: () => void = () => {}) {
  for (let i = 0; i < count; i++) {
    each();
    await world.watch().catch(() => {});
    await world.release().catch(() => {});
    for (const task of world.tasks.take()) {
      // What fails comes again, as a queue has it.
      await world.work(task).catch(() => world.tasks.waiting.push({ body: task, delay: undefined }));
    }
    world.clock.set(later(world.clock.now(), minutes(1)));
  }
}

/** What subscribers hear: the first message under each key, and of corrections all. */
function heard({ told }: Awaited<ReturnType<typeof filingsWorld>>): string[] {
  const first = new Map(told.toReversed().map(({ notice, tellings }) => [notice, tellings]));
  return [...first.values()].flat().map(({ announcement }) => announcement.accession);
}

describe('from the list to the telling', () => {
  it('it takes seconds', async () => {
    const world = await filingsWorld({ at: NOW });
    await world.watch();
    world.clock.advance(minutes(1));
    const filing = filed(1, { acceptedAt: world.clock.now(), documents: [cover, exhibit(saleOf('MARA Holdings', 5))] });
    world.filings.push(filing);
    await world.watch();
    await world.workAll();
    expect(heard(world)).toEqual([filing.accession]);
    expect(world.told[0]!.at.getTime() - filing.acceptedAt.getTime()).toBeLessThan(minutes(1));
    expect(world.edgar.requests.every(({ status }) => status !== 403)).toBe(true);
  });

  it('a press release leads to its filing before EDGAR’s own list does', async () => {
    const world = await filingsWorld({ at: NOW, filings: [filed(1, { items: ['5.02'] })] });
    await world.watch();
    const filing = filed(2, { acceptedAt: world.clock.now(), documents: [cover, exhibit(saleOf('MARA Holdings', 5))] });
    world.filings.push(filing);
    await world.work({ v: 1, do: 'look', cik: company('MARA').cik, because: 'MARA sells bitcoin', looks: 0 });
    await world.workAll();
    expect(heard(world)).toEqual([filing.accession]);
    await world.again();
    await world.workAll();
    expect(world.told).toHaveLength(1);
  });

  it('the past of a company is learnt, and then the present is held against it', async () => {
    const past = filed(1, {
      acceptedAt: inMinutes(-60 * 24 * 30),
      documents: [
        cover,
        exhibit(page('MARA Holdings sold no bitcoin in February 2026. It held 53,000 bitcoin at February 28, 2026.')),
      ],
    });
    const world = await filingsWorld({ at: NOW, filings: [past] });
    await live(world, 5);
    expect(world.told).toEqual([]);
    world.filings.push(
      filed(2, {
        acceptedAt: world.clock.now(),
        documents: [
          cover,
          exhibit(page('MARA Holdings mined 700 bitcoin in March 2026. It held 40,000 bitcoin at March 31, 2026.')),
        ],
      }),
    );
    await live(world, 5);
    expect(world.told).toMatchObject([
      {
        tellings: [{ announcement: { class: 'reserve-sale', stated: 'implied', btcSold: 13_700, heldBefore: 53_000 } }],
      },
    ]);
  });

  it('whatever EDGAR does meanwhile, and whoever dies, every sale is heard, and once', async () => {
    // Of documents only what can be told from a document: a page that says "It works" is one.
    const troubles = fc.oneof(
      fc.record({
        fault: fc.constantFrom('503', '429', 'block', 'block-200', 'hang-up' as const),
        below: fc.constant(''),
      }),
      fc.record({
        fault: fc.constantFrom(...EDGAR_FAULTS.filter((fault) => fault !== 'hang' && fault !== 'huge')),
        below: fc.constantFrom('browse-edgar', 'submissions', '-index.htm'),
      }),
      fc.record({ fault: fc.constantFrom('missing', 'denied'), below: fc.constantFrom('ex991.htm', 'cover.htm') }),
    );
    const minutesOfTrouble = fc.array(fc.option(troubles, { freq: 2 }), { minLength: 20, maxLength: 20 });
    const deaths = fc.array(
      fc.tuple(
        fc.constantFrom('list', 'moveCursor', 'check', 'finish', 'keep', 'record', 'tell', 'remind', 'put'),
        fc.nat(8),
        fc.constantFrom('before', 'after'),
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(minutesOfTrouble, deaths, async (trouble, dying) => {
        // Both are known to EDGAR, and have been checked once.
        const filings = [filed(99, { items: ['5.02'] }), filed(99, { cik: RIOT, items: ['5.02'] })];
        const world = await filingsWorld({ at: NOW, companies: [company('MARA'), company('RIOT')], filings });
        await live(world, 1);
        const sales = MONTHS.flatMap((_, i) => [
          filed(i + 1, {
            acceptedAt: inMinutes(2 + i * 3),
            documents: [cover, exhibit(saleOf('MARA Holdings', i), { appearsAt: inMinutes(3 + i * 4) })],
          }),
          filed(i + 1, {
            cik: RIOT,
            company: 'Riot Platforms, Inc.',
            acceptedAt: inMinutes(2 + i * 3),
            documents: [cover, exhibit(saleOf('Riot Platforms', i))],
          }),
        ]);
        world.filings.push(...sales);
        for (const [name, nth, when] of dying) {
          const keepers: readonly object[] = [
            world.ledger,
            world.memory,
            world.announced,
            world.due,
            world.tasks,
            world.deps,
          ];
          die(keepers.find((keeper) => name in keeper)!, name, nth, when === 'after');
        }
        let minute = 0;
        await live(world, trouble.length, () => {
          world.edgar.heal();
          const now = trouble[minute++];
          if (now)
            world.edgar.fail(now.fault === 'hang-up' ? 'empty' : now.fault, {
              below: now.fault === 'hang-up' ? '-index.htm' : now.below,
            });
        });
        world.edgar.heal();
        await live(world, 45);
        expect(heard(world).toSorted()).toEqual(sales.map(({ accession }) => accession).toSorted());
        expect(world.told.flatMap(({ tellings }) => tellings).filter(({ corrects }) => corrects)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});

/** The process dies at the nth call, before what it does or right after. */
function die(keeper: object, name: string, nth: number, isAfter: boolean): void {
  const usual = (Reflect.get(keeper, name) as (...given: unknown[]) => Promise<unknown>).bind(keeper);
  let calls = 0;
  const dying = async (...given: unknown[]): Promise<unknown> => {
    if (calls++ !== nth) return usual(...given);
    if (isAfter) await usual(...given);
    throw new Error('the process died');
  };
  Object.assign(keeper, { [name]: dying });
}
