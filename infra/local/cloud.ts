import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import { type Start, topology } from '../topology.ts';
import { type Handler, invoke } from './context.ts';
import { startDynamoDb } from './emulators/dynamodb.ts';
import { startSqs } from './emulators/sqs.ts';
import { environmentOf, pointSdkAt, sdkEnvironment } from './environment.ts';
import { TABLE_NAME } from './folder.ts';
import { got, type Overrides, posted, queued, type StartedBy, scheduled } from './functions.ts';
import { type Answer, answeredBy, gotEvent, postedEvent, type Routes, serveHttp } from './hosts/http.ts';
import { type Source, serveQueue, takeBatch, type Work } from './hosts/queue.ts';
import { keepSchedule, scheduledEvent } from './hosts/schedule.ts';

/** Told of whatever a function threw, or of a host that could not do its work. */
export type Complain = (who: string, error: unknown) => void;

export type Options = {
  /** What the functions may be told; each gets only what its contract asks for. */
  variables: Readonly<Record<string, string | number | undefined>>;
  complain: Complain;
  overrides?: Overrides;
  /** Where the data is kept; in memory without one. */
  folder?: string;
  /** Functions that are left out: whatever would start them starts nothing. */
  without?: readonly FunctionName[];
};

/** The steps of the schedules that the topology names, in seconds. */
export type Steps = { tick: number; minute: number; day: number };

/** Every function of the topology, able to run; the twin of infra/aws/stack.ts. Nothing runs by itself before `listen` and `serve`. */
export type Cloud = {
  /** Runs a scheduled function as if its time had come. @throws what it throws. */
  run(name: StartedBy<'every'>, at: Date): Promise<void>;
  /** Works until no queue has a message to give. @returns how many messages that took. */
  drain(): Promise<number>;
  /** Hands a request to a route without a network: for platforms whose requests are fetched. */
  post(path: `/${string}`, body: string, headers: Readonly<Record<string, string>>): Promise<Answer>;
  /** What is read there, as somebody at this address would get it. */
  get(url: string): Promise<Answer>;
  /** Serves the routes. @returns where. @throws {Misconfigured} when the port is taken. */
  listen(port: number): Promise<string>;
  /** Puts schedules and queues to work, on the wall clock, until `stop`. */
  serve(steps: Steps): void;
  /** Messages that are not done: waiting for their time, being worked on, or tried in vain. */
  left(): { waiting: number; dead: number };
  /** Where the table answers. */
  endpoint: string;
  /** Where each queue is, and its dead letters. */
  queues: Readonly<Record<QueueName, { url: string; deadUrl: string }>>;
  /** What the functions asked the emulators so far. */
  requests: { dynamodb: number; sqs: number };
  /** Begins nothing any more, and waits for what is in hand. */
  rest(): Promise<void>;
  /**
   * Lets what is in hand come to its end, or until `late`, then closes the emulators. What was left is done again by
   * whoever starts on the same folder: every step of the functions can be repeated.
   */
  stop(late?: Promise<unknown>): Promise<void>;
};

/** What a function that is left out answers: for a queue, that no message failed. */
const NOTHING_DONE = { batchItemFailures: [] } as unknown;
const NEVER = new Promise<never>(() => undefined);
/** AWS recommends it: a retry of the whole batch must fit before somebody else gets it. Same as infra/aws/queues.ts. */
const VISIBILITY_PER_FUNCTION_SECOND = 6;

