import { request } from 'node:http';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import { invoke, lambdaContext } from '../../infra/local/context.ts';
import { FALSE_CREDENTIALS } from '../../infra/local/emulators/dynamodb.ts';
import { startSqs } from '../../infra/local/emulators/sqs.ts';
import { type Routes, serveHttp } from '../../infra/local/hosts/http.ts';
import { serveQueue, sqsEvent, takeBatch, type Work } from '../../infra/local/hosts/queue.ts';
import { cronEvery, keepSchedule, scheduledEvent } from '../../infra/local/hosts/schedule.ts';
import * as documented from '../support/events.ts';

/** The names of all fields, and what kind of value each has: what two envelopes must have in common. */
const outline = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(outline)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, field]) => typeof field !== 'function')
            .map(([name, field]) => [name, outline(field)])
            .toSorted(),
        )
      : typeof value;

const NOBODY = () => undefined;

describe('the schedule host', () => {
  it('dresses a timer as EventBridge does, with the scheduled time in whole seconds', () => {
    const event = scheduledEvent('take-snapshot', new Date('2026-02-24T12:05:00.000Z'));
    expect(outline(event)).toEqual(outline(documented.scheduledEvent('2026-02-24T12:05:00Z')));
    expect(event.time).toBe('2026-02-24T12:05:00Z');
  });

  it.each([
    [10, '*/10 * * * * *'],
    [60, '0 */1 * * * *'],
    [300, '0 */5 * * * *'],
    [3_600, '0 0 */1 * * *'],
    [86_400, '0 0 0 * * *'],
  ])('keeps a step of %d seconds as %s', (step, expression) => {
    expect(cronEvery(step)).toBe(expression);
  });

  it.each([0, 7, 90, 420, 2.5, 172_800])('refuses a step of %d seconds, which cron cannot keep evenly', (step) => {
    expect(() => cronEvery(step)).toThrow(/must divide a minute, an hour or a day/);
  });

  it('runs at every step with the scheduled time, and stops', async () => {
    vi.useFakeTimers({ now: new Date('2026-02-24T11:59:58.400Z') });
    onTestFinished(() => void vi.useRealTimers());
    const seen: string[] = [];
    const schedule = keepSchedule(10, async (at) => void seen.push(at.toISOString()));
    await vi.advanceTimersByTimeAsync(22_000);
    await schedule.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toEqual(['2026-02-24T12:00:00.000Z', '2026-02-24T12:00:10.000Z', '2026-02-24T12:00:20.000Z']);
  });

  it('leaves a step out while the one before is still running', async () => {
    vi.useFakeTimers({ now: new Date('2026-02-24T12:00:01Z') });
    onTestFinished(() => void vi.useRealTimers());
    const { promise, resolve } = Promise.withResolvers<void>();
    let runs = 0;
    const schedule = keepSchedule(10, () => (runs++ === 0 ? promise : Promise.resolve()));
    await vi.advanceTimersByTimeAsync(25_000);
    expect(runs).toBe(1);
    resolve();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toBe(2);
    await schedule.stop();
  });
});

describe('the context', () => {
  it('has the fields of a Lambda context and a deadline that comes nearer', async () => {
    const context = lambdaContext('evaluate', 60);
    expect(outline(context)).toEqual(outline(documented.lambdaContext()));
    expect(context.getRemainingTimeInMillis()).toBeLessThanOrEqual(60_000);
    expect(context.getRemainingTimeInMillis()).toBeGreaterThan(59_000);
  });

  it('ends an invocation that takes longer than its function may', async () => {
    const forever = () => new Promise<never>(NOBODY);
    await expect(invoke(forever, {}, { name: 'evaluate', seconds: 0.01 })).rejects.toThrow('evaluate timed out');
  });
});

