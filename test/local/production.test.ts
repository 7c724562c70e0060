import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';
import { type Around, botAt } from './bot.ts';

const NOW = new Date('2026-11-24T12:00:00Z');

const industry: NonNullable<Around['industry']> = (ask) =>
  ask({
    memory: { recall: async (cik) => nothingKnown(cik) },
    financials: new MemoryFinancials(),
    history: { latest: async () => undefined, days: async () => [] },
  });

describe('bot production', () => {
  it('tells of the recorded filings and the recorded market, with who has told and where', async () => {
    const { code, out } = await botAt(NOW, 'production --recorded');
    expect(code).toBe(0);
    expect(out).toMatch(/^ 2025-Q4 +2025-10-01 +2025-12-31 +41,238 /m);
    expect(out).toMatch(/^ 2026-W11 +2026-03-09 +2026-03-15 +2,903 .* 22,337 \(1 of 5\)$/m);
    expect(out).toMatch(/^ RIOT +December 2025 +1,818 of 460 BTC: 395.2 %$/m);
    expect(out).toMatch(/^ MSTR +8-K, 2026-03-16 +https:/m);
  });

  it('prints JSON for scripts', async () => {
    const { out } = await botAt(NOW, 'production --recorded --json');
    const { weeks } = JSON.parse(out);
    expect(weeks.find(({ period }: { period: string }) => period === '2026-W11').bought).toMatchObject({ btc: 22_337 });
  });

  it('knows nothing where nothing was read', async () => {
    const { code, out } = await botAt(NOW, 'production', { industry });
    expect(code).toBe(0);
    expect(out).toContain('nobody told both of one period');
  });
});
