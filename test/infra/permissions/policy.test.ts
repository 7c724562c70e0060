import { describe, expect, it } from 'vitest';
import { decide, grantsOf, type Policy, without } from './policy.ts';
import { readRequest } from './request.ts';
import { type Place, resolve } from './resolve.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/Table';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:notices';
const allow = (actions: string[], resources: string[]) => ({ effect: 'Allow' as const, actions, resources });
const deny = (actions: string[], resources: string[]) => ({ effect: 'Deny' as const, actions, resources });

describe('what a policy decides', () => {
  const reads = allow(['dynamodb:GetItem', 'dynamodb:Query'], [TABLE]);

  it.each<[note: string, policy: Policy, action: string, resource: string, expected: string]>([
    ['what it names', [reads], 'dynamodb:GetItem', TABLE, 'allowed'],
    ['another action on it', [reads], 'dynamodb:PutItem', TABLE, 'no identity-based policy allows it'],
    ['the same on another table', [reads], 'dynamodb:GetItem', `${TABLE}2`, 'no identity-based policy allows it'],
    ['an index of the table', [reads], 'dynamodb:Query', `${TABLE}/index/byDue`, 'no identity-based policy allows it'],
    ['nothing at all', [], 'sqs:SendMessage', QUEUE, 'no identity-based policy allows it'],
    ['an action in another case', [allow(['SQS:sendmessage'], [QUEUE])], 'sqs:SendMessage', QUEUE, 'allowed'],
    ['any action of a service', [allow(['sqs:*'], [QUEUE])], 'sqs:SendMessage', QUEUE, 'allowed'],
    [
      'anything below',
      [allow(['dynamodb:Query'], [`${TABLE}/*`])],
      'dynamodb:Query',
      `${TABLE}/index/byDue`,
      'allowed',
    ],
    ['any one character', [allow(['sqs:SendMessage'], [QUEUE.replace('n', '?')])], 'sqs:SendMessage', QUEUE, 'allowed'],
    [
      'no more than one',
      [allow(['s?:SendMessage'], [QUEUE])],
      'sqs:SendMessage',
      QUEUE,
      'no identity-based policy allows it',
    ],
    [
      'a dot as a dot',
      [allow(['sqs.SendMessage'], [QUEUE])],
      'sqs:SendMessage',
      QUEUE,
      'no identity-based policy allows it',
    ],
    ['a deny beside it', [reads, deny(['dynamodb:*'], [TABLE])], 'dynamodb:GetItem', TABLE, 'an explicit deny'],
    ['a deny of something else', [reads, deny(['sqs:*'], ['*'])], 'dynamodb:GetItem', TABLE, 'allowed'],
  ])('%s', (_, policy, action, resource, expected) => {
    const verdict = decide(policy, { action, resource });
    expect(verdict.allowed ? 'allowed' : verdict.because).toBe(expected);
  });

  it('loses one grant and no other, and no deny', () => {
    const policy = [reads, allow(['sqs:SendMessage'], [QUEUE]), deny(['sqs:*'], [`${QUEUE}-dead`])];
    const grant = { action: 'dynamodb:Query', resource: TABLE };
    const less = without(policy, grant);
    expect(decide(less, grant).allowed).toBe(false);
    expect(grantsOf(less)).toEqual(grantsOf(policy).filter(({ action }) => action !== grant.action));
    expect(decide(less, { action: 'sqs:SendMessage', resource: `${QUEUE}-dead` })).toMatchObject({
      allowed: false,
      because: 'an explicit deny',
    });
  });
});

describe('what a request asks', () => {
  const signed = (service: string, target: string, caller = 'evaluate') => ({
    authorization: `AWS4-HMAC-SHA256 Credential=${caller}/20260224/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    'x-amz-target': target,
  });
  const url = 'http://127.0.0.1:4566/000000000000/notices';

  it.each([
    ['dynamodb', 'DynamoDB_20120810.PutItem', { TableName: 'Table' }, 'dynamodb:PutItem', TABLE],
    [
      'dynamodb',
      'DynamoDB_20120810.Query',
      { TableName: 'Table', IndexName: 'byDue' },
      'dynamodb:Query',
      `${TABLE}/index/byDue`,
    ],
    ['sqs', 'AmazonSQS.SendMessage', { QueueUrl: url }, 'sqs:SendMessage', QUEUE],
    ['sqs', 'AmazonSQS.SendMessageBatch', { QueueUrl: url }, 'sqs:SendMessage', QUEUE],
    ['sqs', 'AmazonSQS.DeleteMessageBatch', { QueueUrl: url }, 'sqs:DeleteMessage', QUEUE],
    [
      'ssm',
      'AmazonSSM.GetParameter',
      { Name: '/a/token' },
      'ssm:GetParameter',
      'arn:aws:ssm:us-east-1:000000000000:parameter/a/token',
    ],
  ])('of %s by %s on %j', (service, target, body, action, resource) => {
    expect(readRequest(signed(service, target), JSON.stringify(body))).toEqual({
      caller: 'evaluate',
      service,
      action,
      resource,
    });
  });

  it.each([
    ['nobody signed it', { 'x-amz-target': 'AmazonSQS.SendMessage' }, { QueueUrl: url }],
    ['it is of another service', signed('s3', 'S3.PutObject'), { Name: '/a' }],
    ['it has no operation', signed('sqs', ''), { QueueUrl: url }],
    [
      'it is about several tables',
      signed('dynamodb', 'DynamoDB_20120810.BatchWriteItem'),
      { RequestItems: { Table: [] } },
    ],
    ['it is about all queues', signed('sqs', 'AmazonSQS.ListQueues'), {}],
  ])('cannot be told when %s', (_, headers, body) => {
    expect(() => readRequest(headers, JSON.stringify(body))).toThrow(RangeError);
  });
});

describe('a value of the template', () => {
  const places = (id: string): Place =>
    ({ Queue: { ref: url, attributes: { Arn: QUEUE } }, 'AWS::Region': { ref: 'us-east-1', attributes: {} } })[id]!;
  const url = 'http://127.0.0.1:4566/000000000000/notices';

  it.each([
    ['text', 'as it is', 'as it is'],
    ['a reference', { Ref: 'Queue' }, url],
    ['an attribute', { 'Fn::GetAtt': ['Queue', 'Arn'] }, QUEUE],
    [
      'parts',
      { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }, { 'Fn::GetAtt': ['Queue', 'Arn'] }]] },
      `a/us-east-1/${QUEUE}`,
    ],
    [
      'a text with gaps',
      { 'Fn::Sub': `\${AWS::Region} \${Queue} \${Queue.Arn} \${!Queue}` },
      `us-east-1 ${url} ${QUEUE} \${Queue}`,
    ],
    [
      'a text with names of its own',
      { 'Fn::Sub': [`\${x}-\${AWS::Region}`, { x: { Ref: 'Queue' } }] },
      `${url}-us-east-1`,
    ],
  ])('%s', (_, value, expected) => {
    expect(resolve(value, places)).toBe(expected);
  });

  it.each([
    ['a function it does not know', { 'Fn::ImportValue': 'x' }],
    ['an attribute that is not there', { 'Fn::GetAtt': ['Queue', 'QueueName'] }],
    ['two functions at once', { Ref: 'Queue', 'Fn::Sub': 'x' }],
    ['nothing', undefined],
  ])('refuses %s', (_, value) => {
    expect(() => resolve(value, places)).toThrow(RangeError);
  });
});
