import { expect, it } from 'vitest';
import { readCompanyFacts } from '../../functions/filings/edgar/company-facts.ts';
import { DynamoFinancials } from '../../functions/filings/financials.dynamodb.ts';
import { ACME, companyFacts, fact } from '../support/company-facts.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';
import { emulatedTable } from '../support/table.ts';
import { financialsContract } from './financials.ts';

financialsContract('memory', async () => new MemoryFinancials());
financialsContract('the embedded emulator', async () => new DynamoFinancials((await emulatedTable()).table));

it('has room in one item for all that is ever read of a company', async () => {
  const { table } = await emulatedTable();
  const keeper = new DynamoFinancials(table);
  const day = (n: number) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10);
  const many = Array.from({ length: 1_800 }, (_, i) =>
    [1, 2, 3, 4, 5].map((times) => fact(day(i), day(i + 90), 1_234_567.891 * times, { filed: day(i + 90 + times) })),
  ).flat();
  const json = companyFacts({ RevenueFromContractWithCustomerExcludingAssessedTax: { USD: many } });
  const { financials } = readCompanyFacts(json, ACME, new Date('2026-03-31T12:00:00Z'));
  expect(financials.facts.at(0)?.before).toHaveLength(4);
  await keeper.keep(financials);
  expect(await keeper.recall(ACME)).toEqual(financials);
  // DynamoDB's limit is 400 KB; the emulator's is checked here by hand, should it ever be more patient.
  expect(Buffer.byteLength(JSON.stringify(await table.get({ pk: `COMPANY#${ACME}`, sk: 'FINANCIALS' })))).toBeLessThan(
    300_000,
  );
});
