import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedNotebook, FeedNotes } from '../../functions/filings/press/feed-notes.ts';

const whole: FeedNotes = {
  etag: '"abc"',
  lastModified: 'Thu, 26 Mar 2026 12:00:00 GMT',
  seen: ['b', 'a'],
  heldUntil: new Date('2026-03-26T13:00:00.000Z'),
  staleAfter: new Date('2026-04-26T13:00:00.000Z'),
};

/** What every FeedNotebook promises. */
export function feedNotesContract(name: string, open: () => Promise<FeedNotebook>): void {
  describe(`FeedNotebook, kept in ${name}`, () => {
    let notebook: FeedNotebook;
    beforeEach(async () => {
      notebook = await open();
    });

    it('knows nothing of a feed at first', async () => {
      expect(await notebook.read('ir.mara.com')).toBeUndefined();
    });

    it('gives the notes back as they were written, each feed its own', async () => {
      await notebook.write('ir.mara.com', whole);
      await notebook.write('newsfile/5335', { seen: [] });
      expect(await notebook.read('ir.mara.com')).toEqual(whole);
      expect(await notebook.read('newsfile/5335')).toEqual({ seen: [] });
    });

    it('forgets what is not written again', async () => {
      await notebook.write('ir.mara.com', whole);
      await notebook.write('ir.mara.com', { seen: ['c'] });
      expect(await notebook.read('ir.mara.com')).toEqual({ seen: ['c'] });
    });
  });
}
