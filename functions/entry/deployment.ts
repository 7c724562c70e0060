import { setTimeout as wait } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import pRetry, { AbortError } from 'p-retry';
import * as z from 'zod';
import { clip } from '../delivery/clip.ts';
import { reasonOf, Unreachable } from '../kit/errors.ts';

/** What CloudFormation asks of a function that registers a bot, as the last step of a deployment. */
const deploymentShape = z.object({
  /** `Delete` comes when the stack goes, and when its first deployment is rolled back. */
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  /** Where the answer goes. It is signed: whoever knows it may answer. */
  ResponseURL: z.url({ protocol: /^https?$/ }),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  /** In a rollback these are the ones of before. */
  ResourceProperties: z.object({ Url: z.url({ protocol: /^https$/ }) }),
});
export type Deployment = z.infer<typeof deploymentShape>;

/** Undefined for an event of a schedule. */
export const deploymentIn = (event: object): Deployment | undefined =>
  'ResponseURL' in event ? deploymentShape.parse(event) : undefined;

/** CloudFormation reads 4,096 bytes and no more; a sentence in any script fits. */
const LONGEST_SAID = 800;
/** Kept for the answer, of the time that a function has. */
const TO_ANSWER_MS = 5_000;

type Run<Event> = (event: Event, context: Context) => Promise<string>;

/**
 * A function that says in a sentence what it did, able to be a step of a deployment as well.
 *
 * Its answer is always that all went well, with the sentence: a platform that is down, or a token that is not there yet,
 * must neither undo a deployment nor, worse, stop one half-way through being undone or deleted. The schedule tries again,
 * and alarms if it fails. Nothing keeps CloudFormation waiting: what is thrown is said, even at start, and so is that
 * time ran out.
 */
export const answering =
  <Event extends object>(run: Run<Event>): Run<Event | CloudFormationCustomResourceEvent> =>
  async (event, context) => {
    if (!('ResponseURL' in event)) return run(event as Event, context);
    const left = Math.max(0, context.getRemainingTimeInMillis() - TO_ANSWER_MS);
    const said = await Promise.race([
      orWhyNot(() => run(event as Event, context)),
      wait(left, 'not done in time, and tried again within a day', { ref: false }),
    ]);
    await answer(event as CloudFormationCustomResourceEvent, said);
    return said;
  };

async function orWhyNot(run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    return `not done, and tried again within a day: ${reasonOf(error)}`;
  }
}

/** @throws {Unreachable} when CloudFormation's bucket does not take it; Lambda then starts the function once more. */
async function answer(event: CloudFormationCustomResourceEvent, said: string): Promise<void> {
  const { ResponseURL: url, StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({
    Status: 'SUCCESS',
    // One and the same for ever: another would have CloudFormation delete what it takes to be the old one.
    PhysicalResourceId: LogicalResourceId,
    StackId,
    RequestId,
    LogicalResourceId,
    Data: { Said: clip(said, LONGEST_SAID) },
  });
  await pRetry(() => put(url, body), { retries: 2, minTimeout: 200 });
}

/** No type of content, because the signature is over an empty one. No `cause`, because fetch quotes the address. */
async function put(url: string, body: string): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: Buffer.from(body),
    signal: AbortSignal.timeout(TO_ANSWER_MS / 2),
  }).catch(() => {
    throw new Unreachable('CloudFormation could not be answered');
  });
  await response.body?.cancel();
  if (response.status >= 500) throw new Unreachable(`CloudFormation answered ${response.status}`);
  if (!response.ok) throw new AbortError(`CloudFormation answered ${response.status}`);
}
