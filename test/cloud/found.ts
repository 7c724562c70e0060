import {
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { paginateListStackResources, type StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { GetDashboardCommand, ListDashboardsCommand, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DescribeTimeToLiveCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetRolePolicyCommand, paginateListRolePolicies, paginateListRoles } from '@aws-sdk/client-iam';
import {
  GetFunctionEventInvokeConfigCommand,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { GetScheduleCommand, paginateListSchedules } from '@aws-sdk/client-scheduler';
import { GetTopicAttributesCommand, ListSubscriptionsCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { paginateDescribeParameters } from '@aws-sdk/client-ssm';
import type { Clients } from './clients.ts';
import { STACKS } from './world.ts';

export type Found = Awaited<ReturnType<typeof findAll>>;

async function all<Page, One>(pages: AsyncIterable<Page>, of: (page: Page) => readonly One[] | undefined) {
  const found: One[] = [];
  for await (const page of pages) found.push(...(of(page) ?? []));
  return found;
}

/** What lies in the account, asked of each service itself and not of CloudFormation. */
export async function findAll(clients: Clients) {
  const { stacks, dynamodb, http, iam, lambda, logs, scheduler, sns, sqs, ssm, watch } = clients;
  const resourcesOf = (StackName: string): Promise<StackResourceSummary[]> =>
    all(paginateListStackResources({ client: stacks }, { StackName }), (page) => page.StackResourceSummaries).then(
      // A resource that moto has not made is a line without a name.
      (lines) => lines.filter(({ LogicalResourceId }) => LogicalResourceId),
      () => [],
    );

  const queues = [];
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  for (const QueueUrl of QueueUrls) {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    queues.push({ url: QueueUrl, ...Attributes });
  }
  const tables = [];
  for (const TableName of (await dynamodb.send(new ListTablesCommand({}))).TableNames ?? []) {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
    tables.push({ ...Table, expires: TimeToLiveDescription?.AttributeName });
  }
  const functions = [];
  for (const one of await all(paginateListFunctions({ client: lambda }, {}), (page) => page.Functions)) {
    const FunctionName = one.FunctionName!;
    const invoked = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })).catch(() => undefined);
    functions.push({ ...one, FunctionName, variables: one.Environment?.Variables ?? {}, invoked });
  }
  const schedules = [];
  for (const { Name } of await all(paginateListSchedules({ client: scheduler }, {}), (page) => page.Schedules))
    schedules.push(await scheduler.send(new GetScheduleCommand({ Name })));
  const roles = [];
  for (const { RoleName, Arn } of await all(paginateListRoles({ client: iam }, {}), (page) => page.Roles)) {
    // The CDK's own are not ours to look at, and moto writes their policies as Python does.
    if (!RoleName!.startsWith(STACKS.bot)) continue;
    const names = await all(paginateListRolePolicies({ client: iam }, { RoleName }), (page) => page.PolicyNames);
    const policies = [];
    for (const PolicyName of names) {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      policies.push(JSON.parse(decodeURIComponent(PolicyDocument!)) as { Statement: Statement | Statement[] });
    }
    roles.push({ arn: Arn!, statements: policies.flatMap(({ Statement }) => Statement) });
  }
  const topics = [];
  for (const { TopicArn } of (await sns.send(new ListTopicsCommand({}))).Topics ?? [])
    topics.push((await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes!);
  const apis = [];
  for (const { ApiId, ProtocolType } of (await http.send(new GetApisCommand({}))).Items ?? []) {
    const { Items: routes = [] } = await http.send(new GetRoutesCommand({ ApiId }));
    const { Items: integrations = [] } = await http.send(new GetIntegrationsCommand({ ApiId }));
    const { Items: stages = [] } = await http.send(new GetStagesCommand({ ApiId }));
    apis.push({ id: ApiId!, ProtocolType, routes, integrations, stages });
  }
  const dashboards = [];
  for (const { DashboardName } of (await watch.send(new ListDashboardsCommand({}))).DashboardEntries ?? [])
    dashboards.push((await watch.send(new GetDashboardCommand({ DashboardName }))).DashboardBody!);

  return {
    bot: await resourcesOf(STACKS.bot),
    data: await resourcesOf(STACKS.data),
    queues,
    tables,
    functions,
    schedules,
    roles,
    topics,
    apis,
    dashboards,
    sources: await all(paginateListEventSourceMappings({ client: lambda }, {}), (page) => page.EventSourceMappings),
    alarms: await all(paginateDescribeAlarms({ client: watch }, {}), (page) => page.MetricAlarms),
    logs: await all(paginateDescribeLogGroups({ client: logs }, {}), (page) => page.logGroups),
    subscriptions: (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions ?? [],
    parameters: await all(paginateDescribeParameters({ client: ssm }, {}), (page) => page.Parameters),
  };
}

export type Statement = { Effect: string; Action: string | string[]; Resource: string | string[] };
