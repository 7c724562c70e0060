import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../../functions/kit/errors.ts';
import { readFeed } from '../../../functions/market/ask.ts';
import { bitstamp } from '../../../functions/market/feeds/bitstamp.ts';
import { coinbase } from '../../../functions/market/feeds/coinbase.ts';
import { gemini } from '../../../functions/market/feeds/gemini.ts';
import { kraken } from '../../../functions/market/feeds/kraken.ts';
import { PRICE_FEEDS } from '../../../functions/market/gather-price.ts';
import { fixture } from '../../support/fixture.ts';

const receivedAt = new Date('2026-11-22T06:40:15Z');
const stamped = (ms: string) => fixture('gemini/pubticker.json').replace('1795329600000', ms);

describe('a price feed', () => {
  it.each([
    [coinbase, 'coinbase/ticker.json', 87_654.32, '2026-11-22T06:40:12.123Z', 'its own time'],
    [kraken, 'kraken/ticker.json', 87_654.4, '2026-11-22T06:40:15.000Z', 'no time of its own: that of receipt'],
    [bitstamp, 'bitstamp/ticker.json', 87_655, '2026-11-22T06:40:12.000Z', 'Unix seconds in a string'],
    [gemini, 'gemini/pubticker.json', 87_655.23, '2026-11-22T06:40:15.000Z', 'its volume was stamped 15 s ago'],
    [kraken, 'kraken/warning.json', 87_654.4, '2026-11-22T06:40:15.000Z', 'a warning, and a key of another name'],
  ])('$name reads its reply (%#)', (feed, file, usdPerBtc, at) => {
    expect(readFeed(feed, fixture(file), receivedAt)).toEqual({ feed: feed.name, usdPerBtc, at: new Date(at) });
  });

  it.each([
    ['three minutes after its stamp', '2026-11-22T06:43:00Z', '2026-11-22T06:43:00Z'],
    ['when the next stamp was due five minutes ago', '2026-11-22T06:50:00Z', '2026-11-22T06:45:00Z'],
    ['when its stamp is ahead of us', '2026-11-22T06:30:00Z', '2026-11-22T06:40:00Z'],
  ])('gemini, %s', (_, received, at) => {
    expect(readFeed(gemini, fixture('gemini/pubticker.json'), new Date(received)).at).toEqual(new Date(at));
  });

  it.each([
    [kraken, fixture('kraken/error.json'), 'EService:Unavailable'],
    [kraken, '{"error":[],"result":{}}', 'without a ticker'],
    [bitstamp, fixture('bitstamp/error.json'), 'last'],
    [gemini, fixture('gemini/error.json'), 'last'],
    [coinbase, '{"message":"NotFound"}', 'price'],
    [coinbase, fixture('coinbase/ticker.json').replace('2026-11-22T06:40:12.123456Z', 'yesterday'), 'time'],
    [bitstamp, fixture('bitstamp/ticker.json').replace('1795329612', '1795329612000'), 'timestamp'],
    [gemini, stamped('1795329600'), 'volume.timestamp'],
  ])('$name says what is wrong with its reply (%#)', (feed, text, expected) => {
    expect(() => readFeed(feed, text, receivedAt)).toThrow(Unreadable);
    expect(() => readFeed(feed, text, receivedAt)).toThrow(expected);
  });
});

describe.each(PRICE_FEEDS.map((feed) => [feed.name, feed] as const))('%s', (name, feed) => {
  const good = fixture(name === 'gemini' ? 'gemini/pubticker.json' : `${name}/ticker.json`);
  const price = /"(?:price|last)": "([\d.]+)"|"c": \["([\d.]+)"/.exec(good);
  const withPrice = (text: string) => good.replaceAll(`"${price?.[1] ?? price?.[2]}"`, text);
  const read = (text: string) => readFeed(feed, text, receivedAt);

  it('takes a price that is sent as a number', () => {
    expect(read(withPrice('87000.5')).usdPerBtc).toBe(87_000.5);
  });

  it.each(['""', '" 5"', '"0x15666"', '"NaN"', 'null', '"1e999"', '"87,654.32"', '[]'])(
    'refuses %s as a price',
    (text) => {
      expect(() => read(withPrice(text))).toThrow(/another shape/);
    },
  );

  it.each(['"-1"', '-1', '"0"', '"876.54"', '"87654320"'])('finds a price of %s implausible', (text) => {
    expect(() => read(withPrice(text))).toThrow(/implausible/);
  });

  it.each(['', '<html>', good.slice(0, 40), '[]', '"text"', 'NaN'])('refuses a reply of %j', (text) => {
    expect(() => read(text)).toThrow(Unreadable);
  });
});
