import { noticeToJson } from '../../../../functions/alerts/notice.ts';
import { deliveryToJson } from '../../../../functions/delivery/delivery.ts';
import { DynamoDue } from '../../../../functions/kit/due.dynamodb.ts';
import { DynamoBook } from '../../../../functions/subscriptions/book.dynamodb.ts';
import {
  aNotice,
  ann,
  aStoredRule,
  at,
  BELOW,
  bob,
  DATA,
  MARGIN,
  miners,
  seedRule,
  seedSaid,
  seedSnapshot,
  TICK,
} from '../seeds.ts';
import type { Story } from '../story.ts';

const firing = {
  phase: 'firing',
  since: new Date(at('12:50')),
  openedAt: new Date(at('13:00')),
  toldAt: new Date(at('13:00')),
} as const;
const calm = { phase: 'calm', since: new Date(at('13:00')), openedAt: new Date(at('12:00')) } as const;
const entry = { at: new Date(at('13:00')), from: 'pending', to: 'firing', because: 'held long enough', value: 28 };

/** More than fan-out takes at a time. */
const CROWD = 1_000;

export const releasing: readonly Story[] = [
  {
    of: 'release-due',
    name: 'debts of the dead, and a delivery that waited',
    async before(outside) {
      await seedSnapshot(outside, '13:00', 28);
      const mine = aNotice(aStoredRule({ definition: MARGIN, owner: ann, watch: firing }), 'fired', '13:00');
      const ours = aNotice(aStoredRule({ definition: BELOW, watch: firing }), 'fired', '13:00');
      await seedRule(outside, { definition: MARGIN, owner: ann, watch: firing, owes: { entry, notice: mine } });
      await seedRule(outside, { definition: BELOW, watch: firing, owes: { entry, notice: ours } }, [miners]);
      const theirs = await seedRule(outside, { definition: MARGIN, owner: bob, watch: firing });
      const body = deliveryToJson({
        v: 1,
        notice: aNotice(theirs, 'fired', '12:45'),
        recipient: bob,
        lane: 'direct',
        postponed: 1,
      });
      await new DynamoDue(outside.table, 1).remind({
        key: 'delivery:bob',
        at: new Date(at('13:04')),
        queue: 'telegram-direct',
        body,
      });
    },
    occasion: () => ({ at: TICK }),
  },
  {
    of: 'release-due',
    name: 'data are old',
    async before(outside) {
      await seedSnapshot(outside, '12:45', 28);
      await seedRule(outside, { definition: DATA }, [miners]);
    },
    occasion: () => ({ at: TICK }),
    until: at('13:25'),
    // The next minute asks, too, and may be first: then they are a minute older.
    rough: ['at once'],
  },
  {
    of: 'fan-out',
    name: 'the end of a topic, a page and a little more of hearers, most of whom came too late',
    async before(outside) {
      const rule = await seedRule(outside, { definition: BELOW, watch: calm }, [
        miners,
        ann,
        { platform: 'telegram', chat: '5' },
      ]);
      for (const hearer of [miners, ann, { platform: 'telegram', chat: '5' } as const]) {
        await seedSaid(outside, aNotice(rule, 'fired', '12:00'), hearer);
      }
      const book = new DynamoBook(outside.table);
      const late = Array.from(
        { length: CROWD },
        (_, i) => ({ platform: 'telegram', chat: String(100_000 + i) }) as const,
      );
      await Promise.all(
        late.map((recipient) => book.subscribe({ recipient, topic: rule.key, since: new Date(at('13:01')) })),
      );
      outside.queues.put(
        'notices',
        JSON.stringify({ v: 1, notice: noticeToJson(aNotice(rule, 'resolved', '13:05', 36)) }),
      );
    },
    occasion: () => ({ queue: 'notices' }),
  },
];
