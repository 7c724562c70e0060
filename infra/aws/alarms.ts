import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm as CloudWatchAlarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  type MetricProps,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { METRIC_DIMENSION, type MetricName } from '../../functions/kit/names.contract.ts';
import { ALARMS, type Alarm, namespaceOf, type Watched } from '../alarms.ts';
import type { Settings } from '../stages.ts';
import { topology } from '../topology.ts';
import type { Webhooks } from './http.ts';
import type { Queues } from './queues.ts';
import type { Schedules } from './schedules.ts';

type Props = {
  functions: ReadonlyMap<FunctionName, Lambda>;
  queues: Queues;
  schedules: Schedules;
  webhooks: Webhooks;
  settings: Settings;
};

/** One alarm for each of infra/alarms.ts, all told to one topic, which writes an e-mail if it has an address. */
export function makeAlarms(scope: Construct, props: Props): CloudWatchAlarm[] {
  const { alarmEmail, tickSeconds } = props.settings;
  const action = new SnsAction(makeTopic(scope, alarmEmail));
  return Object.entries<Alarm>(ALARMS).map(([name, alarm]) => {
    const made = new CloudWatchAlarm(scope, `${name}Alarm`, {
      alarmDescription: `[${alarm.severity}] ${alarm.means}. What to do: infra/RUNBOOK.md, section ${name}.`,
      metric: metricOf(alarm, props),
      evaluationPeriods: alarm.times,
      ...limitOf(alarm, tickSeconds),
    });
    made.addAlarmAction(action);
    made.addOkAction(action);
    return made;
  });
}

/** No data from something that must keep happening is the very thing to be told; of anything else it is good news. */
const limitOf = (alarm: Alarm, tickSeconds: number) =>
  'below' in alarm
    ? {
        threshold: alarm.below,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      }
    : {
        threshold:
          'atLeast' in alarm
            ? alarm.atLeast
            : Math.ceil((alarm.atLeastOfTicks * 60 * alarm.everyMinutes) / tickSeconds),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      };

function metricOf({ metric, everyMinutes }: { metric: Watched; everyMinutes: number }, props: Props): IMetric {
  const period = Duration.minutes(everyMinutes);
  const sum = { statistic: 'Sum', period };
  const greatest = { statistic: 'Maximum', period };

  if ('countOf' in metric) return counted(metric.countOf, { ...sum, namespace: namespaceOf(props.settings.stage) });
  if ('throttles' in metric) return new Metric({ ...sum, namespace: 'AWS/Lambda', metricName: 'Throttles' });
  if ('failuresAt' in metric) return props.webhooks.api.metricServerError(sum);
  if ('deadLettersOf' in metric) {
    const dead = metric.deadLettersOf.map((name) =>
      name === 'schedules' ? props.schedules.dead : props.queues[topology[name].start.queues[0]].dead,
    );
    return together(
      'SUM',
      dead.map((queue) => queue.metricApproximateNumberOfMessagesVisible(greatest)),
      period,
    );
  }
  const { queues } = props;
  return together(
    'MAX',
    metric.oldestSecondsIn.map((name) => queues[name].queue.metricApproximateAgeOfOldestMessage(greatest)),
    period,
  );
}

/** As functions/kit/log.powertools.ts writes it. */
const counted = (metricName: MetricName, how: Pick<MetricProps, 'namespace' | 'statistic' | 'period'>) =>
  new Metric({ ...how, metricName, dimensionsMap: METRIC_DIMENSION });

/** An idle queue or function reports nothing at all, and one gap would make the whole expression a gap. */
function together(how: 'SUM' | 'MAX', metrics: readonly Metric[], period: Duration): IMetric {
  if (metrics.length === 1) return metrics[0]!;
  const usingMetrics = Object.fromEntries(metrics.map((metric, i) => [`m${i}`, metric]));
  const filled = Object.keys(usingMetrics).map((id) => `FILL(${id},0)`);
  return new MathExpression({ expression: `${how}([${filled.join(',')}])`, usingMetrics, period });
}

/** CloudWatch is let in by name: a topic with a policy of its own has lost the one that lets the account publish. */
function makeTopic(scope: Construct, email: string | undefined): Topic {
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
