import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { pictureBudgetsOf } from '../delivery/pictures/budgets.ts';
import type { PhotoChannel } from '../delivery/pictures/photo.ts';
import { type SendPictureDeps, sendPicture } from '../delivery/pictures/send-picture.ts';
import { pictureTaskShape } from '../delivery/pictures/task.ts';
import { DynamoUploads } from '../delivery/pictures/uploads.dynamodb.ts';
import { DynamoSentLog } from '../delivery/sent.dynamodb.ts';
import { TelegramPhotos } from '../delivery/telegram/photo.telegraf.ts';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { renderPng } from '../pictures/png.resvg.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { DynamoOwn } from '../subscriptions/own.dynamodb.ts';
import { DynamoSettings } from '../subscriptions/settings.dynamodb.ts';
import { bodyOf, deadlineOf, eachRecord, type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireSecrets } from './wire-secrets.ts';

/** Draws what follows an alert or was asked for, and shows it. The only function with a chart library in it. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log, table, queue } = wire('send-picture', source, overrides);
  const secrets = wireSecrets(env, ['TELEGRAM_TOKEN']);
  const tools: Omit<SendPictureDeps, 'channels'> = {
    history: new DynamoHistory(table, clock),
    memory: new DynamoMemory(table),
    own: new DynamoOwn(table, clock),
    settings: new DynamoSettings(table),
    book: new DynamoBook(table),
    sent: new DynamoSentLog(table, clock),
    uploads: new DynamoUploads(table, clock),
    pace: new DynamoPace(table),
    due: new DynamoDue(table, env.SHARDS),
    pictures: queue(env.PICTURES_QUEUE_URL),
    render: renderPng,
    budgets: pictureBudgetsOf,
    clock,
    log,
  };
  let telegram: PhotoChannel | undefined;

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = deadlineOf(context, clock);
    telegram ??= new TelegramPhotos(await secrets.read('TELEGRAM_TOKEN'), env.TELEGRAM_API_URL);
    const deps = { ...tools, channels: { telegram } };
    return eachRecord(event, log, async (record) => {
      await sendPicture(deps, bodyOf(record, pictureTaskShape), deadline);
    });
  };
};

export const handler = onFirstEvent(create);
