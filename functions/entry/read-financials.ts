import type { Context, ScheduledEvent } from 'aws-lambda';
import { DynamoFinancials } from '../filings/financials.dynamodb.ts';
import { readFinancials } from '../filings/read-financials.ts';
import { deadlineOf, type Overrides, onFirstEvent, type Source, scheduledTime, wire } from './wire.ts';
import { wireEdgar } from './wire-edgar.ts';

/** Every day: what companies tagged in their reports. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('read-financials', source, overrides);
  const { clock, log, table } = wired;
  const deps = { edgar: wireEdgar(wired), financials: new DynamoFinancials(table), clock, log };

  return async (event: Pick<ScheduledEvent, 'time'>, context: Context): Promise<void> => {
    const read = await readFinancials(deps, scheduledTime(event), deadlineOf(context, clock));
    if (read.left > 0) log.warn('tagged reports are left for the next day', read);
    else log.info('tagged reports read', read);
  };
};

export const handler = onFirstEvent(create);
