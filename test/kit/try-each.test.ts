import { expect, it } from 'vitest';
import { tryEach } from '../../functions/kit/try-each.ts';

it('tries every item, and hands back those that failed with the reason', async () => {
  const done: number[] = [];
  const failures = await tryEach([1, 2, 3], async (item) => {
    if (item === 2) throw new RangeError('not two');
    done.push(item);
  });
  expect(failures).toEqual([{ item: 2, error: new RangeError('not two') }]);
  expect(done).toEqual([1, 3]);
});

it('takes what is thrown before there is a promise for a failure of its item alone', async () => {
  const failures = await tryEach([1, 2], (item) => {
    if (item === 1) throw new RangeError('not one');
    return Promise.resolve();
  });
  expect(failures).toEqual([{ item: 1, error: new RangeError('not one') }]);
});
