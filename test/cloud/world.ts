import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { runAsset } from '../infra/run-asset.ts';
import { httpEvent } from '../support/events.ts';
import { clientsAt } from './clients.ts';
import { cloneProject, type Ran } from './clone.ts';
import { startFront } from './front.ts';
import { CREDENTIALS, REGION, startMoto } from './moto.ts';

export const TELEGRAM_TOKEN = '123456:AAE-telegram-token-that-nobody-sees';
export const DISCORD_TOKEN = 'MTMwMA.G-a_secret.token-of-a-bot';
export const STACKS = { bot: 'hashprice-watch-prod', data: 'hashprice-watch-prod-data' } as const;
const DOOR = 'DiscordInteractions';

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A fresh clone, an account of AWS with nothing in it, a bot that is on Telegram and on Discord, and no network. */
export async function openWorld() {
  const moto = await startMoto();
  const clients = clientsAt(moto.url);
  const clone = cloneProject();
  const telegram = await startTelegram();
  const discord = await startDiscord({
    // Discord asks the function that lies behind the address, as it was deployed.
    endpoint: async (url, { headers, body }) =>
      (await run(functionNames.get(DOOR)!, httpEvent(new URL(url).pathname as `/${string}`, body, headers))) as {
        statusCode: number;
        body?: string;
      },
  });
  const platforms = { TELEGRAM_API_URL: telegram.url, DISCORD_API_URL: `${discord.url}/api` };
  const functionNames = new Map<string, string>();

  /** The code that was brought, with the variables that CloudFormation has set. */
  const run = async (name: string, event: unknown): Promise<unknown> => {
    const { Configuration, Code } = await clients.lambda.send(new GetFunctionCommand({ FunctionName: name }));
    const asset = /([0-9a-f]{64})\.zip/.exec(Code?.Location ?? '')?.[1];
    const folder = readdirSync(join(clone.folder, 'cdk.out')).find((one) => one === `asset.${asset}`);
    if (folder === undefined) throw new Error(`${name} runs ${Code?.Location}, which nobody brought`);
    return runAsset({
      module: join(clone.folder, 'cdk.out', folder, 'index.mjs'),
      event,
      environment: {
        ...Configuration!.Environment!.Variables,
        ...platforms,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL: moto.url,
      },
      origins: { [moto.url]: moto.url, [telegram.url]: telegram.url, [discord.url]: discord.url },
    });
  };
  const front = await startFront(moto.url, run, functionNames);

  const npm = (script: 'deploy' | 'destroy', args: readonly string[], more = {}): Promise<Ran> =>
    clone.run(script, args, {
      AWS_ENDPOINT_URL: front.url,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      ...platforms,
      ...more,
    });
  const close = async (): Promise<void> => {
    await Promise.all([front.stop(), telegram.stop(), discord.stop()]);
    await moto.stop();
    clone.remove();
  };
  return { moto, clients, clone, telegram, discord, front, npm, run, close };
}
