import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { QUEUES } from '../../../functions/kit/names.contract.ts';
import { failedThere } from '../../deploy/aws.ts';
import type { Resource } from '../../deploy/ports.ts';
import { signedIn } from '../../deploy/region.ts';
import { readStored } from '../../deploy/stored.ts';
import { platformsIn } from '../../platforms.ts';
import { STAGES, type StageName, stackNames } from '../../stages.ts';
import { type Spec, TICK_SECONDS, topology } from '../../topology.ts';
import { REGION } from '../context.ts';
import { FALSE_CREDENTIALS } from '../emulators/dynamodb.ts';
import { FOLDER, PAGE_FILE, QUEUES_FILE } from '../folder.ts';
import type { Source } from '../settings.ts';
import { withBotTable } from './bot-table.ts';
import type { FindPatient, Patient, QueueState } from './patient.ts';

export const findPatient =
  (source: Source, folder = FOLDER): FindPatient =>
  (stage, region) =>
    stage === undefined
      ? Promise.resolve(here(source, folder))
      : onAws(stage, region === undefined ? source : { ...source, AWS_REGION: region });

const here = (source: Source, folder: string): Patient => ({
  stage: undefined,
  platforms: platformsIn(source),
  telegramToken: source['TELEGRAM_TOKEN'] || undefined,
  discordToken: source['DISCORD_TOKEN'] || undefined,
  hasDiscordKey: Boolean(source['DISCORD_PUBLIC_KEY']),
  secUserAgent: source['SEC_USER_AGENT'] || undefined,
  tickSeconds: TICK_SECONDS,
  urls: {},
  page: () => readFile(join(folder, PAGE_FILE), 'utf8').catch(() => undefined),
  stacks: [],
  table: withBotTable,
  queues: () => queuesHere(folder),
});

const urlsShape = z.record(z.enum(QUEUES), z.object({ url: z.url(), deadUrl: z.url() }));

/** @throws {Misconfigured} nobody runs here. */
async function queuesHere(folder: string): Promise<QueueState[]> {
  const text = await readFile(join(folder, QUEUES_FILE), 'utf8').catch(() => '{}');
  const urls = urlsShape.safeParse(JSON.parse(text));
  if (!urls.success) throw new Misconfigured('no bot is running here; `npm run live` starts one');
  const client = new SQSClient({
    region: REGION,
    credentials: FALSE_CREDENTIALS,
    // Without it the SDK complains of every URL that leads elsewhere.
    endpoint: new URL(urls.data[QUEUES[0]].url).origin,
    maxAttempts: 1,
  });
  try {
    return await Promise.all(
      QUEUES.map(async (name) => ({
        name,
        waiting: await lengthOf(client, urls.data[name].url),
        dead: await lengthOf(client, urls.data[name].deadUrl),
      })),
    );
  } catch {
    throw new Misconfigured('no bot is running here; `npm run live` starts one');
  } finally {
    client.destroy();
  }
}

async function onAws(stage: StageName, source: Source): Promise<Patient> {
  const { region, ports } = await signedIn(source);
  const sqs = new SQSClient({ region, useQueueUrlAsEndpoint: process.env['AWS_ENDPOINT_URL'] === undefined });
  const names = stackNames(stage);
  const [data, bot] = [await ports.stacks.find(names.data), await ports.stacks.find(names.bot)];
  if (bot === undefined) throw new Misconfigured(`there is no bot here: npm run deploy -- --stage ${stage}`);
  const { secrets, told } = await readStored(ports, stage);
  const { TelegramWebhookUrl: telegram, DiscordInteractionsUrl: discord, PageUrl: page } = bot.outputs;
  return {
    stage,
    platforms: platformsIn(source),
    telegramToken: secrets.TELEGRAM_TOKEN,
    discordToken: secrets.DISCORD_TOKEN,
    hasDiscordKey: false,
    secUserAgent: told.SEC_USER_AGENT,
    tickSeconds: STAGES[stage].tickSeconds,
    urls: { ...(telegram && { telegram }), ...(discord && { discord }) },
    page: async () => page,
    stacks: [
      { name: names.data, status: data?.status ?? 'missing' },
      { name: names.bot, status: bot.status },
    ],
    table: (of, ask) => withBotTable(of, ask, region),
    queues: async () => {
      const resources = await ports.stacks.resources(names.bot);
      const waiting = QUEUES.map(async (name) => ({
        name,
        waiting: await lengthAt(sqs, resources, `${idOf(name)}Queue`),
        dead: 0,
      }));
      // Whoever reads several queues has one for all their letters.
      const dead = [...READERS, 'schedules'].map(async (name) => ({
        name,
        waiting: 0,
        dead: await lengthAt(sqs, resources, `${idOf(name)}DeadLetters`),
      }));
      return Promise.all([...waiting, ...dead]);
    },
  };
}

const READERS = Object.entries<Spec>(topology).flatMap(([name, { start }]) => ('queues' in start ? [name] : []));

/** As the template calls it. */
const idOf = (name: string): string => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The CDK puts eight digits behind an id. */
async function lengthAt(sqs: SQSClient, resources: readonly Resource[], id: string): Promise<number> {
  const found = resources.find(
    ({ type, logicalId }) => type === 'AWS::SQS::Queue' && new RegExp(`^${id}[0-9A-F]{8}$`).test(logicalId),
  );
  if (found === undefined) throw new Misconfigured(`the stack has no queue ${id}`);
  return lengthOf(sqs, found.physicalId).catch(failedThere(`the queue ${id} could not be looked at`));
}

async function lengthOf(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes: known = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(known[name] ?? 0), 0);
}
