import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** Where everything pretends to be, here. */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** What Lambda tells a handler about its invocation. The deadline is a real one. */
export function lambdaContext(name: string, seconds: number): Context {
  const deadline = performance.now() + seconds * 1_000;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    // Lambda still hands these three over; Node 24's runtime does nothing with them either.
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

export type Handler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/** Runs a handler as Lambda does: with its context, and not a moment longer than it may. @throws what it throws. */
export async function invoke<Event, Result>(
  handler: Handler<Event, Result>,
  event: Event,
  { name, seconds }: { name: string; seconds: number },
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} timed out after ${seconds} s`)), seconds * 1_000);
  });
  try {
    return await Promise.race([handler(event, lambdaContext(name, seconds)), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
