import { expect } from 'vitest';
import type { Recipient } from '../../../functions/subscriptions/recipient.ts';
import { sqsEvent } from '../../support/events.ts';
import { bad, DISCORD, keepersOf } from './keepers.ts';
import { NOW, type Stage } from './stage.ts';

const NOTHING_FAILED = { batchItemFailures: [] };

/** Put back to wait, and then shown; on either platform. */
export async function sendPicture(stage: Stage): Promise<void> {
  await keepersOf(stage).history.put(bad());
  const ask = (recipient: Recipient) => ({
    v: 1,
    recipient,
    key: 'retarget#fired',
    what: { picture: { of: 'difficulty', span: '7d' } },
    lane: 'direct',
    at: NOW.toISOString(),
  });
  stage.telegram.fail({ retryAfter: 5 }, { chat: '1' });
  expect(await stage.run(sqsEvent(ask({ platform: 'telegram', chat: '1' })))).toEqual(NOTHING_FAILED);
  expect(await stage.run(sqsEvent(ask({ platform: 'telegram', chat: '2' })))).toEqual(NOTHING_FAILED);
  expect(await stage.run(sqsEvent(ask(DISCORD)))).toEqual(NOTHING_FAILED);
  expect(stage.telegram.messages).toMatchObject([{ chat: '2', photo: expect.any(String) as string }]);
  expect(stage.discord.messages).toMatchObject([{ channel: DISCORD.channel, files: [{ filename: 'chart.png' }] }]);
}
