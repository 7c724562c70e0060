import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { askMemory } from '../../../functions/entry/ask-memory.ts';
import type { Memory } from '../../../functions/filings/memory.ts';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { REGION } from '../context.ts';
import { FALSE_CREDENTIALS, startDynamoDb } from '../emulators/dynamodb.ts';
import { ENDPOINT_FILE, FOLDER, TABLE_NAME } from '../folder.ts';
import { lockFolder } from '../lock.ts';

/**
 * What `npm run live` has learnt of companies: from the bot that is running, or else from what the last one left.
 * @throws {Misconfigured} there was none.
 */
export async function keptMemory<Answer>(ask: (memory: Memory) => Promise<Answer>): Promise<Answer> {
  const endpoint = await readFile(join(FOLDER, ENDPOINT_FILE), 'utf8').catch(() => undefined);
  if (endpoint === undefined) {
    throw new Misconfigured(
      'nothing has been read here yet: start `npm run live` with SEC_USER_AGENT set, or ask with --recorded',
    );
  }
  if (await answers(endpoint)) return askAt(endpoint, ask);
  const release = await lockFolder(FOLDER);
  try {
    const emulator = await startDynamoDb(TABLE_NAME, join(FOLDER, 'dynamodb'));
    try {
      return await askAt(emulator.endpoint, ask);
    } finally {
      await emulator.stop();
    }
  } finally {
    await release();
  }
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  );

async function askAt<Answer>(endpoint: string, ask: (memory: Memory) => Promise<Answer>): Promise<Answer> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: FALSE_CREDENTIALS });
  try {
    return await ask(askMemory(TABLE_NAME, client));
  } finally {
    client.destroy();
  }
}
