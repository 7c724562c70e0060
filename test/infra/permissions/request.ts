import { ACCOUNT } from '../../../infra/local/context.ts';
import type { Grant } from './policy.ts';

export type Service = 'dynamodb' | 'sqs' | 'ssm';
/** Who asks, of which service, to do what to what. */
export type Asked = Grant & { caller: string; service: Service };

type Headers = Readonly<Record<string, string | string[] | undefined>>;
type Body = Readonly<Record<'TableName' | 'IndexName' | 'QueueUrl' | 'Name', string | undefined>>;

/**
 * Reads a request to one of the services with a JSON protocol as IAM does: the caller is the access key that signed it.
 *
 * @throws {RangeError} when it cannot be told; a request that is not understood must not be let through.
 */
export function readRequest(headers: Headers, body: string): Asked {
  const { caller, region, service } = readSignature(String(headers['authorization']));
  const [, operation] = /^\w+\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? [];
  if (operation === undefined) throw new RangeError(`no operation: ${String(headers['x-amz-target'])}`);
  return {
    caller,
    service,
    action: `${service}:${actionOf(service, operation)}`,
    resource: resourceOf(service, JSON.parse(body) as Body, region),
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
function readSignature(authorization: string): { caller: string; region: string; service: Service } {
  const [, caller, region, service] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/(dynamodb|sqs|ssm)\/aws4_request,/.exec(authorization) ?? [];
  if (caller === undefined || region === undefined) throw new RangeError(`not signed: ${authorization}`);
  return { caller, region, service: service as Service };
}

/** SQS has no permission for a batch: it is the permission for one. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
const actionOf = (service: Service, operation: string): string =>
  service === 'sqs' ? operation.replace(/Batch$/, '') : operation;

function resourceOf(service: Service, { TableName, IndexName, QueueUrl, Name }: Body, region: string): string {
  const arn = (account: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  if (service === 'dynamodb' && TableName !== undefined) {
    // A query of an index is a request to the index alone: a grant for its table does not cover it.
    return arn(ACCOUNT, `table/${TableName}${IndexName === undefined ? '' : `/index/${IndexName}`}`);
  }
  const [, account, queue] = /\/(\d+)\/([\w-]+)$/.exec(QueueUrl ?? '') ?? [];
  if (service === 'sqs' && account !== undefined && queue !== undefined) return arn(account, queue);
  if (service === 'ssm' && Name !== undefined) return arn(ACCOUNT, `parameter${Name}`);
  throw new RangeError(`${service}: a request that names no single resource`);
}
