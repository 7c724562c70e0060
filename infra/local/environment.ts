import { env, type FunctionName } from '../../functions/kit/env.contract.ts';
import { type QueueName, queueVariable } from '../../functions/kit/names.contract.ts';
import { type Spec, TICK_SECONDS, topology } from '../topology.ts';
import { REGION } from './context.ts';
import { FALSE_CREDENTIALS } from './emulators/dynamodb.ts';

/** What this host has to give: the emulators, and the variables a person may set. */
export type Gifts = {
  tableName: string;
  urlOf(queue: QueueName): string;
  variables: Readonly<Record<string, string | number | undefined>>;
};

/**
 * What a function is told: what goes with its grants, and of the settings what its contract asks for. Twin of
 * infra/aws/grants.ts: a grant that is missing in the topology is a variable that is missing here, too.
 */
export function environmentOf(name: FunctionName, gifts: Gifts): Record<string, string> {
  const { may }: Spec = topology[name];
  const variables: Gifts['variables'] = { ...HERE, ...gifts.variables };
  const granted = new Map<string, string | number | undefined>();
  if (may.table !== undefined) granted.set('TABLE_NAME', gifts.tableName);
  for (const queue of may.send ?? []) granted.set(queueVariable(queue), gifts.urlOf(queue));
  for (const secret of may.know ?? []) granted.set(secret, variables[secret]);
  for (const variable of Object.keys(env[name].shape)) {
    if (!isGrant(variable)) granted.set(variable, variables[variable]);
  }
  return Object.fromEntries(
    [...granted].flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}

/** What the stack tells on AWS: one shard is enough for one computer, and a person may set another step. */
const HERE = { TICK_SECONDS, SHARDS: 1 };

/** These come with a grant or not at all. */
const isGrant = (variable: string): boolean =>
  variable === 'TABLE_NAME' || /_(QUEUE_URL|TOKEN|SECRET|INVITE|PARAMETER)$/.test(variable);

/** Where the AWS SDK finds its services. It reads them from the process, and asks nobody for credentials. */
export const sdkEnvironment = (endpoints: { dynamodb: string; sqs: string }): Record<string, string> => ({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: FALSE_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: FALSE_CREDENTIALS.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
});

/** A laptop's own AWS settings, profiles included, are no business of the emulators and must never be reached by us. */
export function pointSdkAt(environment: Record<string, string>): void {
  for (const key of Object.keys(process.env)) if (key.startsWith('AWS_')) delete process.env[key];
  Object.assign(process.env, environment);
}
