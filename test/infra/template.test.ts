import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { env } from '../../functions/kit/env.contract.ts';
import { QUEUES, TABLE } from '../../functions/kit/names.contract.ts';
import { parameterName } from '../../infra/aws/secrets.ts';
import { constructId } from '../../infra/construct-id.ts';
import { SEC_USER_AGENT_PATTERN, STAGES } from '../../infra/stages.ts';
import { SECRETS, type Spec, topology } from '../../infra/topology.ts';
import { scheduledEvent } from '../support/events.ts';
import {
  functionOf,
  idIn,
  type Resource,
  readable,
  resourcesOf,
  synthesize,
  synthesizedTemplate,
  type Template,
  variablesOf,
} from './synthesized.ts';

const assembly = synthesize();
const { template } = assembly;
afterAll(() => rmSync(assembly.folder, { recursive: true }));
const names = Object.keys(topology) as (keyof typeof topology)[];
const specOf = (name: keyof typeof topology): Spec => topology[name];
const all = (type: string): Resource[] => resourcesOf(template, type).map(([, resource]) => resource);
const queueNamed = (id: string) =>
  resourcesOf(template, 'AWS::SQS::Queue').find(([logical]) => readable({ Ref: logical }) === id)!;
const sourcesOf = (queue: string) =>
  all('AWS::Lambda::EventSourceMapping').filter((source) => idIn(source.Properties['EventSourceArn']) === queue);

const masked = (one: Template) =>
  JSON.stringify(one, null, 2).replace(/"[0-9a-f]{64}\.zip"/g, '"<hash of the asset>.zip"');

describe('the stage prod', () => {
  it.each(['data', 'bot'] as const)('has the stack %s that was reviewed', async (stack) => {
    await expect(`${masked(assembly[stack])}\n`).toMatchFileSnapshot(`../golden/template-${stack}.json`);
  });

  it('keeps what must not be lost in a stack of its own, which holds nothing else', () => {
    const kept = Object.values(assembly.data.Resources).map(({ Type }) => Type);
    expect(kept).toEqual(['AWS::DynamoDB::GlobalTable']);
    expect(resourcesOf(assembly.bot, 'AWS::DynamoDB::GlobalTable')).toEqual([]);
    const names = Object.fromEntries(Object.entries(assembly.data.Outputs).map(([key, { Value }]) => [key, Value]));
    for (const secret of SECRETS) {
      const id = constructId(secret.toLowerCase().replaceAll('_', '-'));
      expect(names[`${id}Parameter`]).toBe(parameterName('prod', secret));
    }
  });

  it('says where its routes and its dashboard are, and what came of registering', () => {
    const said = Object.entries(assembly.bot.Outputs).map(([key, { Value }]) => `${key}: ${readable(Value)}`);
    expect(said).toEqual([
      'TelegramWebhookUrl: Webhooks.ApiEndpoint/telegram',
      'DiscordInteractionsUrl: Webhooks.ApiEndpoint/discord',
      'PageUrl: Webhooks.ApiEndpoint/',
      'RegisterTelegramSaid: RegisterTelegramOnDeployment.Said',
      'RegisterDiscordSaid: RegisterDiscordOnDeployment.Said',
      'DashboardUrl: https://<Region>.console.aws.amazon.com/cloudwatch/home?region=<Region>#dashboards/dashboard/Dashboard',
    ]);
  });
});

it('gives readers a budget of their own, and only once their routes are there', () => {
  const [stage] = all('AWS::ApiGatewayV2::Stage');
  const { RouteSettings: settings, DefaultRouteSettings: usual } = stage!.Properties as Record<string, object>;
  const limit = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
  expect(settings).toEqual(
    Object.fromEntries(['GET /', 'HEAD /', 'GET /{proxy+}', 'HEAD /{proxy+}'].map((route) => [route, limit])),
  );
  expect(usual).toMatchObject({ ThrottlingRateLimit: 50 });
  const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').filter(([, { Properties }]) =>
    Object.keys(settings!).includes(String(Properties['RouteKey'])),
  );
  expect(stage!.DependsOn).toEqual(expect.arrayContaining(routes.map(([id]) => id)));
});

