import type { FeedNotebook, FeedNotes } from '../../functions/filings/press/feed-notes.ts';

/** Notes on feeds, in memory. */
export class MemoryFeedNotebook implements FeedNotebook {
  readonly #notes = new Map<string, FeedNotes>();

  async read(feed: string): Promise<FeedNotes | undefined> {
    return structuredClone(this.#notes.get(feed));
  }

  async write(feed: string, notes: FeedNotes): Promise<void> {
    this.#notes.set(feed, structuredClone(notes));
  }
}
