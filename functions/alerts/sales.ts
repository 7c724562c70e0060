import type { Announced } from '../filings/announced.ts';
import type { Sale } from './notice.ts';

/** As many as a message about something else has room for. */
const MOST = 5;

/** Sales of reserves among what was announced, the largest first. One without a number comes last. */
export const salesIn = (announced: readonly Announced[]): Sale[] =>
  announced
    .filter(({ announcement }) => announcement.class === 'reserve-sale' && announcement.btcSold !== 0)
    .map(({ announcement: { ticker, btcSold, stated, url } }) => ({
      ticker,
      url,
      ...(btcSold === undefined ? {} : { btcSold }),
      ...(stated === undefined ? {} : { stated }),
    }))
    .toSorted((a, b) => (b.btcSold ?? 0) - (a.btcSold ?? 0))
    .slice(0, MOST);
