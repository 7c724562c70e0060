import { describe, expect, it } from 'vitest';
import type { Financials } from '../../functions/filings/financials.ts';
import { readFinancials } from '../../functions/filings/read-financials.ts';
import type { Company } from '../../functions/filings/watchlist.ts';
import { days, later, minutes, seconds } from '../../functions/units/time.ts';
import type { WorldTagged } from '../../infra/local/loopback/edgar-world.ts';
import { anEdgar, company, MARA, MORNING, RIOT } from '../support/edgar.ts';
import { MemoryLog } from '../support/log.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';

const AT = new Date(MORNING);
const COMPANIES = ['MARA', 'RIOT', 'CLSK'].map(company);
const CLSK = company('CLSK').cik;

const tagged = (cik: number, changes: Partial<WorldTagged> = {}): WorldTagged => ({
  cik,
  entity: 'As it calls itself',
  taxonomy: 'us-gaap',
  tag: 'Revenues',
  unit: 'USD',
  start: '2025-01-01',
  end: '2025-12-31',
  value: 100_000_000,
  accession: `${String(cik).padStart(10, '0')}-26-000001`,
  form: '10-K',
  filed: '2026-03-02',
  ...changes,
});

async function open({
  facts = COMPANIES.map(({ cik }) => tagged(cik)),
  companies = COMPANIES as readonly Company[],
} = {}) {
  const { deps: edgar, asked, clock, edgar: server, pace } = await anEdgar({ tagged: facts });
  const [financials, log] = [new MemoryFinancials(), new MemoryLog()];
  const deps = { edgar, financials, clock, log, companies };
  const run = (at = AT, within = minutes(10)) => readFinancials(deps, at, later(clock.now(), within));
  const whom = () => asked().map((path) => Number(/CIK(\d{10})/.exec(path)?.[1]));
  const known = async () => Promise.all(COMPANIES.map(async ({ cik }) => (await financials.recall(cik))?.facts.length));
  return { run, whom, known, financials, log, clock, server, pace, deps };
}

describe('what companies tagged', () => {
  it('is read of each with one request, at the pace of lists', async () => {
    const { run, whom, known, clock } = await open();
    expect(await run()).toEqual({ read: 3, failed: 0, left: 0 });
    expect(whom()).toEqual([MARA, RIOT, CLSK]);
    expect(await known()).toEqual([1, 1, 1]);
    expect(clock.now().getTime() - AT.getTime()).toBeGreaterThanOrEqual(seconds(4));
  });

  it('is read once for each scheduled time, and again for the next', async () => {
    const { run, whom, clock } = await open();
    clock.advance(minutes(1));
    await run();
    expect(await run()).toEqual({ read: 0, failed: 0, left: 0 });
    expect(whom()).toHaveLength(3);
    clock.advance(days(1));
    expect(await run(later(AT, days(1)))).toMatchObject({ read: 3 });
    expect(whom()).toHaveLength(6);
  });

  it('is nothing for who tagged nothing, which is known from then on', async () => {
    const { run, known, financials } = await open({ facts: [tagged(MARA)] });
    expect(await run()).toMatchObject({ read: 3, failed: 0 });
    expect(await known()).toEqual([1, 0, 0]);
    expect(await financials.recall(RIOT)).toMatchObject({ entity: 'Riot Platforms', facts: [] });
  });

  it('is not forgotten because EDGAR has it no more', async () => {
    const { run, known, server, clock, log } = await open();
    await run();
    server.fail('missing', { below: String(RIOT) });
    clock.advance(days(1));
    expect(await run(later(AT, days(1)))).toMatchObject({ read: 3, failed: 0 });
    expect(await known()).toEqual([1, 1, 1]);
    expect(log.lines.map(({ message }) => message)).toContain(
      'EDGAR has no tagged reports any more of a company that had some',
    );
  });

  it('is not asked of who files nothing, of who is not yet watched, and once of who left', async () => {
    const [mara, riot, clsk] = COMPANIES as [Company, Company, Company];
    const { run, whom, clock } = await open({
      companies: [
        { ...mara, cik: null },
        { ...riot, until: '2025-03-14' },
        { ...clsk, since: '2026-04-01' },
      ],
    });
    clock.advance(minutes(1));
    await run();
    clock.advance(days(1));
    await run(later(AT, days(1)));
    expect(whom()).toEqual([RIOT]);
  });
});

