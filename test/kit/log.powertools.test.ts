import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Unreachable } from '../../functions/kit/errors.ts';
import { PowertoolsLog } from '../../functions/kit/log.powertools.ts';
import { METRIC_DIMENSION } from '../../functions/kit/names.contract.ts';

const token = '123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123';
const secret = 'webhook-secret';

vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Hashprice/test');

describe('Log, kept with Powertools', () => {
  let output: string;
  const log = new PowertoolsLog('deliver-telegram', [secret]);
  const lines = () =>
    output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  beforeEach(() => {
    output = '';
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        output += String(chunk);
        return true;
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('writes one line of JSON with the function and the facts', () => {
    log.info('snapshot taken', { at: new Date('2026-02-24T12:00:00Z'), hashprice: 28.06 });
    log.warn('feed ignored');
    expect(lines()).toMatchObject([
      {
        level: 'INFO',
        message: 'snapshot taken',
        service: 'deliver-telegram',
        facts: { at: '2026-02-24T12:00:00.000Z', hashprice: 28.06 },
      },
      { level: 'WARN', message: 'feed ignored' },
    ]);
  });

  it('keeps a fact that is called like a field of the line', () => {
    log.info('received', { message: '42', service: 'x', level: 'y', timestamp: 'z' });
    expect(lines()).toMatchObject([
      { message: 'received', service: 'deliver-telegram', facts: { message: '42', service: 'x', level: 'y' } },
    ]);
  });

  it('tells an error by name, message, facts and causes', () => {
    const cause = new TypeError('fetch failed', { cause: 'ECONNREFUSED' });
    log.error('a message failed', new Unreachable('Telegram did not answer', { status: 502 }, { cause }), {
      chat: '42',
    });
    expect(lines()).toMatchObject([
      {
        level: 'ERROR',
        message: 'a message failed',
        facts: { chat: '42' },
        error: {
          name: 'Unreachable',
          message: 'Telegram did not answer',
          facts: { status: 502 },
          cause: { name: 'TypeError', message: 'fetch failed', cause: 'ECONNREFUSED' },
        },
      },
    ]);
  });

  it('tells what was thrown that is no error', () => {
    log.error('odd', 'just text');
    log.error('odder', undefined);
    expect(lines()).toMatchObject([{ message: 'odd', error: 'just text' }, { message: 'odder' }]);
  });

  it.each([
    ['its message', () => new Error(`fetch failed: https://api.telegram.org/bot${token}/x ${secret}`)],
    ['its stack', () => Object.assign(new Error('x'), { stack: `Error\n at https://h/bot${token} ${secret}` })],
    ['its cause', () => new Unreachable('x', {}, { cause: new Error(`${token} ${secret}`, { cause: token }) })],
    ['its facts', () => new Unreachable('x', { url: `https://h/bot${token}/x`, nested: [{ [secret]: secret }] })],
    ['a value that is no error', () => ({ config: { headers: { authorization: `${token} ${secret}` } } })],
  ])('never writes a secret that an error has in %s', (_, error) => {
    log.error(`failed for ${token} ${secret}`, error(), { url: `https://h/bot${token}`, secret });
    expect(lines()).toHaveLength(1);
    for (const forbidden of [token, token.slice(10), secret]) expect(output).not.toContain(forbidden);
  });

  it('publishes a count at once, in the embedded metric format', () => {
    log.count('NoticeSent');
    log.count('NoticeHeldBack', 3);
    expect(lines()).toMatchObject([{ NoticeSent: 1, service: METRIC_DIMENSION.service }, { NoticeHeldBack: 3 }]);
    expect(lines()[0]).toHaveProperty('_aws.CloudWatchMetrics', [
      {
        Namespace: 'Hashprice/test',
        Dimensions: [['service']],
        Metrics: [{ Name: 'NoticeSent', Unit: 'Count' }],
      },
    ]);
    expect(lines()[1]).not.toHaveProperty('NoticeSent');
  });
});
