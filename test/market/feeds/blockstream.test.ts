import { expect, it } from 'vitest';
import { readFeed } from '../../../functions/market/ask.ts';
import { blockstreamEpoch, blockstreamHashAt, blockstreamTip } from '../../../functions/market/feeds/blockstream.ts';
import { fixture } from '../../support/fixture.ts';

const receivedAt = new Date('2026-11-22T06:40:15Z');
const hash = '0000000000000000000abc000000000000000000000000000000000000000abc';

it('blockstream.info tells the tip', () => {
  expect(readFeed(blockstreamTip, fixture('blockstream/blocks.json'), receivedAt)).toEqual({
    height: 976_638,
    difficulty: 155.97e12,
    at: new Date('2026-11-22T06:37:29Z'),
    bitsAgree: true,
  });
});

it('blockstream.info tells when an epoch began, by the hash of its first block', () => {
  expect(blockstreamHashAt(975_744).path).toBe('api/block-height/975744');
  expect(readFeed(blockstreamHashAt(975_744), `${hash}\n`, receivedAt)).toBe(hash);
  const feed = blockstreamEpoch(hash, 975_744);
  expect(feed.path).toBe(`api/block/${hash}`);
  expect(readFeed(feed, fixture('blockstream/block.json'), receivedAt)).toEqual({
    firstHeight: 975_744,
    startedAt: new Date('2026-11-12T00:03:53Z'),
  });
});

it.each(['', 'Block not found', '<html>', '../../etc', hash.slice(1)])('takes %j for no hash', (text) => {
  expect(() => readFeed(blockstreamHashAt(975_744), text, receivedAt)).toThrow(/blockstream.info answered with/);
});

it('notices another block than the one asked for', () => {
  expect(() => readFeed(blockstreamEpoch(hash, 977_760), fixture('blockstream/block.json'), receivedAt)).toThrow(
    'answered with block 975744, not 977760',
  );
});
