import { recipientKey } from '../../../../functions/subscriptions/recipient.ts';
import { DynamoRoster } from '../../../../functions/subscriptions/roster.dynamodb.ts';
import { dayAfter, dayOf } from '../../../../functions/units/time.ts';
import { aFleet } from '../../../support/market.ts';
import { aNotice, ann, at, BELOW, bob, MARGIN, seedRule, seedSaid, seedSnapshot, TICK } from '../seeds.ts';
import type { Story } from '../story.ts';

const pending = { phase: 'pending', since: new Date(at('12:55')) } as const;
const firing = {
  phase: 'firing',
  since: new Date(at('12:55')),
  openedAt: new Date(at('13:05')),
  toldAt: new Date(at('13:05')),
} as const;

/** Ann has cheaper power now, hears of one thing less, and Bob's group is no longer listed. */
const RECIPIENTS = JSON.stringify([{ ...ann, fleet: aFleet({ usdPerKwh: 0.07 }) }]);

export const measuring: readonly Story[] = [
  {
    of: 'take-snapshot',
    name: 'a tick at which somebody is under water',
    async before(outside) {
      outside.world.facts.usdPerBtc = 62_000;
      await seedSnapshot(outside, '12:55', 29);
      await seedSnapshot(outside, '13:00', 28);
      await seedRule(outside, { definition: MARGIN, owner: ann, watch: pending });
    },
    occasion: () => ({ at: TICK }),
  },
  {
    of: 'backfill-history',
    name: 'three days that nobody measured',
    async before(outside) {
      await seedSnapshot(outside, '13:00', 28);
      const today = dayOf(outside.clock.now());
      const days = [-3, -2, -1].map((n) => ({ day: dayAfter(today, n), priceUsd: 62_000, feesBtcPerBlock: 0.02 }));
      outside.world.days = () => days;
    },
    occasion: () => ({ at: TICK }),
  },
  {
    of: 'enrol',
    name: 'a fleet that changed while it was told, and a chat that is let go',
    variables: { RECIPIENTS },
    async before(outside) {
      await seedSnapshot(outside, '13:00', 28);
      const mine = await seedRule(outside, { definition: MARGIN, owner: ann, watch: firing });
      await seedSaid(outside, aNotice(mine, 'fired'), ann);
      await seedRule(outside, { definition: MARGIN, owner: bob, watch: firing });
      await seedRule(outside, { definition: BELOW, watch: firing }, [ann, bob]);
      await new DynamoRoster(outside.table).write(new Map([ann, bob].map((chat) => [recipientKey(chat), undefined])));
    },
    occasion: () => ({ at: TICK }),
  },
];
