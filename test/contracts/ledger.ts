import { beforeEach, describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import { type Ledger, unseenOf } from '../../functions/filings/ledger.ts';

const one = accessionOf('0001507605-26-000029');
const other = accessionOf('0001507605-26-000030');
const noon = new Date('2026-03-26T12:00:00.000Z');
const evening = new Date('2026-03-26T20:00:00.000Z');

/** What every Ledger promises. */
export function ledgerContract(name: string, open: () => Promise<Ledger>): void {
  describe(`Ledger, kept in ${name}`, () => {
    let ledger: Ledger;
    beforeEach(async () => {
      ledger = await open();
    });

    it('has seen nothing at first', async () => {
      expect(await ledger.state(one)).toBeUndefined();
      expect(await ledger.cursor('8-K')).toBeUndefined();
      expect(await ledger.checked(1507605)).toBeUndefined();
    });

    it('tells since when a filing is listed, by its own number', async () => {
      await ledger.list(one, noon);
      expect(await ledger.state(one)).toEqual({ state: 'listed', at: noon });
      expect(await ledger.state(other)).toBeUndefined();
    });

    it('lists anew what was only listed, so that what was forgotten once is not forgotten every minute', async () => {
      await ledger.list(one, noon);
      await ledger.list(one, evening);
      expect(await ledger.state(one)).toEqual({ state: 'listed', at: evening });
    });

    it.each([[{ state: 'read' as const }], [{ state: 'given up' as const, why: 'missing for a day: EX-99.1' }]])(
      'never lists again what is over: %o',
      async (outcome) => {
        await ledger.list(one, noon);
        await ledger.finish(one, outcome, noon);
        await ledger.list(one, evening);
        expect(await ledger.state(one)).toEqual({ ...outcome, at: noon });
      },
    );

    it('keeps how a filing ended that nobody listed, and how it ended last', async () => {
      await ledger.finish(one, { state: 'given up', why: 'gone' }, noon);
      expect(await ledger.state(one)).toEqual({ state: 'given up', why: 'gone', at: noon });
      await ledger.finish(one, { state: 'read' }, evening);
      await ledger.finish(one, { state: 'read' }, evening);
      expect(await ledger.state(one)).toEqual({ state: 'read', at: evening });
    });

    it('keeps how far each list was read, and what the list said of itself', async () => {
      await ledger.moveCursor('8-K', { newest: noon, etag: '"a"', lastModified: 'Thu, 26 Mar 2026 12:00:00 GMT' });
      await ledger.moveCursor('6-K', { newest: evening });
      expect(await ledger.cursor('8-K')).toEqual({
        newest: noon,
        etag: '"a"',
        lastModified: 'Thu, 26 Mar 2026 12:00:00 GMT',
      });
      expect(await ledger.cursor('6-K')).toEqual({ newest: evening });
      expect(await ledger.cursor('10-K')).toBeUndefined();
    });

    it('never moves a cursor back, and what an older answer said of itself does not stay either', async () => {
      await ledger.moveCursor('8-K', { newest: evening, etag: '"evening"' });
      await ledger.moveCursor('8-K', { newest: noon, etag: '"noon"' });
      expect(await ledger.cursor('8-K')).toEqual({ newest: evening, etag: '"evening"' });
    });

    it('takes what a list says of itself with the same newest filing, nothing included', async () => {
      await ledger.moveCursor('8-K', { newest: noon, etag: '"a"' });
      await ledger.moveCursor('8-K', { newest: noon, etag: '"b"' });
      expect(await ledger.cursor('8-K')).toEqual({ newest: noon, etag: '"b"' });
      await ledger.moveCursor('8-K', { newest: noon, etag: undefined });
      expect(await ledger.cursor('8-K')).toEqual({ newest: noon });
    });

    it('remembers when a company was checked last, and from which day on it was our business at first', async () => {
      await ledger.check(1507605, { at: noon, from: '2025-09-07' });
      await ledger.check(1507605, { at: evening, from: '2026-03-01' });
      expect(await ledger.checked(1507605)).toEqual({ at: evening, from: '2025-09-07' });
      expect(await ledger.checked(1167419)).toBeUndefined();
    });

    it('tells the unseen in their order, and what was listed too long ago and never read', async () => {
      const [read, listed, fresh] = [one, other, accessionOf('0001507605-26-000031')].map((accession) => ({
        accession,
      }));
      await ledger.list(read!.accession, noon);
      await ledger.finish(read!.accession, { state: 'read' }, noon);
      await ledger.list(listed!.accession, noon);
      const all = [fresh!, listed!, read!];
      expect(await unseenOf(ledger, all)).toEqual([fresh]);
      expect(await unseenOf(ledger, all, noon)).toEqual([fresh]);
      expect(await unseenOf(ledger, all, evening)).toEqual([fresh, listed]);
    });
  });
}
