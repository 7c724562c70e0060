import { describe, expect, it } from 'vitest';
import { ruleKey } from '../../functions/alerts/rule.ts';
import { Misconfigured } from '../../functions/kit/errors.ts';
import { filterOf, parseRecipients, rulesOf } from '../../functions/subscriptions/enrolment.ts';
import { filterShape } from '../../functions/subscriptions/filter.ts';
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

  it('takes a fleet that pays in another currency, and a line drawn in one', () => {
    const [entry] = parseRecipients(
      '[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":17.5,"currency":"EUR","perKwh":0.08},' +
        '"rules":[{"kind":"hashprice","side":"below","currency":"EUR","perPhDay":30}]}]',
    );
    expect(rulesOf(entry!).personal).toMatchObject([
      { kind: 'margin', fleet: { currency: 'EUR', perKwh: 0.08 } },
      { kind: 'retarget', fleet: { currency: 'EUR', perKwh: 0.08 } },
    ]);
    expect(rulesOf(entry!).shared.map((rule) => ruleKey(rule))).toContain('hashprice:EUR<30');
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
      'a currency without a rate',
      '[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":17,"currency":"RUB","perKwh":5}}]',
      /currency must be one of USD, EUR/,
    ],
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

  it.each<[string, string, object | undefined]>([
    ['nothing said', '', {}],
    ['an empty wish', ',"announcements":{}', {}],
    ['none', ',"announcements":false', undefined],
    ['no class', ',"announcements":{"classes":[]}', undefined],
    ['classes', ',"announcements":{"classes":["purchase","policy"]}', { classes: ['purchase', 'policy'] }],
    ['a least number', ',"announcements":{"minBtc":100}', { minBtc: 100 }],
    ['tickers', ',"announcements":{"tickers":["RIOT","MARA"]}', { ciks: [1167419, 1507605] }],
    ['a ticker in lower case', ',"announcements":{"tickers":["mara"]}', { ciks: [1507605] }],
    ['former tickers, of one company', ',"announcements":{"tickers":["BITF","KEEL"]}', { ciks: [1812477] }],
    ['a ticker that was another’s before', ',"announcements":{"tickers":["VIP"]}', { ciks: [1844971] }],
    [
      'everything at once',
      ',"announcements":{"tickers":["MSTR"],"classes":["purchase"],"minBtc":1.5}',
      { ciks: [1050446], classes: ['purchase'], minBtc: 1.5 },
    ],
  ])('turns a wish for announcements into a filter: %s', (_, wish, filter) => {
    const [entry] = parseRecipients(`[{"platform":"discord","channel":"123"${wish}}]`);
    expect(filterOf(entry!)).toEqual(filter);
    if (filter) expect(filterShape.parse(filterOf(entry!))).toEqual(filter);
  });

  it.each([
    ['an unknown ticker', '{"tickers":["MARA","TSLA"]}', /TSLA is not the ticker of a company on the list/],
    ['a company that files nothing', '{"tickers":["SATO"]}', /SATO Technologies \(SATO\) files nothing with the SEC/],
    ['no tickers', '{"tickers":[]}', /announcements\.tickers/],
    ['an unknown class', '{"classes":["rumour"]}', /announcements\.classes/],
    ['a number below nothing', '{"minBtc":-1}', /announcements\.minBtc/],
    ['a word that we do not know', '{"ticker":["MARA"]}', /ticker/],
    ['something else', 'true', /announcements/],
  ])('says what is wrong with announcements: %s', (_, wish, wrong) => {
    const text = `[{"platform":"discord","channel":"123","announcements":${wish}}]`;
    expect(() => parseRecipients(text)).toThrow(Misconfigured);
    expect(() => parseRecipients(text)).toThrow(wrong);
  });

  it('names every mistake at once', () => {
    const text = '[{"platform":"telegram","chat":"x"},{"platform":"discord","channel":"y"}]';
    expect(() => parseRecipients(text)).toThrow(/Telegram chat[\s\S]*Discord channel/);
  });
});

it('on Discord a recipient is a channel or a person, and never both', () => {
  const fleet = { joulesPerTerahash: 17.5, usdPerKwh: 0.08 };
  expect(parseRecipients(JSON.stringify([{ platform: 'discord', user: '42', fleet }]))).toMatchObject([{ user: '42' }]);
  for (const who of [{}, { channel: '1', user: '42' }]) {
    const text = JSON.stringify([{ platform: 'discord', ...who }]);
    expect(() => parseRecipients(text)).toThrow(/either a channel or a user/);
  }
});

it.each([
  [{ platform: 'telegram', chat: '42' }, 'telegram:42'],
  [{ platform: 'telegram', chat: '-1001234567890', thread: 77 }, 'telegram:-1001234567890/77'],
  [{ platform: 'telegram', chat: '@miners' }, 'telegram:@miners'],
  [{ platform: 'discord', channel: '645027906669510667' }, 'discord:645027906669510667'],
  [{ platform: 'discord', user: '53908232506183680' }, 'discord:@53908232506183680'],
] as const)('a recipient and its key are two spellings of one thing: %o', (recipient, key) => {
  expect(recipientKey(recipient)).toBe(key);
  expect(recipientFromKey(key)).toEqual(recipient);
});

it.each(['', 'telegram', 'signal:42', 'telegram:42/x', 'discord:12/7x', 'discord:@', 'discord:@me', 'discord:12/7'])(
  '%j is not a recipient key',
  (key) => {
    expect(() => recipientFromKey(key)).toThrow(RangeError);
  },
);
