import * as z from 'zod';
import { announcementShape } from '../../filings/announcement.ts';
import { FIGURES, type FigureName } from '../../industry/panel.ts';

/*
 * What /v1/ answers, as its OpenAPI document has it. Units are in the names. What is not known is absent; nothing is null.
 * A field may be added; none is renamed or taken away while the address says v1.
 */

const instant = z.iso.datetime();
const day = z.iso.date();
const coins = z.number().nonnegative();
/** Of outside: text, to be escaped by whoever shows it. */
const link = z.string().max(2_000);

const sourceShape = z
  .strictObject({
    title: z.string(),
    url: link,
    /** A day, or a month where no day is known. */
    publishedOn: z.string().regex(/^\d{4}-\d{2}(?:-\d{2})?$/),
    by: z.enum(['filing', 'company', 'analyst', 'press']),
  })
  .meta({ id: 'Source', description: 'Where a number stands.' });

const figure = {
  value: z.number(),
  period: z.string().meta({ description: '2026-02, 2026-W11, 2026-Q1, 2025, or a day.' }),
  how: z.enum(['stated', 'tagged', 'reckoned']),
  source: sourceShape,
  ageDays: z.number().meta({ description: 'Since the end of the period.' }),
  isOld: z.boolean().meta({ description: 'Older than the next report should have been.' }),
  currency: z.string().optional().meta({ description: 'ISO code of money that is not in dollars.' }),
  scope: z.enum(['own-sites', 'average', 'direct']).optional(),
  restated: z.strictObject({ value: z.number(), source: sourceShape }).optional(),
  disputed: z.strictObject({ value: z.number(), source: sourceShape }).optional(),
};
export const figureShape = z.strictObject(figure).meta({ id: 'Figure', description: 'A number as its source has it.' });
const resultShape = z
  .strictObject({ ...figure, changeOnYear: z.number().optional() })
  .meta({ id: 'Result', description: 'Money of a quarter or a year; its change on the year is a ratio.' });

const leaseShape = z
  .strictObject({
    key: z.string(),
    on: day,
    cik: z.number().optional(),
    landlord: z.string(),
    tenant: z.string(),
    kind: z.enum(['colocation', 'gpu-cloud', 'mining-colocation']),
    megawatts: z.number().optional(),
    of: z.enum(['critical-it', 'gross']).optional(),
    grossMegawatts: z.number().optional(),
    years: z.number().optional(),
    usd: z.number().optional(),
    usdPerMwYear: z.number().optional(),
    how: z.enum(['stated', 'reckoned']).optional(),
    partOf: z.string().optional(),
    source: sourceShape,
  })
  .meta({ id: 'Lease', description: 'A published contract of a building.' });

const announcedShape = z
  .strictObject({
    ...announcementShape.shape,
    accession: z.string(),
    acceptedAt: instant.optional(),
    quotes: z.array(z.strictObject({ text: z.string(), url: link, document: z.string() })),
    lastPolicy: z.strictObject(announcementShape.shape.lastPolicy.unwrap().shape).optional(),
    lastHeld: z.strictObject(announcementShape.shape.lastHeld.unwrap().shape).optional(),
    lastPeriod: z.strictObject(announcementShape.shape.lastPeriod.unwrap().shape).optional(),
    toldAt: instant,
  })
  .meta({ id: 'Announcement', description: 'What a company announced, with its own words.' });

const days = z.coerce
  .number('days must be a number from 1 to 400, like ?days=30')
  .int('days must be a whole number, like ?days=30')
  .min(1, 'days must be at least 1, like ?days=30')
  .max(400, 'days must be at most 400, like ?days=30');
export const daysQuery = z.object({ days: days.default(30) });
export const announcedQuery = z.object({ days: days.default(100) });
export const tickerParams = z.object({
  ticker: z.string().max(12).meta({ description: 'Ticker of a watched company.', example: 'RIOT' }),
});

export const hashpriceShape = z
  .strictObject({
    at: instant,
    isStale: z.boolean().meta({ description: 'Older than three ticks.' }),
    usdPerPhDay: z.number(),
    btcPerPhDay: z.number(),
    satPerThDay: z.number(),
    usdPerBtc: z.number(),
    height: z.number(),
    difficulty: z.number(),
    subsidyBtc: z.number(),
    feesBtcPerBlock: z.number(),
    retarget: z
      .strictObject({
        height: z.number(),
        at: instant,
        change: z.number(),
        uncertainty: z.number(),
        blocksFound: z.number(),
        usdPerPhDayAfter: z.number().optional(),
      })
      .optional(),
    sources: z.strictObject({
      price: z.strictObject({ names: z.array(z.string()), at: instant }),
      tip: z.strictObject({ name: z.string(), at: instant }),
      fees: z.strictObject({ name: z.string(), at: instant }),
    }),
    breakEven: z.array(
      z.strictObject({
        name: z.string(),
        joulesPerTerahash: z.number(),
        usdPerKwh: z.number(),
        usdPerPhDay: z.number(),
        marginUsdPerPhDay: z.number(),
      }),
    ),
  })
  .meta({ id: 'Hashprice' });

export const hashpriceDaysShape = z
  .strictObject({
    days: z.array(
      z.strictObject({
        day,
        origin: z.enum(['measured', 'backfilled']),
        low: z.number(),
        high: z.number(),
        mean: z.number(),
        close: z.number(),
        usdPerBtc: z.number(),
        difficulty: z.number(),
        feesBtcPerBlock: z.number(),
      }),
    ),
  })
  .meta({ id: 'HashpriceDays', description: 'USD/PH/s/day, ascending; what nobody measured is left out.' });

