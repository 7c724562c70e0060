import type { Facts, Log } from '../../functions/kit/log.ts';
import type { MetricName } from '../../functions/kit/names.contract.ts';

/** Remembers what was said and counted. */
export class MemoryLog implements Log {
  readonly lines: { level: 'info' | 'warn' | 'error'; message: string; facts: Facts | undefined; error?: unknown }[] =
    [];
  readonly counts = new Map<MetricName, number>();

  info(message: string, facts?: Facts): void {
    this.lines.push({ level: 'info', message, facts });
  }

  warn(message: string, facts?: Facts): void {
    this.lines.push({ level: 'warn', message, facts });
  }

  error(message: string, error: unknown, facts?: Facts): void {
    this.lines.push({ level: 'error', message, error, facts });
  }

  count(metric: MetricName, by = 1): void {
    this.counts.set(metric, (this.counts.get(metric) ?? 0) + by);
  }
}
