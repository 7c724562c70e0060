import { describe, expect, it } from 'vitest';
import { budgetsOf } from '../../functions/delivery/budgets.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';

const telegram = (chat: string, thread?: number): Recipient => ({
  platform: 'telegram',
  chat,
  ...(thread === undefined ? {} : { thread }),
});
const inWords = (recipient: Recipient, lane: 'direct' | 'broadcast') =>
  budgetsOf(recipient, lane).map(({ key, interval }) => `${key} ${interval.toFixed(1)}`);

describe('how fast we may be', () => {
  it.each([
    [telegram('42'), 'direct', ['telegram:42 1050.0', 'telegram 34.7']],
    [telegram('42'), 'broadcast', ['telegram:42 1050.0', 'telegram:broadcast 41.7', 'telegram 34.7']],
    [telegram('-1001'), 'direct', ['telegram:-1001 3100.0', 'telegram 34.7']],
    [telegram('-1001', 77), 'direct', ['telegram:-1001 3100.0', 'telegram 34.7']],
    [telegram('@miners'), 'direct', ['telegram:@miners 3100.0', 'telegram 34.7']],
    [{ platform: 'discord', channel: '7' }, 'direct', ['discord:7 1040.0', 'discord 20.8']],
    [
      { platform: 'discord', channel: '7' },
      'broadcast',
      ['discord:7 1040.0', 'discord:broadcast 25.0', 'discord 20.8'],
    ],
  ] as const)('%j, %s', (recipient, lane, budgets) => {
    expect(inWords(recipient, lane)).toEqual(budgets);
  });

  it('leaves room for direct messages, however many are broadcast', () => {
    for (const recipient of [telegram('42'), { platform: 'discord', channel: '7' } as const]) {
      const [, broadcast, platform] = budgetsOf(recipient, 'broadcast');
      expect(1_000 / broadcast!.interval).toBeLessThanOrEqual((1_000 / platform!.interval) * 0.85);
    }
  });
});
