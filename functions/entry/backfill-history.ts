import { FetchHttp } from '../kit/http.fetch.ts';
import { backfillHistory } from '../market/backfill.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';

/** Every day, and at first start: fills the days that nobody measured. Costs two reads when there are none. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log, table } = wire('backfill-history', source, overrides);
  const history = new DynamoHistory(table, clock);
  const http = new FetchHttp();

  return async (): Promise<void> => {
    const result = await backfillHistory({ http, bases: env, history, clock, log });
    log.info('history backfilled', { ...result });
  };
};

export const handler = onFirstEvent(create);
