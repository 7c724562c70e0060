import { cpus } from 'node:os';
import { Bench } from 'tinybench';
import { hashprice } from '../../functions/market/hashprice.ts';
import { marginOf } from '../../functions/market/margin.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { anEngine } from '../support/engine.ts';
import { aFleet, aSnapshot } from '../support/market.ts';

/** What is measured and never asserted: figures belong to the machine they are printed with. */
const { hashprice: market, price, network } = aSnapshot();
const fleet = aFleet();

const bench = new Bench({ time: 500 });
bench.add('hashprice of one snapshot', () => {
  hashprice(price.usdPerBtc, network.difficulty, quantity(3.146));
});
bench.add('margin of one fleet', () => {
  marginOf(fleet, { hashprice: market.usdPerPhDay, price: price.usdPerBtc });
});
for (const count of [100, 1_000]) {
  const engine = anEngine();
  await engine.tick(aSnapshot({ at: '2026-02-05T12:00:00Z', hashprice: 36 }));
  for (let i = 0; i < count; i++) {
    await engine.place({ kind: 'margin', fleet: aFleet({ name: `fleet ${i}`, usdPerKwh: 0.05 }) }, 'telegram:42');
  }
  let minute = 0;
  bench.add(`a tick with ${count} rules in memory, none crossing`, async () => {
    minute += 5;
    const at = new Date(Date.parse('2026-02-05T12:00:00Z') + minute * 60_000).toISOString();
    await engine.tick(aSnapshot({ at, hashprice: 36 }));
  });
}

await bench.run();
console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}`);
console.table(bench.table());
