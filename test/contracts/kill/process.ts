import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../../functions/kit/clock.ts';
import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import type { Handler } from '../../../infra/local/context.ts';
import { FALSE_CREDENTIALS } from '../../../infra/local/emulators/dynamodb.ts';
import { environmentOf } from '../../../infra/local/environment.ts';
import { got, type Overrides, posted, queued, scheduled } from '../../../infra/local/functions.ts';
import { topology } from '../../../infra/topology.ts';
import { lambdaContext } from '../../support/events.ts';
import { callName } from './call-name.ts';
import { openGateway } from './gateway.ts';
import type { Life } from './life.ts';
import type { Outside } from './outside.ts';

type Entry = { create(source: Record<string, string>, overrides: Overrides): Handler<never, unknown> };
const ENTRIES: Record<FunctionName, Entry> = { ...scheduled, ...queued, ...posted, ...got };

/** The last call of a life: its answer, which whoever started it may never hear. */
export const ANSWER = 'answer';

/** Functions with fresh wiring, all of whose calls go through one life. */
export type Process = {
  /** @returns what the function answered, or that it died. @throws what it throws. */
  run(name: FunctionName, event: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

export async function startProcess(outside: Outside, life: Life): Promise<Process> {
  const { market, telegram, discord, edgar, press, queues } = outside;
  const sources = { market, edgar, press };
  const origins = { market: originOf(market.urls), edgar: edgar.url, press: press.url };
  const gateway = await openGateway(life, { ...origins, telegram: telegram.url, discord: discord.url });
  const feeds = Object.entries(sources).flatMap(([name, { urls }]) =>
    Object.entries(urls).map(([variable, url]) => [variable, `${gateway.url}/${name}${new URL(url).pathname}`]),
  );
  const variables = {
    ...outside.variables,
    ...Object.fromEntries(feeds),
    TELEGRAM_API_URL: `${gateway.url}/telegram`,
    DISCORD_API_URL: `${gateway.url}/discord`,
  };
  const gifts = { tableName: outside.tableName, urlOf: queues.urlOf, variables };
  const overrides: Overrides = {
    dynamodb: mortalDynamoDb(outside, life),
    sqs: mortalSqs(outside, life),
    clock: mortalClock(outside.clock, life),
    log: outside.log,
  };
  const handlers = new Map<FunctionName, Handler<never, unknown>>();

  return {
    run: (name, event) => {
      const handler = handlers.get(name) ?? ENTRIES[name].create(environmentOf(name, gifts), overrides);
      handlers.set(name, handler);
      const answer = handler(event as never, lambdaContext(topology[name].seconds));
      return Promise.race([answer.then((given) => life.call(ANSWER, async () => given)), life.death]);
    },
    stop: gateway.stop,
  };
}

const originOf = (urls: Readonly<Record<string, string>>): string => new URL(Object.values(urls)[0]!).origin;

function mortalDynamoDb({ dynamodb }: Outside, life: Life): DynamoDBClient {
  const { endpoint, requestHandler } = dynamodb.config;
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: FALSE_CREDENTIALS,
    // One pool of sockets for all lives; what a life may do is decided before it.
    requestHandler,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  client.middlewareStack.add(
    (next, context) => (args) => life.call(callName(String(context.commandName), args.input), () => next(args)),
    { step: 'initialize' },
  );
  return client;
}

function mortalSqs({ queues }: Outside, life: Life): SQSClient {
  const client = new SQSClient({ region: 'us-east-1', credentials: FALSE_CREDENTIALS });
  client.middlewareStack.add(
    (_, context) => (args) => {
      if (context.commandName !== 'SendMessageBatchCommand') throw new RangeError(`no ${context.commandName} here`);
      return life.call(callName(context.commandName, args.input), async () => {
        queues.take(args.input as SendMessageBatchCommandInput);
        return { output: { $metadata: {}, Successful: [], Failed: [] } as never, response: undefined };
      });
    },
    { step: 'initialize' },
  );
  return client;
}

const mortalClock = (clock: Clock, life: Life): Clock => ({
  now: () => clock.now(),
  sleep: (ms) => life.call(`sleep ${ms} ms`, () => clock.sleep(ms)),
});
