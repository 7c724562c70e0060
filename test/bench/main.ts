import { announcing } from './announcing.ts';
import { bundles } from './bundles.ts';
import { chat } from './chat.ts';
import { computing } from './computing.ts';
import { cost } from './cost.ts';
import { delivery } from './delivery.ts';
import { interactions } from './interactions.ts';
import { machine } from './machine.ts';
import { pictures } from './pictures.ts';
import { quality } from './quality.ts';
import { reading } from './reading.ts';
import { type Report, time, written } from './report.ts';
import { snapshots } from './snapshots.ts';
import { ticks } from './ticks.ts';

/** Figures belong to the machine they are printed with, and are never asserted; only bounds fail the command. */
const PARTS: Readonly<Record<string, () => Promise<Report>>> = {
  computing,
  snapshots,
  ticks,
  delivery,
  quality,
  reading,
  announcing,
  pictures,
  chat,
  cost,
  bundles,
  interactions,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);

const began = performance.now();
console.log(machine());
let failed = 0;
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const report = await measure();
  failed += report.bounds?.filter(({ holds }) => !holds).length ?? 0;
  console.log(written(report));
}
console.log(
  `\n${failed === 0 ? 'Every bound holds' : `${failed} bounds FAILED`}; ${time(performance.now() - began)} in all`,
);
process.exitCode = failed === 0 ? 0 : 1;
