import { Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env, type FunctionName } from '../../functions/kit/env.contract.ts';
import { type IndexName, type QueueName, queueVariable, TABLE } from '../../functions/kit/names.contract.ts';
import type { SecretVariable, TableUse } from '../topology.ts';

/*
 * The permission and the variable that makes it useful travel together: neither can be forgotten without the other.
 * Actions are those the function's code calls, and no more: test/infra/permissions.test.ts takes each away.
 */

const ACTIONS: Readonly<Record<TableUse, string>> = {
  get: 'dynamodb:GetItem',
  query: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
};

export function mayUse(fn: Lambda, table: TableV2, uses: readonly TableUse[]): void {
  const actions = uses.map((use) => ACTIONS[use]);
  allow(fn, actions, table.tableArn);
  fn.addEnvironment('TABLE_NAME', table.tableName);
}

/** Its name is part of the contract, so it needs no variable. */
export function mayFind(fn: Lambda, table: TableV2, index: IndexName): void {
  allow(fn, ['dynamodb:Query'], `${table.tableArn}/index/${TABLE.indexes[index].name}`);
}

export function maySend(fn: Lambda, name: QueueName, queue: Queue): void {
  allow(fn, ['sqs:SendMessage'], queue.queueArn);
  fn.addEnvironment(queueVariable(name), queue.queueUrl);
}

/**
 * A SecureString under the account's own key for parameters (`aws/ssm`), whose policy lets everybody decrypt through
 * SSM who may read the parameter: there is nothing to grant at KMS.
 *
 * @param parameter its name, which begins with a slash.
 */
export function mayKnow(fn: Lambda, secret: SecretVariable, parameter: string): void {
  allow(fn, ['ssm:GetParameter'], Stack.of(fn).formatArn({ service: 'ssm', resource: `parameter${parameter}` }));
  fn.addEnvironment(`${secret}_PARAMETER`, parameter);
}

/** What needs no permission: of these facts, those the function's contract asks for. */
export function tell(fn: Lambda, name: FunctionName, facts: Readonly<Record<string, string | number>>): void {
  const asked = env[name].shape;
  for (const [variable, value] of Object.entries(facts)) {
    if (variable in asked) fn.addEnvironment(variable, String(value));
  }
}

const allow = (fn: Lambda, actions: string[], resource: string) =>
  fn.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
