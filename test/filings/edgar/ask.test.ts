import { describe, expect, it, onTestFinished } from 'vitest';
import {
  askEdgar,
  type EdgarDeps,
  type EdgarQuestion,
  nextSlot,
  validatorsOf,
} from '../../../functions/filings/edgar/ask.ts';
import { BotError, Refused, Unreachable } from '../../../functions/kit/errors.ts';
import { FetchWeb } from '../../../functions/kit/web.fetch.ts';
import { textOf } from '../../../functions/kit/web.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { type Answer, type Call, html, type Reply, serve, text } from '../../../infra/local/loopback/serve.ts';
import { TestClock } from '../../support/clock.ts';
import { anEdgar, filed, MORNING, USER_AGENT } from '../../support/edgar.ts';
import { MemoryPace } from '../../support/memory-pace.ts';

const question: EdgarQuestion = { base: 'SEC_URL', path: 'Archives/a.htm', maxBytes: 10_000 };

/** EDGAR saying what it is told to; both hosts, each under its own prefix. */
async function scripted(answer: Answer | ((call: Call) => Answer)) {
  const calls: Call[] = [];
  const server = await serve((call) => {
    calls.push(call);
    return typeof answer === 'function' ? answer(call) : answer;
  });
  onTestFinished(server.stop);
  const [clock, pace] = [new TestClock(MORNING), new MemoryPace()];
  const deps: EdgarDeps = {
    web: new FetchWeb(),
    pace,
    clock,
    bases: { SEC_URL: `${server.url}/www`, SEC_DATA_URL: `${server.url}/data/` },
    userAgent: USER_AGENT,
  };
  const ask = (more: Partial<EdgarQuestion> = {}) => askEdgar(deps, { ...question, ...more });
  return { calls, clock, pace, deps, ask };
}

const failure = (promise: Promise<unknown>): Promise<BotError> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(BotError);
      return error as BotError;
    },
  );

const bucket = (code: string, status: number): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0"?>\n<Error><Code>${code}</Code></Error>`,
});
const BLOCKED = 'SEC.gov | Request Rate Threshold Exceeded';
const UNDECLARED = 'SEC.gov | Your Request Originates from an Undeclared Automated Tool';

describe('EDGAR is asked', () => {
  it('at both hosts, below their prefixes, by somebody who says who he is', async () => {
    const { ask, calls } = await scripted(text('fine'));
    for (const base of ['SEC_URL', 'SEC_DATA_URL'] as const) {
      const reply = await ask({ base });
      expect(reply !== 'absent' && (await textOf(reply))).toBe('fine');
    }
    expect(calls.map(({ path }) => path)).toEqual(['/www/Archives/a.htm', '/data/Archives/a.htm']);
    expect(calls[0]?.headers).toMatchObject({ 'user-agent': USER_AGENT, 'accept-encoding': 'gzip, deflate' });
  });

  it('twice a second and no faster, whoever asks', async () => {
    const { ask, clock } = await scripted(text('fine'));
    const began = clock.now().getTime();
    for (let i = 0; i < 5; i++) await ask();
    expect(clock.now().getTime() - began).toBe(2_000);
  });

  it('for lists in one slot of four, so that the others are left to whoever reads', async () => {
    const { ask, clock, pace } = await scripted(text('fine'));
    const began = clock.now().getTime();
    for (let i = 0; i < 3; i++) await ask({ budget: 'list' });
    expect(clock.now().getTime() - began).toBe(4_000);
    await ask();
    expect(pace.taken.flat()).toEqual(['sec:lists', 'sec', 'sec:lists', 'sec', 'sec:lists', 'sec', 'sec']);
  });

  it('without a common slot being taken while a list waits for its own', async () => {
    const { deps, clock, pace } = await scripted(text('fine'));
    await pace.hold({ key: 'sec:lists', interval: quantity(2_000) }, new Date('2026-03-26T12:30:15Z'));
    const takenMeanwhile: string[] = [];
    const sleep = async (ms: number) => {
      takenMeanwhile.push(...pace.taken.flat());
      clock.advance(ms);
    };
    await askEdgar({ ...deps, clock: { now: () => clock.now(), sleep } }, { ...question, budget: 'list' });
    expect(takenMeanwhile).toEqual(['sec:lists']);
    expect(clock.now()).toEqual(new Date('2026-03-26T12:30:15Z'));
  });

  it('not at all while no slot is near, and whoever wanted to is told when', async () => {
    const { ask, pace, calls } = await scripted(text('fine'));
    const until = new Date('2026-03-26T12:30:21Z');
    await pace.hold({ key: 'sec', interval: quantity(500) }, until);
    const error = await failure(ask());
    expect(error).toBeInstanceOf(Unreachable);
    expect(nextSlot(error)).toEqual(until);
    expect(calls).toEqual([]);
  });

  it('with what is known of its last answer, and may say that nothing changed', async () => {
    const { deps, filings } = await anEdgar({ filings: [filed(1)] });
    const path = `Archives/edgar/data/1507605/${filings[0]!.accession.replaceAll('-', '')}/cover.htm`;
    const first = await askEdgar(deps, { ...question, path });
    if (first === 'absent') return expect.unreachable();
    expect(first.status).toBe(200);
    const unless = validatorsOf(first);
    await first.drop();
    const second = await askEdgar(deps, { ...question, path, unless });
    expect(second !== 'absent' && second.status).toBe(304);
    const other = await askEdgar(deps, { ...question, path, unless: { etag: '"old"' } });
    expect(other !== 'absent' && other.status).toBe(200);
  });

  it('by both names of what is known', async () => {
    const { ask, calls } = await scripted(text('fine'));
    await ask({ unless: { etag: '"a"', lastModified: 'Thu, 26 Mar 2026 12:00:00 GMT' } });
    await ask({ unless: { etag: undefined } });
    expect(calls[0]?.headers).toMatchObject({
      'if-none-match': '"a"',
      'if-modified-since': 'Thu, 26 Mar 2026 12:00:00 GMT',
    });
    expect(calls[1]?.headers['if-none-match']).toBeUndefined();
  });
});

