import { describe, expect, it } from 'vitest';
import { LISTED } from '../../functions/chat/answers/miners.ts';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { CANG_IN_YUAN, knowMara, MARA, RIOT_SILENT, source } from './known.ts';
import { aBot, GROUP, TOPIC } from './talking.ts';

describe.each([{}, GROUP, TOPIC])('what companies say', (who) => {
  it('/miners: who mines at a loss today, best first, each on what that rests', async () => {
    const ann = (await aBot()).chat({ ...who, isAdmin: false });
    await ann.types('/miners');
    expect(ann.title).toBe('Who mines at a loss, page 1 of 2');
    expect(ann.lead).toMatch(
      /^At a hashprice of \$28\.17\/PH\/day, bitcoin at \$62,810: of 5 miners with published costs, 2 at a loss\./,
    );
    expect(ann.reply.telling.facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'RIOT: profit $7.39/PH/day, $16,486 per BTC (cost per coin, Q3 2025, without overhead)',
      'IREN: profit $7.32/PH/day, $16,313 per BTC (cost per coin, Q2 2025, disputed, old)',
      'CLSK: profit $1.95/PH/day, $4,338 per BTC (cost per coin, Q2 2025, disputed, old)',
      'MARA: loss $3.13/PH/day, $6,979 per BTC (hashcost, Q3 2025)',
      'CANG: loss $9.10/PH/day, $20,281 per BTC (cost per coin, Q2 2025, old)',
      expect.stringMatching(/^Cost not published: ABTC, ANY, .*CIFR$/),
    ]);
    expect(ann.reply.telling.facts[0]?.url).toContain('coinalertnews.com');
    expect(ann.keyboard.at(-1)).toEqual(['›', '📈 Chart', '₿ By holdings']);
    await ann.taps('›');
    expect(ann.reply.telling.facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      expect.stringMatching(/^Cost not published: CORZ, .*WYFI$/),
      'No longer listed: GRDI (2024-10-30), HUT (2023-11-30), SDIG (2025-03-14)',
    ]);
    await ann.taps('‹');
    await ann.taps('MARA');
    expect(ann.title).toBe('MARA Holdings (MARA)');
    expect(ann.reply.edits).toBe(true);
  });

  it('/miners: without fresh prices nobody is said to mine at a loss', async () => {
    const bot = await aBot();
    bot.clock.set(new Date('2026-02-05T14:00:00Z'));
    const ann = bot.chat(who);
    await ann.types('/miners');
    expect(ann.lead).toMatch(/^There are no fresh market data/);
    expect(ann.text).not.toContain('profit');
    expect(ann.keyboard.at(-1)).toEqual(['›', '₿ By holdings']);
    await ann.taps('›');
    expect(ann.keyboard.flat()).toContain('MARA');
  });

  it('/miners: from there to who holds most, each one tap away, and back', async () => {
    const bot = await aBot();
    await knowMara(bot);
    const ann = bot.chat({ ...who, isAdmin: false });
    await ann.types('/miners');
    await ann.taps('By holdings');
    expect(ann.reply.telling.facts[0]).toEqual({
      label: 'MARA',
      value: 'holds 52,000 BTC, sold 1,200 BTC in January 2026',
    });
    expect(ann.reply.telling.facts).toHaveLength(2);
    expect(ann.fact('Nothing read yet')).toMatch(/^ABTC, ANY, .*RIOT/);
    expect(ann.title).toBe('Listed miners, page 1 of 1');
    await ann.taps('By margin');
    expect(ann.title).toBe('Who mines at a loss, page 1 of 2');
  });

  it('/miners: those of whom nothing was read come last, in one line', async () => {
    const bot = await aBot();
    await knowMara(bot);
    const known = await bot.deps.memory.recall(MARA);
    for (const { cik } of LISTED.slice(0, 8))
      await bot.deps.memory.keep(nothingKnown(cik), { ...nothingKnown(cik), periods: known.periods.slice(1) });
    const ann = bot.chat(who);
    await ann.types('/miners');
    await ann.taps('By holdings');
    expect(ann.title).toBe('Listed miners, page 1 of 2');
    expect(ann.text).not.toContain('Nothing read yet');
    await ann.taps('›');
    expect(ann.fact('MARA')).toContain('52,000');
    expect(ann.fact('Nothing read yet')).toContain('RIOT');
  });

  it('/miners has a picture of costs against hashprice', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/miners');
    await ann.taps('Chart');
    expect(ann.title).toBe('Listed miners: cost against hashprice');
    expect(ann.reply.picture).toMatchObject({ of: 'panel' });
    await ann.taps('All miners');
    expect(ann.title).toBe('Who mines at a loss, page 1 of 2');
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
    expect(ann.fact('Holds')).toBe('52,000 BTC (January 2026, 5 days old, by its filing)');
    expect(ann.fact('Sold')).toBe('1,200 BTC (January 2026, 5 days old, by its filing)');
    expect(ann.fact('Mined')).toBe('700 BTC (January 2026, 5 days old, by its filing)');
    expect(ann.fact('Mining today')).toBe('loss $3.13/PH/day, $6,979 per BTC (hashcost, Q3 2025)');
    expect(ann.fact('Power price')).toBe('$0.04/kWh (Q3 2025, 128 days old, own sites only, by its filing)');
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

  it('/miner of one that was renamed, left or is disputed says so', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/miner ABTC');
    expect(ann.lead).toMatch(
      /^Formerly Gryphon Digital Mining \(until 2025-09-03\), Akerna\. Its ticker was GRYP\. It has announced/,
    );
    await ann.types('/miner SDIG');
    expect(ann.lead).toMatch(/^No longer listed since 2025-03-14\./);
    expect(ann.keyboard.flat()).not.toContain('🔔 Tell me when it sells');
    await ann.types('/miner IREN');
    expect(ann.fact('Cash cost')).toBe(
      '$46,497 per BTC (Q2 2025, old: 220 days, by analysts, disputed: $54,000 per BTC by analysts)',
    );
  });

  it('/miner of one whose report is overdue says since when', async () => {
    const bot = await aBot();
    await bot.deps.financials.keep(RIOT_SILENT);
    const ann = bot.chat(who);
    await ann.types('/miner RIOT');
    expect(ann.lead).toMatch(/^No report since 2025-05-01; the next is overdue\./);
    await ann.types('/miners');
    expect(ann.fact('RIOT')).toBe(
      'profit $7.39/PH/day, $16,486 per BTC (cost per coin, Q3 2025, without overhead, silent)',
    );
  });

  it('/miner: results with their change on the year, restated ones, and another currency as it is', async () => {
    const bot = await aBot();
    await bot.deps.financials.keep(CANG_IN_YUAN);
    const ann = bot.chat(who);
    await ann.types('/miner CANG');
    expect(ann.reply.telling.facts.filter(({ label }) => /Revenue|Net/.test(label)).map(({ value }) => value)).toEqual([
      'CN¥1.2 billion (+20 % on the year, Q3 2025, 128 days old, tagged in its report)',
      'loss of CN¥80 million (Q3 2025, 128 days old, tagged in its report, restated, profit of CN¥5 million before)',
    ]);
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
