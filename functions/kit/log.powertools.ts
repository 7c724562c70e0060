import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Facts, Log } from './log.ts';
import { METRIC_DIMENSION, type MetricName } from './names.contract.ts';
import { redactor } from './redact.ts';

/** Structured lines, and counts in the embedded metric format: namespace from `POWERTOOLS_METRICS_NAMESPACE`, one dimension. */
export class PowertoolsLog implements Log {
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  readonly #redact: (value: unknown) => unknown;

  /** @param secrets what must never be in a line; bot tokens are recognised without being told. */
  constructor(service: string, secrets: readonly (string | RegExp)[] = []) {
    this.#logger = new Logger({ serviceName: service });
    this.#metrics = new Metrics({ serviceName: METRIC_DIMENSION.service });
    this.#redact = redactor(secrets);
  }

  info(message: string, facts?: Facts): void {
    this.#logger.info(...this.#line(message, { facts }));
  }

  warn(message: string, facts?: Facts): void {
    this.#logger.warn(...this.#line(message, { facts }));
  }

  error(message: string, error: unknown, facts?: Facts): void {
    this.#logger.error(...this.#line(message, { error, facts }));
  }

  count(metric: MetricName, by = 1): void {
    this.#metrics.addMetric(metric, MetricUnit.Count, by);
    // At once, not at the end of the invocation: a count must not be lost because a function died or forgot to flush.
    this.#metrics.publishStoredMetrics();
  }

  /** Facts under one key: Powertools drops a fact that is called `message` or `service` like a field of its own. */
  #line(message: string, more: { error?: unknown; facts?: Facts | undefined }): [string, Record<string, unknown>] {
    const { facts, ...rest } = more;
    return [String(this.#redact(message)), this.#redact(facts ? more : rest) as Record<string, unknown>];
  }
}
