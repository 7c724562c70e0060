import { companyByTicker } from '../../filings/watchlist.ts';
import { breakEvenLine } from '../../market/margin.ts';
import { type Picture, pictureShape } from '../../pictures/picture.ts';
import { fleetCalled, type OwnKeeper } from '../../subscriptions/own.ts';
import { bandsOf, fleetAt, type PersonalFleet } from '../../subscriptions/personal-fleet.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import type { AskedFor } from './task.ts';

/**
 * The picture that somebody meant; undefined where there is no such company.
 *
 * A fleet that is gone meanwhile leaves hashprice by itself. Costs are held against the model that everybody is alerted
 * by.
 */
export async function pictureOfQuestion(
  { of, span, fleet, ticker }: AskedFor,
  recipient: Recipient,
  own: Pick<OwnKeeper, 'read'>,
): Promise<Picture | undefined> {
  switch (of) {
    case 'panel':
      return { of };
    case 'difficulty':
      return { of, span };
    case 'cost':
      return { of, span, model: 'regression' };
    case 'miner': {
      const cik = companyByTicker(ticker ?? '')?.cik;
      return typeof cik === 'number' ? { of, span, cik } : undefined;
    }
    case 'production':
      return { of, by: BY_WEEK.has(span) ? 'week' : 'quarter' };
    case 'ai':
      return pictureShape.parse({ of });
    case 'hashprice': {
      const found = fleet === undefined ? undefined : fleetCalled(await own.read(recipient), fleet);
      return found === undefined ? { of, span, lines: [] } : pictureOfFleet(found.fleet, span);
    }
  }
}

/** Spans that a quarter of weeks is as near to as can be. */
const BY_WEEK: ReadonlySet<AskedFor['span']> = new Set(['7d', '30d', '90d']);

/** One line for each price of its power, with the hours in which that is paid. */
const pictureOfFleet = (fleet: PersonalFleet, span: AskedFor['span']): Picture =>
  pictureShape.parse({
    of: 'hashprice',
    span,
    fleet: fleet.name,
    lines: bandsOf(fleet)
      .map((band) => ({
        perPhDay: breakEvenLine(fleetAt(fleet, band)),
        currency: fleet.currency,
        label: band.hours
          ?.map(({ from, to }) => `${from}–${to}`)
          .join(', ')
          .slice(0, 64),
      }))
      .filter(({ perPhDay }) => perPhDay > 0),
  });
