import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { noticeToJson } from '../../functions/alerts/notice.ts';
import { accessionOf } from '../../functions/filings/accession.ts';
import { type FilingTask, taskToJson } from '../../functions/filings/filing.ts';
import { DynamoLedger } from '../../functions/filings/ledger.dynamodb.ts';
import { WATCHLIST } from '../../functions/filings/watchlist.ts';
import { Table } from '../../functions/kit/table.dynamodb.ts';
import { dayOf, days, later, type Milliseconds, minutes } from '../../functions/units/time.ts';
import { quantitiesAt } from '../../infra/cost/monthly.ts';
import type { Operation, Operations } from '../../infra/cost/quantities.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { TABLE_NAME } from '../../infra/local/folder.ts';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { startEdgar } from '../../infra/local/loopback/edgar.ts';
import type { WorldFiling, WorldTagged } from '../../infra/local/loopback/edgar-world.ts';
import { startMarket } from '../../infra/local/loopback/market.ts';
import { startPress } from '../../infra/local/loopback/press.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { recordedFilings } from '../../infra/local/recordings/filings.ts';
import { recordedWorld } from '../../infra/local/recordings/recording.ts';
import { AUDIENCE } from '../../infra/local/replay-audience.ts';
import { ReplayClock } from '../../infra/local/replay-clock.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { aNotice } from '../delivery/notices.ts';
import { MemoryLog } from '../support/log.ts';
import { count, type Report } from './report.ts';

/** Nothing crosses a line on that day. */
const FROM = new Date('2025-12-10T12:00:00Z');
const NIGHT = new Date('2025-12-11T05:00:00Z');
/** As on AWS, where every tick asks each of them. */
const SHARDS = 16;
const TOLD = 100;
const TOPIC = aNotice('cost-regression').rule;
const COMMANDS = [
  '/hashprice',
  '/fleet S21 XP 0.07',
  '/margin',
  '/alerts',
  '/settings currency EUR',
  '/help',
  '/chart',
];
/** What a company files in half a year, of the forms that are watched: its own list is gone through again and again. */
const FILED_EACH = 25;
const PAST: readonly WorldFiling[] = WATCHLIST.flatMap(({ cik, names }) =>
  cik === null
    ? []
    : Array.from(
        { length: FILED_EACH },
        (_, i): WorldFiling => ({
          accession: `${String(cik).padStart(10, '0')}-25-${String(i + 1).padStart(6, '0')}`,
          cik,
          company: names[0]!.name,
          form: '8-K',
          items: ['7.01', '9.01'],
          acceptedAt: later(FROM, -days(7 * (i + 1)) as Milliseconds),
          documents: [],
        }),
      ),
);
/** Six years of quarters and of years, each in two reports, as most who are watched have tagged them. */
const TAGGED: readonly WorldTagged[] = WATCHLIST.flatMap(({ cik, names }) =>
  cik === null
    ? []
    : Array.from({ length: 24 }, (_, i) => i).flatMap((i) =>
        ['Revenues', 'NetIncomeLoss'].flatMap((tag) =>
          [40, 400].map((after): WorldTagged => {
            const start = later(FROM, -days(100 + 91 * i) as Milliseconds);
            const end = later(start, days(i % 4 === 3 ? 364 : 90));
            return {
              cik,
              entity: names[0]!.name,
              taxonomy: 'us-gaap',
              tag,
              unit: 'USD',
              start: dayOf(start),
              end: dayOf(end),
              value: 100_000_000 + i,
              accession: `${String(cik).padStart(10, '0')}-24-${String(i + 1).padStart(6, '0')}`,
              form: '10-Q',
              filed: dayOf(later(end, days(after) as Milliseconds)),
            };
          }),
        ),
      ),
);
const FILE = join(import.meta.dirname, '..', '..', 'infra', 'cost', 'operations.json');

type Counted = { reads: number; writes: number; sends: number; messages: Record<string, number> };
const nothing = (): Counted => ({ reads: 0, writes: 0, sends: 0, messages: {} });

/** What each thing the bot does takes of the services. Written down for `npm run bot -- cost`, which reckons with it. */
export async function cost(): Promise<Report> {
  const world = await openWorld();
  try {
    // Everything that happens once: rules, past days, companies' lists, connections.
    for (const name of startedEvery('day')) await world.run(name);
    for (let i = 0; i < 40; i++) {
      if (i % 5 === 0) await world.tick();
      await world.minute();
    }
    for (let i = 0; i < 3; i++) await world.tick();

    const operations: Operations = {
      tick: await world.measure(10, world.tick),
      minute: await world.measure(30, world.minute),
      nightMinute: await world.atNight(() => world.measure(30, world.minute)),
      day: await world.measure(1, world.day),
      filing: await world.filings(),
      alert: await world.alerts(),
      command: await world.commands(),
    };
    writeFileSync(FILE, `${JSON.stringify(operations, null, 2)}\n`);
    const rows = Object.entries(operations).map(([name, one]: [string, Operation]) => [
      name,
      one.reads.toFixed(2),
      one.writes.toFixed(2),
      one.sqs.toFixed(2),
      Object.values(one.runs)
        .reduce((sum, runs) => sum + runs, 0)
        .toFixed(2),
      `${Math.round(one.cpuSeconds * 1_000)} ms`,
      one.outside.toFixed(2),
    ]);
    return {
      title: 'What one of each takes of the services (and written to infra/cost/operations.json)',
      head: ['', 'read units', 'write units', 'queue requests', 'runs', 'processor', 'requests outside'],
      align: 'lrrrrrr',
      rows,
      notes: [
        `Units as the embedded DynamoDB counts them, indexes included; ${SHARDS} shards; an alert to ${TOLD} chats, and a few`,
        'commands, divided by their number. Processor time includes the emulators and is therefore too much.',
        `In a month with 10,000 subscribers: ${count(Math.round(quantitiesAt(10_000).tableWrites))} write units.`,
      ],
    };
  } finally {
    await world.stop();
  }
}

