import { type Call, json, type LoopbackServer, type Reply, serve } from '../../infra/local/loopback/serve.ts';
import { decide, type Policy } from './permissions/policy.ts';
import { type Asked, readRequest, type Service } from './permissions/request.ts';

export type PolicyProxy = LoopbackServer & {
  /** What was let through, and what was not, in order. */
  allowed: Asked[];
  denied: Asked[];
};

export type Behind = {
  /** Where the services really are. */
  upstreams: Readonly<Record<Service, string>>;
  /** By access key; undefined for a key that nobody has. */
  policyOf(caller: string): Policy | undefined;
};

/**
 * Stands before the emulators as IAM stands before the services: knows callers by their access keys, and lets each do
 * what its role may do. Policies of the resources themselves (TLS only) are not its business.
 */
export async function startPolicyProxy({ upstreams, policyOf }: Behind): Promise<PolicyProxy> {
  const allowed: Asked[] = [];
  const denied: Asked[] = [];
  const server = await serve(async (call) => {
    const asked = readRequest(call.headers, call.body);
    const policy = policyOf(asked.caller);
    if (policy === undefined) return refusal(asked.service, 'UnrecognizedClientException', INVALID_TOKEN);
    const verdict = decide(policy, asked);
    (verdict.allowed ? allowed : denied).push(asked);
    if (verdict.allowed) return forward(call, upstreams[asked.service]);
    return refusal(asked.service, 'AccessDeniedException', reasonFor(asked, verdict.because));
  });
  return { ...server, allowed, denied };
}

const INVALID_TOKEN = 'The security token included in the request is invalid.';

const reasonFor = ({ caller, action, resource }: Asked, because: string): string =>
  `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because ${because}`;

/** As the services say it: SQS with 403, the others with 400; either way the SDK takes the error's name from `__type`. */
function refusal(service: Service, code: string, message: string): Reply {
  const version = service === 'ssm' ? '1.1' : '1.0';
  return {
    ...json({ __type: `com.amazon.coral.service#${code}`, message, Message: message }, service === 'sqs' ? 403 : 400),
    headers: { 'content-type': `application/x-amz-json-${version}` },
  };
}

/** Belong to one connection, and there are two. */
const OF_THE_CONNECTION = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

async function forward({ method, path, headers, body }: Call, upstream: string): Promise<Reply> {
  const passed = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)) as [string, string][];
  const response = await fetch(upstream + path, { method, headers: passed, body });
  const returned = [...response.headers].filter(([name]) => !OF_THE_CONNECTION.has(name));
  return { status: response.status, headers: Object.fromEntries(returned), body: await response.text() };
}
