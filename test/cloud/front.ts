import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { type Call, type LoopbackServer, type Reply, serve } from '../../infra/local/loopback/serve.ts';
import { type Clients, clientsAt } from './clients.ts';
import { ACCOUNT, REGION } from './moto.ts';
import { emulable, makeByHand, notedIn, type Place, RUN_BY_US, type Template } from './not-emulated.ts';

export type Front = LoopbackServer & {
  /** Services, as their signatures call them, that were asked by the product's own commands. */
  asked: Set<string>;
  /** What was said of each of the steps that CloudFormation has a function do. */
  said: Map<string, string>;
  /** Templates as the CDK brought them, by stack. */
  brought: Map<string, Template>;
  /** Stacks that CloudFormation was told not to delete. Moto has no such request. */
  guarded: Set<string>;
};
/** Lambda's part, for which moto needs Docker. @param functions names that were given, by what the stack calls them. */
export type RunFunction = (name: string, event: unknown) => Promise<unknown>;

/**
 * What `AWS_ENDPOINT_URL` names: hands everything on to moto, and does its part where moto has none. A template that is
 * brought is one that moto can deploy (not-emulated.ts); who asks for it again gets what he brought, as from AWS.
 */
export async function startFront(
  moto: string,
  run: RunFunction,
  functions: Map<string, string> = new Map(),
): Promise<Front> {
  const clients = clientsAt(moto);
  const asked = new Set<string>();
  const said = new Map<string, string>();
  const brought = new Map<string, Template>();
  const guarded = new Set<string>();
  const places = new Map<string, Place>();

  const bring = async (form: URLSearchParams): Promise<void> => {
    const stack = form.get('StackName')!;
    const url = form.get('TemplateURL');
    const text = url ? await objectAt(moto + pathIn(url)) : form.get('TemplateBody')!;
    // The CDK's own, of its home, is YAML, and moto knows all of it.
    if (!text.startsWith('{')) return;
    const template = JSON.parse(text) as Template;
    const place = places.get(stack) ?? {
      stack,
      account: ACCOUNT,
      region: REGION,
      api: await apiFor(clients, template),
    };
    brought.set(stack, template);
    places.set(stack, place);
    form.delete('TemplateURL');
    form.set('TemplateBody', JSON.stringify(emulable(template, place)));
  };

  const changes = new Map<string, URLSearchParams>();
  const numbers = new Set<string>();
  const made = new Set<string>();
  /** After moto has made what it can. */
  const complete = async (stack: string): Promise<void> => {
    const template = brought.get(stack);
    if (template === undefined || made.has(stack)) return;
    made.add(stack);
    const outputs = await outputsOf(clients, stack);
    for (const [id, name] of await functionsOf(clients, stack)) functions.set(id, name);
    await makeByHand(clients, template, places.get(stack)!, outputs.notes);
    for (const [id, { Type }] of Object.entries(template.Resources)) {
      if (Type !== RUN_BY_US) continue;
      const properties = notedIn(outputs.notes, id)!;
      await run(String(properties['ServiceToken']).split(':').at(-1)!, {
        RequestType: 'Create',
        ServiceToken: properties['ServiceToken'],
        ResponseURL: `${moto}/cloudformation_${REGION}/cfnresponse?stack=${outputs.id}`,
        StackId: outputs.id,
        RequestId: `create-${id}`,
        LogicalResourceId: id,
        ResourceType: Type,
        ResourceProperties: properties,
      }).then((what) => said.set(id, String(what)));
    }
  };

  const server = await serve(async (call) => {
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(call.headers.authorization ?? '')?.[1];
    if (service) asked.add(service);
    const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(call.path)?.[1];
    if (invoked) return invocation(run, decodeURIComponent(invoked), call.body);
    if (service !== 'cloudformation') return handOn(moto, call);

    const form = new URLSearchParams(call.body);
    const named = form.get('StackName') ?? '';
    const [action, stack] = [form.get('Action'), stackIn(named)];
    // A stack is known to the CDK by the number it had as a change set.
    if (numbers.has(named)) form.set('StackName', stack);
    const known = brought.get(stack);
    if (action === 'GetTemplate' && known) return answered(action, `<TemplateBody>${escaped(known)}</TemplateBody>`);
    if (action === 'UpdateTerminationProtection') {
      if (form.get('EnableTerminationProtection') === 'true') guarded.add(stack);
      else guarded.delete(stack);
      return answered(action, `<StackId>${stack}</StackId>`);
    }
    if (/^(?:CreateChangeSet|CreateStack|UpdateStack)$/.test(action ?? '')) await bring(form);
    const forward = (what: URLSearchParams) => handOn(moto, { ...call, bytes: Buffer.from(what.toString()) });
    if (action === 'DeleteChangeSet' && !changes.has(stack)) return answered(action, '');
    if (action === 'DescribeStacks' && guarded.has(stack)) return asGuarded(await forward(form));
    if (action === 'CreateChangeSet') {
      changes.set(stack, form);
      const made = await forward(form);
      const [, number = ''] = /<StackId>([^<]+)</.exec(String(made.body)) ?? [];
      if (form.get('ChangeSetType') === 'CREATE') numbers.add(number);
      return made;
    }
    if (action !== 'ExecuteChangeSet') return forward(form);
    for (const step of executed(changes.get(stack)!)) {
      const answer = await forward(step);
      if (answer.status !== 200) throw new Error(`moto did not ${step.get('Action')} ${stack}: ${String(answer.body)}`);
    }
    changes.delete(stack);
    await complete(stack);
    return answered(action, '');
  });
  return { ...server, asked, said, brought, guarded };
}

