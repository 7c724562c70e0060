import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValue, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoJournal } from '../../functions/alerts/journal.dynamodb.ts';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { DynamoAskedLog } from '../../functions/chat/asked-log.dynamodb.ts';
import { DynamoConversations } from '../../functions/chat/conversation.dynamodb.ts';
import { DynamoPlatformFacts } from '../../functions/chat/discord/platform.dynamodb.ts';
import { DynamoRegistry } from '../../functions/chat/discord/register.dynamodb.ts';
import { DynamoPlaces } from '../../functions/chat/places.dynamodb.ts';
import { DynamoDirectChannels } from '../../functions/delivery/discord/direct.dynamodb.ts';
import { DynamoUploads } from '../../functions/delivery/pictures/uploads.dynamodb.ts';
import { DynamoSentLog } from '../../functions/delivery/sent.dynamodb.ts';
import { DynamoShelf } from '../../functions/delivery/shelf.dynamodb.ts';
import { DynamoAnnouncedLog } from '../../functions/filings/announced.dynamodb.ts';
import { DynamoFinancials } from '../../functions/filings/financials.dynamodb.ts';
import { DynamoLedger } from '../../functions/filings/ledger.dynamodb.ts';
import { DynamoMemory } from '../../functions/filings/memory.dynamodb.ts';
import { DynamoFeedNotebook } from '../../functions/filings/press/feed-notes.dynamodb.ts';
import { DynamoDue } from '../../functions/kit/due.dynamodb.ts';
import { DynamoPace } from '../../functions/kit/pace.dynamodb.ts';
import type { Table } from '../../functions/kit/table.dynamodb.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { DynamoOwn } from '../../functions/subscriptions/own.dynamodb.ts';
import { recipientFromKey } from '../../functions/subscriptions/recipient.ts';
import { DynamoRoster } from '../../functions/subscriptions/roster.dynamodb.ts';
import { DynamoSeconds } from '../../functions/subscriptions/second.dynamodb.ts';
import { DynamoSeen } from '../../functions/subscriptions/seen.dynamodb.ts';
import { DynamoSettings } from '../../functions/subscriptions/settings.dynamodb.ts';
import { minutes } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';
import { emulatedTable } from '../support/table.ts';

type StoredItem = Record<string, AttributeValue>;

/** Items as they were once written, a line each. A line is never changed: what stands in a table stands there for years. */
const LINES = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'stored', 'items.jsonl'), 'utf8')
  .trim()
  .split('\n');
const NOW = '2026-02-05T12:00:00Z';
const clock = new TestClock(NOW);
const then = new Date('2026-02-03T01:00:00Z');
const one = recipientFromKey('telegram:7');
const options = { shards: 16, tickMs: minutes(60) };

let table: Table;
beforeEach(async () => {
  const emulated = await emulatedTable();
  table = emulated.table;
  for (const line of LINES) {
    const item = JSON.parse(line) as StoredItem;
    await emulated.client.send(new PutItemCommand({ TableName: emulated.name, Item: item }));
  }
});

