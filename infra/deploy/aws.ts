import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DeleteParametersCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BotError, Misconfigured, reasonOf, Unreachable } from '../../functions/kit/errors.ts';
import type { Account, Parameters, Ports, Resource, StackState, Stacks } from './ports.ts';

export type AwsPorts = Pick<Ports, 'account' | 'parameters' | 'stacks' | 'send' | 'start'>;

/** What is meant for AWS, in one region. `AWS_ENDPOINT_URL` sends it all elsewhere, as the SDK has it. */
export function awsPorts(region: string): AwsPorts {
  const to = { region };
  const sqs = new SQSClient({ ...to, useQueueUrlAsEndpoint: process.env['AWS_ENDPOINT_URL'] === undefined });
  const lambda = new LambdaClient(to);
  return {
    account: accountOf(new STSClient(to)),
    parameters: parametersOf(new SSMClient(to)),
    stacks: stacksOf(new CloudFormationClient(to)),
    send: async (QueueUrl, MessageBody) => {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody })).catch(failed('a message could not be sent'));
    },
    start: async (FunctionName) => {
      const Payload = JSON.stringify({ time: new Date().toISOString() });
      const answer = await lambda
        .send(new InvokeCommand({ FunctionName, Payload }))
        .catch(failed('a function could not be started'));
      return answer.FunctionError === undefined;
    },
  };
}

const HOW_TO_SIGN_IN =
  'Sign in first: `aws sso login`, `aws configure`, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

const accountOf = (sts: STSClient): Account => ({
  who: async () => {
    const { Account: account } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
      throw isRefusal(error)
        ? new Misconfigured(`nobody is signed in to AWS: ${sentence(error)} ${HOW_TO_SIGN_IN}`)
        : judged('AWS does not say who is signed in', error);
    });
    if (account === undefined) throw new Misconfigured(`AWS does not say whose account this is. ${HOW_TO_SIGN_IN}`);
    return account;
  },
});

/** SSM takes ten names at a time. */
const AT_ONCE = 10;

const parametersOf = (ssm: SSMClient): Parameters => ({
  read: async (names) => {
    const found = new Map<string, string>();
    for (const Names of chunks(names)) {
      const { Parameters: some = [] } = await ssm
        .send(new GetParametersCommand({ Names, WithDecryption: true }))
        .catch(failed('the Parameter Store could not be read'));
      for (const { Name, Value } of some) if (Name !== undefined && Value !== undefined) found.set(Name, Value);
    }
    return found;
  },
  write: async (Name, Value, Type) => {
    await ssm
      .send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }))
      .catch(failed(`${Name} could not be stored`));
  },
  remove: async (names) => {
    const removed: string[] = [];
    for (const Names of chunks(names)) {
      const { DeletedParameters: some = [] } = await ssm
        .send(new DeleteParametersCommand({ Names }))
        .catch(failed('the Parameter Store kept what was to be deleted'));
      removed.push(...some);
    }
    return removed;
  },
});

const chunks = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, i) => names.slice(i * AT_ONCE, (i + 1) * AT_ONCE));

const stacksOf = (cloudFormation: CloudFormationClient): Stacks => ({
  find: async (StackName): Promise<StackState | undefined> => {
    const answer = await cloudFormation.send(new DescribeStacksCommand({ StackName })).catch((error: unknown) => {
      if (/does not exist/.test(reasonOf(error))) return undefined;
      return failed(`the stack ${StackName} could not be looked at`)(error);
    });
    const [stack] = answer?.Stacks ?? [];
    if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
    return {
      status: stack.StackStatus ?? '',
      changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.toISOString() ?? '',
      outputs: Object.fromEntries((stack.Outputs ?? []).map((one) => [one.OutputKey ?? '', one.OutputValue ?? ''])),
    };
  },
  resources: async (StackName) => {
    const found: Resource[] = [];
    const pages = paginateListStackResources({ client: cloudFormation }, { StackName });
    const what = `the resources of the stack ${StackName} could not be listed`;
    for await (const { StackResourceSummaries: some = [] } of saying(what, pages)) {
      for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of some) {
        if (LogicalResourceId === undefined || PhysicalResourceId === undefined) continue;
        found.push({ logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType ?? '' });
      }
    }
    return found;
  },
  failures: async (StackName, since) => {
    const found: string[] = [];
    const pages = paginateDescribeStackEvents({ client: cloudFormation }, { StackName });
    const what = `the events of the stack ${StackName} could not be listed`;
    for await (const { StackEvents: events = [] } of saying(what, pages)) {
      for (const event of events) {
        if (event.Timestamp !== undefined && event.Timestamp < since) return found.toReversed();
        const isCause =
          /_FAILED$/.test(event.ResourceStatus ?? '') && !/cancelled/i.test(event.ResourceStatusReason ?? '');
        if (isCause) found.push(`${event.LogicalResourceId}: ${event.ResourceStatusReason ?? event.ResourceStatus}`);
      }
    }
    return found.toReversed();
  },
});

/**
 * Of the SDK's errors only the message: what it sent, secrets included, goes no further.
 *
 * @throws {Misconfigured} when a person has to do something. @throws {Unreachable} when it may go better later.
 */
const failed =
  (what: string) =>
  (error: unknown): never => {
    throw judged(what, error);
  };

/** Where work of ours is done as well, whose errors stay as they are. */
export const failedThere =
  (what: string) =>
  (error: unknown): never => {
    throw isOfAws(error) ? judged(what, error) : error;
  };

async function* saying<Page>(what: string, pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  try {
    yield* pages;
  } catch (error) {
    throw judged(what, error);
  }
}

type SdkError = { name?: string; $fault?: string; code?: string; hostname?: string; address?: string; port?: number };

/** As Node and the SDK call it when there is no way to a host. */
const NO_WAY = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;

function judged(what: string, error: unknown): BotError {
  if (error instanceof BotError) return error;
  if (hasNoWay(error as SdkError)) return unreachable(error as SdkError);
  if (isRefusal(error)) return new Misconfigured(`${what}: ${sentence(error)} ${HOW_TO_SIGN_IN}`);
  const why = `${what}: ${sentence(error)}`;
  return (error as SdkError).$fault === 'client' ? new Misconfigured(why) : new Unreachable(why);
}

const hasNoWay = ({ name, code = '' }: SdkError): boolean => NO_WAY.test(code) || name === 'TimeoutError';
const isOfAws = (error: unknown): boolean =>
  (error as SdkError).$fault !== undefined || hasNoWay(error as SdkError) || isRefusal(error);

const isRefusal = (error: unknown): boolean =>
  /Credentials|Token|Auth|AccessDenied|SignatureDoesNotMatch/i.test((error as SdkError).name ?? '');

const sentence = (error: unknown): string => `${(reasonOf(error) || 'no reason given').replace(/\.$/, '')}.`;

function unreachable({ hostname, address, port }: SdkError): Unreachable {
  const elsewhere = process.env['AWS_ENDPOINT_URL'];
  const at = elsewhere ?? hostname ?? (address === undefined ? undefined : `${address}:${port}`);
  return new Unreachable(
    `AWS cannot be reached${at === undefined ? '' : ` at ${at}`}: check the network${
      elsewhere === undefined ? ' and the region' : ' and AWS_ENDPOINT_URL'
    }.`,
  );
}
