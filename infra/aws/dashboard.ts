import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { METRIC_DIMENSION, type MetricName, QUEUES } from '../../functions/kit/names.contract.ts';
import { namespaceOf } from '../alarms.ts';
import type { Settings } from '../stages.ts';
import { type Spec, topology } from '../topology.ts';
import type { Webhooks } from './http.ts';
import type { Queues } from './queues.ts';
import type { Schedules } from './schedules.ts';

type Props = {
  functions: ReadonlyMap<FunctionName, Lambda>;
  queues: Queues;
  schedules: Schedules;
  webhooks: Webhooks;
  settings: Settings;
  alarms: readonly Alarm[];
};

const PERIOD = Duration.minutes(5);
const HALF = 12;
const WHOLE = 24;

/** Read from the top: is anything wrong, does it still work, does anybody wait, who fails, what was said. */
export function makeDashboard(scope: Construct, props: Props): Dashboard {
  const { functions, queues, schedules, webhooks, settings } = props;
  const each = [...functions];
  const counted = (metricName: MetricName, label: string) =>
    new Metric({
      namespace: namespaceOf(settings.stage),
      metricName,
      dimensionsMap: METRIC_DIMENSION,
      statistic: 'Sum',
      period: PERIOD,
      label,
    });

  return new Dashboard(scope, 'Dashboard', {
    defaultInterval: Duration.hours(12),
    widgets: [
      [
        new TextWidget({
          markdown: `**hashprice-watch ${settings.stage}**: what each alarm means, and what to do, is in infra/RUNBOOK.md under its name.`,
          width: WHOLE,
          height: 1,
        }),
      ],
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...props.alarms], width: WHOLE, height: 4 })],
      [
        graph('It works: one snapshot a tick, EDGAR asked every minute', [
          counted('SnapshotTaken', 'snapshots'),
          counted('FilingsChecked', 'EDGAR asked'),
          counted('DueReleased', 'looked for what is due'),
        ]),
        graph('People are reached', [
          counted('NoticeSent', 'said'),
          counted('NoticeHeldBack', 'held back'),
          counted('NoticeRejected', 'refused'),
          counted('RecipientGone', 'gone'),
          counted('AnnouncementMade', 'announcements'),
          counted('FilingGivenUp', 'filings given up'),
          counted('PressFeedStale', 'press feeds that say nothing'),
        ]),
      ],
      [
        graph(
          'Seconds the oldest message has waited',
          QUEUES.map((name) =>
            queues[name].queue.metricApproximateAgeOfOldestMessage({
              period: PERIOD,
              statistic: 'Maximum',
              label: name,
            }),
          ),
        ),
        graph('Dead letters', [
          ...READERS.map(({ name, queue }) => lettersIn(queues[queue].dead, name)),
          lettersIn(schedules.dead, 'schedules'),
        ]),
      ],
      [
        graph(
          'Functions that failed',
          each.map(([name, fn]) => fn.metricErrors({ period: PERIOD, label: name })),
        ),
        graph(
          'How long functions take, p95',
          each.map(([name, fn]) => fn.metricDuration({ period: PERIOD, statistic: 'p95', label: name })),
        ),
      ],
      [
        graph('At the door', [
          webhooks.api.metricCount({ period: PERIOD, statistic: 'Sum', label: 'requests' }),
          webhooks.api.metricClientError({ period: PERIOD, statistic: 'Sum', label: 'turned away' }),
          webhooks.api.metricServerError({ period: PERIOD, statistic: 'Sum', label: 'failed' }),
          counted('RequestForged', 'with a wrong signature'),
        ]),
        graph('How long the door takes', [
          webhooks.api.metricLatency({ period: PERIOD, statistic: 'p50', label: 'half of them' }),
          webhooks.api.metricLatency({ period: PERIOD, statistic: 'p95', label: '95 of 100' }),
        ]),
      ],
    ],
  });
}

const READERS = Object.entries<Spec>(topology).flatMap(([name, { start }]) =>
  'queues' in start ? [{ name, queue: start.queues[0]! }] : [],
);

const lettersIn = (dead: IQueue, label: string) =>
  dead.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum', label });

const graph = (title: string, left: IMetric[]): IWidget =>
  new GraphWidget({ title, left, width: HALF, height: 6, leftYAxis: { min: 0, showUnits: false } });
