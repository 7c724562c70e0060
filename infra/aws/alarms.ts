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
import type { MetricName } from '../../functions/kit/names.contract.ts';
import { ALARMS, type Alarm, namespaceOf, type StartKind, type Watched } from '../alarms.ts';
import { topology } from '../topology.ts';
import type { Queues } from './queues.ts';
import type { Schedules } from './schedules.ts';

type Props = {
  functions: ReadonlyMap<FunctionName, Lambda>;
  queues: Queues;
  schedules: Schedules;
  stage: string;
  alarmEmail: string | undefined;
};

/** One alarm for each of infra/alarms.ts, all told to one topic, which writes an e-mail if it has an address. */
export function makeAlarms(scope: Construct, props: Props): void {
  const action = new SnsAction(makeTopic(scope, props.alarmEmail));
  for (const [name, alarm] of Object.entries<Alarm>(ALARMS)) {
    const made = new CloudWatchAlarm(scope, `${name}Alarm`, {
      alarmDescription: `[${alarm.severity}] ${alarm.means}. What to do: infra/RUNBOOK.md, section ${name}.`,
      metric: metricOf(alarm, props),
      evaluationPeriods: alarm.times,
      ...limitOf(alarm),
    });
    made.addAlarmAction(action);
    made.addOkAction(action);
  }
}

/** No data from something that must keep happening is the very thing to be told; of anything else it is good news. */
const limitOf = (alarm: Alarm) =>
  'below' in alarm
    ? {
        threshold: alarm.below,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      }
    : {
        threshold: alarm.atLeast,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      };

function metricOf({ metric, everyMinutes }: { metric: Watched; everyMinutes: number }, props: Props): IMetric {
  const period = Duration.minutes(everyMinutes);
  const sum = { statistic: 'Sum', period };
  const greatest = { statistic: 'Maximum', period };
  const fn = (name: FunctionName) => props.functions.get(name)!;

  if ('countOf' in metric)
    return together(
      'SUM',
      metric.by.map((service) => counted(metric.countOf, service, { ...sum, namespace: namespaceOf(props.stage) })),
      period,
    );
  if ('runsOf' in metric) return fn(metric.runsOf).metricInvocations(sum);
  if ('throttles' in metric) return new Metric({ ...sum, namespace: 'AWS/Lambda', metricName: 'Throttles' });
  if ('errorsOf' in metric)
    return together(
      'SUM',
      startedBy(metric.errorsOf).map((name) => fn(name).metricErrors(sum)),
      period,
    );
  if ('deadLettersOf' in metric) {
    const dead = metric.deadLettersOf.map((name) =>
      name === 'schedules' ? props.schedules.dead : props.queues[name].dead,
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
const counted = (
  metricName: MetricName,
  service: FunctionName,
  how: Pick<MetricProps, 'namespace' | 'statistic' | 'period'>,
) => new Metric({ ...how, metricName, dimensionsMap: { service } });

const startedBy = (kind: StartKind) =>
  (Object.keys(topology) as FunctionName[]).filter((name) => kind in topology[name].start);

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
