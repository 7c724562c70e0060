import { beforeEach, describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import type { Financials, FinancialsKeeper } from '../../functions/filings/financials.ts';

const ACME = 1_999_001;
const said = (value: number, filedOn: string) => ({
  value,
  accession: accessionOf('0001999001-26-000001'),
  form: '10-K',
  filedOn,
});

/** Everything that can be known of tagged reports. */
export const someFinancials: Financials = {
  v: 1,
  cik: ACME,
  entity: 'Acme Mining “Holdings” Inc.',
  readAt: new Date('2026-03-31T04:00:00.000Z'),
  facts: [
    {
      concept: 'netResult',
      tag: 'us-gaap:NetIncomeLoss',
      unit: 'USD',
      start: '2025-01-01',
      end: '2025-12-31',
      ...said(-663_000_000, '2026-03-02'),
      before: [said(-650_000_000, '2026-02-20')],
    },
    {
      concept: 'btcHeld',
      tag: 'us-gaap:CryptoAssetNumberOfUnits',
      unit: 'BTC',
      end: '2025-12-31',
      ...said(18_005.25, '2026-03-02'),
      before: [],
    },
  ],
};

/** What every FinancialsKeeper promises. */
export function financialsContract(name: string, open: () => Promise<FinancialsKeeper>): void {
  describe(`FinancialsKeeper, kept in ${name}`, () => {
    let keeper: FinancialsKeeper;
    beforeEach(async () => {
      keeper = await open();
    });

    it('knows nothing of a company at first', async () => {
      expect(await keeper.recall(ACME)).toBeUndefined();
    });

    it('recalls everything that it kept, each company by itself, and the same after the same again', async () => {
      for (let times = 0; times < 2; times++) {
        await keeper.keep(someFinancials);
        expect(await keeper.recall(ACME)).toEqual(someFinancials);
      }
      expect(await keeper.recall(1167419)).toBeUndefined();
    });

    it('knows that somebody tagged nothing, which is not to know nothing', async () => {
      await keeper.keep({ ...someFinancials, facts: [] });
      expect(await keeper.recall(ACME)).toEqual({ ...someFinancials, facts: [] });
    });

    it('keeps what was read last, in whatever order it comes', async () => {
      const [earlier, later] = ['2026-03-30T04:00:00Z', '2026-04-01T04:00:00Z'].map((at) => ({
        ...someFinancials,
        entity: at,
        readAt: new Date(at),
      })) as [Financials, Financials];
      await keeper.keep(someFinancials);
      await keeper.keep(earlier);
      expect(await keeper.recall(ACME)).toEqual(someFinancials);
      await Promise.all([keeper.keep(later), keeper.keep(earlier), keeper.keep(someFinancials)]);
      expect(await keeper.recall(ACME)).toEqual(later);
    });
  });
}
