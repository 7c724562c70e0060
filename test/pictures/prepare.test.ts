import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { type Picture, pictureShape } from '../../functions/pictures/picture.ts';
import { inDollars, preparePicture } from '../../functions/pictures/prepare.ts';
import { USUAL } from '../../functions/words/preferences.ts';
import { TestClock } from '../support/clock.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { MemoryMemory } from '../support/memory-memory.ts';
import { DAYS, LATEST, PERIODS } from './scenes.ts';

const CIK = 1507605;
const cost = { of: 'cost', span: '90d', model: 'cash' } as const;
const miner = pictureShape.parse({ of: 'miner', span: '1y', cik: CIK });
const ai = pictureShape.parse({ of: 'ai' });

async function remembering(periods: typeof PERIODS): Promise<MemoryMemory> {
  const [memory, known] = [new MemoryMemory(), nothingKnown(CIK)];
  await memory.keep(known, { ...known, periods });
  return memory;
}

async function open() {
  const history = new MemoryHistory(new TestClock(LATEST.at.toISOString()));
  for (const day of DAYS) await history.backfill({ ...day, origin: 'backfilled' });
  for (const at of ['2026-02-24T11:55:00Z', '2026-02-24T12:00:00Z'])
    await history.put(aSnapshot({ at, hashprice: 28 }));
  return { history, memory: await remembering(PERIODS.slice(0, 2)), financials: new MemoryFinancials() };
}

describe('a picture that could be drawn', () => {
  it('has one key for all who read alike, and another for everybody else', async () => {
    const sources = await open();
    const keyFor = async (changes: object, picture: Picture = cost, tick?: Date) =>
      (await preparePicture(sources, picture, { ...USUAL, ...changes }, tick))!.key;
    const keys = await Promise.all([
      keyFor({}),
      keyFor({ locale: 'de' }),
      keyFor({ currency: 'EUR' }),
      keyFor({ unit: 'sat/TH' }),
      keyFor({ zone: 'Europe/Oslo' }),
      keyFor({}, { ...cost, span: '30d' }),
      keyFor({}, miner),
      keyFor({}, ai),
      keyFor({}, cost, new Date('2026-02-24T11:55:00Z')),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await keyFor({})).toBe(keys[0]);
    expect(await keyFor({}, cost, new Date('2026-02-24T12:00:00Z'))).toBe(keys[0]);
    expect(keys.every((key) => /^[\w-]{32}$/.test(key))).toBe(true);
  });

  it.each(['7d', '30d', '90d', '1y', 'all'] as const)('goes back %s', async (span) => {
    const { caption } = await (await preparePicture(await open(), { ...cost, span }, USUAL))!.draw();
    const words = { '7d': '7 days', '30d': '30 days', '90d': '90 days', '1y': '12 months', all: 'since 2025-06' }[span];
    expect(caption).toContain(words);
  });

  it('shows the numbers of the tick that was told, and the newest where that is no longer kept', async () => {
    const sources = await open();
    await sources.history.put(aSnapshot({ at: '2026-02-24T11:50:00Z', usdPerBtc: 50_000 }));
    const told = async (tick: string) =>
      (await (await preparePicture(sources, cost, USUAL, new Date(tick)))!.draw()).caption;
    expect(await told('2026-02-24T11:50:00Z')).toContain('$50,000');
    expect(await told('2020-01-01T00:00:00Z')).toContain('now $62,810');
  });

  it('shows mining against AI at this hashprice, whatever is on record', async () => {
    const { caption } = await (await preparePicture(await open(), ai, { ...USUAL, locale: 'de' }))!.draw();
    expect(caption).toContain('15 J/TH: 681.333\u00a0$');
    expect(caption).toContain('Guosheng Blockchain, 2026-05-23');
  });

  it('shows listed miners against this hashprice, each cost with its period and who says so', async () => {
    const sources = await open();
    const { key, draw } = (await preparePicture(sources, { of: 'panel' }, USUAL))!;
    const { caption } = await draw();
    expect(caption).toContain('Hashprice $28/PH/day; at a loss: ');
    expect(caption).toMatch(/^MARA: \$31\.30\/PH\/day \(hashcost, Q3 2025, by its filing\)$/m);
    expect((await preparePicture(sources, { of: 'panel' }, USUAL))!.key).toBe(key);
  });

  it('is not there without a snapshot, and of no company that is not watched', async () => {
    const sources = await open();
    const empty = { ...sources, history: new MemoryHistory(new TestClock('2026-02-24T12:00:00Z')) };
    expect(await preparePicture(empty, cost, USUAL)).toBeUndefined();
    expect(await preparePicture(empty, pictureShape.parse({ ...miner, cik: 1 }), USUAL)).toBeUndefined();
  });

  it('is not there of a company of which nothing is on record', async () => {
    const sources = { ...(await open()), memory: new MemoryMemory() };
    expect(await preparePicture(sources, miner, USUAL)).toBeUndefined();
  });

  it('of a company follows what it told, whatever the market does', async () => {
    const sources = await open();
    const before = (await preparePicture(sources, miner, USUAL))!;
    const known = await sources.memory.recall(CIK);
    await sources.memory.keep(known, known);
    expect((await preparePicture(sources, miner, USUAL))!.key).toBe(before.key);
    await sources.memory.keep(await sources.memory.recall(CIK), { ...known, periods: PERIODS });
    const after = (await preparePicture(sources, miner, USUAL))!;
    expect(after.key).not.toBe(before.key);
    expect((await after.draw()).caption).toContain('January 2026: held 44,094 BTC, mined 668 BTC, sold 3,900 BTC');
  });
});

it('a line in a currency without a rate is left out, the others go by their height', () => {
  const { lines } = pictureShape.parse({
    of: 'hashprice',
    span: '7d',
    lines: [{ perPhDay: 30 }, { perPhDay: 40, currency: 'EUR', label: 'by day' }, { perPhDay: 9, currency: 'SEK' }],
  }) as { lines: Parameters<typeof inDollars>[0] };
  expect(inDollars(lines, LATEST)).toEqual([{ usdPerPhDay: 40 / 0.8466, label: 'by day' }, { usdPerPhDay: 30 }]);
});
