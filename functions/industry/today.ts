import { endOf } from './age.ts';
import type { Figure } from './figure.ts';
import type { FigureName, Today } from './panel.ts';

/** What a petahash earns now, and what a coin is worth. */
export type Prices = { at: Date; usdPerPhDay: number; usdPerBtc: number; btcPerPhDay: number };

type Figures = Partial<Record<FigureName, Figure>>;
type Way = {
  basis: Today['basis'];
  uses: readonly FigureName[];
  usdPerPhDay(figures: Figures, prices: Prices): number;
};

const HOURS_PER_DAY = 24;

/** One petahash per second at e J/TH draws e kW, as in market/margin.ts. Best first. */
const WAYS: readonly Way[] = [
  {
    basis: 'hashcost',
    uses: ['hashcostUsdPerPhDay'],
    usdPerPhDay: ({ hashcostUsdPerPhDay: hashcost }) => hashcost!.value,
  },
  {
    basis: 'power',
    uses: ['joulesPerTerahash', 'usdPerKwh'],
    usdPerPhDay: ({ joulesPerTerahash, usdPerKwh }) => HOURS_PER_DAY * joulesPerTerahash!.value * usdPerKwh!.value,
  },
  {
    basis: 'cash-cost',
    uses: ['cashCostUsdPerBtc'],
    usdPerPhDay: ({ cashCostUsdPerBtc: cost }, { btcPerPhDay }) => cost!.value * btcPerPhDay,
  },
];

/**
 * Whether a miner mines at a loss now: by the best way there is whose numbers are not old; where all are, by the newest.
 *
 * A cost per coin is of the difficulty of its period, and is held against today's price as it is: the same machines mine
 * fewer coins when difficulty has risen since. A power bill leaves out wages and rent. Neither is mended here; both say on
 * what they rest. What is told in another currency than dollars is of no use for it.
 *
 * @returns undefined where no cost is known.
 */
export function todayOf(figures: Figures, prices: Prices): Today | undefined {
  const ways = WAYS.filter(({ uses }) =>
    uses.every((name) => figures[name] !== undefined && (figures[name].currency ?? 'USD') === 'USD'),
  );
  const known = ways.map((way) => ({
    way,
    isOld: way.uses.some((name) => figures[name]!.isOld),
    end: way.uses.map((name) => endOf(figures[name]!.period)!).toSorted()[0]!,
  }));
  const best =
    known.find(({ isOld }) => !isOld) ??
    known.reduce<(typeof known)[number] | undefined>(
      (newest, one) => (newest === undefined || one.end > newest.end ? one : newest),
      undefined,
    );
  if (best === undefined) return undefined;
  const { basis, uses, usdPerPhDay } = best.way;
  const cost = usdPerPhDay(figures, prices);
  const costPerBtc = cost / prices.btcPerPhDay;
  return {
    basis,
    uses,
    usdPerPhDay: prices.usdPerPhDay - cost,
    usdPerBtc: prices.usdPerPhDay / prices.btcPerPhDay - costPerBtc,
    cost: { usdPerPhDay: cost, usdPerBtc: costPerBtc },
    isOld: best.isOld,
  };
}