/** How each keeper reads what was written, and something of what it then knows. */
const READ: Readonly<Record<string, () => Promise<unknown>>> = {
  'alerts/journal': () => new DynamoJournal(table, clock).of('lowest:90' as never, 5),
  'alerts/rules': async () => {
    const rules = new DynamoRules(table, options);
    return [await rules.get('cost:regression' as never), await rules.get('switch-over:margin>41.39:By44tU83' as never)];
  },
  'chat/asked-log': () => new DynamoAskedLog(table).claim('telegram:1', new Date('2026-02-05T13:00:00Z'), clock.now()),
  'chat/conversation': () => new DynamoConversations(table, clock).read(one, '7'),
  'chat/discord/platform': () => new DynamoPlatformFacts(table).read(),
  'chat/discord/register': () => new DynamoRegistry(table).read(),
  'chat/places': async () => [await new DynamoPlaces(table).has('telegram:7'), await new DynamoPlaces(table).count()],
  'delivery/discord/direct': () => new DynamoDirectChannels(table).find('53908232506183680'),
  'delivery/pictures/uploads': () => new DynamoUploads(table, clock).find('QD0HSGDZ3cFDgMxFhDwJo9msacq6yex-'),
  'delivery/sent': () =>
    new DynamoSentLog(table, clock).about(
      'telegram:1001' as never,
      'margin:S21 at $0.08@telegram:1001@2026-02-04T00:00:00.000Z',
    ),
  'delivery/shelf': async () => [
    await new DynamoShelf(table, clock).of(one, 5),
    await new DynamoShelf(table, clock).noted(one),
  ],
  'filings/announced': async () => [
    await new DynamoAnnouncedLog(table).on('2026-02-03' as never),
    (await new DynamoAnnouncedLog(table).composed('sale:2026-02-03'))!,
  ],
  'filings/financials': () => new DynamoFinancials(table).recall(1839341),
  'filings/ledger': async () => [
    (await new DynamoLedger(table).state('0001725123-26-900001' as never))!,
    (await new DynamoLedger(table).cursor('10-K' as never))!,
    (await new DynamoLedger(table).checked(1167419))!,
  ],
  'filings/memory': () => new DynamoMemory(table).recall(1725123),
  'filings/press/feed-notes': () => new DynamoFeedNotebook(table).read('globenewswire/82e8_jAApdE1qYPVHkynKQ=='),
  'kit/due': async () => {
    // In the index of some shard.
    const found = await new DynamoDue(table, 16).ripe(new Date('2027-01-01T00:00:00Z'), 100);
    return found.length > 0 ? found : undefined;
  },
  'kit/pace': () =>
    new DynamoPace(table).lease([{ key: 'telegram:broadcast', interval: minutes(1) }], minutes(1), clock.now()),
  'market/history': async () => {
    const history = new DynamoHistory(table, clock);
    return [
      (await history.latest())!,
      (await history.at(then))!,
      (await history.hours(then, new Date('2026-02-03T04:00:00Z')))[0]!,
      (await history.days('2026-01-01' as never, '2026-01-02' as never))[0]!,
      (await history.since())!,
    ];
  },
  'subscriptions/book': async () => [
    await new DynamoBook(table).of(one),
    await new DynamoBook(table).standing(recipientFromKey('telegram:42')),
  ],
  'subscriptions/own': () => new DynamoOwn(table, clock).read(one),
  'subscriptions/roster': () => new DynamoRoster(table).read(),
  'subscriptions/second': () => new DynamoSeconds(table).notedFor(recipientFromKey('telegram:8')),
  'subscriptions/seen': () =>
    new DynamoSeen(table).find(recipientFromKey('telegram:-1001'), '9f86d081884c7d65' as never),
  'subscriptions/settings': () => new DynamoSettings(table).read(one),
};

/** It only counts, and forgets within the hour. */
const WITHOUT_MEMORY = ['delivery/discord/refusals'];

describe('what an earlier version has stored', () => {
  it.each(Object.keys(READ))('is read by %s', async (keeper) => {
    const known = await READ[keeper]!();
    expect(known).toBeDefined();
    expect([known].flat()).not.toContain(undefined);
    expect([known].flat()).not.toEqual([]);
  });

  it('is read by every keeper there is', () => {
    const functions = join(import.meta.dirname, '..', '..', 'functions');
    const keepers = readdirSync(functions, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dynamodb.ts') && !name.endsWith('table.dynamodb.ts'))
      .map((name) => name.replaceAll('\\', '/').replace('.dynamodb.ts', ''))
      .filter((name) => !WITHOUT_MEMORY.includes(name));
    expect(Object.keys(READ).toSorted()).toEqual(keepers.toSorted());
  });
});

it('brings a roster of the first version to the second when it is written again', async () => {
  const first = JSON.parse(LINES.find((line) => line.includes('"ROSTER-1"'))!) as {
    recipients: { L: { S: string }[] };
  };
  const recipients = first.recipients.L.map(({ S }) => S);
  await table.put({ pk: 'ROSTER', sk: 'ROSTER', v: 1, recipients });
  const roster = new DynamoRoster(table);
  const listed = await roster.read();
  expect([...listed.keys()]).toEqual(recipients);
  await roster.write(listed);
  expect(await table.get({ pk: 'ROSTER', sk: 'ROSTER' })).toMatchObject({ v: 2 });
  expect(await roster.read()).toEqual(listed);
});