type Scheduled = Parameters<Cloud['run']>[0];
const startedEvery = (every: 'tick' | 'minute' | 'day'): Scheduled[] =>
  Object.entries<Spec>(topology).flatMap(([name, { start }]) =>
    'every' in start && start.every === every ? [name as Scheduled] : [],
  );

async function openWorld() {
  const clock = new ReplayClock(FROM);
  const now = () => clock.now();
  const log = new MemoryLog();
  const filings = [...PAST];
  const [market, edgar, press, telegram, discord] = await Promise.all([
    startMarket(recordedWorld(now)),
    startEdgar({ now, filings, tagged: TAGGED }),
    startPress({ now, releases: [] }),
    startTelegram({ now, enforce: false }),
    startDiscord({ now, enforce: false }),
  ]);
  const counted = nothing();
  const dynamodb = countingTable(counted);
  const sqs = countingQueues(counted);
  const cloud = await startCloud({
    variables: {
      ...market.urls,
      ...edgar.urls,
      ...press.urls,
      SEC_USER_AGENT: 'hashprice-watch bench@example.com',
      TELEGRAM_API_URL: telegram.url,
      DISCORD_API_URL: `${discord.url}/api`,
      TELEGRAM_TOKEN: '1:bench',
      TELEGRAM_SECRET: 'a-secret',
      DISCORD_TOKEN: 'bench',
      RECIPIENTS: AUDIENCE,
      SHARDS,
    },
    overrides: { clock, log, dynamodb, sqs },
    complain: (who, error) => log.error(who, error),
  });
  const ledger = new DynamoLedger(new Table(TABLE_NAME, dynamodb));
  for (const { accession } of PAST) await ledger.finish(accessionOf(accession), { state: 'read' }, FROM);
  const outside = () =>
    [market.requests, edgar.requests, press.requests, telegram.calls, discord.calls].reduce(
      (sum, all) => sum + all.length,
      0,
    );
  let runs: Record<string, number> = {};
  let updates = 0;
  const ran = (name: string, times = 1) => {
    runs[name] = (runs[name] ?? 0) + times;
  };
  /** Lambda takes as many of the messages that were put since as a function may have at a time. */
  const drained = async () => {
    await cloud.drain();
    for (const [name, { start }] of Object.entries<Spec>(topology)) {
      if (!('queues' in start)) continue;
      const messages = start.queues.reduce((sum, queue) => sum + (counted.messages[queue] ?? 0), 0);
      if (messages > 0) ran(name, Math.ceil(messages / start.batch));
    }
    counted.messages = {};
  };
  const run = async (name: Scheduled) => {
    ran(name);
    await cloud.run(name, now());
  };

  /** Without being counted. */
  const aside = async (work: () => Promise<void>): Promise<void> => {
    const [before, ranBefore] = [{ ...counted, messages: {} }, runs];
    runs = {};
    await work();
    Object.assign(counted, before);
    runs = ranBefore;
  };
  let ticked = now();
  const tick = async () => {
    ticked = now();
    for (const name of startedEvery('tick')) await run(name);
    await drained();
  };
  /** Without a snapshot for a while, the bot has more to do than usual. */
  const keepFresh = async () => {
    if (later(ticked, minutes(5)) <= now()) await tick();
  };

  const measure = async (times: number, once: () => Promise<void>, per = times): Promise<Operation> => {
    Object.assign(counted, nothing());
    runs = {};
    let asked = 0;
    let cpuMicroseconds = 0;
    for (let i = 0; i < times; i++) {
      await aside(keepFresh);
      const askedBefore = outside();
      const cpu = process.cpuUsage();
      await once();
      const { user, system } = process.cpuUsage(cpu);
      cpuMicroseconds += user + system;
      asked += outside() - askedBefore;
    }
    const each = (n: number) => Number((n / per).toPrecision(4));
    return {
      reads: each(counted.reads),
      writes: each(counted.writes),
      // Each batch that was sent is received and deleted again.
      sqs: each(counted.sends * 3),
      runs: Object.fromEntries(Object.entries(runs).map(([name, sum]) => [name, each(sum)])),
      cpuSeconds: each(cpuMicroseconds / 1e6),
      outside: each(asked),
    };
  };

  return {
    measure,
    run,
    tick: async () => {
      clock.moveTo(later(ticked, minutes(5)));
      await tick();
    },
    minute: async () => {
      clock.moveTo(later(now(), minutes(1)));
      for (const name of startedEvery('minute')) await run(name);
      await drained();
    },
    /** From midnight of New York on. */
    atNight: async (work: () => Promise<Operation>): Promise<Operation> => {
      clock.moveTo(NIGHT);
      await tick();
      return work();
    },
    day: async () => {
      for (const name of startedEvery('day')) await run(name);
      await drained();
    },
    /** Of the recorded ones, as they were filed: each read once, told of, and followed by its picture if it has one. */
    filings: async () => {
      const listed = recordedFilings().map((filing) => ({ ...filing, acceptedAt: now() }));
      filings.push(...listed);
      const left = [...listed];
      return measure(listed.length, async () => {
        const { accession, cik, form, items } = left.pop()!;
        const filing = { accession: accessionOf(accession), cik, form, items: [...items], filedOn: dayOf(now()) };
        const task: FilingTask = { v: 1, do: 'read', filings: [filing], listedAt: now(), tries: 0, quiet: false };
        await put(sqs, cloud.queues.filings.url, taskToJson(task));
        await drained();
      });
    },
    alerts: async () => {
      await subscribe(dynamodb);
      // One that has a picture; most have.
      const notice = aNotice('cost-regression', 'fired', { at: now(), since: now(), openedAt: now() });
      return measure(
        1,
        async () => {
          await put(sqs, cloud.queues.notices.url, { v: 1, notice: noticeToJson(notice as never) });
          await drained();
        },
        TOLD,
      );
    },
    commands: async () => {
      const ask = async (text: string, id: number) => {
        const about = { message_id: 1, date: Math.floor(now().getTime() / 1_000), chat: { id, type: 'private' } };
        const from = { id, is_bot: false, first_name: 'A', language_code: 'en' };
        const update = JSON.stringify({ update_id: ++updates, message: { ...about, from, text } });
        await cloud.post('/telegram', update, { 'x-telegram-bot-api-secret-token': 'a-secret' });
        ran('telegram-webhook');
      };
      for (const text of COMMANDS) await ask(text, 1);
      return measure(
        10,
        async () => {
          for (const text of COMMANDS) await ask(text, 2 + (updates % 7));
          await drained();
        },
        10 * COMMANDS.length,
      );
    },
    stop: async () => {
      await cloud.stop();
      await Promise.all([market, edgar, press, telegram, discord].map((server) => server.stop()));
    },
  };
}

