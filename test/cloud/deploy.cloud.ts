import { CreateStackCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { METRIC_DIMENSION, queueVariable, TABLE } from '../../functions/kit/names.contract.ts';
import { ALARMS, namespaceOf } from '../../infra/alarms.ts';
import { expressionOf } from '../../infra/aws/schedules.ts';
import { constructId } from '../../infra/construct-id.ts';
import { STAGES } from '../../infra/stages.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { sqsRecord } from '../support/events.ts';
import type { Ran } from './clone.ts';
import { type Found, findAll } from './found.ts';
import { ACCOUNT, HOW_TO_GET_IT, isMotoHere, REGION } from './moto.ts';
import { DROPPED, NOT_EMULATED, RUN_BY_US } from './not-emulated.ts';
import { DISCORD_TOKEN, openWorld, STACKS, TELEGRAM_TOKEN, type World } from './world.ts';

const isHere = isMotoHere();
if (!isHere) process.stderr.write(`${HOW_TO_GET_IT}\n`);

const TOLD = {
  TELEGRAM_TOKEN,
  DISCORD_TOKEN,
  SEC_USER_AGENT: 'Jane Doe jane@example.com',
  ALARM_EMAIL: 'on-call@example.org',
  TEST_CHAT: 'telegram:42',
};
const FROM = ['--ci', '--region', REGION];
const { keepLogsDays, tickSeconds } = STAGES.prod;
const specs = Object.entries<Spec>(topology) as [FunctionName, Spec][];
const readers = specs.flatMap(([name, { start, seconds }]) => ('queues' in start ? [{ name, start, seconds }] : []));

/** Everything is done once, in this order, and looked at afterwards. */
type Story = {
  first: Ran;
  found: Found;
  letters: string[];
  said: string[];
  again: Ran;
  foundAgain: Found;
  newToken: Ran;
  destroyed: Ran;
  left: Found;
};

describe.skipIf(!isHere)('the template of a stage, deployed to moto', () => {
  let world: World;
  let story: Story;

  beforeAll(async () => {
    world = await openWorld();
    const { npm, clients, telegram } = world;
    const first = await npm('deploy', FROM, TOLD);
    const found = await findAll(clients);
    const letters = await lettersIn(world, found, 'TelegramDirectQueue');
    for (const body of letters)
      await world.run(functionIn(found, 'deliver-telegram').FunctionName, { Records: [sqsRecord(body)] });
    const said = telegram.messages.map(({ chat, text }) => `${chat}: ${text}`);
    const again = await npm('deploy', FROM);
    const foundAgain = await findAll(clients);
    telegram.updates.webhook = undefined;
    const newToken = await npm('deploy', FROM, { TELEGRAM_TOKEN: `${TELEGRAM_TOKEN}-renewed` });
    const destroyed = await npm('destroy', ['--yes', '--region', REGION]);
    story = { first, found, letters, said, again, foundAgain, newToken, destroyed, left: await findAll(clients) };
    process.stdout.write(`${notEmulatedIn(world)}\n`);
  });
  afterAll(() => world?.close());

  it('goes by one command from a clone to a bot that its platforms know', () => {
    const { first } = story;
    expect(first.complaint.split('\n').filter((line) => !isChatter(line))).toEqual([]);
    expect(first.code).toBe(0);
    const [api] = story.found.apis;
    const at = `https://${api!.id}.execute-api.${REGION}.amazonaws.com`;
    for (const line of [
      `AWS account ${ACCOUNT}, region ${REGION}, stage prod`,
      'Making a home for the CDK here (cdk bootstrap) …',
      'Stored in the Parameter Store: telegram-token, telegram-secret, discord-token, settings',
      'Deployed',
      `Telegram brings its updates to ${at}/telegram`,
      `Discord brings its interactions to ${at}/discord`,
      'A test alert is on its way to telegram:42',
      expect.stringMatching(/^Dashboard: {12}https:.*#dashboards\/dashboard\/\S+$/),
      `Alarms are mailed once you confirm the mail that AWS has sent to ${TOLD.ALARM_EMAIL}`,
    ])
      expect(first.out.split('\n')).toContainEqual(line);
  });

  it('asks nobody but AWS_ENDPOINT_URL, from the SDK and from the CDK', () => {
    expect(world.clone.strays()).toEqual([]);
    expect([...world.front.asked].toSorted()).toEqual(['cloudformation', 'lambda', 's3', 'sqs', 'ssm', 'sts']);
  });

  it('has the registering functions run as steps of the deployment, against the table and the parameters there', () => {
    expect(Object.fromEntries(world.front.said)).toEqual({
      RegisterTelegramOnDeployment: 'webhook and commands set',
      RegisterDiscordOnDeployment: expect.stringContaining('the endpoint is set'),
    });
  });

  it('brings its test alert by the queue and the function that were deployed', () => {
    expect(story.letters).toHaveLength(1);
    expect(story.said).toEqual([expect.stringMatching(/^42: /)]);
  });

  it('shows no token and no secret in what it prints, and in nothing that CloudFormation was told', async () => {
    const { Parameter } = await world.clients.ssm.send(
      new GetParameterCommand({ Name: '/hashprice-watch/prod/telegram-secret', WithDecryption: true }),
    );
    const shown = JSON.stringify([story, [...world.front.brought.values()]]);
    for (const secret of [TELEGRAM_TOKEN, DISCORD_TOKEN, Parameter!.Value!]) expect(shown).not.toContain(secret);
  });

  it('makes every resource of both templates, but for what not-emulated.ts makes or names', () => {
    for (const [stack, made] of [
      [STACKS.bot, story.found.bot],
      [STACKS.data, story.found.data],
    ] as const) {
      const wanted = Object.entries(world.front.brought.get(stack)!.Resources).filter(([, { Type }]) => {
        const entry = NOT_EMULATED[Type];
        return entry === undefined || 'as' in entry;
      });
      const there = made.map(({ LogicalResourceId }) => LogicalResourceId!);
      expect(there.toSorted()).toEqual(wanted.map(([id]) => id).toSorted());
    }
  });

  it.each(Object.keys(NOT_EMULATED))('needs its stand-in for %s still', async (type) => {
    expect(await probed(world, type)).toEqual([]);
  });

  it('would notice a type that moto has learnt', async () => {
    expect(await probed(world, 'AWS::SQS::Queue')).toEqual(['AWS::SQS::Queue']);
  });

  it('uses every stand-in', () => {
    const types = [...world.front.brought.values()].flatMap(({ Resources }) =>
      Object.values(Resources).map(({ Type }) => Type),
    );
    expect(Object.keys(NOT_EMULATED).filter((type) => !types.includes(type))).toEqual([]);
  });

  it('drops still what is looked up in the template instead', () => {
    expect(DROPPED).toHaveLength(2);
    for (const { Architectures } of story.found.functions) expect(Architectures).not.toContain('arm64');
    for (const { expires } of story.found.tables) expect(expires).toBeUndefined();
  });

  it('makes one table, with its keys, indexes and time to live', () => {
    const { level, due } = TABLE.indexes;
    expect(story.found.tables).toEqual([
      expect.objectContaining({
        KeySchema: keys(TABLE.partition, TABLE.sort),
        AttributeDefinitions: expect.arrayContaining([
          { AttributeName: level.sort, AttributeType: 'N' },
          { AttributeName: due.sort, AttributeType: 'S' },
        ]),
        GlobalSecondaryIndexes: [level, due].map(({ name, partition, sort }) =>
          expect.objectContaining({ IndexName: name, KeySchema: keys(partition, sort) }),
        ),
        BillingModeSummary: expect.objectContaining({ BillingMode: 'PAY_PER_REQUEST' }),
        DeletionProtectionEnabled: true,
      }),
    ]);
    const [brought] = Object.values(world.front.brought.get(STACKS.data)!.Resources);
    expect(brought!.Properties!['TimeToLiveSpecification']).toEqual({ AttributeName: TABLE.expires, Enabled: true });
    expect([...world.front.guarded]).toEqual([STACKS.data]);
  });

  it.each(readers)('makes the queues that $name reads, for six times its patience', ({ name, start, seconds }) => {
    const { found } = story;
    const fn = functionIn(found, name);
    const dead = queueIn(found, `${constructId(name)}DeadLetters`);
    const kept = {
      VisibilityTimeout: String(6 * seconds),
      MessageRetentionPeriod: String(14 * 86_400),
      SqsManagedSseEnabled: 'true',
      Policy: expect.stringMatching(/"aws:SecureTransport": ?"false".*"Effect": ?"Deny"/),
    };
    expect(dead).toMatchObject(kept);
    expect(dead).not.toHaveProperty('RedrivePolicy');
    const sources = found.sources.filter(({ FunctionArn }) => FunctionArn!.includes(fn.FunctionName));
    for (const queue of start.queues) {
      const living = queueIn(found, `${constructId(queue)}Queue`);
      expect(living).toMatchObject(kept);
      expect(JSON.parse(living.RedrivePolicy!)).toEqual({
        deadLetterTargetArn: dead.QueueArn,
        maxReceiveCount: start.attempts,
      });
      expect(sources).toContainEqual(
        expect.objectContaining({ EventSourceArn: living.QueueArn, BatchSize: start.batch, State: 'Enabled' }),
      );
    }
    expect(sources).toContainEqual(expect.objectContaining({ EventSourceArn: dead.QueueArn, State: 'Disabled' }));
    expect(sources).toHaveLength(start.queues.length + 1);
  });

  it.each(specs)('makes the function %s, and tells it where everything is', (name, { seconds, may }) => {
    const { found } = story;
    const fn = functionIn(found, name);
    const written = Object.values(world.front.brought.get(STACKS.bot)!.Resources).find(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::Function' && variablesIn(Properties)['POWERTOOLS_SERVICE_NAME'] === name,
    )!.Properties!;
    expect(fn).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: seconds,
      MemorySize: written['MemorySize'],
    });
    expect(written['Architectures']).toEqual(['arm64']);
    expect(Object.keys(fn.variables).toSorted()).toEqual(Object.keys(variablesIn(written)).toSorted());
    expect(Object.entries(fn.variables).filter(([, value]) => !value || /[{}]|undefined/.test(value))).toEqual([]);
    if (may.table) expect(fn.variables['TABLE_NAME']).toBe(found.tables[0]!.TableName);
    for (const queue of may.send ?? [])
      expect(pathOf(fn.variables[queueVariable(queue)]!)).toBe(
        pathOf(queueIn(found, `${constructId(queue)}Queue`).url),
      );
    for (const secret of may.know ?? [])
      expect(fn.variables[`${secret}_PARAMETER`]).toBe(
        `/hashprice-watch/prod/${secret.toLowerCase().replaceAll('_', '-')}`,
      );
  });

  it.each(specs)('lets %s do something of its own, under a role that nobody else has', (name, { may }) => {
    const { found } = story;
    const fn = functionIn(found, name);
    expect(found.functions.filter(({ Role }) => Role === fn.Role)).toHaveLength(1);
    const { statements } = found.roles.find(({ arn }) => arn === fn.Role)!;
    const allowed = statements.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`)),
    );
    expect(allowed.filter((one) => /\*|undefined|\{/.test(one) && !/:log-group:/.test(one))).toEqual([]);
    for (const queue of may.send ?? [])
      expect(allowed).toContain(`sqs:SendMessage ${queueIn(found, `${constructId(queue)}Queue`).QueueArn}`);
    for (const secret of may.know ?? [])
      expect(allowed).toContain(
        `ssm:GetParameter arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/hashprice-watch/prod/${secret.toLowerCase().replaceAll('_', '-')}`,
      );
    if (may.table)
      expect(allowed.filter((one) => one.endsWith(found.tables[0]!.TableArn!))).toHaveLength(may.table.length);
  });

  it.each(specs.flatMap(([name, { start }]) => ('every' in start ? [{ name, every: start.every }] : [])))(
    'starts $name every $every, and lays aside what cannot be started',
    ({ name, every }) => {
      const { found } = story;
      const fn = functionIn(found, name);
      const schedule = found.schedules.find(({ Target }) => Target?.Arn === fn.FunctionArn)!;
      expect(schedule).toMatchObject({
        ScheduleExpression: expressionOf(every, tickSeconds).expressionString,
        State: 'ENABLED',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
          DeadLetterConfig: { Arn: queueIn(found, 'SchedulesDeadLetters').QueueArn },
        },
      });
      expect(JSON.parse(schedule.Target!.Input!)).toMatchObject({
        source: 'aws.scheduler',
        account: ACCOUNT,
        time: '<aws.scheduler.scheduled-time>',
      });
      const role = found.roles.find(({ arn }) => arn === schedule.Target!.RoleArn)!;
      expect(role.statements.flatMap(({ Resource }) => Resource)).toContain(fn.FunctionArn);
      expect(fn.invoked).toMatchObject({
        MaximumRetryAttempts: { tick: 2, minute: 0, day: 2 }[every],
        MaximumEventAgeInSeconds: { tick: tickSeconds, minute: 60, day: 3_600 }[every],
      });
    },
  );

  it('starts nothing by the clock that the topology does not', () => {
    expect(story.found.schedules).toHaveLength(specs.filter(([, { start }]) => 'every' in start).length);
  });

  it('makes an alarm of every line of the list, with a mail to whoever was named', () => {
    const { alarms, topics, subscriptions } = story.found;
    const [topic] = topics;
    expect(topics).toHaveLength(1);
    expect(topic!['Policy']).toContain('cloudwatch.amazonaws.com');
    expect(subscriptions).toEqual([
      expect.objectContaining({ Protocol: 'email', Endpoint: TOLD.ALARM_EMAIL, TopicArn: topic!['TopicArn'] }),
    ]);
    for (const [name, alarm] of Object.entries(ALARMS)) {
      const made = alarms.find(({ AlarmDescription }) => AlarmDescription!.endsWith(`section ${name}.`))!;
      expect(made, name).toMatchObject({
        AlarmActions: [topic!['TopicArn']],
        EvaluationPeriods: alarm.times,
        TreatMissingData: 'below' in alarm ? 'breaching' : 'notBreaching',
      });
    }
    expect(alarms).toHaveLength(Object.keys(ALARMS).length);
    expect(alarms.find(({ MetricName }) => MetricName === 'SnapshotTaken')).toMatchObject({
      Namespace: namespaceOf('prod'),
      Dimensions: Object.entries(METRIC_DIMENSION).map(([Name, Value]) => ({ Name, Value })),
    });
  });

  it('makes a dashboard that shows those alarms', () => {
    const { dashboards, alarms } = story.found;
    expect(dashboards).toHaveLength(1);
    for (const { AlarmArn } of alarms) expect(dashboards[0]).toContain(AlarmArn);
  });

  it('keeps each log for as long as the stage says', () => {
    const { logs, functions, bot } = story.found;
    // Moto opens others for what it cannot run.
    const ours = bot.flatMap((one) => (one.ResourceType === 'AWS::Logs::LogGroup' ? [one.PhysicalResourceId!] : []));
    expect(ours).toHaveLength(functions.length + 1);
    for (const name of ours)
      expect(logs.find(({ logGroupName }) => logGroupName === name)?.retentionInDays).toBe(keepLogsDays);
  });

  it('opens one HTTP API, with a throttled route to the function of each platform', () => {
    const { found } = story;
    const { apis } = found;
    expect(apis).toHaveLength(1);
    const [{ routes, integrations, stages }] = apis as [Found['apis'][number]];
    const wanted = Object.values(world.front.brought.get(STACKS.bot)!.Resources).flatMap(({ Type, Properties }) =>
      Type === 'AWS::ApiGatewayV2::Route' ? [Properties!['RouteKey']] : [],
    );
    expect(routes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(wanted.toSorted());
    for (const { RouteKey, Target } of routes) {
      const [name] = specs.find(([, { start }]) =>
        'post' in start ? RouteKey === `POST ${start.post}` : 'get' in start && /^(?:GET|HEAD) /.test(RouteKey!),
      )!;
      expect(integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`)).toMatchObject({
        IntegrationUri: functionIn(found, name).FunctionArn,
        PayloadFormatVersion: '2.0',
      });
    }
    expect(stages).toEqual([
      expect.objectContaining({
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: expect.objectContaining({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 }),
      }),
    ]);
  });

  it('stores what it was told as SecureStrings, and what is no secret as text', () => {
    const ours = story.found.parameters.filter(({ Name }) => Name!.startsWith('/hashprice-watch/'));
    expect(Object.fromEntries(ours.map(({ Name, Type }) => [Name, Type]))).toEqual({
      '/hashprice-watch/prod/telegram-token': 'SecureString',
      '/hashprice-watch/prod/telegram-secret': 'SecureString',
      '/hashprice-watch/prod/discord-token': 'SecureString',
      '/hashprice-watch/prod/settings': 'String',
    });
  });

  it('changes nothing at a second deployment, which is told nothing', () => {
    const { again, found, foundAgain } = story;
    expect(again.code).toBe(0);
    const lines = again.out.split('\n');
    for (const line of [
      'The CDK is at home here already',
      'The Parameter Store has it all already',
      'Nothing had to be changed',
    ])
      expect(lines).toContain(line);
    expect(again.out).not.toContain('A test alert');
    expect(namesIn(foundAgain)).toEqual(namesIn(found));
  });

  it('registers again for a new token alone', () => {
    const { newToken } = story;
    expect(newToken.code).toBe(0);
    expect(newToken.out).toContain('Stored in the Parameter Store: telegram-token');
    expect(newToken.out).toContain('Nothing had to be changed');
    expect(newToken.out).toMatch(/Telegram brings its updates to https:/);
  });

  it('takes the bot down, and leaves the table and the secrets', () => {
    const { destroyed, left, found } = story;
    expect(destroyed.code).toBe(0);
    expect(destroyed.out).toContain(`Kept: the table ${found.tables[0]!.TableName} (stack ${STACKS.data})`);
    // With what the registering functions have noted there.
    expect(left.tables.map(({ TableArn }) => TableArn)).toEqual(found.tables.map(({ TableArn }) => TableArn));
    expect(left.tables[0]!.ItemCount).toBeGreaterThanOrEqual(found.tables[0]!.ItemCount!);
    expect(found.tables[0]!.ItemCount).toBeGreaterThan(0);
    expect(left.data).toHaveLength(found.data.length);
    expect(left.parameters.map(({ Name }) => Name)).toEqual(found.parameters.map(({ Name }) => Name));
    for (const kind of ['bot', 'functions', 'queues', 'sources', 'topics'] as const)
      expect(left[kind], kind).toEqual([]);
  });
});

