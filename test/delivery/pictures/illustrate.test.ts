import { describe, expect, it } from 'vitest';
import { noticeToJson } from '../../../functions/alerts/notice.ts';
import { type Delivery, deliveryShape } from '../../../functions/delivery/delivery.ts';
import { askForPicture } from '../../../functions/delivery/pictures/ask.ts';
import type { Illustrator } from '../../../functions/delivery/pictures/illustrate.ts';
import { illustrate } from '../../../functions/delivery/pictures/illustrate.ts';
import { type PictureTaskJson, pictureTaskShape } from '../../../functions/delivery/pictures/task.ts';
import { utteranceOf } from '../../../functions/delivery/sent.ts';
import { recipientKey } from '../../../functions/subscriptions/recipient.ts';
import { TestClock } from '../../support/clock.ts';
import { MemoryQueue } from '../../support/memory-queue.ts';
import { MemorySentLog } from '../../support/memory-sent-log.ts';
import { aNotice } from '../notices.ts';

const ann = { platform: 'telegram', chat: '42' } as const;
const aDelivery = (notice = aNotice('margin')): Delivery =>
  deliveryShape.parse({ v: 1, notice: noticeToJson(notice), recipient: ann, lane: 'direct' });
const SAID = { send: true, because: 'its first word on this' } as const;
const BEFORE = { send: false, because: 'already said' } as const;
const WAITS = { send: false, because: 'no slot yet' } as const;

async function open(delivery = aDelivery(), isSaid = true) {
  const clock = new TestClock('2026-02-24T13:05:30Z');
  const sent = new MemorySentLog(clock);
  const pictures = new MemoryQueue<PictureTaskJson>();
  if (isSaid)
    await sent.record(utteranceOf(delivery), { state: 'sent', because: 'it was', messageId: '17' }, clock.now());
  const deps: Illustrator = { pictures, sent, clock };
  return {
    pictures,
    run: (decision: Parameters<typeof illustrate>[3]) => illustrate(deps, delivery, recipientKey(ann), decision),
  };
}

describe('after words have been said', () => {
  it('their picture is asked for, under them, by the key of the notice', async () => {
    const delivery = aDelivery();
    const { pictures, run } = await open(delivery);
    await run(SAID);
    expect(pictures.bodies.map((body) => pictureTaskShape.parse(body))).toMatchObject([
      { recipient: ann, key: delivery.notice.key, answering: '17', tick: delivery.notice.at, lane: 'direct' },
    ]);
  });

  it('it is asked for again by whoever finds that they were said: the first may have died before', async () => {
    const { pictures, run } = await open();
    await run(BEFORE);
    expect(pictures.bodies).toHaveLength(1);
  });

  it.each([
    ['they still wait', aDelivery(), WAITS],
    ['they are the end of something', aDelivery(aNotice('margin', 'resolved')), SAID],
    ['nobody has seen them and they are said once more', { ...aDelivery(), insists: true as const }, SAID],
  ])('nothing is asked for where %s', async (_, delivery, decision) => {
    const { pictures, run } = await open(delivery);
    await run(decision);
    expect(pictures.bodies).toEqual([]);
  });

  it('nothing is asked for where no message is known to answer', async () => {
    const { pictures, run } = await open(aDelivery(), false);
    await run(BEFORE);
    expect(pictures.bodies).toEqual([]);
  });
});

it('a question has its picture asked for by its own key', async () => {
  const queue = new MemoryQueue<PictureTaskJson>();
  const at = new Date('2026-02-24T13:05:30Z');
  await askForPicture(queue, { of: 'miner', span: '1y', ticker: 'MARA' }, ann, 'telegram:900001', at, '18');
  expect(queue.bodies.map((body) => pictureTaskShape.parse(body))).toEqual([
    {
      v: 1,
      recipient: ann,
      key: 'telegram:900001',
      what: { asked: { of: 'miner', span: '1y', ticker: 'MARA' } },
      answering: '18',
      lane: 'direct',
      at,
      postponed: 0,
    },
  ]);
});
