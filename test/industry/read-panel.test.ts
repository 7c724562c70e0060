import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { MINERS, readMiner, readPanel } from '../../functions/industry/read-panel.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';

const AT = new Date('2026-11-24T12:00:00Z');
const sources = (
  snapshot: Snapshot | undefined = aSnapshot({ at: AT.toISOString(), hashprice: 38, usdPerBtc: 76_000 }),
) => ({
  memory: { recall: async (cik: number) => nothingKnown(cik) },
  financials: new MemoryFinancials(),
  history: { latest: async () => snapshot, days: async () => [] },
});

describe('the panel of listed miners', () => {
  it('has every miner that files with the SEC or did, and no accumulator', async () => {
    const { miners } = await readPanel(sources(), AT);
    const tickers = miners.map(({ ticker }) => ticker);
    expect(miners).toHaveLength(MINERS.length);
    expect(tickers).toEqual(expect.arrayContaining(['MARA', 'RIOT', 'CLSK', 'SDIG', 'GRDI', 'KEEL']));
    expect(tickers).not.toContain('MSTR');
    expect(tickers).not.toContain('PHX');
    expect(miners.find(({ ticker }) => ticker === 'KEEL')).toMatchObject({
      formerly: [{ name: 'Bitfarms', until: '2026-04-06' }],
      formerTickers: ['BITF'],
    });
    expect(miners.filter(({ status }) => status === 'left').map(({ ticker, since }) => [ticker, since])).toEqual([
      ['GRDI', '2024-10-30'],
      ['HUT', '2023-11-30'],
      ['SDIG', '2025-03-14'],
    ]);
  });

  it('says who mines at a loss by what was published, and that it is old', async () => {
    const { miners } = await readPanel(sources(), AT);
    const known = miners.filter(({ today }) => today !== undefined);
    expect(known.map(({ ticker, today }) => [ticker, today!.basis, today!.isOld])).toEqual([
      ['RIOT', 'power', true],
      ['IREN', 'cash-cost', true],
      ['CLSK', 'cash-cost', true],
      ['MARA', 'hashcost', true],
      ['CANG', 'cash-cost', true],
    ]);
    expect(known.at(-1)!.today!.usdPerBtc).toBeCloseTo(76_000 - 76_928);
    expect(known[1]!.figures.cashCostUsdPerBtc).toMatchObject({ value: 46_497, disputed: { value: 54_000 } });
  });

  it('says nothing of today by prices of more than an hour ago, or by none', async () => {
    const stale = await readPanel(sources(), new Date('2026-11-24T13:00:01Z'));
    expect(stale).not.toHaveProperty('usdPerPhDay');
    expect(stale.miners.some(({ today }) => today !== undefined)).toBe(false);
    const none = await readPanel(
      { ...sources(), history: { latest: async () => undefined, days: async () => [] } },
      AT,
    );
    expect(none.at).toEqual(AT);
  });

  it('knows one of them by its CIK, and nobody who is none', async () => {
    expect(await readMiner(sources(), 1507605, AT)).toMatchObject({ ticker: 'MARA', today: { basis: 'hashcost' } });
    expect(await readMiner(sources(), 1050446, AT)).toBeUndefined();
    expect(await readMiner(sources(), 1, AT)).toBeUndefined();
  });
});