const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];
const pathOf = (url: string): string => new URL(url).pathname;
const variablesIn = (properties: Record<string, unknown> = {}): Record<string, unknown> =>
  (properties['Environment'] as { Variables: Record<string, unknown> }).Variables;

function functionIn({ functions }: Found, name: FunctionName) {
  const found = functions.find(({ variables }) => variables['POWERTOOLS_SERVICE_NAME'] === name);
  if (found === undefined) throw new Error(`moto has no function ${name}`);
  return found;
}

function queueIn({ bot, queues }: Found, id: string) {
  const made = bot.find(({ LogicalResourceId }) => LogicalResourceId!.replace(/[0-9A-F]{8}$/, '') === id);
  const found = queues.find(({ url }) => made && pathOf(url) === pathOf(made.PhysicalResourceId!));
  if (found === undefined) throw new Error(`moto has no queue ${id}`);
  return found as { url: string } & Record<'QueueArn' | 'RedrivePolicy', string>;
}

/** Each service's own names for what it has. */
const namesIn = ({ bot, data, alarms, schedules, apis, parameters }: Found) => [
  ...[...bot, ...data].map(({ LogicalResourceId, PhysicalResourceId }) => `${LogicalResourceId} ${PhysicalResourceId}`),
  ...alarms.map(({ AlarmArn }) => AlarmArn),
  ...schedules.map(({ Arn }) => Arn),
  ...apis.flatMap(({ id, routes }) => [id, ...routes.map(({ RouteId }) => RouteId)]),
  ...parameters.map(({ Name, Version }) => `${Name} ${Version}`),
];

