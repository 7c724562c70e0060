import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Unreachable } from '../../functions/kit/errors.ts';
import { SqsQueue } from '../../functions/kit/queue.sqs.ts';
import { hours, minutes, seconds } from '../../functions/units/time.ts';
import { startSqs } from '../../infra/local/emulators/sqs.ts';
import { json, serve } from '../../infra/local/loopback/serve.ts';
import { anySettings, clientByUrl, emulatedQueues } from '../support/queue.ts';

const bodies = (count: number) => Array.from({ length: count }, (_, n) => ({ v: 1, n }));

describe('SqsQueue', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([0, 1, 10, 11, 25])('puts %d bodies, ten at a time', async (count) => {
    const { client, urlOf, inside } = await emulatedQueues();
    let requests = 0;
    client.middlewareStack.add(
      (next) => (args) => {
        requests += 1;
        return next(args);
      },
      { step: 'initialize' },
    );
    await new SqsQueue(urlOf('notices'), client).put(bodies(count));
    const { ready } = await inside('notices');
    expect(ready.map((body) => JSON.parse(body) as unknown)).toEqual(bodies(count));
    expect(requests).toBe(Math.ceil(count / 10));
  });

  it.each([
    ['no delay', undefined, { ready: 1, delayed: [] }],
    ['a delay of nothing', seconds(0), { ready: 1, delayed: [] }],
    ['a part of a second, rounded up', seconds(0.2), { ready: 0, delayed: [1] }],
    ['ninety seconds', seconds(90), { ready: 0, delayed: [90] }],
    ['a quarter of an hour', minutes(15), { ready: 0, delayed: [900] }],
    ['more than a queue can wait', hours(5), { ready: 0, delayed: [900] }],
  ])('puts with %s', async (_, delay, expected) => {
    const { client, urlOf, inside } = await emulatedQueues();
    await new SqsQueue(urlOf('notices'), client).put(bodies(1), delay);
    const { ready, delayed } = await inside('notices');
    expect({ ready: ready.length, delayed: delayed.map((message) => message.seconds) }).toEqual(expected);
  });

  it('goes where the URL says, whatever endpoint the environment names', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_SQS', 'http://127.0.0.1:9');
    const { client, urlOf, inside } = await emulatedQueues();
    await new SqsQueue(urlOf('evaluate'), client).put(bodies(1));
    expect((await inside('evaluate')).ready).toHaveLength(1);
    expect((await inside('notices')).ready).toHaveLength(0);
  });

  it('throws when a 200 says that some messages were not taken', async () => {
    const failed = { Id: '1', Code: 'InternalError', SenderFault: false };
    const server = await serve(() => json({ Successful: [], Failed: [failed] }));
    const client = clientByUrl();
    onTestFinished(async () => {
      client.destroy();
      await server.stop();
    });
    const queue = new SqsQueue(`${server.url}/000000000000/notices`, client);
    const error: unknown = await queue.put(bodies(2)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unreachable);
    expect(error).toMatchObject({ message: 'SQS did not take 1 of 2 messages', facts: { codes: ['InternalError'] } });
  });
});

describe('the embedded SQS', () => {
  it('gives a message that was tried in vain to the dead letters', async () => {
    const { client, urlOf, deadUrlOf, receive } = await emulatedQueues(
      anySettings({ visibilitySeconds: 0, attempts: 2 }),
    );
    await new SqsQueue(urlOf('telegram-direct'), client).put(bodies(1));
    for (const tries of ['1', '2']) {
      const [message] = await receive(urlOf('telegram-direct'));
      expect(message?.Attributes?.ApproximateReceiveCount).toBe(tries);
    }
    expect(await receive(urlOf('telegram-direct'))).toEqual([]);
    expect((await receive(deadUrlOf('telegram-direct'))).map(({ Body }) => Body)).toEqual(['{"v":1,"n":0}']);
  });

  it('keeps what is in its queues over a restart, and takes new settings', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sqs-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const before = await emulatedQueues(anySettings(), dataDir);
    const queue = new SqsQueue(before.urlOf('notices'), before.client);
    await queue.put(bodies(3));
    await queue.put([{ late: true }], minutes(5));
    const [done] = await before.receive(before.urlOf('notices'));
    await before.client.send(
      new DeleteMessageCommand({ QueueUrl: before.urlOf('notices'), ReceiptHandle: done!.ReceiptHandle }),
    );
    await before.stop();

    const after = await emulatedQueues(anySettings({ visibilitySeconds: 60, attempts: 1 }), dataDir);
    const { ready, delayed } = await after.inside('notices');
    expect(delayed).toEqual([{ body: '{"late":true}', seconds: 300 }]);
    // The two that were in somebody's hands are still out of sight, and not lost.
    expect(ready).toEqual([]);
    await new SqsQueue(after.urlOf('notices'), after.client).put(bodies(1));
    expect(await after.receive(after.urlOf('notices'))).toHaveLength(1);
  });

  it('listens on this machine only', async () => {
    const sqs = await startSqs(anySettings());
    onTestFinished(() => sqs.stop());
    const { hostname, port } = new URL(sqs.endpoint);
    expect(hostname).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, family, internal } of others) {
      if (internal || family !== 'IPv4') continue;
      await expect(fetch(`http://${address}:${port}/health`)).rejects.toThrow('fetch failed');
    }
  });
});
