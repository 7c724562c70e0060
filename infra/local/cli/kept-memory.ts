import { askMemory } from '../../../functions/entry/ask-memory.ts';
import type { Memory } from '../../../functions/filings/memory.ts';
import { keptTable } from './bot-table.ts';

const NOTHING_READ =
  'nothing has been read here yet: start `npm run live` with SEC_USER_AGENT set, or ask with --recorded';

/**
 * What `npm run live` has learnt of companies: from the bot that is running, or else from what the last one left.
 * @throws {Misconfigured} there was none.
 */
export const keptMemory = <Answer>(ask: (memory: Memory) => Promise<Answer>): Promise<Answer> =>
  keptTable(({ client, name }) => ask(askMemory(name, client)), NOTHING_READ);
