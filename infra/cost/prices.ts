/** What one of it costs, and how much of it costs nothing in a month. */
type Price = { usd: number; free: number; unit: string };

/**
 * us-east-1, on demand, in USD. What is free is free for a whole account and for good: of another project in the account
 * nothing is known here.
 *
 * Compared with at least two published lists each on 2026-11-22; AWS's own pages are what counts.
 *
 * @see https://aws.amazon.com/lambda/pricing/ https://aws.amazon.com/sqs/pricing/ https://aws.amazon.com/dynamodb/pricing/on-demand/
 * @see https://aws.amazon.com/cloudwatch/pricing/ https://aws.amazon.com/api-gateway/pricing/ https://aws.amazon.com/eventbridge/pricing/
 */
export const PRICES_AS_OF = '2026-11-22';
const MILLION = 1e6;
export const PRICES = {
  lambdaRequests: { usd: 0.2 / MILLION, free: MILLION, unit: 'runs' },
  /** arm64. */
  lambdaGbSeconds: { usd: 0.000_013_333_4, free: 400_000, unit: 'GB-s' },
  httpRequests: { usd: 1 / MILLION, free: 0, unit: 'requests' },
  schedules: { usd: 1 / MILLION, free: 14 * MILLION, unit: 'starts' },
  /** Each 64 KB, and an answer that brings nothing, too. */
  sqsRequests: { usd: 0.4 / MILLION, free: MILLION, unit: 'requests' },
  tableReads: { usd: 0.125 / MILLION, free: 0, unit: 'read units' },
  tableWrites: { usd: 0.625 / MILLION, free: 0, unit: 'write units' },
  tableGb: { usd: 0.25, free: 25, unit: 'GB' },
  /** Being able to put the table back to any second. */
  restorableGb: { usd: 0.2, free: 0, unit: 'GB' },
  logGb: { usd: 0.5, free: 5, unit: 'GB' },
  /** Each name with each set of dimensions, in each month in which it was written. */
  metrics: { usd: 0.3, free: 10, unit: 'metrics' },
  /** Each metric that an alarm looks at. */
  alarmMetrics: { usd: 0.1, free: 10, unit: 'metrics in alarms' },
  dashboards: { usd: 3, free: 3, unit: 'dashboards' },
  internetGb: { usd: 0.09, free: 100, unit: 'GB' },
  kmsRequests: { usd: 0.03 / 10_000, free: 20_000, unit: 'decryptions' },
} as const satisfies Record<string, Price>;
export type Item = keyof typeof PRICES;
