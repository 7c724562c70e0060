import { expect, it } from 'vitest';
import { DynamoSeen } from '../../functions/subscriptions/seen.dynamodb.ts';
import { markOf, readMark, seen } from '../../functions/subscriptions/seen.ts';
import { emulatedTable } from '../support/table.ts';

const ann = { platform: 'telegram', chat: '42' } as const;
const mark = markOf('margin:S21@telegram:42@2026-02-24T12:55:00.000Z');
const at = (time: string) => new Date(`2026-02-24T${time}:00.000Z`);

it('an alert is seen by whoever taps first, however often and by how many it is tapped', async () => {
  const keeper = new DynamoSeen((await emulatedTable()).table);
  expect(await keeper.find(ann, mark)).toBeUndefined();
  const taps = await Promise.all(['7', '8', '7'].map((user) => seen({ seen: keeper }, ann, mark, user, at('13:10'))));
  const first = await keeper.find(ann, mark);
  expect(taps.every((tap) => tap?.user === first?.user)).toBe(true);
  expect(await seen({ seen: keeper }, ann, mark, '9', at('13:11'))).toEqual({ ...first, isFirst: false });
});

it('is seen in its own chat, and nothing is seen by a button that is none of ours', async () => {
  const keeper = new DynamoSeen((await emulatedTable()).table);
  await seen({ seen: keeper }, ann, mark, '7', at('13:10'));
  expect(await keeper.find({ ...ann, chat: '43' }, mark)).toBeUndefined();
  for (const forged of ['', 'x'.repeat(64), `${mark}!`, '../../../etc/pass']) {
    expect(await seen({ seen: keeper }, ann, forged, '7', at('13:10'))).toBeUndefined();
    expect(readMark(forged)).toBeUndefined();
  }
});
