import type { APIGatewayProxyEventV2, Context, ScheduledEvent, SQSEvent, SQSRecord } from 'aws-lambda';

/**
 * The envelopes in which AWS brings work to a function, field by field as its documentation shows them.
 * The local hosts are held against these (test/local/hosts.test.ts), so a test of an entry may use either.
 */

/** EventBridge, for `rate(...)` rules and schedules without an input of their own. `time` has no milliseconds. */
export const scheduledEvent = (at: string | Date): ScheduledEvent => ({
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '123456789012',
  time: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
  region: 'us-east-1',
  resources: ['arn:aws:scheduler:us-east-1:123456789012:schedule/default/take-snapshot'],
  detail: '{}',
});

/** One message of a standard queue; numbers in `attributes` are text. A body that is no text is written as JSON. */
export const sqsRecord = (body: unknown, over: Partial<SQSRecord> = {}): SQSRecord => ({
  messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1795330800123',
    SenderId: '123456789012',
    ApproximateFirstReceiveTimestamp: '1795330800130',
  },
  messageAttributes: {},
  md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:evaluate',
  awsRegion: 'us-east-1',
  ...over,
});

/** A batch: messages are numbered `m0`, `m1`, … in the order of their bodies. */
export const sqsEvent = (...bodies: readonly unknown[]): SQSEvent => ({
  Records: bodies.map((body, i) => sqsRecord(body, { messageId: `m${i}`, receiptHandle: `handle-m${i}` })),
});

/** Payload format 2.0 of an HTTP API; header names in lower case. */
export const httpEvent = (
  path: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: `POST ${path}`,
  rawPath: path,
  rawQueryString: '',
  headers: { 'content-type': 'application/json', ...headers },
  requestContext: {
    accountId: '123456789012',
    apiId: 'abc123',
    domainName: 'abc123.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'abc123',
    http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '149.154.167.220', userAgent: '' },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: `POST ${path}`,
    stage: '$default',
    time: '22/Nov/2026:07:00:00 +0000',
    timeEpoch: 1_795_330_800_000,
  },
  body: typeof body === 'string' ? body : Buffer.from(body).toString('base64'),
  isBase64Encoded: typeof body !== 'string',
});

/** Somebody reads: `/miners?lang=ru`. */
export function getEvent(path: string, headers: Record<string, string> = {}, method = 'GET'): APIGatewayProxyEventV2 {
  const [rawPath = '/', rawQueryString = ''] = path.split('?');
  const { body: _, requestContext, ...event } = httpEvent(rawPath, '', headers);
  const routeKey = `${method} ${rawPath === '/' ? '/' : '/{proxy+}'}`;
  return {
    ...event,
    routeKey,
    rawQueryString,
    headers: { 'x-forwarded-proto': 'https', ...headers },
    requestContext: { ...requestContext, routeKey, http: { ...requestContext.http, method } },
  };
}

/** @param seconds left before the deadline; the same at every call, so that a test decides when time is short. */
export const lambdaContext = (seconds = 30): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:test',
  memoryLimitInMB: '512',
  awsRequestId: '8f5e0c38-7a0e-4d4f-9f0b-0d0a5a1e6f1c',
  logGroupName: '/aws/lambda/test',
  logStreamName: '2026/11/22/[$LATEST]0123456789abcdef',
  getRemainingTimeInMillis: () => seconds * 1_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});
