import type picocolors from 'picocolors';
import type { LiveMarket } from '../../../functions/entry/ask-market.ts';

/** All that a command may touch of the world but the files it is told to read, so that a test can be one. */
export type Terminal = {
  now(): Date;
  print(text: string): void;
  complain(text: string): void;
  colors: Pick<typeof picocolors, 'bold' | 'dim' | 'red'>;
  /** Made only when a command needs it: with all inputs given, nobody is asked and no setting matters. */
  live(): LiveMarket;
};
