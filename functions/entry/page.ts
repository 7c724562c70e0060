import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DynamoJournal } from '../alerts/journal.dynamodb.ts';
import { DynamoAnnouncedLog } from '../filings/announced.dynamodb.ts';
import { DynamoFinancials } from '../filings/financials.dynamodb.ts';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { createSite } from '../page/app.ts';
import { type Overrides, onFirstEvent, type Source, tickOf, wire } from './wire.ts';
import { requestOf, resultOf } from './wire-http.ts';

/** The page, its API and its feed: whatever anybody may read. It may read the table, and nothing else at all. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log, table } = wire('page', source, overrides);
  const site = createSite({
    sources: {
      history: new DynamoHistory(table, clock),
      memory: new DynamoMemory(table),
      financials: new DynamoFinancials(table),
      announced: new DynamoAnnouncedLog(table),
      journal: new DynamoJournal(table, clock),
    },
    now: () => clock.now(),
    tickMs: tickOf(env),
    log,
  });
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    resultOf(await site.fetch(requestOf(event)));
};

export const handler = onFirstEvent(create);
