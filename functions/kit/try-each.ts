export type Failure<Item> = { item: Item; error: unknown };

/** Tries every item, whatever happens to the others, and hands back the ones that failed with the reason. */
export async function tryEach<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<Failure<Item>[]> {
  // Inside a promise, so that work that throws before its first one fails its own item and not all of them.
  const settled = await Promise.allSettled(items.map(async (item) => work(item)));
  return settled.flatMap((result, i) =>
    result.status === 'rejected' ? [{ item: items[i]!, error: result.reason as unknown }] : [],
  );
}
