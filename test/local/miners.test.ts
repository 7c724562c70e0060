import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';
import { type Around, botAt } from './bot.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const MARKET = '--price 76000 --difficulty 127.45e12 --fees 0.02 --subsidy 3.125';

const industry: NonNullable<Around['industry']> = (ask) =>
  ask({
    memory: { recall: async (cik) => nothingKnown(cik) },
    financials: new MemoryFinancials(),
    history: { latest: async () => undefined, days: async () => [] },
  });

describe('bot miners', () => {
  it('says who mines at a loss at the market that is given, and asks nobody', async () => {
    const { code, out } = await botAt(NOW, `miners ${MARKET}`, { industry });
    expect(code).toBe(0);
    expect(out).toMatch(/^At \$37\.7\d\/PH\/day and \$76,000 for a bitcoin \(2026-11-24\)$/m);
    const rows = out.split('\n').filter((line) => /^ [A-Z]{4} +[−$]/.test(line));
    expect(rows.map((row) => row.trim().split(/ {2,}/)[0])).toEqual(['RIOT', 'IREN', 'CLSK', 'MARA', 'CANG']);
    expect(rows.at(-1)).toMatch(/−\$928 .*cost per coin, Q1 2026, old$/);
    expect(out).toMatch(/^No longer listed\n GRDI \(2024-10-30\), HUT \(2023-11-30\), SDIG \(2025-03-14\)$/m);
    expect(out).toContain('https://www.binance.bh/en-ZA/square/post/33374861579034');
  });

  it('knows from the recordings what was known then, and asks nobody', async () => {
    const { code, out } = await botAt(NOW, 'miners --recorded');
    expect(code).toBe(0);
    expect(out).toMatch(/^At \$32\.24\/PH\/day and \$68,233 for a bitcoin \(2026-03-31\)$/m);
    // Published in May 2026.
    expect(out).not.toContain('76,928');
  });

  it('prints JSON for scripts', async () => {
    const { out } = await botAt(NOW, `miners ${MARKET} --json`, { industry });
    const { usdPerBtc, miners } = JSON.parse(out);
    expect(usdPerBtc).toBe(76_000);
    expect(miners[0]).toMatchObject({ ticker: 'RIOT', today: { basis: 'power', isOld: true } });
  });

  it('says what is wrong with a market that cannot be, with an example', async () => {
    const { code, complaint } = await botAt(NOW, 'miners --price free');
    expect(code).toBe(2);
    expect(complaint).toContain('87235');
    expect(complaint).toContain('npm run --silent bot -- miners --recorded');
  });
});
