import { describe, expect, it } from 'vitest';
import { isInvalidRequest, judge } from '../../../functions/delivery/discord/reply.ts';

describe('a refusal by Discord', () => {
  it.each([
    [404, 10003, 'Unknown Channel', 'gone'],
    [404, 10004, 'Unknown Guild', 'gone'],
    [403, 50007, 'Cannot send messages to this user', 'gone'],
    [403, 50278, 'Cannot send messages to this user due to having no mutual guilds', 'gone'],
    [403, 50001, 'Missing Access', 'paused'],
    [403, 50013, 'Missing Permissions', 'paused'],
    [403, 160005, 'This thread is locked', 'paused'],
    [403, 99999, 'something new', 'paused'],
    [400, 50006, 'Cannot send an empty message', 'rejected'],
    [400, 50035, 'Invalid Form Body', 'rejected'],
    [400, 50045, 'File uploaded exceeds the maximum size', 'rejected'],
    [400, 50109, 'The request body contains invalid JSON.', 'rejected'],
    [400, 40005, 'Request entity too large', 'rejected'],
    [400, 99999, 'something new', 'rejected'],
  ])('%d %d %s: %s', (status, code, message, kind) => {
    expect(judge({ status, code, message })).toMatchObject({ kind, why: `${status} ${code}: ${message}` });
  });

  it.each([
    [400, 20016, 'slow mode', 60_000, 'chat'],
    [429, 20028, 'the channel’s write limit', 60_000, 'chat'],
    [400, 30046, 'edits of old messages', 60_000, 'chat'],
    [503, 130000, 'overloaded', 5_000, undefined],
    [500, 0, 'Internal Server Error', 5_000, undefined],
    [403, 40333, 'our User-Agent is refused', 900_000, 'platform'],
    [401, 0, 'a revoked token', 300_000, 'platform'],
  ])('%d %d (%s) is asked again after %d ms', (status, code, message, after, scope) => {
    const outcome = judge({ status, code, message });
    expect(outcome).toMatchObject({ kind: 'retry', after });
    expect((outcome as { scope?: string }).scope).toBe(scope);
  });

  it('says what an operator must do about a token, a page in front of Discord, and a wrong base', () => {
    expect(judge({ status: 401, code: 0, message: '401: Unauthorized' })).toMatchObject({ why: /DISCORD_TOKEN/ });
    expect(judge({ status: 403, message: 'No Description' })).toMatchObject({ why: /in front of Discord/ });
    expect(judge({ status: 404, code: 0, message: '404: Not Found' })).toMatchObject({ why: /DISCORD_API_URL/ });
  });

  it.each([
    [50001, 'Missing Access', { lacks: 'access', daysUntilGone: 3 }],
    [50013, 'Missing Permissions', { lacks: 'permissions' }],
    [160005, 'This thread is locked', { lacks: 'an open thread' }],
  ])('%d is tried again on another day', (code, message, retrial) => {
    expect(judge({ status: 403, code, message })).toMatchObject({ kind: 'paused', retrial });
  });

  it.each([
    [1_350, 'user', 'chat', 1_350],
    [64_570, 'global', 'platform', 64_570],
    [300, 'shared', 'chat', 1_000],
  ] as const)('a limit of %d ms (%s) holds the %s', (ms, scope, holds, after) => {
    const limited = { status: 429, message: 'You are being rate limited.', limited: { ms, scope } };
    expect(judge(limited)).toMatchObject({ kind: 'retry', scope: holds, after });
  });

  it.each([
    [{ status: 401, code: 0 }, true],
    [{ status: 403, code: 50013 }, true],
    [{ status: 429, limited: { ms: 1, scope: 'user' } }, true],
    [{ status: 429, limited: { ms: 1, scope: 'shared' } }, false],
    [{ status: 404, code: 10003 }, false],
    [{ status: 400, code: 50035 }, false],
    [{ status: 502 }, false],
  ] as const)('%j counts against our address: %s', (refusal, counts) => {
    expect(isInvalidRequest({ message: 'x', ...refusal })).toBe(counts);
  });
});