describe('EDGAR says that there is no such thing', () => {
  it.each([
    ['404 in XML', bucket('NoSuchKey', 404)],
    ['403 in the words of the archive', bucket('AccessDenied', 403)],
    ['403 for a key that it does not know', bucket('NoSuchKey', 403)],
    ['404 in HTML', html('Not Found', 404)],
  ])('with %s, and nobody is blocked by that', async (_, answer) => {
    const { ask, calls } = await scripted(answer);
    expect(await ask()).toBe('absent');
    expect(await ask()).toBe('absent');
    expect(calls).toHaveLength(2);
  });

  it('with 503 in HTML past the end of a list, and means an outage anywhere else', async () => {
    const { ask } = await scripted(html('This page is temporarily unavailable', 503));
    expect(await ask({ last: true })).toBe('absent');
    const error = await failure(ask());
    expect(error).toBeInstanceOf(Unreachable);
    expect(nextSlot(error)).toBeUndefined();
  });

  it('and means an outage by 503 in anything but HTML, past the end, too', async () => {
    const { ask } = await scripted({ status: 503, headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(await failure(ask({ last: true }))).toBeInstanceOf(Unreachable);
  });
});

describe('when EDGAR blocks us', () => {
  it.each([
    ['403, with its page', html(BLOCKED, 403)],
    ['403, for a tool that does not say who it is', html(UNDECLARED, 403)],
    ['403, and nothing', { status: 403, body: '' }],
    ['429', html(BLOCKED, 429)],
    ['429 in the words of the archive', bucket('AccessDenied', 429)],
    ['its page with status 200', html(BLOCKED)],
    ['the other page with status 200', html(UNDECLARED)],
  ])('with %s, nobody asks for ten minutes', async (_, answer) => {
    let now: Answer = answer;
    const { ask, clock, calls } = await scripted(() => now);
    const open = async () => {
      const reply = await ask();
      return reply === 'absent' ? reply : textOf(reply);
    };
    const blocked = await failure(open());
    expect(blocked).toBeInstanceOf(Unreachable);
    expect(blocked.message).toContain('blocks us');
    const until = new Date(clock.now().getTime() + 600_000);
    expect(nextSlot(blocked)).toEqual(until);

    now = text('fine');
    clock.set(new Date(until.getTime() - 21_000));
    for (const budget of ['list', 'read'] as const) expect(nextSlot(await failure(ask({ budget })))).toEqual(until);
    expect(calls).toHaveLength(1);
    clock.set(until);
    expect(await open()).toBe('fine');
  });

  it('with a page that comes in pieces, none of what follows is taken for a document', async () => {
    const [clock, pace] = [new TestClock(MORNING), new MemoryPace()];
    const pieces = ['<html><head><title>SEC.gov | Re', 'quest Rate Threshold Exceeded</title></head>', '<body>10 BTC'];
    const web: EdgarDeps['web'] = {
      open: async () => ({
        status: 200,
        header: () => undefined,
        drop: async () => {},
        pieces: async function* () {
          yield* pieces;
        },
      }),
    };
    const deps: EdgarDeps = {
      web,
      pace,
      clock,
      bases: { SEC_URL: 'http://x', SEC_DATA_URL: 'http://x' },
      userAgent: 'x',
    };
    const reply = await askEdgar(deps, question);
    const seen: string[] = [];
    const reading = (async () => {
      if (reply !== 'absent') for await (const piece of reply.pieces()) seen.push(piece);
    })();
    expect((await failure(reading)).message).toContain('blocks us');
    expect(seen).toEqual(pieces.slice(0, 1));
  });

  it('a document that speaks of such a page far below its beginning is a document', async () => {
    const long = `<html><body>${'x'.repeat(5_000)}Request Rate Threshold Exceeded</body></html>`;
    const { ask } = await scripted(text(long));
    const reply = await ask();
    expect(reply !== 'absent' && (await textOf(reply))).toBe(long);
  });

  it('with a page without end, no more of it is read than it takes', async () => {
    let sent = 0;
    const endless: typeof fetch = async () =>
      new Response(
        new ReadableStream({
          pull: (body) => {
            sent += 1_024;
            body.enqueue(new Uint8Array(1_024).fill(0x78));
          },
        }),
        { status: 403 },
      );
    const { deps } = await scripted('hang');
    const error = await failure(
      askEdgar({ ...deps, web: new FetchWeb(endless) }, { ...question, maxBytes: 1_000_000_000 }),
    );
    expect(error.message).toContain('blocks us');
    expect(sent).toBeLessThan(200_000);
  });

  it('as the loopback does it, asking on would begin the ten minutes anew', async () => {
    const { deps, edgar, clock } = await anEdgar();
    edgar.fail('block', { times: 1 });
    const until = nextSlot(await failure(askEdgar(deps, question)))!;
    clock.set(new Date(until.getTime() - 60_000));
    await failure(askEdgar(deps, question));
    clock.set(until);
    expect(await askEdgar(deps, question)).toBe('absent');
    expect(edgar.requests).toHaveLength(2);
  });
});

describe('EDGAR fails', () => {
  it.each([500, 502, 503, 504])(
    'with %d: it may pass, and whoever reads asks once more, at the pace of all',
    async (status) => {
      const { ask, calls, pace } = await scripted(text('Bad Gateway', status));
      const error = await failure(ask());
      expect(error).toBeInstanceOf(Unreachable);
      expect(error.message).toBe(`EDGAR answered ${status}`);
      expect([calls.length, pace.taken.length]).toEqual([2, 2]);
    },
  );

  it('once, and the second answer is taken', async () => {
    let first = true;
    const { ask } = await scripted(() => {
      const answer = first ? text('Bad Gateway', 502) : text('fine');
      first = false;
      return answer;
    });
    const reply = await ask();
    expect(reply !== 'absent' && (await textOf(reply))).toBe('fine');
  });

  it('and whoever lists does not ask again: the next minute does', async () => {
    const { ask, calls } = await scripted(text('Bad Gateway', 502));
    await failure(ask({ budget: 'list' }));
    expect(calls).toHaveLength(1);
  });

  it.each([400, 401, 405, 410, 451])('with %d: it will not pass', async (status) => {
    const { ask } = await scripted(text('No', status));
    expect(await failure(ask())).toBeInstanceOf(Refused);
  });

  it.each([301, 302, 307, 308])('with %d: nobody follows', async (status) => {
    const { ask, calls } = await scripted({ status, headers: { location: 'http://169.254.169.254/' }, body: '' });
    expect(await failure(ask())).toBeInstanceOf(Refused);
    expect(calls).toHaveLength(1);
  });

  it('no other error tells when to come back', () => {
    expect(nextSlot(new Unreachable('EDGAR answered 500', { status: 500 }))).toBeUndefined();
    expect(nextSlot(new Refused('no', { notBefore: '2026-03-26T12:00:00Z' }))).toBeUndefined();
    expect(nextSlot('no')).toBeUndefined();
  });
});
