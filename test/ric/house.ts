import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { WATCHLIST } from '../../functions/filings/watchlist.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import { feedBases, filingBases } from '../../functions/kit/env.contract.ts';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import { Table } from '../../functions/kit/table.dynamodb.ts';
import { later, type Milliseconds, minutes } from '../../functions/units/time.ts';
import { constructId } from '../../infra/construct-id.ts';
import { queueSettings } from '../../infra/local/cloud.ts';
import { ACCOUNT, REGION } from '../../infra/local/context.ts';
import { FALSE_CREDENTIALS, startDynamoDb } from '../../infra/local/emulators/dynamodb.ts';
import { startSqs } from '../../infra/local/emulators/sqs.ts';
import { type Endpoint, startDiscord } from '../../infra/local/loopback/discord.ts';
import { startEdgar } from '../../infra/local/loopback/edgar.ts';
import { startMarket } from '../../infra/local/loopback/market.ts';
import { startPress } from '../../infra/local/loopback/press.ts';
import { json, serve } from '../../infra/local/loopback/serve.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { recordedFilings } from '../../infra/local/recordings/filings.ts';
import { recordedTagged } from '../../infra/local/recordings/tagged.ts';
import { startParameters } from '../infra/parameters.ts';
import { aWorld } from '../support/world.ts';
import type { Facts } from './deployed.ts';
import { startPublicHosts } from './public-hosts.ts';
import type { OnThisMachine } from './sandbox.ts';

const TABLE = 'Table';
export const API = 'https://abc123.execute-api.us-east-1.amazonaws.com';
/** Nowhere but in SSM: what a function prints is searched for these. */
export const SECRETS: Readonly<Record<string, string>> = {
  '/hashprice-watch/prod/telegram-token': '100001:a-token-of-telegram-that-nobody-may-see',
  '/hashprice-watch/prod/telegram-secret': 'a-secret-that-nobody-may-see',
  '/hashprice-watch/prod/discord-token': 'a-token-of-discord-that-nobody-may-see',
};
/** What a person who deploys says. */
export const SAID = {
  STAGE: 'prod',
  RECIPIENTS: JSON.stringify([
    { platform: 'telegram', chat: '42', fleet: { joulesPerTerahash: 60, usdPerKwh: 0.5 } },
    { platform: 'discord', channel: '123456789012345678' },
  ]),
};
const PARAMETERS = { SecUserAgent: 'Jane Doe jane@example.com' };

/** A process of its own lives on the machine's clock, and so must the world around it. */
export const clock: Clock = { now: () => new Date(), sleep: () => Promise.resolve() };

export type House = Awaited<ReturnType<typeof startHouse>>;

/** All that stands around the functions: AWS as far as they know it, and every host they ask. */
export async function startHouse() {
  const { now } = clock;
  const aMinuteAgo = later(now(), -minutes(1) as Milliseconds);
  const filings = recordedFilings().map((filing) => ({ ...filing, acceptedAt: aMinuteAgo }));
  const release = { feed: 'ir.mara.com', id: 'a release', title: 'An office is opened', at: aMinuteAgo };
  const cloudFormation: Record<string, unknown>[] = [];
  let door: Endpoint = () => Promise.resolve({ statusCode: 503 });

  const dynamodb = await startDynamoDb(TABLE);
  const sqs = await startSqs(queueSettings());
  const ssm = await startParameters(SECRETS);
  const market = await startMarket(aWorld(clock));
  const edgar = await startEdgar({ now, filings, tagged: recordedTagged() });
  const press = await startPress({ now, releases: [release] });
  const telegram = await startTelegram();
  const discord = await startDiscord({ endpoint: (url, request) => door(url, request) });
  const bucket = await serve(({ method, body }) => {
    cloudFormation.push({ method, ...(JSON.parse(body) as object) });
    return json({});
  });
  const hosts = await startPublicHosts({
    ...origins({ ...market.urls, ...edgar.urls, ...press.urls }),
    'https://api.telegram.org': telegram.url,
    'https://discord.com': discord.url,
  });
  const credentials = { region: REGION, credentials: FALSE_CREDENTIALS };
  const reading = new DynamoDBClient({ endpoint: dynamodb.endpoint, ...credentials });
  const receiving = new SQSClient({ endpoint: sqs.endpoint, ...credentials });

  const here: OnThisMachine = {
    endpoints: { AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint, AWS_ENDPOINT_URL_SSM: ssm.url },
    publicHosts: hosts.url,
  };
  const queueOf = (id: string): QueueName => {
    const found = QUEUES.find((name) => id.replace(/[0-9A-F]{8}$/, '') === `${constructId(name)}Queue`);
    if (found === undefined) throw new RangeError(`${id} is none of our queues`);
    return found;
  };
  const facts: Facts = {
    parameters: PARAMETERS,
    ref: (id, type) => {
      if (type === 'AWS::DynamoDB::GlobalTable') return TABLE;
      if (type === 'AWS::SQS::Queue') return sqs.urlOf(queueOf(id));
      throw new RangeError(`nobody here stands for ${id}, a ${type}`);
    },
    attribute: (id, name, type) => {
      if (type === 'AWS::ApiGatewayV2::Api' && name === 'ApiEndpoint') return API;
      if (type === 'AWS::SQS::Queue' && name === 'Arn') return `arn:aws:sqs:${REGION}:${ACCOUNT}:${queueOf(id)}`;
      throw new RangeError(`nobody here knows ${name} of ${id}, a ${type}`);
    },
  };

  return {
    here,
    facts,
    filings,
    release,
    edgar,
    press,
    telegram,
    discord,
    hosts,
    /** What CloudFormation was answered. */
    cloudFormation,
    responseUrl: `${bucket.url}/answer?signature=a`,
    table: new Table(TABLE, reading),
    /** Who answers when Discord asks an address before it takes it. */
    behindDoor: (answer: Endpoint) => {
      door = answer;
    },
    /** Takes all that lies on a queue; it comes to nobody else while the reader's time lasts. */
    received: async (queue: QueueName): Promise<unknown[]> => {
      const taken: unknown[] = [];
      for (;;) {
        const asked = new ReceiveMessageCommand({ QueueUrl: sqs.urlOf(queue), MaxNumberOfMessages: 10 });
        const { Messages: messages = [] } = await receiving.send(asked);
        if (messages.length === 0) return taken;
        taken.push(...messages.map(({ Body }) => JSON.parse(Body!) as unknown));
      }
    },
    stop: async () => {
      for (const client of [reading, receiving]) client.destroy();
      const servers = [dynamodb, sqs, ssm, market, edgar, press, telegram, discord, bucket, hosts];
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** Every address that is asked by default, and where it is here. An issuer's own site is a path of the wires'. */
function origins(urls: Readonly<Record<string, string>>): Record<string, string> {
  const bases = Object.entries({ ...feedBases.parse({}), ...filingBases.parse({}) });
  const sites = WATCHLIST.flatMap(({ feeds }) =>
    feeds.flatMap((feed) => (feed.from === 'ir' ? [new URL(feed.url)] : [])),
  );
  return Object.fromEntries([
    ...bases.map(([variable, url]) => [new URL(url as string).origin, urls[variable]]),
    ...sites.map(({ origin, host }) => [origin, `${urls['IR_URL']}/${host}`]),
  ]) as Record<string, string>;
}
