import { aNotice, ann, at, BELOW, DATA, MARGIN, miners, seedRule, seedSaid, seedSnapshot, seedTick } from '../seeds.ts';
import type { Story } from '../story.ts';

const pending = { phase: 'pending', since: new Date(at('12:55')) } as const;
const told = { openedAt: new Date(at('11:10')), toldAt: new Date(at('11:10')) };
const recovering = {
  phase: 'recovering',
  since: new Date(at('11:00')),
  turned: new Date(at('12:55')),
  ...told,
} as const;
const before = ['09:00', '11:00'].map((time) => new Date(at(time)));

const queue = () => ({ queue: 'evaluate' }) as const;
const LATE = ['when its visibility ends'] as const;
/** The next tick comes before a queue gives a dead worker's message again. */
const stillAt = (hashprice: number): NonNullable<Story['meanwhile']> => [
  { at: '2026-02-24T13:10:03.000Z', happens: (outside) => seedTick(outside, '13:10', hashprice, ['hashprice']) },
];

export const evaluating: readonly Story[] = [
  {
    of: 'evaluate',
    name: 'a fleet and a topic begin to fire',
    async before(outside) {
      await seedRule(outside, { definition: MARGIN, owner: ann, watch: pending });
      await seedRule(outside, { definition: BELOW, watch: pending }, [miners]);
      await seedSnapshot(outside, '13:00', 28);
      await seedTick(outside, '13:05', 28, ['hashprice']);
    },
    occasion: queue,
    meanwhile: stillAt(28),
    rough: LATE,
  },
  {
    of: 'evaluate',
    name: 'both are over',
    async before(outside) {
      const mine = await seedRule(outside, { definition: MARGIN, owner: ann, watch: recovering });
      const ours = await seedRule(outside, { definition: BELOW, watch: recovering }, [miners]);
      await seedSaid(outside, aNotice(mine, 'fired', '11:10'), ann);
      await seedSaid(outside, aNotice(ours, 'fired', '11:10'), miners);
      await seedSnapshot(outside, '13:00', 36);
      await seedTick(outside, '13:05', 36, ['hashprice']);
    },
    occasion: queue,
    meanwhile: stillAt(36),
    rough: LATE,
  },
  {
    of: 'evaluate',
    name: 'a third firing in a day, which begins to hover',
    async before(outside) {
      await seedRule(outside, { definition: MARGIN, owner: ann, watch: { ...pending, fired: before } });
      await seedSnapshot(outside, '13:00', 28);
      await seedTick(outside, '13:05', 28, ['hashprice']);
    },
    occasion: queue,
    meanwhile: stillAt(28),
    rough: LATE,
  },
  {
    of: 'evaluate',
    name: 'data are old, and then they are not: both ends within three minutes',
    async before(outside) {
      await seedRule(outside, { definition: DATA }, [ann, miners]);
      await seedSnapshot(outside, '12:45', 28);
      outside.queues.put('evaluate', JSON.stringify({ v: 1, at: at('13:05'), ask: 'data-age', shard: 0 }));
    },
    occasion: queue,
    meanwhile: [{ at: '2026-02-24T13:08:03.000Z', happens: (outside) => seedTick(outside, '13:08', 28, ['data-age']) }],
    rough: LATE,
  },
];
