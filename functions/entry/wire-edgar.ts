import type { EdgarDeps } from '../filings/edgar/ask.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import { FetchWeb } from '../kit/web.fetch.ts';
import type { Wired } from './wire.ts';

/** EDGAR, at the one pace that all functions share. */
export function wireEdgar({
  env,
  table,
  clock,
}: Pick<Wired<'watch-filings' | 'read-filing' | 'read-financials'>, 'env' | 'table' | 'clock'>): EdgarDeps {
  const { SEC_URL, SEC_DATA_URL, SEC_USER_AGENT: userAgent } = env;
  return { web: new FetchWeb(), pace: new DynamoPace(table), clock, bases: { SEC_URL, SEC_DATA_URL }, userAgent };
}
