import { expect, it } from 'vitest';
import { readFeed } from '../../../functions/market/ask.ts';
import { frankfurter } from '../../../functions/market/feeds/frankfurter.ts';
import { fixture } from '../../support/fixture.ts';

const receivedAt = new Date('2026-11-22T06:40:15Z');
const latest = fixture('frankfurter/latest.json');

it('reads reference rates for one dollar', () => {
  const feed = frankfurter(['EUR', 'GBP']);
  expect(feed.path).toBe('v1/latest?base=USD&symbols=EUR,GBP');
  expect(readFeed(feed, latest, receivedAt)).toEqual({ day: '2026-11-20', perUsd: { EUR: 0.86177, GBP: 0.75741 } });
});

it.each([
  ['a currency it does not know', ['EUR', 'BGN'], latest, 'no rate for BGN'],
  ['another base', ['EUR'], latest.replace('USD', 'EUR'), 'base'],
  ['rates for another amount', ['EUR'], latest.replace('1.0', '100'), 'amount'],
  ['a rate of -1', ['EUR'], latest.replace('0.86177', '-1'), 'rates.EUR'],
  ['an error', ['EUR'], '{"message":"not found"}', 'another shape'],
])('refuses %s', (_, currencies, text, expected) => {
  expect(() => readFeed(frankfurter(currencies), text, receivedAt)).toThrow(expected);
});

it.each([[[]], [['USD']], [['eur']], [['EUR&base=GBP']]])('does not ask for %j', (currencies) => {
  expect(() => frankfurter(currencies)).toThrow(RangeError);
});
