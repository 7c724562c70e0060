import { expect, it } from 'vitest';
import { readFeed } from '../../../functions/market/ask.ts';
import { blockchainInfoFees, blockchainInfoTip } from '../../../functions/market/feeds/blockchain-info.ts';
import { fixture } from '../../support/fixture.ts';

const receivedAt = new Date('2026-11-22T06:40:15Z');
const at = new Date('2026-11-22T06:38:45Z');
const stats = fixture('blockchain-info/stats.json');

it('blockchain.info tells the tip as of its statistics', () => {
  expect(readFeed(blockchainInfoTip, stats, receivedAt)).toEqual({ height: 976_638, difficulty: 155.97e12, at });
  const exponent = stats.replace('155970000000000', '"1.5597E14"');
  expect(readFeed(blockchainInfoTip, exponent, receivedAt).difficulty).toBe(155.97e12);
});

it('blockchain.info calls satoshis btc', () => {
  expect(readFeed(blockchainInfoFees, stats, receivedAt)).toEqual({ btcPerBlock: 3_456_781_234 / 144 / 1e8, at });
});

it('a day without a block has no mean', () => {
  const none = stats.replace('"n_blocks_mined": 144', '"n_blocks_mined": 0');
  expect(() => readFeed(blockchainInfoFees, none, receivedAt)).toThrow('0 blocks in a day are implausible');
});