/** As the service itself counts: a unit of reading is 4 KB, one of writing 1 KB, and an index is written to as well. */
function countingTable(counted: Counted): DynamoDBClient {
  const client = new DynamoDBClient({});
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = { ...(args.input as object), ReturnConsumedCapacity: 'TOTAL' } as never;
      const isRead = /^(?:Get|Query)/.test(String(context.commandName));
      const result = await next({ ...args, input });
      const units = (result.output as { ConsumedCapacity?: { CapacityUnits?: number } }).ConsumedCapacity;
      const { Items: items } = result.output as { Items?: unknown[] };
      // A query that finds nothing is paid, too; the emulator says that it is not.
      const least = items?.length === 0 ? ((args.input as { ConsistentRead?: boolean }).ConsistentRead ? 1 : 0.5) : 0;
      counted[isRead ? 'reads' : 'writes'] += Math.max(least, units?.CapacityUnits ?? 1);
      return result;
    },
    { step: 'initialize' },
  );
  return client;
}

function countingQueues(counted: Counted): SQSClient {
  const client = new SQSClient({ useQueueUrlAsEndpoint: true });
  client.middlewareStack.add(
    (next) => (args) => {
      const { Entries: entries } = args.input as { Entries?: unknown[] };
      counted.sends++;
      const { QueueUrl: url = '' } = args.input as { QueueUrl?: string };
      const queue = url.split('/').at(-1) ?? '';
      counted.messages[queue] = (counted.messages[queue] ?? 0) + (entries?.length ?? 1);
      return next(args);
    },
    { step: 'initialize' },
  );
  return client;
}

const put = (sqs: SQSClient, QueueUrl: string, body: object) =>
  sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', MessageBody: JSON.stringify(body) }] }));

/** Past the book, and as it writes. */
async function subscribe(client: DynamoDBClient): Promise<void> {
  const document = DynamoDBDocumentClient.from(client);
  const ids = Array.from({ length: TOLD }, (_, i) => `telegram:${50_000 + i}`);
  for (const recipient of ids) {
    const entry = { v: 1, recipient, topic: TOPIC, since: '2025-01-01T00:00:00.000Z' };
    for (const key of [
      { pk: `RECIPIENT#${recipient}`, sk: `TOPIC#${TOPIC}` },
      { pk: `TOPIC#${TOPIC}`, sk: recipient },
    ])
      await document.send(new PutCommand({ TableName: TABLE_NAME, Item: { ...key, ...entry } }));
  }
}
