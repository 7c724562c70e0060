import { createHash } from 'node:crypto';
import { type Call, json, type Reply, serve } from '../../../infra/local/loopback/serve.ts';

export type FakeStack = { status: string; changedAt: Date; outputs: Record<string, string>; resources: FakeResource[] };
export type FakeResource = { logicalId: string; physicalId: string; type: string };
export type FakeAws = {
  url: string;
  parameters: Map<string, { value: string; type: string; version: number }>;
  stacks: Map<string, FakeStack>;
  /** Newest first, as CloudFormation lists them. */
  events: { stack: string; at: Date; resource: string; status: string; reason: string }[];
  sent: { queue: string; body: string }[];
  started: string[];
  /** How many messages are in a queue. */
  lengths: Map<string, number>;
  /** Each request, by service and action. */
  calls: string[];
  isSignedIn: boolean;
};

const ACCOUNT = '123456789012';

/** Speaks the few calls that deploying makes of STS, SSM, CloudFormation, SQS and Lambda; all on one port, as emulators do. */
export async function startAws(): Promise<FakeAws & { stop(): Promise<void> }> {
  const fake: FakeAws = {
    url: '',
    parameters: new Map(),
    stacks: new Map(),
    events: [],
    sent: [],
    started: [],
    lengths: new Map(),
    calls: [],
    isSignedIn: true,
  };
  const server = await serve((call) => {
    const target = String(call.headers['x-amz-target'] ?? '');
    if (target.startsWith('AmazonSSM.')) return ssm(fake, target, JSON.parse(call.body) as Body);
    if (target.startsWith('AmazonSQS.')) return sqs(fake, target, JSON.parse(call.body) as Body);
    const invoked = /\/functions\/([^/]+)\/invocations$/.exec(call.path)?.[1];
    if (invoked !== undefined) return started(fake, invoked);
    return query(fake, call);
  });
  return Object.assign(fake, { url: server.url, stop: server.stop });
}

type Body = Record<string, unknown>;

function ssm(fake: FakeAws, target: string, body: Body): Reply {
  fake.calls.push(target);
  const names = (body['Names'] ?? []) as string[];
  if (names.length > 10) return json({ __type: 'ValidationException', message: 'at most ten names' }, 400);
  const found = names.filter((name) => fake.parameters.has(name));
  if (target.endsWith('GetParameters')) {
    return json({
      Parameters: found.map((Name) => ({
        Name,
        Value: body['WithDecryption'] === true ? fake.parameters.get(Name)!.value : 'encrypted',
      })),
      InvalidParameters: names.filter((name) => !found.includes(name)),
    });
  }
  if (target.endsWith('DeleteParameters')) {
    for (const name of found) fake.parameters.delete(name);
    return json({ DeletedParameters: found, InvalidParameters: [] });
  }
  const { Name, Value, Type, Overwrite } = body as { Name: string; Value: string; Type: string; Overwrite: boolean };
  const before = fake.parameters.get(Name);
  if (before && !Overwrite) return json({ __type: 'ParameterAlreadyExists', message: 'exists' }, 400);
  fake.parameters.set(Name, { value: Value, type: Type, version: (before?.version ?? 0) + 1 });
  return json({ Version: 1 });
}

function sqs(fake: FakeAws, target: string, body: Body): Reply {
  fake.calls.push(target);
  if (target.endsWith('GetQueueAttributes')) {
    const waiting = fake.lengths.get(String(body['QueueUrl'])) ?? 0;
    return json({ Attributes: { ApproximateNumberOfMessages: String(waiting) } });
  }
  fake.sent.push({ queue: String(body['QueueUrl']), body: String(body['MessageBody']) });
  const md5 = createHash('md5').update(String(body['MessageBody'])).digest('hex');
  return json({ MessageId: '1', MD5OfMessageBody: md5 });
}

function started(fake: FakeAws, name: string): Reply {
  fake.calls.push('Lambda.Invoke');
  fake.started.push(decodeURIComponent(name));
  return json(null);
}

function query(fake: FakeAws, call: Call): Reply {
  const given = new URLSearchParams(call.body);
  const action = String(given.get('Action'));
  fake.calls.push(action);
  const name = given.get('StackName') ?? '';
  const stack = fake.stacks.get(name);
  switch (action) {
    case 'GetCallerIdentity':
      return fake.isSignedIn
        ? xml(action, `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/x</Arn><UserId>x</UserId>`)
        : refusal('ExpiredToken', 'The security token included in the request is expired', 403);
    case 'DescribeStacks':
      return stack
        ? xml(action, `<Stacks>${member(stackXml(name, stack))}</Stacks>`)
        : refusal('ValidationError', `Stack with id ${name} does not exist`);
    case 'ListStackResources':
      return xml(
        action,
        `<StackResourceSummaries>${stack!.resources.map(resourceXml).join('')}</StackResourceSummaries>`,
      );
    case 'DescribeStackEvents':
      return xml(
        action,
        `<StackEvents>${fake.events
          .filter((event) => event.stack === name)
          .map(eventXml)
          .join('')}</StackEvents>`,
      );
    default:
      return refusal('InvalidAction', `nobody has written ${action}`);
  }
}

const member = (inside: string): string => `<member>${inside}</member>`;
const xml = (action: string, inside: string): Reply => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response><${action}Result>${inside}</${action}Result></${action}Response>`,
});
const refusal = (code: string, message: string, status = 400): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

const stackXml = (name: string, { status, changedAt, outputs }: FakeStack): string =>
  `<StackName>${name}</StackName><StackId>x</StackId><CreationTime>${changedAt.toISOString()}</CreationTime>` +
  `<StackStatus>${status}</StackStatus><Outputs>${Object.entries(outputs)
    .map(([key, value]) => member(`<OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue>`))
    .join('')}</Outputs>`;
const resourceXml = ({ logicalId, physicalId, type }: FakeResource): string =>
  member(
    `<LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId>` +
      `<ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus>`,
  );
const eventXml = ({ at, resource, status, reason }: FakeAws['events'][number]): string =>
  member(
    `<EventId>x</EventId><StackId>x</StackId><StackName>x</StackName><Timestamp>${at.toISOString()}</Timestamp>` +
      `<LogicalResourceId>${resource}</LogicalResourceId><ResourceStatus>${status}</ResourceStatus>` +
      `<ResourceStatusReason>${reason}</ResourceStatusReason>`,
  );
