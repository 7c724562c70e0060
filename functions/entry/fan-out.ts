import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { noticeToJson } from '../alerts/notice.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { broadcastShape, fanOut } from '../subscriptions/fan-out.ts';
import { bodyOf, eachRecord, type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { putDeliveries, wireBroadcast } from './wire-alerts.ts';

/** A topic's notice becomes one delivery for each of its recipients. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, log, table, queue } = wire('fan-out', source, overrides);
  const lanes = wireBroadcast(env, queue);
  const notices = queue(env.NOTICES_QUEUE_URL);
  const deps: Parameters<typeof fanOut>[0] = {
    book: new DynamoBook(table),
    hand: (notice, recipients) => putDeliveries(lanes, notice, recipients),
    goOn: ({ notice, ...rest }) => notices.put([{ ...rest, notice: noticeToJson(notice) }]),
  };

  return (event: SQSEvent, _context?: Context): Promise<SQSBatchResponse> =>
    eachRecord(event, log, async (record) => {
      const broadcast = bodyOf(record, broadcastShape);
      const recipients = await fanOut(deps, broadcast);
      log.info('fanned out', { notice: broadcast.notice.key, recipients });
    });
};

export const handler = onFirstEvent(create);
