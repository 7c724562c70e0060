import { METRIC_NAMES } from '../../functions/kit/names.contract.ts';
import type { Deployed } from '../../infra/cost/quantities.ts';
import { STAGES } from '../../infra/stages.ts';
import { type Resource, resourcesOf, type Template } from './synthesized.ts';

/** What stands in the template and has a price. */
export function deployedIn(template: Template): Deployed {
  const sources = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').filter(
    ([, { Properties }]) => Properties['Enabled'] !== false,
  );
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
  return {
    memoryMb: Object.fromEntries(
      resourcesOf(template, 'AWS::Lambda::Function').flatMap(([, fn]) => {
        const name = serviceOf(fn);
        return name === undefined ? [] : [[name, Number(fn.Properties['MemorySize'])]];
      }),
    ),
    queues: {
      all: sources.length,
      limited: sources.filter(([, { Properties }]) => Properties['ScalingConfig'] !== undefined).length,
    },
    // One each: all functions count under the same dimension.
    metrics: { idle: IDLE_METRICS, all: IDLE_METRICS + BUSY_METRICS },
    alarmMetrics: alarms.reduce((sum, [, alarm]) => sum + metricsIn(alarm), 0),
    dashboards: resourcesOf(template, 'AWS::CloudWatch::Dashboard').length,
    tickSeconds: STAGES.prod.tickSeconds,
  };
}

const serviceOf = ({ Properties }: Resource): string | undefined =>
  (Properties['Environment'] as { Variables?: Record<string, string> } | undefined)?.Variables?.[
    'POWERTOOLS_SERVICE_NAME'
  ];

/** An expression is free; each metric in it is not. */
const metricsIn = ({ Properties }: Resource): number => {
  const metrics = (Properties['Metrics'] ?? []) as { MetricStat?: unknown }[];
  return metrics.length === 0 ? 1 : metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
};

/** Of a bot that nobody uses, what is counted every minute, and what goes wrong now and then. */
const IDLE = ['SnapshotTaken', 'FeedIgnored', 'DueReleased', 'FilingsChecked', 'PressFeedsChecked'];
const IDLE_METRICS = IDLE.length;
const BUSY_METRICS = METRIC_NAMES.filter((name) => !IDLE.includes(name)).length;