/** What the CDK says of its own work on the error stream. */
const isChatter = (line: string): boolean => line === '' || /^Bundling asset |^\[WARNING\]|^ {2}Use `/.test(line);

/** What moto makes of a type alone: nothing when it does not know it. One that misses its properties is known. */
async function probed({ clients: { stacks } }: World, Type: string): Promise<string[]> {
  const StackName = `probe-${Type.replaceAll(':', '')}`;
  const TemplateBody = JSON.stringify({ Resources: { Probe: { Type, Properties: {} } } });
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody }));
  const { StackResourceSummaries = [] } = await stacks.send(new ListStackResourcesCommand({ StackName }));
  return StackResourceSummaries.flatMap(({ ResourceType }) => ResourceType || []);
}

async function lettersIn({ clients }: World, found: Found, id: string): Promise<string[]> {
  const QueueUrl = queueIn(found, id).url;
  const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body }) => Body!);
}

function notEmulatedIn({ front, moto }: World): string {
  const types = Object.entries(NOT_EMULATED).map(([type, entry]) => {
    const how = 'as' in entry ? `as ${entry.as}` : 'nothing' in entry ? 'left out' : 'by its own request';
    return `  - ${type}: ${how}; ${entry.why}`;
  });
  return [
    'Not emulated by moto:',
    ...types,
    `  - ${RUN_BY_US}: Create is run by us, as moto has no Docker; it sends no Update and no Delete`,
    `  - dropped by it: ${DROPPED.join(', ')}`,
    '  - change sets: made as the stacks that they would make; a stack of a change set has no outputs in moto',
    `  - termination protection: noted of ${[...front.guarded].join(', ')}, and not enforced`,
    '  - IAM: policies are attached, and nobody is refused',
    ...moto.stumbled.map((line) => `  - moto stumbled: ${line}`),
  ].join('\n');
}
