import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { failedThere } from '../../deploy/aws.ts';
import { signedIn } from '../../deploy/region.ts';
import { type StageName, stackNames } from '../../stages.ts';
import { REGION } from '../context.ts';
import { FALSE_CREDENTIALS, startDynamoDb } from '../emulators/dynamodb.ts';
import { ENDPOINT_FILE, FOLDER, TABLE_NAME } from '../folder.ts';
import { lockFolder } from '../lock.ts';
import { sourceWith } from '../settings.ts';

/** A bot's table, wherever it is. */
export type BotTable = { client: DynamoDBClient; name: string };
export type WithTable = <Answer>(
  stage: StageName | undefined,
  ask: (table: BotTable) => Promise<Answer>,
  region?: string,
) => Promise<Answer>;

/**
 * @param stage of a bot on AWS; without one, the bot of `npm run live`: the one that is running, or what the last one left.
 * @param region of that bot, where it is another one than variables, `.env` or the profile say.
 * @throws {Misconfigured} there is none.
 */
export const withBotTable: WithTable = (stage, ask, region) =>
  stage === undefined ? keptTable(ask) : tableOnAws(stage, ask, region);

async function tableOnAws<Answer>(
  stage: StageName,
  ask: (table: BotTable) => Promise<Answer>,
  given: string | undefined,
): Promise<Answer> {
  const source = sourceWith('.env', process.env);
  const { region, ports } = await signedIn(given === undefined ? source : { ...source, AWS_REGION: given });
  const client = new DynamoDBClient({ region });
  try {
    const stack = stackNames(stage).data;
    const found = await ports.stacks.find(stack);
    const name = found?.outputs['TableName'];
    if (name === undefined)
      throw new Misconfigured(`there is no stack ${stack} here: npm run deploy -- --stage ${stage}`);
    return await ask({ client, name }).catch(failedThere(`the table ${name} could not be used`));
  } finally {
    client.destroy();
  }
}

const NOTHING_KEPT = 'nothing has been kept here yet: start `npm run live`, or name a bot on AWS with --stage';

/** @throws {Misconfigured} saying `otherwise`: nobody has run `npm run live` here. */
export async function keptTable<Answer>(
  ask: (table: BotTable) => Promise<Answer>,
  otherwise = NOTHING_KEPT,
): Promise<Answer> {
  const endpoint = await readFile(join(FOLDER, ENDPOINT_FILE), 'utf8').catch(() => undefined);
  if (endpoint === undefined) throw new Misconfigured(otherwise);
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

async function askAt<Answer>(endpoint: string, ask: (table: BotTable) => Promise<Answer>): Promise<Answer> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: FALSE_CREDENTIALS });
  try {
    return await ask({ client, name: TABLE_NAME });
  } finally {
    client.destroy();
  }
}
