/** What is remembered of a feed, so that it is asked politely and says everything once. */
export type FeedNotes = {
  etag?: string;
  lastModified?: string;
  /** Items that were seen, newest first. */
  seen: readonly string[];
  /** Nobody asks before: it refused us. */
  heldUntil?: Date;
  /**
   * If it still answers then and has had no news, it must have moved. Kept, since a dead feed only says "not
   * modified".
   */
  staleAfter?: Date;
};

/** Notes on feeds, by their names. Every method may be repeated. */
export interface FeedNotebook {
  read(feed: string): Promise<FeedNotes | undefined>;
  write(feed: string, notes: FeedNotes): Promise<void>;
}
