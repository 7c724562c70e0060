import { randomUUID } from 'node:crypto';
import { type Answer, type Call, json, type LoopbackServer, serve } from '../../infra/local/loopback/serve.ts';

/** @property arn of the function. @property seconds it has for each event. */
type About = { arn: string; seconds: number };

export type RuntimeApi = LoopbackServer & {
  /** Hands over one event; one at a time. @throws what the function threw, at its start or at this event. */
  invoke(event: unknown): Promise<unknown>;
  /** The runtime is gone: whoever waits for an answer waits no more. */
  ended(why: string): void;
};

type Invocation = { id: string; event: unknown; resolve(answer: unknown): void; reject(error: Error): void };

/**
 * The other side of Lambda's runtime, for one sandbox.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi({ arn, seconds }: About): Promise<RuntimeApi> {
  let current: Invocation | undefined;
  let over: Error | undefined;
  let hand: ((answer: Answer) => void) | undefined;
  let handed = '';

  const deal = (): void => {
    if (hand === undefined || current === undefined || handed === current.id) return;
    handed = current.id;
    hand({
      headers: {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': current.id,
        'lambda-runtime-deadline-ms': String(Date.now() + seconds * 1_000),
        'lambda-runtime-invoked-function-arn': arn,
        'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0',
      },
      body: JSON.stringify(current.event),
    });
    hand = undefined;
  };
  const end = (error: Error): void => {
    over = error;
    current?.reject(error);
    current = undefined;
  };
  const settle = (id: string, how: (invocation: Invocation) => void): Answer => {
    if (current?.id !== id) return json({ errorType: 'InvalidRequestID' }, 400);
    const invocation = current;
    current = undefined;
    how(invocation);
    return TAKEN;
  };

  const answer = (call: Call): Answer | Promise<Answer> => {
    const [, id = '', what] = /^\/2018-06-01\/runtime\/(?:invocation\/([^/]+)|init)\/(\w+)$/.exec(call.path) ?? [];
    const asked = `${call.method} ${what}`;
    if (call.path === '/2018-06-01/runtime/invocation/next')
      return new Promise((resolve) => {
        hand = resolve;
        deal();
      });
    if (asked === 'POST error' && id === '') {
      end(thrown('did not start', call.body));
      return TAKEN;
    }
    if (asked === 'POST response') return settle(id, ({ resolve }) => resolve(JSON.parse(call.body || 'null')));
    if (asked === 'POST error') return settle(id, ({ reject }) => reject(thrown('threw', call.body)));
    return json({ errorType: 'InvalidPath' }, 404);
  };

  return {
    ...(await serve(answer)),
    ended: (why) => end(new Error(why)),
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (over !== undefined) return reject(over);
        if (current !== undefined) return reject(new RangeError('a sandbox works on one event at a time'));
        current = { id: randomUUID(), event, resolve, reject };
        deal();
      }),
  };
}

const TAKEN = json({ status: 'OK' }, 202);

const thrown = (how: string, body: string): Error => {
  const {
    errorType,
    errorMessage,
    trace = [],
  } = JSON.parse(body) as Partial<Record<string, string>> & {
    trace?: string[];
  };
  return new Error([`${how}: ${errorType}: ${errorMessage}`, ...trace.slice(0, 8)].join('\n'));
};
