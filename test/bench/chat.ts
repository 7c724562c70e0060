import type { SQSClient } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { create } from '../../functions/entry/telegram-webhook.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { TestClock } from '../support/clock.ts';
import { type CountedTable, openTable } from '../support/counted-table.ts';
import { httpEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { count, quantile, type Report, time } from './report.ts';

const NOW = '2026-02-05T12:03:00Z';
const SUBSCRIBERS = 100_000;
const TOPIC = 'lowest:90';
/** Chats that ask, spread over all subscribers, and what each asks. */
const ASKING = 60;
const ABREAST = 16;
const QUEUE = 'http://127.0.0.1:1/queue';
/** An answer is to be there within a second, warm. */
const PATIENCE_MS = 1_000;

const tap = (data: string) => ({ data });
const ASKED = {
  '/hashprice': '/hashprice',
  '/fleet S21 XP 0.07': '/fleet S21 XP 0.07',
  '/margin': '/margin',
  '/alerts': '/alerts',
  'a tap that subscribes': tap('1:tt:record:on'),
  '/settings currency EUR': '/settings currency EUR',
  '/help': '/help',
} as const;

type Door = (content: object) => Promise<void>;

/** Commands through the real door, on the embedded database full of subscribers, answered on a loopback Bot API. */
export async function chat(): Promise<Report> {
  const opened = await openTable();
  const began = performance.now();
  await seed(opened);
  const seeding = performance.now() - began;
  const telegram = await startTelegram({ enforce: false });
  const { door, log } = await openDoor(opened, telegram.url);
  // Whatever is compiled, connected and cached at the first question is not what a warm answer takes.
  for (const asked of Object.values(ASKED)) await door(question(asked, SUBSCRIBERS + 1));

  const alone = new Map<string, number[]>();
  const requests = new Map<string, number>();
  for (const [name, asked] of Object.entries(ASKED)) {
    const times: number[] = [];
    opened.sent.length = 0;
    for (let i = 0; i < ASKING; i++) times.push(await timed(() => door(question(asked, chatAt(i)))));
    alone.set(name, times);
    requests.set(name, opened.sent.length / ASKING);
  }
  const abreast = await together(door);
  const wrong = log.lines.filter(({ level }) => level === 'error').length + telegram.breaches.length;
  await telegram.stop();
  await opened.close();

  const all = [...alone.values()].flat();
  return {
    title: `Commands in Telegram, ${count(SUBSCRIBERS)} subscribers in the embedded database`,
    head: ['', 'asked', 'p50', 'p99', 'DynamoDB requests'],
    align: 'lrrrr',
    rows: [
      ...[...alone].map(([name, times]) => row(name, times, requests.get(name)!.toFixed(1))),
      row('all, one after the other', all, ''),
      row(`all, ${ABREAST} chats at the same time`, abreast.times, ''),
    ],
    notes: [
      `${count(Math.round(abreast.perSecond))} commands a second, ${ABREAST} chats at the same time; everything (door, database, Bot API) in one`,
      `process on one core. Seeding took ${time(seeding)}.`,
    ],
    bounds: [
      {
        says: 'p99 of an answer within a second, warm',
        was: time(quantile(all, 0.99)),
        holds: quantile(all, 0.99) < PATIENCE_MS,
      },
      { says: 'every question is answered as it should be', was: `${wrong} were not`, holds: wrong === 0 },
    ],
  };
}

async function together(door: Door): Promise<{ times: number[]; perSecond: number }> {
  const left = Object.values(ASKED).flatMap((asked) =>
    Array.from({ length: ASKING }, (_, i) => question(asked, chatAt(i) + 1)),
  );
  const total = left.length;
  const times: number[] = [];
  const began = performance.now();
  const workers = Array.from({ length: ABREAST }, async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const one = next;
      times.push(await timed(() => door(one)));
    }
  });
  await Promise.all(workers);
  return { times, perSecond: (total * 1_000) / (performance.now() - began) };
}

async function openDoor({ table, client, name }: CountedTable, apiUrl: string) {
  // A wait for a slot passes at once here: what is measured is the work.
  const clock = new TestClock(NOW);
  const log = new MemoryLog();
  const sqs = { send: async () => ({ Successful: [], Failed: [] }) } as unknown as SQSClient;
  await new DynamoHistory(table, clock).put(aSnapshot());
  const handle = create(
    {
      TABLE_NAME: name,
      TICK_SECONDS: '300',
      SHARDS: '1',
      NOTICES_QUEUE_URL: QUEUE,
      PICTURES_QUEUE_URL: QUEUE,
      TELEGRAM_DIRECT_QUEUE_URL: QUEUE,
      TELEGRAM_TOKEN: '7:AAH',
      TELEGRAM_SECRET: 'a-secret',
      TELEGRAM_API_URL: apiUrl,
      MOST_CHATS: '1000000',
    },
    { clock, log, dynamodb: client, sqs },
  );
  let updates = 0;
  const door: Door = async (content) => {
    clock.advance(5);
    const event = httpEvent('/telegram', JSON.stringify({ update_id: ++updates, ...content }), {
      'x-telegram-bot-api-secret-token': 'a-secret',
    });
    const { statusCode } = await handle(event);
    if (statusCode !== 200) throw new Error(`the door answered ${statusCode}`);
  };
  return { door, log };
}

function question(asked: string | { data: string }, id: number): object {
  const about = { message_id: 1, date: 1_770_292_980, chat: { id, type: 'private' } };
  const from = { id, is_bot: false, first_name: 'A', language_code: 'en' };
  return typeof asked === 'string'
    ? { message: { ...about, from, text: asked } }
    : { callback_query: { id: `tap-${id}`, from, message: about, chat_instance: '1', data: asked.data } };
}

const chatAt = (i: number): number => 1 + i * Math.floor(SUBSCRIBERS / ASKING);

/** Everybody subscribes to one thing, both sides of it; 25 at a time, past the book. */
async function seed({ client, name }: CountedTable): Promise<void> {
  const document = DynamoDBDocumentClient.from(client);
  let next = 1;
  const writers = Array.from({ length: 8 }, async () => {
    while (next <= SUBSCRIBERS) {
      const items = Array.from({ length: 12 }, () => next++)
        .filter((id) => id <= SUBSCRIBERS)
        .flatMap(subscription);
      if (items.length === 0) return;
      const requests = items.map((Item) => ({ PutRequest: { Item } }));
      await document.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
    }
  });
  await Promise.all(writers);
}

function subscription(id: number): object[] {
  const recipient = `telegram:${id}`;
  const entry = { v: 1, recipient, topic: TOPIC, since: '2026-01-01T00:00:00.000Z' };
  return [
    { pk: `RECIPIENT#${recipient}`, sk: `TOPIC#${TOPIC}`, ...entry },
    { pk: `TOPIC#${TOPIC}`, sk: recipient, ...entry },
  ];
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const row = (name: string, times: readonly number[], requests: string): string[] => [
  name,
  count(times.length),
  time(quantile(times, 0.5)),
  time(quantile(times, 0.99)),
  requests,
];
