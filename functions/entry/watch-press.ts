import type { ScheduledEvent } from 'aws-lambda';
import { DynamoFeedNotebook } from '../filings/press/feed-notes.dynamodb.ts';
import { watchPress } from '../filings/press/watch-press.ts';
import { FetchWeb } from '../kit/web.fetch.ts';
import { type Overrides, onFirstEvent, type Source, scheduledTime, wire } from './wire.ts';

/** Every minute, half of the press-release feeds: what may soon be filed. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log, table, queue } = wire('watch-press', source, overrides);
  const deps: Parameters<typeof watchPress>[0] = {
    web: new FetchWeb(),
    notebook: new DynamoFeedNotebook(table),
    tasks: queue(env.FILINGS_QUEUE_URL),
    bases: env,
    clock,
    log,
  };

  return async (event: Pick<ScheduledEvent, 'time'>): Promise<void> => {
    const watched = await watchPress(deps, scheduledTime(event));
    if (watched.asked > 0) log.count('PressFeedsChecked', watched.asked);
    log.info('press feeds checked', watched);
  };
};

export const handler = onFirstEvent(create);