it('the stage dev differs from it by its name, in what infra/stages.ts says, and in nothing else', async () => {
  const dev = synthesize({ stage: 'dev' });
  rmSync(dev.folder, { recursive: true });
  const differences = (['data', 'bot'] as const).flatMap((stack) =>
    differencesOf(
      JSON.parse(masked(assembly[stack]).replace(/\bprod\b/g, '<stage>')),
      JSON.parse(masked(dev[stack]).replace(/\bdev\b/g, '<stage>')),
      stack,
    ),
  );
  await expect(`${differences.join('\n')}\n`).toMatchFileSnapshot('../golden/template-dev-differs.txt');
});

/** `where: this → that`, a line for each value that is not the same. */
function differencesOf(one: unknown, other: unknown, where: string): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other ? [] : [`${where}: ${JSON.stringify(one)} → ${JSON.stringify(other)}`];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const at = (of: object, key: string) => (of as Record<string, unknown>)[key];
  return [...keys].flatMap((key) => differencesOf(at(one, key), at(other, key), `${where} ${key}`));
}

it('tags whatever can be tagged with project and stage', () => {
  const tagged = resourcesOf(template, 'AWS::SQS::Queue').concat(resourcesOf(template, 'AWS::Lambda::Function'));
  for (const [, { Properties }] of tagged)
    expect(Properties['Tags']).toEqual([
      { Key: 'project', Value: 'hashprice-watch' },
      { Key: 'stage', Value: 'prod' },
    ]);
});

describe('registering, as the last step of a deployment', () => {
  const steps = resourcesOf(template, 'Custom::Registration');

  it.each(steps)('%s comes after its route is open and its function may do all that it must', (_, step) => {
    const { ServiceToken: fn, Url: url, Code: code, ServiceTimeout: seconds } = step.Properties;
    const name = readable(fn);
    const after = [step.DependsOn ?? []].flat().map((id) => readable({ Ref: id }));
    const path = readable(url).split('/').at(-1)!;
    expect(after).toEqual(expect.arrayContaining([name, 'WebhooksStage', `WebhooksPOST${path}`]));
    expect(after.filter((id) => id.endsWith('IntegrationPermission'))).toHaveLength(1);
    const runs = resourcesOf(template, 'AWS::Lambda::Function').find(([id]) => id === idIn(fn))![1];
    expect(runs.DependsOn).toContainEqual(expect.stringContaining(`${name}RoleDefaultPolicy`));
    expect(Number(seconds)).toBeGreaterThan(Number(runs.Properties['Timeout']));
    // Neither changes unless there is something to register.
    expect(Object.values(code as object)).toEqual(Object.values(runs.Properties['Code'] as object));
  });

  it('is done for each function that the topology says it of', () => {
    const registering = Object.entries<Spec>(topology).flatMap(([name, { registers }]) => (registers ? [name] : []));
    expect(steps.map(([, { Properties }]) => readable(Properties['ServiceToken']))).toEqual(
      registering.map(constructId),
    );
  });
});

describe('the table', () => {
  const [table] = all('AWS::DynamoDB::GlobalTable');
  const { Properties: properties } = table!;

  it('has the keys and indexes of names.contract.ts', () => {
    const { level, due } = TABLE.indexes;
    const keys = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ];
    expect(properties['KeySchema']).toEqual(keys(TABLE.partition, TABLE.sort));
    expect(properties['GlobalSecondaryIndexes']).toEqual(
      [level, due].map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index.partition, index.sort),
        Projection: { ProjectionType: 'ALL' },
      })),
    );
    expect(properties['AttributeDefinitions']).toContainEqual({ AttributeName: level.sort, AttributeType: 'N' });
    expect(properties['TimeToLiveSpecification']).toEqual({ AttributeName: TABLE.expires, Enabled: true });
  });

  it('can be put back to an earlier second, cannot be deleted, and stays when the stack goes', () => {
    expect(all('AWS::DynamoDB::GlobalTable')).toHaveLength(1);
    expect(properties['BillingMode']).toBe('PAY_PER_REQUEST');
    expect(properties['Replicas']).toMatchObject([
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      },
    ]);
    expect(table!.DeletionPolicy).toBe('Retain');
    expect(table!.UpdateReplacePolicy).toBe('Retain');
  });
});

