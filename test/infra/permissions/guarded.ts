import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import { queueSettings } from '../../../infra/local/cloud.ts';
import { REGION } from '../../../infra/local/context.ts';
import { createTable, FALSE_CREDENTIALS, startDynamoDb } from '../../../infra/local/emulators/dynamodb.ts';
import { startSqs } from '../../../infra/local/emulators/sqs.ts';
import { startParameters } from '../parameters.ts';
import { startPolicyProxy } from '../policy-proxy.ts';
import type { Template } from '../synthesized.ts';
import { deploymentOf } from './deployment.ts';
import type { Grant, Policy } from './policy.ts';

/** What is taken away: nothing, a part of the policy, or a variable. */
export type Mutation = { policy?(whole: Policy): Policy; unset?: string };

/** A function as it was let in once: with an access key and a table of its own. */
export type Admitted = {
  key: string;
  tableName: string;
  /** What the template tells it. */
  variables: Record<string, string>;
  /** What it asked for so far. */
  allowed(): Grant[];
  denied(): Grant[];
};

/** The emulators with the proxy before them. */
export type Guarded = {
  url: string;
  /** Leads past the proxy: for whoever prepares a table, or looks at it afterwards. */
  past: DynamoDBClient;
  admit(name: FunctionName, mutation?: Mutation): Promise<Admitted>;
  stop(): Promise<void>;
};

/**
 * One set of emulators for all: a function that was denied something may still be at work when its next run begins, so
 * nothing is closed under it, and its late requests come with another key and to another table.
 */
export async function startGuarded(template: Template, parameters: Readonly<Record<string, string>>): Promise<Guarded> {
  const [dynamodb, sqs, ssm] = await Promise.all([
    startDynamoDb('Unused'),
    startSqs(queueSettings()),
    startParameters(parameters),
  ]);
  const policies = new Map<string, Policy>();
  const proxy = await startPolicyProxy({
    upstreams: { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint, ssm: ssm.url },
    policyOf: (caller) => policies.get(caller),
  });
  const past = new DynamoDBClient({ endpoint: dynamodb.endpoint, region: REGION, credentials: FALSE_CREDENTIALS });

  return {
    url: proxy.url,
    past,
    admit: async (name, { policy: mutate = unchanged, unset } = {}) => {
      const key = `${name}.${policies.size}`;
      const tableName = `Table.${policies.size}`;
      const deployment = deploymentOf(template, { tableName, sqsUrl: proxy.url });
      policies.set(key, mutate(deployment.policyOf(name)));
      await createTable(past, tableName);
      const variables = Object.entries(deployment.variablesOf(name)).filter(([variable]) => variable !== unset);
      return {
        key,
        tableName,
        variables: Object.fromEntries(variables),
        allowed: () => proxy.allowed.filter(({ caller }) => caller === key),
        denied: () => proxy.denied.filter(({ caller }) => caller === key),
      };
    },
    stop: async () => {
      past.destroy();
      await proxy.stop();
      await Promise.all([dynamodb.stop(), sqs.stop(), ssm.stop()]);
    },
  };
}

const unchanged = (whole: Policy): Policy => whole;
