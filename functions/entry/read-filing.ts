import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeAnnouncement } from '../alerts/announce.ts';
import { noticeToJson } from '../alerts/notice.ts';
import { DynamoAnnouncedLog } from '../filings/announced.dynamodb.ts';
import { filingTaskShape } from '../filings/filing.ts';
import { DynamoLedger } from '../filings/ledger.dynamodb.ts';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import { workOn } from '../filings/work-on.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { squeezeOn } from '../market/squeeze.ts';
import { bodyOf, eachRecord, type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireEdgar } from './wire-edgar.ts';

/** Reads what was filed, and has told what is news. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('read-filing', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const history = new DynamoHistory(table, clock);
  const notices = queue(env.NOTICES_QUEUE_URL);
  const deps: Parameters<typeof workOn>[0] = {
    edgar: wireEdgar(wired),
    ledger: new DynamoLedger(table),
    memory: new DynamoMemory(table),
    announced: new DynamoAnnouncedLog(table),
    tell: async (key, tellings, at) => {
      const notice = composeAnnouncement(key, tellings, at, await squeezeOn(history, at));
      await notices.put([{ v: 1, notice: noticeToJson(notice) }]);
    },
    tasks: queue(env.FILINGS_QUEUE_URL),
    due: new DynamoDue(table, env.SHARDS),
    clock,
    log,
  };

  return (event: SQSEvent, _context?: Context): Promise<SQSBatchResponse> =>
    eachRecord(event, log, (record) => workOn(deps, bodyOf(record, filingTaskShape)));
};

export const handler = onFirstEvent(create);
