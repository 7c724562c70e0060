import { generateKeyPairSync, sign } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DynamoPlatformFacts } from '../../functions/chat/discord/platform.dynamodb.ts';
import { Table } from '../../functions/kit/table.dynamodb.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { REGION } from '../../infra/local/context.ts';
import { type Emulator, FALSE_CREDENTIALS, startDynamoDb } from '../../infra/local/emulators/dynamodb.ts';
import { httpEvent } from './events.ts';
import { aSnapshot } from './market.ts';

const TABLE = 'Table';
/** Nobody is to put anything on a queue. */
const QUEUE = 'http://127.0.0.1:1/queue';
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const SOMEBODY = '53908232506183680';
const keys = generateKeyPairSync('ed25519');

/** What a door of Discord's needs behind it, for a bundle in a process of its own, which lives on the machine's clock. */
export type Behind = { environment: Record<string, string>; stop: Emulator['stop'] };

/** A table that knows the app's public key and one snapshot, of now. */
export async function startBehindDoor(): Promise<Behind> {
  const dynamodb = await startDynamoDb(TABLE);
  const { endpoint, stop } = dynamodb;
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: FALSE_CREDENTIALS });
  const table = new Table(TABLE, client);
  const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  await new DynamoPlatformFacts(table).keep({ id: '1', publicKey }, clock.now());
  const tick = new Date(Math.floor(Date.now() / 300_000) * 300_000);
  await new DynamoHistory(table, clock).put(aSnapshot({ at: tick.toISOString() }));
  client.destroy();
  const environment = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: FALSE_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: FALSE_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    TABLE_NAME: TABLE,
    TICK_SECONDS: '300',
    SHARDS: '1',
    NOTICES_QUEUE_URL: QUEUE,
    PICTURES_QUEUE_URL: QUEUE,
    DISCORD_DIRECT_QUEUE_URL: QUEUE,
  };
  return { environment, stop };
}

let made = 0n;

/** As Discord brings it, from somebody alone with the bot, now. @param forged signed by somebody who has not the key. */
export function interaction(
  about: { type: number; data?: object; locale?: string },
  forged = false,
): APIGatewayProxyEventV2 {
  const body = JSON.stringify({
    id: String((BigInt(Date.now() - DISCORD_EPOCH_MS) << 22n) + made++),
    application_id: '1300000000000000000',
    token: 'a-token',
    version: 1,
    context: 1,
    channel_id: '645027906669510671',
    channel: { type: 1 },
    user: { id: SOMEBODY },
    locale: 'en-US',
    authorizing_integration_owners: { 1: SOMEBODY },
    ...about,
  });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = sign(null, Buffer.from(`${timestamp}${forged ? ' ' : ''}${body}`), keys.privateKey);
  return httpEvent('/discord', body, {
    'x-signature-ed25519': signature.toString('hex'),
    'x-signature-timestamp': timestamp,
  });
}
