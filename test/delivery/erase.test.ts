import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { afterChange } from '../../functions/delivery/after-change.ts';
import { eraseDelivery } from '../../functions/delivery/erase.ts';
import { markOf, seen } from '../../functions/subscriptions/seen.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { aNotice } from './notices.ts';
import { aDelivery, ann, telegramWorld } from './world.ts';

const bob = { platform: 'telegram', chat: '7' } as const;

/** Something of everything: said, seen, to be called about, kept back for the morning, and a digest ordered. */
async function lived(world: Awaited<ReturnType<typeof telegramWorld>>, recipient: typeof ann | typeof bob) {
  const digest = { every: 'day', at: '19:00', weekday: 1 } as const;
  await world.set(recipient, { escalation: { afterMinutes: 15 }, digest });
  await world.run(aDelivery(aNotice('hashprice-below'), recipient));
  await seen(world, recipient, markOf('something'), '77', world.clock.now());
  const settings = await world.set(recipient, { quiet: { from: '13:00', to: '18:00' } });
  await world.run(aDelivery(aNotice('cost-cash'), recipient));
  await world.shelf.note({ recipient, covers: [], messageId: '1' }, later(world.clock.now(), minutes(1)));
  await afterChange(world, recipient, settings);
}

it('a chat that is erased leaves nothing in the log, on the shelf, among what was seen or what waits; others stay', async () => {
  const world = await telegramWorld();
  await lived(world, ann);
  await lived(world, bob);
  const kept = async () => {
    const client = DynamoDBDocumentClient.from(world.client);
    const { Items: items = [] } = await client.send(new ScanCommand({ TableName: world.tableName }));
    return items.map((item) => JSON.stringify(item)).filter((item) => !/"pk":"(?:PACE|RECIPIENT)#/.test(item));
  };
  const of = (items: readonly string[], chat: string) =>
    items.filter((item) => item.includes(`telegram:${chat}`)).length;
  const before = await kept();
  expect(of(before, '42')).toBeGreaterThanOrEqual(7);
  const erase = eraseDelivery(world);
  await erase(ann);
  await erase(ann);
  const after = await kept();
  expect(of(after, '42')).toBe(0);
  expect(of(after, '7')).toBe(of(before, '7'));
});
