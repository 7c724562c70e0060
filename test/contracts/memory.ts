import { beforeEach, describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import { type CompanyMemory, type Memory, nothingKnown } from '../../functions/filings/memory.ts';

const MARA = 1507605;
const from = {
  accession: accessionOf('0001507605-26-000029'),
  form: '8-K',
  filedOn: '2026-03-26',
  url: 'https://www.sec.gov/a.htm',
};

/** Everything that can be known of a company. */
export const somethingKnown: CompanyMemory = {
  v: 1,
  cik: MARA,
  version: 0,
  periods: [
    { period: '2026-03', sold: { value: 15_133.5, from, implied: true }, held: { value: 0, from, implied: false } },
  ],
  stretches: [
    { from: '2026-03-09', to: '2026-03-15', bought: 22_337, held: 761_068, averagePriceUsd: 70_194, source: from },
  ],
  policies: [{ scope: 'reserve', step: 'permission', quote: 'It may sell “some” é', from }],
  told: [
    {
      event: '1507605:sale:2026-03',
      class: 'reserve-sale',
      accession: from.accession,
      filedOn: from.filedOn,
      form: from.form,
      notice: 'filings:x',
      at: new Date('2026-03-26T12:31:00.000Z'),
      btcSold: 15_133.5,
      corrects: { class: 'reserve-sale', accession: from.accession, at: new Date('2026-03-25T12:31:00.000Z') },
      again: [accessionOf('0001507605-26-000030')],
    },
  ],
};

/** What every Memory promises. */
export function memoryContract(name: string, open: () => Promise<Memory>): void {
  describe(`Memory, kept in ${name}`, () => {
    let memory: Memory;
    beforeEach(async () => {
      memory = await open();
    });

    it('knows nothing of a company at first', async () => {
      expect(await memory.recall(MARA)).toEqual(nothingKnown(MARA));
    });

    it('recalls everything that it kept, each company by itself, and counts the writes', async () => {
      const seen = await memory.recall(MARA);
      expect(await memory.keep(seen, somethingKnown)).toBe(true);
      expect(await memory.recall(MARA)).toEqual({ ...somethingKnown, version: 1 });
      const again = await memory.recall(MARA);
      expect(await memory.keep(again, { ...again, policies: [] })).toBe(true);
      expect(await memory.recall(MARA)).toEqual({ ...somethingKnown, policies: [], version: 2 });
      expect(await memory.recall(1167419)).toEqual(nothingKnown(1167419));
    });

    it('keeps nothing from whoever has not seen the last word', async () => {
      const [mine, theirs] = [await memory.recall(MARA), await memory.recall(MARA)];
      expect(await memory.keep(theirs, somethingKnown)).toBe(true);
      expect(await memory.keep(mine, { ...mine, told: [] })).toBe(false);
      expect(await memory.recall(MARA)).toEqual({ ...somethingKnown, version: 1 });
      const late = await memory.recall(MARA);
      expect(await memory.keep(late, late)).toBe(true);
      expect(await memory.keep(late, nothingKnown(MARA))).toBe(false);
    });

    it('lets one of many that write at the same time win', async () => {
      const seen = await memory.recall(MARA);
      const kept = await Promise.all([1, 2, 3, 4].map(() => memory.keep(seen, somethingKnown)));
      expect(kept.filter(Boolean)).toHaveLength(1);
    });
  });
}
