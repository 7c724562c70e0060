import { describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import { type FilingTask, filingTaskShape } from '../../functions/filings/filing.ts';
import { lookForFiling } from '../../functions/filings/look-for-filing.ts';
import { days, elapsed, later, minutes } from '../../functions/units/time.ts';
import { filed, MARA, MORNING } from '../support/edgar.ts';
import { filingsWorld } from '../support/filings-world.ts';

type Look = Extract<FilingTask, { do: 'look' }>;
const look = (changes: Partial<Look> = {}): Look => ({
  v: 1,
  do: 'look',
  cik: MARA,
  because: 'MARA sells',
  looks: 0,
  ...changes,
});

/** MARA has been checked before; its only filing was read. */
async function looking() {
  const world = await filingsWorld({ filings: [filed(1, { acceptedAt: later(new Date(MORNING), days(-5)) })] });
  await world.watch();
  await world.ledger.finish(accessionOf('0001507605-26-000001'), { state: 'read' }, world.clock.now());
  world.tasks.take();
  for (const reminder of world.due.reminders) await world.due.forget(reminder);
  world.edgar.requests.length = 0;
  return world;
}

describe('whoever was told to look', () => {
  it('hands over what the company has filed meanwhile, and looks no further', async () => {
    const world = await looking();
    world.filings.push(filed(2, { acceptedAt: world.clock.now() }));
    expect(await lookForFiling(world.deps, look())).toBe(1);
    expect(world.tasks.bodies).toMatchObject([
      { do: 'read', filings: [{ accession: '0001507605-26-000002' }], quiet: false },
    ]);
    expect(world.due.reminders).toEqual([]);
    expect(world.asked()).toEqual([expect.stringContaining('submissions/CIK0001507605.json')]);
  });

  it('looks again after 2, 10, 30 and 120 minutes, and then no more', async () => {
    const world = await looking();
    const waits: number[] = [];
    let task = look();
    for (;;) {
      const began = world.clock.now();
      expect(await lookForFiling(world.deps, task)).toBe(0);
      const [reminder, ...others] = world.due.reminders;
      if (reminder === undefined) break;
      expect(others).toEqual([]);
      waits.push(Math.round(elapsed(began, reminder.at) / minutes(1)));
      expect(reminder).toMatchObject({ key: `look:${MARA}`, queue: 'filings' });
      task = filingTaskShape.parse(reminder.body) as Look;
      expect(task).toMatchObject({ cik: MARA, because: 'MARA sells' });
      await world.due.forget(reminder);
      world.clock.set(reminder.at);
    }
    expect(waits).toEqual([2, 10, 30, 120]);
  });

  it('finds on a later look what was filed after an earlier one', async () => {
    const world = await looking();
    await lookForFiling(world.deps, look());
    const [reminder] = world.due.reminders;
    world.clock.set(reminder!.at);
    world.filings.push(filed(2, { acceptedAt: world.clock.now() }));
    expect(await lookForFiling(world.deps, filingTaskShape.parse(reminder!.body) as Look)).toBe(1);
  });

  it('begins anew with the second release of a morning: one chain for each company', async () => {
    const world = await looking();
    await lookForFiling(world.deps, look({ looks: 2 }));
    await lookForFiling(world.deps, look({ because: 'MARA sells more' }));
    expect(world.due.reminders).toMatchObject([{ body: { because: 'MARA sells more', looks: 1 } }]);
  });

  it('for a company that is not on the list asks nobody', async () => {
    const world = await looking();
    expect(await lookForFiling(world.deps, look({ cik: 1 }))).toBe(0);
    expect(world.edgar.requests).toEqual([]);
    expect(world.due.reminders).toEqual([]);
  });
});