async function emulatedQueue(over: { visibilitySeconds?: number; attempts?: number } = {}) {
  const settings = { visibilitySeconds: 30, attempts: 2, ...over };
  const sqs = await startSqs(
    Object.fromEntries(QUEUES.map((name) => [name, settings])) as Record<QueueName, typeof settings>,
  );
  const client = new SQSClient({ endpoint: sqs.endpoint, region: 'us-east-1', credentials: FALSE_CREDENTIALS });
  onTestFinished(async () => {
    client.destroy();
    await sqs.stop();
  });
  const source = { queue: 'evaluate' as const, url: sqs.urlOf('evaluate'), batch: 10, client };
  const put = async (...bodies: string[]) => {
    for (const body of bodies) await client.send(new SendMessageCommand({ QueueUrl: source.url, MessageBody: body }));
  };
  return { sqs, source, put };
}

const ok: Work = async () => ({ batchItemFailures: [] });

describe('the queue host', () => {
  it('dresses messages as Lambda does, and deletes what was done', async () => {
    const { sqs, source, put } = await emulatedQueue();
    await put('{"v":1}');
    const events: unknown[] = [];
    const work: Work = async (event) => {
      events.push(event);
      return { batchItemFailures: [] };
    };
    expect(await takeBatch(source, work, NOBODY, 0)).toBe(1);
    expect(outline(events[0])).toEqual(outline(documented.sqsEvent('{"v":1}')));
    expect(events[0]).toMatchObject({ Records: [{ body: '{"v":1}', attributes: { ApproximateReceiveCount: '1' } }] });
    expect(sqs.count('evaluate')).toEqual({ ready: 0, delayed: 0, inFlight: 0 });
  });

  it('leaves only the failed messages of a batch', async () => {
    const { sqs, source, put } = await emulatedQueue();
    await put('good', 'bad', 'good too');
    const work: Work = async (event) => ({
      batchItemFailures: event.Records.filter((record) => record.body === 'bad').map((record) => ({
        itemIdentifier: record.messageId,
      })),
    });
    expect(await takeBatch(source, work, NOBODY, 0)).toBe(3);
    expect(sqs.count('evaluate')).toEqual({ ready: 0, delayed: 0, inFlight: 1 });
  });

  it.each<[string, Work]>([
    ['throws', () => Promise.reject(new Error('no'))],
    ['names a message it was not given', async () => ({ batchItemFailures: [{ itemIdentifier: 'another' }] })],
    ['names no message', async () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ])('leaves the whole batch when the handler %s', async (_, work) => {
    const { sqs, source, put } = await emulatedQueue();
    await put('one', 'two');
    await takeBatch(source, work, NOBODY, 0);
    expect(sqs.count('evaluate')).toMatchObject({ inFlight: 2 });
  });

  it('hands a message to the dead letters after so many attempts', async () => {
    const { sqs, source, put } = await emulatedQueue({ visibilitySeconds: 0, attempts: 2 });
    await put('poison');
    const complaints: unknown[] = [];
    const work: Work = () => Promise.reject(new Error('cannot read this'));
    for (let i = 0; i < 3; i++) await takeBatch(source, work, (error) => complaints.push(error), 0);
    expect(complaints).toHaveLength(2);
    expect(sqs.deadLetters('evaluate')).toEqual(['poison']);
  });

  it('polls until stopped, and finishes the batch in hand', async () => {
    const { sqs, source, put } = await emulatedQueue();
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const host = serveQueue(
      source,
      async (event) => {
        begun.resolve();
        await end.promise;
        return ok(event);
      },
      NOBODY,
    );
    await put('work');
    await begun.promise;
    const stopped = host.stop();
    end.resolve();
    await stopped;
    expect(sqs.count('evaluate')).toEqual({ ready: 0, delayed: 0, inFlight: 0 });
  });
});

describe('the HTTP host', () => {
  async function served(routes: Routes['post']) {
    const host = await serveHttp(0, { post: routes }, NOBODY);
    onTestFinished(() => host.stop());
    return host.url;
  }
  const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body, headers: { connection: 'close', ...headers } });

  it('dresses a request as API Gateway does, and gives back the answer', async () => {
    const events: unknown[] = [];
    const url = await served({
      '/telegram': async (event) => {
        events.push(event);
        return { statusCode: 202, headers: { 'x-told': 'yes' }, body: '{"ok":true}' };
      },
    });
    const secret = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 's3cr3t' };
    const response = await post(`${url}/telegram`, '{"update_id":1}', secret);
    expect([response.status, response.headers.get('x-told'), await response.text()]).toEqual([
      202,
      'yes',
      '{"ok":true}',
    ]);
    const like = documented.httpEvent('/telegram', '{"update_id":1}', secret);
    const { headers, ...envelope } = events[0] as typeof like;
    expect(outline({ ...envelope, headers: {} })).toEqual(outline({ ...like, headers: {} }));
    expect(headers).toMatchObject(secret);
    expect(envelope.requestContext.time).toMatch(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/);
  });

  it('keeps the exact bytes of a body that is no text', async () => {
    const bytes = new Uint8Array([0xff, 0x00, 0x7b, 0xfe]);
    let seen: Buffer | undefined;
    const url = await served({
      '/discord': async (event) => {
        seen = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
        return { statusCode: 200 };
      },
    });
    await post(`${url}/discord`, bytes);
    expect(new Uint8Array(seen!)).toEqual(bytes);
  });

  it.each([
    ['another path', '/other', 'POST', 404],
    ['another method', '/telegram', 'GET', 404],
    ['a handler that throws', '/telegram', 'POST', 500],
  ])('answers %s by itself', async (_, path, method, status) => {
    const url = await served({ '/telegram': () => Promise.reject(new Error('secret inside')) });
    const response = await fetch(`${url}${path}`, { method, headers: { connection: 'close' } });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('secret');
  });

  it('hands everything that is read to the one who answers readers', async () => {
    const events: { rawPath: string; rawQueryString: string; method: string }[] = [];
    const host = await serveHttp(
      0,
      {
        post: {},
        get: async ({ rawPath, rawQueryString, requestContext, routeKey }) => {
          events.push({ rawPath, rawQueryString, method: `${requestContext.http.method} ${routeKey}` });
          return { statusCode: 200, headers: { 'content-type': 'text/html' }, body: requestContext.domainName };
        },
      },
      NOBODY,
    );
    onTestFinished(() => host.stop());
    const read = await fetch(`${host.url}/miners/RIOT?lang=de`, { headers: { connection: 'close' } });
    expect([read.status, await read.text()]).toEqual([200, new URL(host.url).host]);
    await fetch(`${host.url}/`, { method: 'HEAD', headers: { connection: 'close' } });
    expect(events).toEqual([
      { rawPath: '/miners/RIOT', rawQueryString: 'lang=de', method: 'GET GET /{proxy+}' },
      { rawPath: '/', rawQueryString: '', method: 'HEAD HEAD /' },
    ]);
  });

  it('does not read a body of more than a megabyte', async () => {
    const url = await served({ '/telegram': async () => ({ statusCode: 200 }) });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${url}/telegram`, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end(Buffer.alloc(1_048_577));
    });
    expect(status).toBe(413);
  });

  it('says in one sentence that its port is taken, and which one to try', async () => {
    const url = await served({});
    const port = Number(new URL(url).port);
    await expect(serveHttp(port, { post: {} }, NOBODY)).rejects.toThrow(
      `port ${port} is taken: stop what listens there, or choose another one, like PORT=${port + 1}`,
    );
  });
});

it('tells apart the queues that messages came from', () => {
  const message = { MessageId: 'm', ReceiptHandle: 'r', Body: 'b', MD5OfBody: 'x' };
  expect(sqsEvent('notices', [message]).Records[0]?.eventSourceARN).toMatch(/:notices$/);
});
