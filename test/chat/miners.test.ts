import { describe, expect, it } from 'vitest';
import type { Accession } from '../../functions/filings/accession.ts';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { anAnnouncement } from '../support/filings.ts';
import { aBot, type Bot, GROUP, TOPIC } from './talking.ts';

const MARA = 1507605;
const source = {
  accession: '0001507605-26-000031' as Accession,
  form: '8-K',
  filedOn: '2026-01-06',
  url: 'https://www.sec.gov/Archives/edgar/data/1507605/000150760526000031/ex991.htm',
};

/** MARA, as it is known after a January in which it sold. */
async function known({ deps }: Bot): Promise<void> {
  await deps.memory.keep(nothingKnown(MARA), {
    ...nothingKnown(MARA),
    periods: [
      {
        period: '2026-01',
        sold: { value: 1_200, from: source, implied: false },
        mined: { value: 700, from: source, implied: false },
        held: { value: 52_000, from: source, implied: false },
      },
      { period: '2025-12', held: { value: 52_500, from: { ...source, filedOn: '2025-12-04' }, implied: false } },
    ],
    policies: [{ scope: 'reserve', step: 'permission', quote: 'We may sell bitcoin from time to time.', from: source }],
    told: [
      {
        class: 'reserve-sale',
        accession: source.accession,
        at: new Date('2026-01-06T12:00:00Z'),
        btcSold: 1_200,
        event: '1507605:sale:2026-01',
        filedOn: '2026-01-06',
        form: '8-K',
        notice: 'filings:1',
        again: [],
      },
    ],
  });
  const announcement = anAnnouncement({
    event: '1507605:sale:2026-01',
    filedOn: '2026-01-06',
    btcSold: 1_200,
    stated: 'stated',
    period: '2026-01',
    quotes: [{ text: 'We sold 1,200 bitcoin.', url: source.url, document: 'EX-99.1' }],
  });
  const other = anAnnouncement({ cik: 1167419, ticker: 'RIOT', company: 'Riot Platforms', event: 'x' });
  await deps.announced.compose('filings:1', { parts: [other, announcement], at: new Date('2026-01-06T12:00:00Z') });
}

describe.each([{}, GROUP, TOPIC])('what companies say', (who) => {
  it('/miners: who holds most comes first, and each is one tap away', async () => {
    const bot = await aBot();
    await known(bot);
    const ann = bot.chat({ ...who, isAdmin: false });
    await ann.types('/miners');
    expect(ann.reply.telling.facts[0]).toEqual({
      label: 'MARA',
      value: 'holds 52,000 BTC, sold 1,200 BTC in January 2026',
    });
    expect(ann.reply.telling.facts[1]?.value).toBe('nothing read yet');
    await ann.taps('›');
    expect(ann.title).toMatch(/page 2 of \d/);
    await ann.taps('‹');
    await ann.taps('MARA');
    expect(ann.title).toBe('MARA Holdings (MARA)');
    expect(ann.reply.edits).toBe(true);
  });

  it('/miner: its announcements with its own words and where they stand', async () => {
    const bot = await aBot();
    await known(bot);
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
