import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import { QUEUES, type QueueName } from '../../../functions/kit/names.contract.ts';
import { constructId } from '../../../infra/construct-id.ts';
import { ACCOUNT, REGION } from '../../../infra/local/context.ts';
import { type Spec, topology } from '../../../infra/topology.ts';
import {
  functionOf,
  listed,
  type Parameter,
  readable,
  type Statement,
  statementsOf,
  type Template,
  variablesOf,
} from '../synthesized.ts';
import type { PlainStatement, Policy } from './policy.ts';
import { type Place, resolve } from './resolve.ts';

export type Deployment = {
  policyOf(name: FunctionName): Policy;
  /** What the template tells the function. */
  variablesOf(name: FunctionName): Record<string, string>;
};

/** The template as if it had been deployed on the emulators: what it refers to has their names. */
export function deploymentOf(template: Template, on: { tableName: string; sqsUrl: string }): Deployment {
  const places = (id: string): Place => PSEUDO[id] ?? placeOf(template, id, on);
  return {
    policyOf: (name) => statementsOf(template, name).map((statement) => plain(statement, (it) => resolve(it, places))),
    variablesOf: (name) =>
      Object.fromEntries(
        Object.entries(variablesOf(functionOf(template, name)[1])).map(([key, value]) => [key, resolve(value, places)]),
      ),
  };
}

/** The ARNs by which a policy names a queue and its dead letters. */
export const queueArns = (name: QueueName): string[] => [name, deadNameOf(name)].map((queue) => arn('sqs', queue));

/** One for all that a function reads. */
const deadNameOf = (name: QueueName) => `${readerOf(name)}-dead`;
const readerOf = (queue: QueueName): string =>
  Object.entries<Spec>(topology).find(([, { start }]) => 'queues' in start && start.queues.includes(queue))![0];
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const itself = (ref: string): Place => ({ ref, attributes: {} });

const PSEUDO: Readonly<Record<string, Place>> = {
  'AWS::Partition': itself('aws'),
  'AWS::Region': itself(REGION),
  'AWS::AccountId': itself(ACCOUNT),
  'AWS::URLSuffix': itself('amazonaws.com'),
};

const QUEUE_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  QUEUES.flatMap((name) => [
    [`${constructId(name)}Queue`, name],
    [`${constructId(readerOf(name))}DeadLetters`, deadNameOf(name)],
  ]),
);

function placeOf(template: Template, id: string, on: { tableName: string; sqsUrl: string }): Place {
  const parameter = template.Parameters[id];
  if (parameter) return itself(answerTo(id, parameter));
  const type = template.Resources[id]?.Type;
  const plainName = readable({ Ref: id });
  switch (type) {
    case 'AWS::DynamoDB::GlobalTable':
      return { ref: on.tableName, attributes: { Arn: arn('dynamodb', `table/${on.tableName}`) } };
    case 'AWS::SQS::Queue': {
      const name = QUEUE_NAMES[plainName] ?? plainName;
      return { ref: `${on.sqsUrl}/${ACCOUNT}/${name}`, attributes: { Arn: arn('sqs', name) } };
    }
    case 'AWS::ApiGatewayV2::Api':
      return { ref: plainName, attributes: { ApiEndpoint: `https://${plainName.toLowerCase()}.example` } };
    case 'AWS::Logs::LogGroup':
      return { ref: plainName, attributes: { Arn: arn('logs', `log-group:${plainName}:*`) } };
    default:
      throw new RangeError(`${id} is ${type ?? 'not in the template'}, of which the emulators have none`);
  }
}

/** As CloudFormation: a parameter that nobody answered, and that has no default, stops the deployment. */
function answerTo(id: string, { Default: answer }: Parameter): string {
  if (answer === undefined) throw new RangeError(`nobody said what ${id} is`);
  return answer;
}

/** Only what {@link Policy} can express: a condition that nobody looks at would make a grant wider than it is. */
function plain(statement: Statement, resolved: (value: unknown) => string): PlainStatement {
  const { Effect, Action, Resource, ...rest } = statement;
  if (Object.keys(rest).length > 0) throw new RangeError(`not understood in a policy: ${Object.keys(rest)}`);
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new RangeError(`neither allows nor denies: ${Effect}`);
  return { effect: Effect, actions: listed(Action), resources: listed(Resource).map(resolved) };
}
