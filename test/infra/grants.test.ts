import { describe, expect, it } from 'vitest';
import { env, type FunctionName, readEnv } from '../../functions/kit/env.contract.ts';
import { queueVariable, TABLE } from '../../functions/kit/names.contract.ts';
import { constructId } from '../../infra/construct-id.ts';
import { type Spec, type TableUse, topology } from '../../infra/topology.ts';
import { isMissedAtOnce } from './missed.ts';
import {
  functionOf,
  idIn,
  listed,
  type Resource,
  readable,
  resourcesOf,
  type Statement,
  statementsOf,
  synthesizedTemplate,
  variablesOf,
} from './synthesized.ts';

const template = synthesizedTemplate();
const names = Object.keys(topology) as FunctionName[];

const allowedTo = (name: FunctionName): string[] => statementsOf(template, name).flatMap(grantsIn).toSorted();

const toldTo = (name: FunctionName): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variablesOf(functionOf(template, name)[1])).map(([key, value]) => [key, readable(value)]),
  );

/** CloudFormation's `Ref` to a queue is its URL, to a parameter the answer to it; one of the right shape must do. */
const atRunTime = (told: Record<string, string>) =>
  Object.fromEntries(Object.entries(told).map(([key, value]) => [key, filledIn(key, value)]));

const ANSWERS: Readonly<Record<string, string>> = {
  SecUserAgent: 'Jane Doe jane@example.com',
  TelegramAccess: 'open',
  MostChats: '500',
  DiscordAccess: 'open',
  'Webhooks.ApiEndpoint/discord': 'https://api.test/discord',
  'Webhooks.ApiEndpoint/telegram': 'https://api.test/telegram',
};

function filledIn(key: string, value: string): string {
  if (key.endsWith('_QUEUE_URL')) return `https://sqs.test/0/${value}`;
  return ANSWERS[value] ?? value;
}

it('are those that were reviewed, with the variables that go with them', async () => {
  const functions = names.flatMap((name) => [
    name,
    ...allowedTo(name).map((grant) => `  may   ${grant}`),
    ...Object.entries(toldTo(name)).map(([key, value]) => `  told  ${key}=${value}`),
    '',
  ]);
  await expect([...functions, ...ofNobodysRole(), ...atTheDoors()].join('\n')).toMatchFileSnapshot(
    '../golden/grants.txt',
  );
});

/** Roles that no function has: the scheduler's. */
function ofNobodysRole(): string[] {
  const own = new Set(names.map((name) => idIn(functionOf(template, name)[1].Properties['Role'])));
  const others = resourcesOf(template, 'AWS::IAM::Role').filter(([id]) => !own.has(id));
  return others.flatMap(([id, role]) => [
    `${readable({ Ref: id })}, which ${JSON.stringify(principalOf(role))} may assume`,
    ...policiesOf(id)
      .flatMap(grantsIn)
      .toSorted()
      .map((grant) => `  may   ${grant}`),
    '',
  ]);
}

const principalOf = ({ Properties }: Resource) =>
  (Properties['AssumeRolePolicyDocument'] as { Statement: { Principal: unknown }[] }).Statement.map(
    ({ Principal }) => Principal,
  );
const policiesOf = (role: string): Statement[] =>
  resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => (Properties['Roles'] as unknown[]).some((one) => idIn(one) === role))
    .flatMap(([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement);
const grantsIn = ({ Action, Resource }: Statement): string[] =>
  listed(Action).flatMap((action) => listed(Resource).map((resource) => `${action} ${readable(resource)}`));

/** Who may start a function, by its own leave. */
const atTheDoors = (): string[] =>
  resourcesOf(template, 'AWS::Lambda::Permission').map(
    ([
      ,
      {
        Properties: { Principal: who, FunctionName: fn, SourceArn: from },
      },
    ]) => `${readable(fn)} may be started by ${who} from ${readable(from)}`,
  );

it('nobody has a policy that AWS manages and may change', () => {
  for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role'))
    expect(Properties['ManagedPolicyArns']).toBeUndefined();
});

it('say what is allowed, never what is not, and name every action and resource', () => {
  for (const name of names) {
    for (const { Effect } of statementsOf(template, name)) expect(Effect).toBe('Allow');
    expect(allowedTo(name).filter((grant) => grant.includes('*'))).toEqual([]);
  }
});

describe.each(names)('%s', (name) => {
  const { start, may }: Spec = topology[name];
  const allowed = allowedTo(name);
  const told = toldTo(name);

  it('is told what its contract asks for, and nothing else', () => {
    expect(() => readEnv(name, atRunTime(told))).not.toThrow();
    const unasked = Object.keys(told).filter((key) => !(key in env[name].shape) && !key.startsWith('POWERTOOLS_'));
    expect(unasked).toEqual([]);
  });

  it('may do what the topology says, with the variable that goes with it, and nothing else', () => {
    const expected = new Map<string, string[]>();
    const log = `${constructId(name)}Log`;
    expected.set('log', [`logs:CreateLogStream ${log}`, `logs:PutLogEvents ${log}`]);
    if (may.table) expected.set('table', tableGrants(may.table));
    if (may.indexes)
      expected.set(
        'indexes',
        may.indexes.map((index) => `dynamodb:Query Table/index/${TABLE.indexes[index].name}`),
      );
    if (may.send)
      expected.set(
        'send',
        may.send.map((queue) => `sqs:SendMessage ${constructId(queue)}Queue`),
      );
    if (may.know)
      expected.set(
        'know',
        may.know.map((secret) => `ssm:GetParameter ${parameterArn(secret)}`),
      );
    if ('queues' in start)
      expected.set(
        'start',
        [...start.queues.map((queue) => `${constructId(queue)}Queue`), `${constructId(name)}DeadLetters`].flatMap(
          consumerGrants,
        ),
      );
    if ('every' in start && !isMissedAtOnce(name)) expected.set('start', ['sqs:SendMessage SchedulesDeadLetters']);

    expect(allowed).toEqual([...new Set([...expected.values()].flat())].toSorted());
    // A kind of `may` that nobody taught the stack and this test fails here.
    expect(Object.keys(may).filter((kind) => !expected.has(kind))).toEqual([]);

    if (may.table) expect(told['TABLE_NAME']).toBe('Table');
    for (const queue of may.send ?? []) expect(told[queueVariable(queue)]).toBe(`${constructId(queue)}Queue`);
    for (const secret of may.know ?? [])
      expect(parameterArn(secret)).toContain(`parameter${told[`${secret}_PARAMETER`]}`);
  });
});

const tableGrants = (uses: readonly TableUse[]) => uses.map((use) => `dynamodb:${ACTIONS[use]} Table`);
const ACTIONS = { get: 'GetItem', query: 'Query', put: 'PutItem', update: 'UpdateItem', delete: 'DeleteItem' };

/** What Lambda needs to poll with the function's role, on living queues and on their dead letters. */
const consumerGrants = (queue: string) =>
  ['ReceiveMessage', 'ChangeMessageVisibility', 'GetQueueUrl', 'DeleteMessage', 'GetQueueAttributes'].map(
    (action) => `sqs:${action} ${queue}`,
  );

const parameterArn = (secret: string) =>
  `arn:<Partition>:ssm:<Region>:<AccountId>:parameter/hashprice-watch/prod/${secret.toLowerCase().replaceAll('_', '-')}`;
