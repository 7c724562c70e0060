import type { Item, Key, Table } from '../../functions/kit/table.dynamodb.ts';

/** A table whose process dies before its `n`th write; reads go on, as they would in whoever repeats. */
export function dyingAt(table: Table, n: number): Table {
  let left = n;
  const die = () => {
    left -= 1;
    if (left < 0) throw new Error('the process died');
  };
  const dying: Pick<Table, 'get' | 'put' | 'update' | 'delete' | 'pages' | 'query'> = {
    get: (key: Key) => table.get(key),
    query: (query) => table.query(query),
    pages: (query) => table.pages(query),
    put: async (item: Item, condition) => {
      die();
      return table.put(item, condition);
    },
    update: async (key: Key, change) => {
      die();
      return table.update(key, change);
    },
    delete: async (key: Key, condition) => {
      die();
      return table.delete(key, condition);
    },
  };
  return dying as Table;
}
