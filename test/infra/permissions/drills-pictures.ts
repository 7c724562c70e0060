import { expect } from 'vitest';
import { sqsEvent } from '../../support/events.ts';
import { bad, keepersOf } from './keepers.ts';
import { NOW, type Stage } from './stage.ts';

const NOTHING_FAILED = { batchItemFailures: [] };

/** Put back to wait, and then shown. */
export async function sendPicture(stage: Stage): Promise<void> {
  await keepersOf(stage).history.put(bad());
  const ask = (chat: string) => ({
    v: 1,
    recipient: { platform: 'telegram', chat },
    key: 'retarget#fired',
    what: { picture: { of: 'difficulty', span: '7d' } },
    lane: 'direct',
    at: NOW.toISOString(),
  });
  stage.telegram.fail({ retryAfter: 5 }, { chat: '1' });
  expect(await stage.run(sqsEvent(ask('1')))).toEqual(NOTHING_FAILED);
  expect(await stage.run(sqsEvent(ask('2')))).toEqual(NOTHING_FAILED);
  expect(stage.telegram.messages).toMatchObject([{ chat: '2', photo: expect.any(String) as string }]);
}