describe.each(names)('the function %s', (name) => {
  const [id, fn] = functionOf(template, name);
  const { seconds, start } = specOf(name);

  it('runs on arm64 and Node 24, for as long as the topology says, and reserves no concurrency', () => {
    expect(fn.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: seconds,
    });
    expect(fn.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('has a log of its own that is kept for a month', () => {
    const { LogGroup: group } = fn.Properties['LoggingConfig'] as { LogGroup: unknown };
    expect(template.Resources[idIn(group)]?.Properties['RetentionInDays']).toBe(30);
  });

  if ('every' in start)
    it('is started by a schedule that gives up after 5 minutes and keeps what it could not start', () => {
      const schedule = all('AWS::Scheduler::Schedule').find(
        ({ Properties }) => idIn((Properties['Target'] as { Arn: unknown }).Arn) === id,
      );
      const target = schedule!.Properties['Target'] as Record<'Input' | 'RetryPolicy' | 'DeadLetterConfig', unknown>;
      expect(schedule!.Properties['ScheduleExpression']).toBe(
        { tick: 'cron(0/5 * * * ? *)', minute: 'cron(* * * * ? *)', day: 'rate(1 day)' }[start.every],
      );
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 });
      expect(readable((target.DeadLetterConfig as { Arn: unknown }).Arn)).toBe('SchedulesDeadLetters');

      const input = JSON.parse(readable(target.Input)) as Record<string, unknown>;
      expect(Object.keys(input)).toEqual(Object.keys(scheduledEvent('2026-01-01')));
      expect(input).toMatchObject({
        time: '<aws.scheduler.scheduled-time>',
        'detail-type': 'Scheduled Event',
        detail: '{}',
      });
    });

  if ('queues' in start)
    it.each(start.queues)(
      'reads the queue %s, with a maximum of readers only where a crowd would flood a platform',
      (queue) => {
        const [living, ...others] = sourcesOf(queueNamed(`${constructId(queue)}Queue`)[0]);
        expect(others).toEqual([]);
        expect(living!.Properties).toMatchObject(reading(id, start.batch));
        expect(living!.Properties['Enabled']).toBeUndefined();
        // Two is the least that AWS takes.
        const most = queue.endsWith('-broadcast') ? { MaximumConcurrency: 2 } : undefined;
        expect(living!.Properties['ScalingConfig']).toEqual(most);
      },
    );

  if ('queues' in start)
    it('reads the dead letters of all its queues once somebody switches that on', () => {
      const [dead, ...others] = sourcesOf(queueNamed(`${constructId(name)}DeadLetters`)[0]);
      expect(others).toEqual([]);
      expect(dead!.Properties).toMatchObject({
        ...reading(id, start.batch),
        Enabled: false,
        ScalingConfig: { MaximumConcurrency: 2 },
      });
    });

  if ('post' in start)
    it('is behind its route, and only behind it', () => {
      const route = all('AWS::ApiGatewayV2::Route').find(
        ({ Properties }) => Properties['RouteKey'] === `POST ${start.post}`,
      );
      const permissions = all('AWS::Lambda::Permission').filter(
        ({ Properties }) => idIn(Properties['FunctionName']) === id,
      );
      const target = readable(route?.Properties['Target']).replace(/^integrations\//, '');
      expect(target).toContain(constructId(name));
      expect(permissions).toHaveLength(1);
      expect(readable(permissions[0]!.Properties['SourceArn'])).toMatch(new RegExp(`/\\*/\\*${start.post}$`));
    });
});

const reading = (fn: string, batch: number) => ({
  BatchSize: batch,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  FunctionName: { Ref: fn },
});

describe.each(QUEUES)('the queue %s', (name) => {
  const [[reader, { seconds, start }]] = Object.entries<Spec>(topology).filter(
    ([, { start }]) => 'queues' in start && start.queues.includes(name),
  ) as [[string, Spec]];
  const [, queue] = queueNamed(`${constructId(name)}Queue`);
  const [deadId, dead] = queueNamed(`${constructId(reader)}DeadLetters`);

  it('hides a message six times as long as its function may take', () => {
    expect(queue.Properties['VisibilityTimeout']).toBe(6 * seconds);
    expect(dead.Properties['VisibilityTimeout']).toBe(6 * seconds);
  });

  it('lays a message aside after as many attempts as the topology says, and keeps it for two weeks', () => {
    const { deadLetterTargetArn: target, maxReceiveCount: count } = queue.Properties['RedrivePolicy'] as Record<
      string,
      unknown
    >;
    expect(idIn(target)).toBe(deadId);
    expect(count).toBe('attempts' in start && start.attempts);
    expect(queue.Properties['MessageRetentionPeriod']).toBe(14 * 86_400);
    expect(dead.Properties['MessageRetentionPeriod']).toBe(14 * 86_400);
  });
});

it('throttles the routes, logs each request, and never its headers or body', () => {
  const [stage] = all('AWS::ApiGatewayV2::Stage');
  expect(stage!.Properties['DefaultRouteSettings']).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
  const { Format: format } = stage!.Properties['AccessLogSettings'] as { Format: string };
  expect(format).toContain('$context.status');
  expect(format).not.toMatch(/header|body|authoriz/i);
});

it('gives nothing a fixed name, so that two stages fit in one account', () => {
  const named = Object.entries(template.Resources).flatMap(([id, { Properties }]) =>
    ['FunctionName', 'QueueName', 'TableName', 'TopicName', 'RoleName', 'LogGroupName', 'AlarmName', 'Name']
      .filter((key) => typeof Properties?.[key] === 'string')
      .map((key) => `${readable({ Ref: id })}: ${key}`),
  );
  expect(named).toEqual(['Webhooks: Name']);
});

it('tells enrol the recipients, and an e-mail address the alarms and what a month costs, as the environment said at synth', () => {
  const recipients = '[{"platform":"telegram","chat":"42"}]';
  const told = synthesizedTemplate({ recipients, alarmEmail: 'on-call@example.org' });
  expect(variablesOf(functionOf(told, 'enrol')[1])['RECIPIENTS']).toBe(recipients);
  expect(resourcesOf(told, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties)).toMatchObject([
    { Protocol: 'email', Endpoint: 'on-call@example.org' },
  ]);
  expect(all('AWS::SNS::Subscription')).toEqual([]);
  const [[, budget]] = resourcesOf(told, 'AWS::Budgets::Budget') as [[string, Resource]];
  expect(budget.Properties['Budget']).toMatchObject({ BudgetLimit: { Amount: STAGES.prod.monthlyUsd, Unit: 'USD' } });
  expect(JSON.stringify(budget.Properties['NotificationsWithSubscribers']).match(/on-call@example.org/g)).toHaveLength(
    2,
  );
  expect(all('AWS::Budgets::Budget')).toEqual([]);
});

describe('who asks EDGAR', () => {
  const asking = names.filter((name) => 'SEC_USER_AGENT' in env[name].shape);

  it('is whoever deploys: a parameter without a default, so that there is no deploying without an answer', () => {
    expect(template.Parameters['SecUserAgent']).toMatchObject({
      Type: 'String',
      AllowedPattern: SEC_USER_AGENT_PATTERN,
    });
    expect(template.Parameters['SecUserAgent']).not.toHaveProperty('Default');
  });

  it('is told to the functions that ask it, and to no other', () => {
    expect(asking).toEqual(['watch-filings', 'read-financials', 'read-filing']);
    for (const name of names) {
      const told = variablesOf(functionOf(template, name)[1])['SEC_USER_AGENT'];
      expect(told).toEqual(asking.includes(name) ? { Ref: 'SecUserAgent' } : undefined);
    }
  });

  it('is what the environment said at synth, unless whoever deploys says something else', () => {
    const { Parameters: parameters, ...rest } = synthesizedTemplate({ secUserAgent: 'Jane Doe jane@example.com' });
    expect(parameters['SecUserAgent']?.Default).toBe('Jane Doe jane@example.com');
    for (const name of asking) {
      const told = variablesOf(functionOf({ ...rest, Parameters: parameters }, name)[1]);
      expect(told['SEC_USER_AGENT']).toEqual({ Ref: 'SecUserAgent' });
    }
  });
});
