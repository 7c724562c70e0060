import { describe, expect, it } from 'vitest';
import type { FilingTaskJson } from '../../functions/filings/filing.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { filed, MARA, page } from '../support/edgar.ts';
import { filingsWorld } from '../support/filings-world.ts';

const ALL = { key: 'sec', interval: quantity<never>(500) };

const read = (changes: object = {}): FilingTaskJson => ({
  v: 1,
  do: 'read',
  filings: [{ accession: '0001507605-26-000001', cik: MARA, form: '8-K', items: ['7.01'], filedOn: '2026-03-26' }],
  listedAt: '2026-03-26T12:30:00.000Z',
  tries: 0,
  quiet: false,
  ...changes,
});
const look: FilingTaskJson = { v: 1, do: 'look', cik: MARA, because: 'MARA sells', looks: 1 };

const document = { type: '8-K', name: 'cover.htm', body: page('The board met.') };
const open = () => filingsWorld({ filings: [filed(1, { documents: [document] })] });

describe('a task', () => {
  it.each([
    ['to read', read()],
    ['to look', look],
  ])('%s that finds no slot is put back as it is, until there is one, and is no failure', async (_, task) => {
    const world = await open();
    await world.pace.hold(ALL, later(world.clock.now(), minutes(5)));
    await world.work(task);
    expect(world.tasks.waiting).toEqual([{ body: task, delay: minutes(5) }]);
    expect(world.edgar.requests).toEqual([]);
  });

  it('that is turned away is put back for ten minutes', async () => {
    const world = await open();
    world.edgar.fail('block');
    await world.work(read());
    expect(world.tasks.waiting).toEqual([{ body: read(), delay: minutes(10) }]);
  });

  it('whose answer is the block page is put back, too, and the filing is not taken for read', async () => {
    const world = await open();
    world.edgar.fail('block-200');
    await world.work(read());
    expect(world.tasks.waiting).toEqual([{ body: read(), delay: minutes(10) }]);
    expect(await world.ledger.state(world.filings[0]!.accession as never)).toBeUndefined();
  });

  it('that gets no answer is put back soon, later each time, and is left to the queue in the end', async () => {
    const world = await open();
    world.edgar.fail('503');
    const delays: (number | undefined)[] = [];
    let task: FilingTaskJson = read();
    for (let i = 0; i < 6; i++) {
      await world.work(task);
      const [next] = world.tasks.waiting.splice(0);
      delays.push(next!.delay);
      task = next!.body;
    }
    expect(delays).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000]);
    expect(task).toEqual(read({ tries: 6 }));
    await expect(world.work(task)).rejects.toThrow('EDGAR answered 503');
    expect(world.tasks.bodies).toEqual([]);
  });

  it('to look that gets no answer is left to the queue', async () => {
    const world = await open();
    world.edgar.fail('503');
    await expect(world.work(look)).rejects.toThrow('EDGAR answered 503');
  });

  it('that fails for any other reason is left to the queue', async () => {
    const world = await open();
    world.memory.recall = () => Promise.reject(new Error('the table is out of order'));
    await expect(world.work(read())).rejects.toThrow('the table is out of order');
    expect(world.tasks.bodies).toEqual([]);
  });

  it('to tell what was gathered under a key that is none is refused', async () => {
    const world = await open();
    await expect(world.work({ v: 1, do: 'tell', notice: 'filings:x' })).rejects.toThrow('nothing is gathered');
  });

  it('to tell what nobody gathered tells nothing', async () => {
    const world = await open();
    await world.work({ v: 1, do: 'tell', notice: 'filings:until:2026-03-26T12:45:00.000Z' });
    expect(world.told).toEqual([]);
  });
});
