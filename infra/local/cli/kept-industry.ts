import { askIndustry } from '../../../functions/entry/ask-industry.ts';
import type { IndustrySources } from '../../../functions/industry/sources.ts';
import { keptTable } from './bot-table.ts';

const NOTHING_READ =
  'nothing has been read here yet: start `npm run live` with SEC_USER_AGENT set, or ask with --recorded';

/**
 * What `npm run live` has learnt of companies and of the market: from the bot that is running, or else from what the last
 * one left.
 * @throws {Misconfigured} there was none.
 */
export const keptIndustry =
  (now: () => Date) =>
  <Answer>(ask: (sources: IndustrySources) => Promise<Answer>): Promise<Answer> =>
    keptTable(({ client, name }) => ask(askIndustry(name, client, now)), NOTHING_READ);
