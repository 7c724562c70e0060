import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACCOUNT, REGION } from '../../infra/local/context.ts';
import { type Call, json, serve } from '../../infra/local/loopback/serve.ts';
import type { Policy } from './permissions/policy.ts';
import { startPolicyProxy } from './policy-proxy.ts';

const READER: Policy = [
  { effect: 'Allow', actions: ['dynamodb:GetItem'], resources: [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Table`] },
];

/** A proxy that knows one caller, before a service that notes what reaches it. */
async function aProxy(caller: string) {
  const reached: Call[] = [];
  const service = await serve((call) => {
    reached.push(call);
    return json({});
  });
  const proxy = await startPolicyProxy({
    upstreams: { dynamodb: service.url, sqs: service.url, ssm: service.url },
    policyOf: (key) => (key === 'reader' ? READER : undefined),
  });
  const config = {
    endpoint: proxy.url,
    region: REGION,
    credentials: { accessKeyId: caller, secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const clients = {
    dynamodb: new DynamoDBClient(config),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
  };
  onTestFinished(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await Promise.all([proxy.stop(), service.stop()]);
  });
  return { ...clients, proxy, reached };
}

const get = (TableName: string) => new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: 'b' } } });

describe('the policy proxy', () => {
  it('lets through what the policy of the caller allows, as it came', async () => {
    const { dynamodb, proxy, reached } = await aProxy('reader');
    await dynamodb.send(get('Table'));
    expect(reached).toHaveLength(1);
    expect(JSON.parse(reached[0]!.body)).toMatchObject({ TableName: 'Table' });
    expect(reached[0]!.headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem');
    expect(proxy.allowed).toMatchObject([{ caller: 'reader', action: 'dynamodb:GetItem' }]);
  });

  it('denies anything else in words the SDK understands, and asks nobody', async () => {
    const { dynamodb, sqs, ssm, proxy, reached } = await aProxy('reader');
    const url = `${proxy.url}/${ACCOUNT}/notices`;
    const denied = { name: 'AccessDeniedException', message: expect.stringContaining('is not authorized to perform') };
    await expect(dynamodb.send(get('Other'))).rejects.toMatchObject({ ...denied, $metadata: { httpStatusCode: 400 } });
    const message = new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: '0', MessageBody: 'x' }] });
    await expect(sqs.send(message)).rejects.toMatchObject({ ...denied, $metadata: { httpStatusCode: 403 } });
    const parameter = new GetParameterCommand({ Name: '/a', WithDecryption: true });
    await expect(ssm.send(parameter)).rejects.toMatchObject({ ...denied, $metadata: { httpStatusCode: 400 } });
    expect(reached).toEqual([]);
    expect(proxy.denied.map(({ action }) => action)).toEqual([
      'dynamodb:GetItem',
      'sqs:SendMessage',
      'ssm:GetParameter',
    ]);
  });

  it('knows nobody by a key that was not given out', async () => {
    const { dynamodb, reached } = await aProxy('somebody');
    await expect(dynamodb.send(get('Table'))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    expect(reached).toEqual([]);
  });
});
