import { expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import { DynamoMemory } from '../../functions/filings/memory.dynamodb.ts';
import { type CompanyMemory, KEPT } from '../../functions/filings/memory.ts';
import { MemoryMemory } from '../support/memory-memory.ts';
import { emulatedTable } from '../support/table.ts';
import { memoryContract, somethingKnown } from './memory.ts';

memoryContract('memory', async () => new MemoryMemory());
memoryContract('the embedded emulator', async () => new DynamoMemory((await emulatedTable()).table));

/** As much of everything as is ever kept, each as long as it can be. */
function theFullest(): CompanyMemory {
  const accession = accessionOf('0001507605-26-000029');
  const from = {
    accession,
    form: '10-Q/A',
    filedOn: '2026-03-26',
    url: `https://www.sec.gov/Archives/${'x'.repeat(110)}`,
  };
  const fact = { value: 123_456.7891, from, implied: false };
  const [told] = somethingKnown.told;
  return {
    ...somethingKnown,
    periods: Array.from({ length: KEPT.periods }, (_, i) => ({
      period: `${2000 + i}-Q1`,
      sold: fact,
      mined: fact,
      held: fact,
      pledged: fact,
      bought: fact,
      averagePriceUsd: fact,
      proceedsUsd: fact,
    })),
    policies: Array.from({ length: KEPT.policies }, () => ({
      ...somethingKnown.policies[0]!,
      quote: 'é'.repeat(300),
      from,
    })),
    told: Array.from({ length: KEPT.told }, (_, i) => ({
      ...told!,
      event: `1507605:sale:${i}`,
      notice: `filings:${Array.from({ length: 10 }, () => accession).join(',')}`,
      again: Array.from({ length: 20 }, () => accession),
    })),
  };
}

it('has room in one item for all that is ever kept of a company', async () => {
  const { table } = await emulatedTable();
  const memory = new DynamoMemory(table);
  const fullest = theFullest();
  expect(await memory.keep(await memory.recall(fullest.cik), fullest)).toBe(true);
  expect(await memory.recall(fullest.cik)).toEqual({ ...fullest, version: 1 });
  // DynamoDB's limit is 400 KB; the emulator's is checked here by hand, should it ever be more patient.
  expect(Buffer.byteLength(JSON.stringify(fullest))).toBeLessThan(340_000);
});
