import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { taskShape } from '../../functions/alerts/evaluate.ts';
import { isAnnouncement, isMemo } from '../../functions/delivery/delivery.ts';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { isErrand, laneShape } from '../../functions/delivery/errand.ts';
import { pictureTaskShape } from '../../functions/delivery/pictures/task.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tell } from '../../functions/delivery/telling.ts';
import { bodyOf } from '../../functions/entry/wire.ts';
import { filingTaskShape } from '../../functions/filings/filing.ts';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import { broadcastShape } from '../../functions/subscriptions/fan-out.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { sqsRecord } from '../support/events.ts';

/**
 * Messages as earlier versions have put them on a queue, a line each, with the commit that wrote it. A line is never
 * changed: a dead letter may be brought back two weeks after the version that wrote it is gone.
 */
type Line = { from: string; queue: QueueName; body: object };
const LINES = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'stored', 'messages.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

/** As each reader takes it (functions/entry). */
const READS = {
  evaluate: taskShape,
  notices: broadcastShape,
  filings: filingTaskShape,
  'telegram-direct': laneShape,
  'telegram-broadcast': laneShape,
  'discord-direct': laneShape,
  'discord-broadcast': laneShape,
  pictures: pictureTaskShape,
} as const satisfies Record<QueueName, z.ZodType>;

const words = wordsOf('en');

describe.each(QUEUES)('what an earlier version has put on the queue %s', (queue) => {
  const bodies = LINES.filter((line) => line.queue === queue).map(({ body }) => body);

  it('is there to be read', () => {
    expect(bodies).not.toEqual([]);
  });

  it.each(bodies.map((body, i) => [i, body] as const))('is understood, and nothing of it lost (%i)', (_, body) => {
    const read: unknown = bodyOf(sqsRecord(body), READS[queue]);
    expect(JSON.parse(JSON.stringify(read))).toMatchObject(body);
  });
});

it('can still be said of every alert and announcement that waits in a lane', () => {
  const waiting = LINES.flatMap(({ queue, body }) => {
    if (READS[queue] !== laneShape) return [];
    const read = bodyOf(sqsRecord(body), laneShape);
    return isErrand(read) || isMemo(read.notice) ? [] : [read.notice];
  });
  expect(waiting.some(isAnnouncement)).toBe(true);
  for (const notice of waiting) {
    const telling = tell(notice, words);
    expect(renderTelegram(telling).text.text).not.toBe('');
    expect(renderDiscord(telling).embeds).toHaveLength(1);
  }
});

/** Both stacks, with every function's code new. */
const LONGEST_DEPLOYMENT_SECONDS = 600;

/** A new sender may be there before the new reader: what the old one does not understand comes back to the new one. */
it.each(
  Object.entries<Spec>(topology).flatMap(([name, { start, seconds }]) =>
    'queues' in start ? [{ name, start, seconds }] : [],
  ),
)('is tried again by $name until any deployment is over', ({ start, seconds }) => {
  expect(6 * seconds * start.attempts).toBeGreaterThanOrEqual(LONGEST_DEPLOYMENT_SECONDS);
});
