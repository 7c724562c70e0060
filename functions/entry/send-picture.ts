import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { DiscordPhotos } from '../delivery/discord/photo.ts';
import { DiscordThinking } from '../delivery/discord/thinking.ts';
import { pictureBudgetsOf } from '../delivery/pictures/budgets.ts';
import { Drawn } from '../delivery/pictures/drawn.ts';
import type { PhotoChannel } from '../delivery/pictures/photo.ts';
import { sendPicture } from '../delivery/pictures/send-picture.ts';
import { type PictureTask, pictureTaskShape } from '../delivery/pictures/task.ts';
import type { SendPictureDeps } from '../delivery/pictures/tools.ts';
import { DynamoUploads } from '../delivery/pictures/uploads.dynamodb.ts';
import { DynamoSentLog } from '../delivery/sent.dynamodb.ts';
import { TelegramPhotos } from '../delivery/telegram/photo.ts';
import { DynamoFinancials } from '../filings/financials.dynamodb.ts';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { renderPng } from '../pictures/png.resvg.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { DynamoOwn } from '../subscriptions/own.dynamodb.ts';
import type { Platform } from '../subscriptions/recipient.ts';
import { DynamoSettings } from '../subscriptions/settings.dynamodb.ts';
import { bodyOf, deadlineOf, eachRecord, type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireDiscordApi, wireDiscordRest } from './wire-discord-rest.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireTelegramApi } from './wire-telegram.ts';

const TOKENS = { telegram: 'TELEGRAM_TOKEN', discord: 'DISCORD_TOKEN' } as const;

/** Draws what follows an alert or was asked for, and shows it. The only function with a chart library in it. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('send-picture', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const secrets = wireSecrets(wired, ['TELEGRAM_TOKEN', 'DISCORD_TOKEN']);
  const tools: Omit<SendPictureDeps, 'channels'> = {
    history: new DynamoHistory(table, clock),
    memory: new DynamoMemory(table),
    financials: new DynamoFinancials(table),
    own: new DynamoOwn(table, clock),
    settings: new DynamoSettings(table),
    book: new DynamoBook(table),
    sent: new DynamoSentLog(table, clock),
    uploads: new DynamoUploads(table, clock),
    pace: new DynamoPace(table),
    due: new DynamoDue(table, env.SHARDS),
    pictures: queue(env.PICTURES_QUEUE_URL),
    // An interaction is answered by what it brought itself, also where there is no bot's token.
    thinking: new DiscordThinking(wireDiscordRest(wired)),
    drawn: new Drawn(),
    render: renderPng,
    budgets: pictureBudgetsOf,
    clock,
    log,
  };
  const channels: Readonly<Record<Platform, PhotoChannel>> = {
    telegram: new TelegramPhotos(wireTelegramApi(wired, secrets)),
    discord: new DiscordPhotos(wireDiscordRest(wired, wireDiscordApi(wired, secrets))),
  };

  /** A token that cannot be had fails pictures of that platform, before any is claimed, and no other. */
  async function channelsFor({ recipient: { platform }, interaction }: PictureTask): Promise<typeof channels> {
    if (interaction === undefined) await secrets.read(TOKENS[platform]);
    return channels;
  }

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = deadlineOf(context, clock);
    return eachRecord(event, log, async (record) => {
      const task = bodyOf(record, pictureTaskShape);
      await sendPicture({ ...tools, channels: await channelsFor(task) }, task, deadline);
    });
  };
};

export const handler = onFirstEvent(create);
