import { describe, expect, it } from 'vitest';
import { ruleKey } from '../../functions/alerts/rule.ts';
import { Misconfigured } from '../../functions/kit/errors.ts';
import { parseRecipients, rulesOf } from '../../functions/subscriptions/enrolment.ts';
import { recipientFromKey, recipientKey } from '../../functions/subscriptions/recipient.ts';

describe('RECIPIENTS', () => {
  it('reads the example of the documentation', () => {
    const [miner, channel] = parseRecipients(
      '[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":17.5,"usdPerKwh":0.08}}, {"platform":"discord","channel":"123"}]',
    );
    expect(miner).toMatchObject({ chat: '42', fleet: { name: 'fleet', joulesPerTerahash: 17.5, poolFee: 0, pue: 1 } });
    expect(rulesOf(miner!).personal.map(({ kind }) => kind)).toEqual(['margin', 'retarget']);
    expect(rulesOf(channel!).personal).toEqual([]);
    expect(rulesOf(channel!).shared.map(({ kind }) => kind)).toEqual(['data', 'cost', 'lowest']);
  });

  it('lets what is asked for stand in for what everybody hears of the same kind', () => {
    const [entry] = parseRecipients(
      '[{"platform":"discord","channel":"123","rules":[{"kind":"lowest","days":"record"},{"kind":"hashprice","side":"below","usdPerPhDay":30}]}]',
    );
    expect(rulesOf(entry!).shared.map((rule) => ruleKey(rule))).toEqual([
      'data',
      'cost:regression',
      'lowest:record',
      'hashprice<30',
    ]);
  });

  it.each([
    ['not JSON', '[{', /is not JSON/],
    ['not a list', '{}', /expected array/],
    ['an unknown platform', '[{"platform":"signal","chat":"42"}]', /platform/],
    ['a chat that is no id', '[{"platform":"telegram","chat":"my chat"}]', /a Telegram chat is a number like 42/],
    [
      'an efficiency of zero',
      '[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":0,"usdPerKwh":0.08}}]',
      /joulesPerTerahash must be at least 1/,
    ],
    [
      'a price in cents',
      '[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":17,"usdPerKwh":8}}]',
      /usdPerKwh must be at most 2/,
    ],
    [
      'the same chat twice',
      '[{"platform":"discord","channel":"1"},{"platform":"discord","channel":"1"}]',
      /names discord:1 twice/,
    ],
  ])('says what is wrong with %s, and shows a right one', (_, text, wrong) => {
    expect(() => parseRecipients(text)).toThrow(Misconfigured);
    expect(() => parseRecipients(text)).toThrow(wrong);
    expect(() => parseRecipients(text)).toThrow(/A right example: \[\{"platform":"telegram"/);
  });

  it('names every mistake at once', () => {
    const text = '[{"platform":"telegram","chat":"x"},{"platform":"discord","channel":"y"}]';
    expect(() => parseRecipients(text)).toThrow(/Telegram chat[\s\S]*Discord channel/);
  });
});

it.each([
  [{ platform: 'telegram', chat: '42' }, 'telegram:42'],
  [{ platform: 'telegram', chat: '-1001234567890', thread: 77 }, 'telegram:-1001234567890/77'],
  [{ platform: 'telegram', chat: '@miners' }, 'telegram:@miners'],
  [{ platform: 'discord', channel: '645027906669510667' }, 'discord:645027906669510667'],
] as const)('a recipient and its key are two spellings of one thing: %o', (recipient, key) => {
  expect(recipientKey(recipient)).toBe(key);
  expect(recipientFromKey(key)).toEqual(recipient);
});

it.each(['', 'telegram', 'signal:42', 'telegram:42/x', 'discord:12/7x'])('%j is not a recipient key', (key) => {
  expect(() => recipientFromKey(key)).toThrow(RangeError);
});
