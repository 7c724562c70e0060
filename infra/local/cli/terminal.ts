import type picocolors from 'picocolors';
import type { LiveMarket } from '../../../functions/entry/ask-market.ts';
import type { IndustrySources } from '../../../functions/industry/sources.ts';
import type { WithTable } from './bot-table.ts';
import type { FindPatient } from './patient.ts';

/** All that a command may touch of the world but the files it is told to read, so that a test can be one. */
export type Terminal = {
  now(): Date;
  print(text: string): void;
  complain(text: string): void;
  colors: Pick<typeof picocolors, 'bold' | 'dim' | 'red' | 'yellow' | 'green'>;
  /** Made only when a command needs it: with all inputs given, nobody is asked and no setting matters. */
  live(): LiveMarket;
  /** The standard input, line by line. */
  lines(): AsyncIterable<string>;
  /** The content of an address (http or https) or a file. @throws {BotError} when there is none. */
  open(document: string): Promise<string>;
  /** What is known of companies, as the running or the last `live` left it. @throws {Misconfigured} there was none. */
  industry<Answer>(ask: (sources: IndustrySources) => Promise<Answer>): Promise<Answer>;
  /** A bot's table: of a stage on AWS, or without one the table of `live`. @throws {Misconfigured} there is none. */
  table: WithTable;
  /** A bot to be examined. @throws {Misconfigured} there is none. */
  patient: FindPatient;
};