/** In place of a change set, whose stack has neither outputs nor exports in moto. */
function executed(change: URLSearchParams): URLSearchParams[] {
  const isNew = change.get('ChangeSetType') === 'CREATE';
  const stack = new URLSearchParams(change);
  stack.set('Action', isNew ? 'CreateStack' : 'UpdateStack');
  for (const name of ['ChangeSetName', 'ChangeSetType', 'ClientToken', 'Description']) stack.delete(name);
  const named = { Version: change.get('Version')!, StackName: change.get('StackName')! };
  // Moto knows it by a name that the CDK gives to all of them.
  const done = new URLSearchParams({
    Action: 'DeleteChangeSet',
    ChangeSetName: change.get('ChangeSetName')!,
    ...named,
  });
  return isNew ? [done, new URLSearchParams({ Action: 'DeleteStack', ...named }), stack] : [done, stack];
}

const stackIn = (name: string): string => /:stack\/([^/]+)\//.exec(name)?.[1] ?? name;

/** Of an object's address, with the bucket in the host or in the path: as moto has it, in the path. */
function pathIn(address: string): string {
  const { hostname, pathname } = new URL(address);
  const bucket = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
  return bucket === undefined ? pathname : `/${bucket}${pathname}`;
}

/** Moto tells its services apart by the signature. */
async function objectAt(url: string): Promise<string> {
  const authorization = `AWS4-HMAC-SHA256 Credential=testing/20260101/${REGION}/s3/aws4_request`;
  const response = await fetch(url, { headers: { authorization } });
  if (!response.ok) throw new Error(`the CDK names a template at ${url}, and there is none: ${response.status}`);
  return response.text();
}

async function apiFor({ http }: Clients, { Resources }: Template): Promise<Place['api']> {
  const api = Object.values(Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Api');
  if (api === undefined) return { id: '', endpoint: '' };
  const { ApiId, ApiEndpoint } = await http.send(new CreateApiCommand(api.Properties as never));
  return { id: ApiId!, endpoint: ApiEndpoint! };
}

async function outputsOf({ stacks }: Clients, StackName: string) {
  const { Stacks: [stack] = [] } = await stacks.send(new DescribeStacksCommand({ StackName }));
  const notes = new Map((stack?.Outputs ?? []).map((one) => [one.OutputKey!, one.OutputValue!]));
  return { id: stack!.StackId!, notes };
}

/** By logical id. */
async function functionsOf({ stacks }: Clients, StackName: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const page of paginateListStackResources({ client: stacks }, { StackName }))
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? [])
      if (ResourceType === 'AWS::Lambda::Function')
        found.push([LogicalResourceId!.replace(/[0-9A-F]{8}$/, ''), PhysicalResourceId!]);
  return found;
}

async function invocation(run: RunFunction, name: string, body: string): Promise<Reply> {
  try {
    return { body: JSON.stringify(await run(name, JSON.parse(body))) };
  } catch (error) {
    return { headers: { 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify({ errorMessage: String(error) }) };
  }
}

const answered = (action: string, result: string): Reply => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
});

const asGuarded = ({ body, ...same }: Reply): Reply => ({
  ...same,
  body: String(body).replace(/(<EnableTerminationProtection>)false/g, '$1true'),
});

const escaped = (template: Template): string =>
  JSON.stringify(template).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** As it came, but for its length. */
async function handOn(moto: string, { method, path, query, headers, bytes }: Call): Promise<Reply> {
  const { 'content-length': _, 'transfer-encoding': __, expect: ___, connection: ____, ...same } = headers;
  const search = query.size > 0 ? `?${query}` : '';
  return new Promise((resolve, reject) => {
    const onward = request(
      `${moto}${path}${search}`,
      { method, headers: { ...same, 'content-length': bytes.length } },
      (answer) => {
        buffer(answer).then((body) => {
          const { connection: _, 'transfer-encoding': __, 'content-length': ___, ...kept } = answer.headers;
          const back = Object.entries(kept).map(([name, value]) => [name, [value].flat().join(', ')]);
          resolve({ status: answer.statusCode ?? 500, headers: Object.fromEntries(back), body });
        }, reject);
      },
    );
    onward.once('error', reject);
    onward.end(bytes);
  });
}