export async function startCloud({ variables, complain, overrides, folder, without = [] }: Options): Promise<Cloud> {
  const dynamodb = await startDynamoDb(TABLE_NAME, folder === undefined ? undefined : `${folder}/dynamodb`);
  const sqs = await startSqs(queueSettings(), folder === undefined ? undefined : `${folder}/sqs`);
  const sdk = sdkEnvironment({ dynamodb: dynamodb.endpoint, sqs: sqs.endpoint });
  pointSdkAt(sdk);
  const client = new SQSClient({ endpoint: sqs.endpoint });
  const { clients, requests } = openClients();

  const gifts = { tableName: TABLE_NAME, urlOf: sqs.urlOf, variables };
  const prepared = <Event, Result>(
    name: FunctionName,
    entry: { create(source: Record<string, string>, overrides?: Overrides): Handler<Event, Result> },
  ) => {
    if (without.includes(name)) return () => Promise.resolve(NOTHING_DONE as Result);
    const handler = entry.create({ ...sdk, ...environmentOf(name, gifts) }, { ...clients, ...overrides });
    return (event: Event) => invoke(handler, event, { name, seconds: topology[name].seconds });
  };

  const schedules = mapEntries(scheduled, prepared);
  const routes = {
    post: Object.fromEntries(namesOf(posted).map((name) => [topology[name].start.post, prepared(name, posted[name])])),
    get: prepared('page', got.page),
  } satisfies Routes;
  const consumers = namesOf(queued).flatMap((name) => {
    const work: Work = prepared(name, queued[name]);
    const { queues, batch } = topology[name].start;
    return queues.map((queue) => ({
      source: { queue, url: sqs.urlOf(queue), batch, client } satisfies Source,
      work,
      complain: (error: unknown) => complain(name, error),
    }));
  });

  const run: Cloud['run'] = async (name, at) => {
    await schedules[name](scheduledEvent(name, at));
  };
  const stops: (() => Promise<void>)[] = [];
  const rest = async () => {
    await Promise.all(stops.map((stop) => stop()));
  };

  return {
    run,
    rest,
    requests,
    endpoint: dynamodb.endpoint,
    queues: Object.fromEntries(
      QUEUES.map((name) => [name, { url: sqs.urlOf(name), deadUrl: sqs.deadUrlOf(name) }]),
    ) as Cloud['queues'],
    drain: async () => {
      let taken = 0;
      for (;;) {
        const busy = consumers.filter(({ source }) => sqs.ready(source.queue) > 0);
        if (busy.length === 0) return taken;
        const batches = busy.map(({ source, work, complain }) => takeBatch(source, work, complain, 0));
        taken += (await Promise.all(batches)).reduce((sum, n) => sum + n, 0);
      }
    },
    left: () => {
      const counts = QUEUES.map((queue) => sqs.count(queue));
      return {
        waiting: counts.reduce((sum, { ready, delayed, inFlight }) => sum + ready + delayed + inFlight, 0),
        dead: QUEUES.reduce((sum, queue) => sum + sqs.deadLetters(queue).length, 0),
      };
    },
    post: (path, body, headers) => {
      const route = routes.post[path];
      if (route === undefined) throw new RangeError(`nobody answers ${path}`);
      return answeredBy(route, postedEvent(path, body, headers));
    },
    get: (url) => answeredBy(routes.get, gotEvent(new URL(url))),
    listen: async (port) => {
      const http = await serveHttp(port, routes, (error) => complain('http', error));
      stops.push(http.stop);
      return http.url;
    },
    serve: (steps) => {
      for (const name of namesOf(scheduled)) {
        const work = (at: Date) => run(name, at).catch((error: unknown) => complain(name, error));
        stops.push(keepSchedule(steps[topology[name].start.every], work).stop);
      }
      for (const { source, work, complain } of consumers) stops.push(serveQueue(source, work, complain).stop);
    },
    stop: async (late = NEVER) => {
      await Promise.race([rest(), late]);
      for (const open of [client, clients.dynamodb, clients.sqs]) open.destroy();
      await sqs.stop();
      await dynamodb.stop();
    },
  };
}

/** One pool of connections serves every function, as one sandbox has one. Where it leads is in the environment. */
function openClients() {
  const requests = { dynamodb: 0, sqs: 0 };
  const clients = { dynamodb: new DynamoDBClient({}), sqs: new SQSClient({ useQueueUrlAsEndpoint: true }) };
  clients.dynamodb.middlewareStack.add(
    (next) => (args) => {
      requests.dynamodb++;
      return next(args);
    },
    { step: 'initialize' },
  );
  clients.sqs.middlewareStack.add(
    (next) => (args) => {
      requests.sqs++;
      return next(args);
    },
    { step: 'initialize' },
  );
  return { clients, requests };
}

const namesOf = <Name extends FunctionName>(entries: Record<Name, unknown>) => Object.keys(entries) as Name[];

function mapEntries<Name extends FunctionName, From, To>(
  entries: Record<Name, From>,
  change: (name: Name, from: From) => To,
): Record<Name, To> {
  return Object.fromEntries(namesOf(entries).map((name) => [name, change(name, entries[name])])) as Record<Name, To>;
}

/** From the function that reads a queue follows how the queue behaves. */
export function queueSettings(): Record<QueueName, { visibilitySeconds: number; attempts: number }> {
  const specs: { start: Start; seconds: number }[] = Object.values(topology);
  const readers = specs.flatMap(({ start, seconds }) =>
    'queues' in start ? start.queues.map((queue) => ({ queue, seconds, attempts: start.attempts })) : [],
  );
  return Object.fromEntries(
    QUEUES.map((queue) => {
      const reader = readers.find((candidate) => candidate.queue === queue);
      if (reader === undefined) throw new RangeError(`nobody reads the queue ${queue}`);
      return [queue, { visibilitySeconds: VISIBILITY_PER_FUNCTION_SECOND * reader.seconds, attempts: reader.attempts }];
    }),
  ) as Record<QueueName, { visibilitySeconds: number; attempts: number }>;
}
