import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused, Unreachable } from '../../functions/kit/errors.ts';
import { redactor } from '../../functions/kit/redact.ts';

const telegram = '123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123';
const discord = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB';

describe('redactor', () => {
  it.each([
    [`POST https://api.telegram.org/bot${telegram}/sendMessage failed`, 'a Telegram token in a URL'],
    [`bot${encodeURIComponent(telegram)}/getMe`, 'the same, percent-encoded'],
    [`authorization: Bot ${discord}`, 'a Discord token in a header'],
    ['the secret is s3cret/+ indeed', 'a secret it was told about'],
    [`?key=${encodeURIComponent('s3cret/+')}`, 'the same, percent-encoded'],
    ['session-4711', 'a pattern it was told about'],
  ])('removes from %j %s', (text) => {
    const clean = String(redactor(['s3cret/+', /session-\d+/g])(text));
    expect(clean).toContain('[removed]');
    for (const secret of [telegram, telegram.slice(10), discord, 's3cret', '4711']) expect(clean).not.toContain(secret);
  });

  it.each([
    'hashprice<40@2026-02-24T12:00:00.000Z#fired',
    'telegram:-1001234567890/77',
    'arn:aws:lambda:us-east-1:000000000000:function:deliver-telegram',
    '0000000000000000000abcdef0123456789abcdef0123456789abcdef01234567',
  ])('leaves %s alone', (text) => {
    expect(redactor()(text)).toBe(text);
  });

  it('leaves numbers, instants and what is empty readable', () => {
    const facts = { n: 1.5, none: null, at: new Date('2026-02-24T12:00:00Z'), bad: new Date(Number.NaN), big: 10n };
    expect(redactor([''])(facts)).toEqual({
      n: 1.5,
      none: null,
      at: '2026-02-24T12:00:00.000Z',
      bad: 'no date',
      big: '10',
    });
  });

  it('tells an error of ours by its facts and causes, and any other by its stack', () => {
    const error = new Refused('no', { status: 403 }, { cause: new Unreachable('first', {}, { cause: 'because' }) });
    expect(redactor()(error)).toEqual({
      name: 'Refused',
      message: 'no',
      facts: { status: 403 },
      cause: { name: 'Unreachable', message: 'first', facts: {}, cause: 'because' },
    });
    expect(redactor()(new TypeError('oh'))).toMatchObject({ name: 'TypeError', stack: expect.stringContaining('oh') });
    expect(redactor()(new AggregateError([new Error('a')], 'all'))).toMatchObject({ errors: [{ message: 'a' }] });
  });

  it('comes to an end with what refers to itself', () => {
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = { error };
    expect(JSON.stringify(redactor()(error))).toContain('[…]');
  });

  it('lets a known secret through nowhere, wherever it is put', () => {
    const secret = 'kn0wn-secret-value';
    const redact = redactor([secret]);
    const leaf = fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}${secret}${after}`);
    const { anything } = fc.letrec((tie) => ({
      anything: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('anything')),
        fc.dictionary(leaf, tie('anything')),
        tie('error'),
      ),
      error: fc.tuple(leaf, tie('anything')).map(([message, cause]) => new Unreachable(message, { cause }, { cause })),
    }));
    fc.assert(fc.property(anything, (value) => !JSON.stringify(redact(value)).includes(secret)));
  });
});