export const costsShape = z
  .strictObject({
    at: instant,
    isStale: z.boolean(),
    usdPerBtc: z.number(),
    models: z.array(
      z.strictObject({
        name: z.enum(['electricity', 'cash', 'regression']),
        usdPerBtc: z.number(),
        description: z.string(),
        formula: z.string(),
        source: z.string(),
        lastChecked: day,
      }),
    ),
  })
  .meta({ id: 'Costs' });

const figures = Object.fromEntries(FIGURES.map((name) => [name, figureShape.optional()])) as Record<
  FigureName,
  z.ZodOptional<typeof figureShape>
>;

export const minerShape = z
  .strictObject({
    cik: z.number(),
    ticker: z.string(),
    name: z.string(),
    formerly: z.array(z.strictObject({ name: z.string(), until: day.optional() })),
    formerTickers: z.array(z.string()),
    status: z.enum(['reporting', 'silent', 'left']),
    since: day.optional(),
    figures: z.strictObject(figures),
    revenue: z.array(resultShape),
    netResult: z.array(resultShape),
    policy: z
      .strictObject({
        scope: z.enum(['reserve', 'production', 'hold']),
        step: z.enum(['permission', 'plan', 'hold']),
        quote: z.string(),
        from: z.strictObject({ accession: z.string(), form: z.string(), filedOn: day, url: link }),
      })
      .optional(),
    deals: z.array(leaseShape),
    today: z
      .strictObject({
        basis: z.enum(['hashcost', 'power', 'cash-cost']),
        uses: z.array(z.enum(FIGURES)),
        usdPerPhDay: z.number(),
        usdPerBtc: z.number(),
        cost: z.strictObject({ usdPerPhDay: z.number(), usdPerBtc: z.number() }),
        isOld: z.boolean(),
      })
      .optional(),
  })
  .meta({ id: 'Miner' });

export const minersShape = z
  .strictObject({ usdPerPhDay: z.number().optional(), usdPerBtc: z.number().optional(), miners: z.array(minerShape) })
  .meta({ id: 'Miners', description: 'Those whose margin is known first, the best margin per coin first.' });

const switchOver = z.strictObject({ usdPerPhDay: z.number(), ratio: z.number().optional() });
export const aiShape = z
  .strictObject({
    at: instant.optional(),
    usdPerPhDay: z.number().optional(),
    benchmark: z.strictObject({ key: z.string(), usdPerMwYear: z.number(), source: sourceShape }),
    assumptions: z.array(
      z.strictObject({
        name: z.string(),
        value: z.number(),
        basis: z.enum(['published', 'within', 'ours']),
        source: sourceShape.optional(),
      }),
    ),
    fleets: z.array(
      z.strictObject({
        joulesPerTerahash: z.number(),
        usdPerKwh: z.number(),
        usdPerMwh: z.number().optional(),
        usdPerMwYear: z.number().optional(),
        marginUsdPerMwh: z.number().optional(),
        byRevenue: switchOver,
        byMargin: switchOver,
      }),
    ),
    leases: z.array(leaseShape),
  })
  .meta({ id: 'Ai', description: 'Mining against published leases. Without a snapshot only what needs none.' });

const sum = z.strictObject({
  btc: coins,
  by: z.array(z.strictObject({ cik: z.number(), ticker: z.string(), btc: coins, source: sourceShape })),
  missing: z.array(z.string()),
});
const productionPeriod = z.strictObject({
  period: z.string(),
  from: day,
  to: day,
  isWhole: z.boolean(),
  issuedBtc: coins.optional(),
  isIssuedAbout: z.literal(true).optional().meta({ description: 'Right within some blocks.' }),
  mined: sum.optional(),
  sold: sum.optional(),
  bought: sum.optional(),
});
export const productionShape = z
  .strictObject({
    weeks: z.array(productionPeriod),
    quarters: z.array(productionPeriod),
    liquidation: z.array(
      z.strictObject({
        cik: z.number(),
        ticker: z.string(),
        period: z.string(),
        sold: coins,
        mined: coins,
        ratio: z.number(),
        source: sourceShape,
      }),
    ),
    all: z
      .strictObject({
        period: z.string(),
        sold: coins,
        mined: coins,
        ratio: z.number(),
        tickers: z.array(z.string()),
        missing: z.array(z.string()),
      })
      .optional(),
  })
  .meta({ id: 'Production', description: 'Coins issued, mined and sold by listed miners, and bought by treasuries.' });

export const announcementsShape = z
  .strictObject({ announcements: z.array(announcedShape) })
  .meta({ id: 'Announcements', description: 'Newest first.' });

export const statusShape = z
  .strictObject({
    isStale: z.boolean(),
    latestAt: instant.optional().meta({ description: 'Of the last good snapshot; absent before the first.' }),
    recordSince: day.optional(),
    tickSeconds: z.number(),
    ignored: z.array(z.strictObject({ feed: z.string(), why: z.string() })),
    selfCheck: z.strictObject({
      count: z.number(),
      medianError: z.number(),
      largestError: z.number(),
      newest: z.strictObject({
        day,
        published: z.number(),
        ours: z.number(),
        error: z.number(),
        by: z.string(),
        url: link,
      }),
    }),
  })
  .meta({ id: 'Status' });

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export const problemShape = z
  .strictObject({ type: z.string(), title: z.string(), status: z.number(), detail: z.string() })
  .meta({ id: 'Problem' });
