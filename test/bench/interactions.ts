import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Behind, interaction, startBehindDoor } from '../support/discord-door.ts';
import { median } from '../support/median.ts';
import { type Life, live } from '../support/new-process.ts';
import { bundle } from './bundle.ts';
import { kilobytes, quantile, type Report, time } from './report.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'functions', 'entry', 'discord-interactions.ts');
const RUNS = 9;
const WARM = 300;

/** From the issue: what is read for an answer, what importing it takes over an empty handler, how long Discord waits. */
const MOST_BYTES = 600_000;
const IMPORT_WITHIN_MS = 80;
const PATIENCE_MS = 3_000;

/** Somebody is typing. */
const COMPLETED_WITHIN_MS = 100;

type Asked = { about: Parameters<typeof interaction>[0]; forged?: boolean };
const ASKED: Readonly<Record<string, Asked>> = {
  PING: { about: { type: 1 } },
  'PING, forged': { about: { type: 1 }, forged: true },
  '/hashprice': { about: { type: 2, data: { name: 'hashprice' } } },
  '/hashprice, in German': { about: { type: 2, data: { name: 'hashprice' }, locale: 'de' } },
  '/margin': { about: { type: 2, data: { name: 'margin' } } },
  'a machine completed': {
    about: { type: 4, data: { name: 'fleet', options: [{ type: 3, name: 'machine', value: 's21', focused: true }] } },
  },
};

type Measured = { files: readonly string[]; bytes: number; cold: readonly Life[]; warm: readonly number[] };

/** Discord's door as it is deployed: the real bundle in new processes, on the embedded database. */
export async function interactions(): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const behind = await startBehindDoor();
  try {
    return await reportOf(folder, behind);
  } finally {
    await behind.stop();
    await rm(folder, { recursive: true });
  }
}

async function reportOf(folder: string, { environment }: Behind): Promise<Report> {
  const empty = bundle({ contents: 'export const handler = async () => {};' }, join(folder, 'empty'));
  const { module, bytes, atOnce } = bundle(ENTRY, join(folder, 'door'));
  const imports = { empty: [] as number[], door: [] as number[] };
  for (let i = 0; i < RUNS; i++) {
    imports.empty.push((await live(empty.module, {}, [])).imported);
    imports.door.push((await live(module, {}, [])).imported);
  }
  // The fastest of each, since whatever else the machine does only ever adds to it.
  const over = Math.min(...imports.door) - Math.min(...imports.empty);

  const measured = new Map<string, Measured>();
  for (const [name, asked] of Object.entries(ASKED))
    measured.set(name, await measure(module, environment, name, asked));
  const slowest = Math.max(...[...measured.values()].flatMap(({ cold }) => cold.map(({ started }) => started)));
  const first = measured.get('/hashprice')!.bytes;
  const completed = quantile(measured.get('a machine completed')!.warm, 0.99);
  return {
    title: `Discord's door, cold: the median of ${RUNS} new processes; warm: ${WARM} in one`,
    head: ['', 'read', 'files', 'import', 'answer', 'from nothing', 'warm p50', 'warm p99'],
    align: 'lrrrrrrr',
    rows: [...measured].map(([name, { bytes: read, files, cold, warm }]) => [
      name,
      kilobytes(read),
      String(files.length),
      time(median(cold.map(({ imported }) => imported))),
      time(median(cold.map(({ answered }) => answered[0]!))),
      time(median(cold.map(({ started }) => started))),
      time(quantile(warm, 0.5)),
      time(quantile(warm, 0.99)),
    ]),
    notes: [
      `${kilobytes(bytes)} in all, ${kilobytes(atOnce)} of them read before the handler can be called; an empty handler imports in ${time(median(imports.empty))}.`,
      '"From nothing" starts with Node itself, on this machine; the first answer opens the connection to the database.',
    ],
    bounds: [
      {
        says: `the first answer in English reads ${kilobytes(MOST_BYTES)} at most`,
        was: kilobytes(first),
        holds: first <= MOST_BYTES,
      },
      {
        says: `import within ${IMPORT_WITHIN_MS} ms over an empty handler, the fastest of ${RUNS} each`,
        was: time(over),
        holds: over <= IMPORT_WITHIN_MS,
      },
      { says: 'every first answer within 3 s, from nothing', was: time(slowest), holds: slowest <= PATIENCE_MS },
      {
        says: `99 of 100 completions within ${COMPLETED_WITHIN_MS} ms, warm`,
        was: time(completed),
        holds: completed <= COMPLETED_WITHIN_MS,
      },
    ],
  };
}

async function measure(
  module: string,
  environment: Behind['environment'],
  name: string,
  { about, forged = false }: Asked,
): Promise<Measured> {
  const run = async (times: number): Promise<Life> => {
    const events = Array.from({ length: times }, () => interaction(about, forged));
    const lived = await live(module, environment, events);
    const wrong = lived.statuses.find((status) => status !== (forged ? 401 : 200));
    if (wrong !== undefined) throw new Error(`${name} was answered with ${wrong}`);
    return lived;
  };
  const cold: Life[] = [];
  for (let i = 0; i < RUNS; i++) cold.push(await run(1));
  const { files } = cold[0]!;
  const bytes = files.reduce((sum, file) => sum + statSync(join(dirname(module), file)).size, 0);
  const { answered } = await run(WARM + 1);
  return { files, bytes, cold, warm: answered.slice(1) };
}