describe('one company that fails', () => {
  it.each(['html', 'empty', 'truncated', 'huge', '503'] as const)('does not stop the others: %s', async (fault) => {
    const { run, known, server, log } = await open();
    server.fail(fault, { below: String(MARA) });
    expect(await run()).toEqual({ read: 2, failed: 1, left: 0 });
    expect(await known()).toEqual([undefined, 1, 1]);
    expect(log.lines).toContainEqual(
      expect.objectContaining({
        message: 'tagged reports could not be read',
        facts: expect.objectContaining({ cik: MARA }),
      }),
    );
  });

  it('keeps what was known of it, and is read by whoever comes again', async () => {
    const { run, known, server, whom, clock } = await open();
    await run();
    clock.advance(days(1));
    const tomorrow = later(AT, days(1));
    server.fail('truncated', { below: String(MARA) });
    await run(tomorrow);
    expect(await known()).toEqual([1, 1, 1]);
    server.heal();
    expect(await run(tomorrow)).toEqual({ read: 1, failed: 0, left: 0 });
    expect(whom().at(-1)).toBe(MARA);
  });

  it('is heard of when nobody could be read', async () => {
    const { run, server } = await open();
    server.fail('html');
    await expect(run()).rejects.toThrow('EDGAR’s company facts');
  });

  it('in one fact is read without it, and that is said', async () => {
    const { run, known, log } = await open({
      facts: [...COMPANIES.map(({ cik }) => tagged(cik)), tagged(MARA, { end: 'x' as never })],
    });
    await run();
    expect(await known()).toEqual([1, 1, 1]);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: 'tagged facts could not be read', facts: { cik: MARA, odd: 1 } }),
    );
  });
});

describe('EDGAR turning us away', () => {
  it.each(['block', 'block-200'] as const)('ends the run, and nobody asks on: %s', async (fault) => {
    const { run, whom, known, server, clock } = await open();
    server.fail(fault, { below: String(RIOT) });
    expect(await run()).toEqual({ read: 1, failed: 1, left: 1 });
    expect(whom()).toEqual([MARA, RIOT]);
    expect(await known()).toEqual([1, undefined, undefined]);
    // Nobody of us asks for ten minutes.
    await expect(run()).rejects.toThrow('no slot for EDGAR yet');
    expect(whom()).toHaveLength(2);
    server.heal();
    clock.advance(minutes(11));
    expect(await run()).toEqual({ read: 2, failed: 0, left: 0 });
  });
});

describe('time', () => {
  it('that is over leaves the rest to the next run, which begins with it', async () => {
    const { run, whom, clock } = await open();
    expect(await run(AT, seconds(46))).toEqual({ read: 2, failed: 0, left: 1 });
    clock.advance(days(1));
    await run(later(AT, days(1)));
    expect(whom()).toEqual([MARA, RIOT, CLSK, MARA, RIOT]);
  });

  it('is waited for where others have taken the slots, if there is enough', async () => {
    const { run, pace, known, clock } = await open();
    await pace.hold({ key: 'sec:lists', interval: seconds(2) }, later(clock.now(), minutes(2)));
    expect(await run()).toMatchObject({ read: 3 });
    expect(await known()).toEqual([1, 1, 1]);
  });
});

it('a death half-way leaves what was read, and whoever comes again does the rest', async () => {
  const { deps, whom, financials, clock } = await open();
  let kept = 0;
  const dying = {
    recall: (cik: number) => financials.recall(cik),
    keep: async (read: Financials) => {
      if (++kept === 2) throw new Error('the process died');
      await financials.keep(read);
    },
  };
  await readFinancials({ ...deps, financials: dying, companies: COMPANIES.slice(0, 2) }, AT, later(AT, minutes(10)));
  expect(await readFinancials(deps, AT, later(clock.now(), minutes(10)))).toEqual({ read: 2, failed: 0, left: 0 });
  expect(whom()).toEqual([MARA, RIOT, RIOT, CLSK]);
});
