import { describe, expect, it } from 'vitest';
import { LISTED } from '../../functions/chat/answers/miners.ts';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { knowMara, MARA, source } from './known.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

describe.each([{}, GROUP, TOPIC])('what companies say', (who) => {
  it('/miners: who holds most comes first, and each is one tap away', async () => {
    const bot = await aBot();
    await knowMara(bot);
    const ann = bot.chat({ ...who, isAdmin: false });
    await ann.types('/miners');
    expect(ann.reply.telling.facts[0]).toEqual({
      label: 'MARA',
      value: 'holds 52,000 BTC, sold 1,200 BTC in January 2026',
    });
    expect(ann.reply.telling.facts).toHaveLength(2);
    expect(ann.fact('Nothing read yet')).toMatch(/^ABTC, ANY, .*RIOT/);
    expect(ann.title).toBe('Listed miners, page 1 of 1');
    await ann.taps('MARA');
    expect(ann.title).toBe('MARA Holdings (MARA)');
    expect(ann.reply.edits).toBe(true);
  });

  it('/miners: those of whom nothing was read come last, in one line', async () => {
    const bot = await aBot();
    await knowMara(bot);
    const known = await bot.deps.memory.recall(MARA);
    for (const { cik } of LISTED.slice(0, 8))
      await bot.deps.memory.keep(nothingKnown(cik), { ...nothingKnown(cik), periods: known.periods.slice(1) });
    const ann = bot.chat(who);
    await ann.types('/miners');
    expect(ann.title).toBe('Listed miners, page 1 of 2');
    expect(ann.text).not.toContain('Nothing read yet');
    await ann.taps('›');
    expect(ann.fact('MARA')).toContain('52,000');
    expect(ann.fact('Nothing read yet')).toContain('RIOT');
  });

  it('/miner: its announcements with its own words and where they stand', async () => {
    const bot = await aBot();
    await knowMara(bot);
    const ann = bot.chat(who);
    await ann.types('/miner mara');
    const [section, ...others] = ann.reply.telling.sections ?? [];
    expect(others).toEqual([]);
    expect(section?.title).toBe('2026-01-06: MARA Holdings (MARA) sold 1,200 BTC from its reserves');
    expect(section?.evidence).toEqual([
      { quote: 'We sold 1,200 bitcoin.', label: 'EX-99.1 of the 8-K', url: source.url },
    ]);
    expect(ann.fact('Held at the end of January 2026')).toBe('52,000 BTC');
    expect(ann.fact('In January 2026')).toBe('sold 1,200 BTC, mined 700 BTC');
    expect(ann.fact('Policy')).toBe('may sell reserves (8-K of 2026-01-06)');
    expect(ann.keyboard[0]).toEqual(['🔔 Tell me when it sells', '📈 Chart']);
    await ann.taps('Tell me when it sells');
    expect(ann.title).toBe('Watching MARA');
    await ann.taps('Latest announcements');
    expect(ann.keyboard[0]?.[0]).toBe('🔕 Stop telling me');
    await ann.taps('Stop telling me');
    expect(ann.title).toBe('No longer watching MARA');
  });

  it('/miner of one that has said nothing says so', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/miner RIOT');
    expect(ann.lead).toContain('It has announced no sale, plan or purchase');
  });

  it('/miner asks which, and takes a name, or nearly one', async () => {
    const ann = (await aBot()).chat(who);
    for (const [typed, ticker] of [
      ['Riot Platforms', 'RIOT'],
      ['$mara', 'MARA'],
      ['marra', 'MARA'],
      ['cleanspark', 'CLSK'],
    ]) {
      await ann.types('/miner');
      expect(ann.title).toBe('Which miner?');
      await ann.types(typed!);
      expect(ann.title, typed).toContain(`(${ticker})`);
    }
    await ann.types('/miner NVDA');
    expect(ann.lead).toBe('I watch no miner called “NVDA”. Like “MARA” or “RIOT”; /miners lists them all.');
  });
});
