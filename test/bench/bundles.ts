import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionNames, misplaced, OUR_OWN } from '../infra/bundle-contents.ts';
import { type Bundle, bundle } from './bundle.ts';
import { coldImports } from './cold-import.ts';
import { kilobytes, type Report, time } from './report.ts';

const ENTRIES = join(import.meta.dirname, '..', '..', 'functions', 'entry');
const EMPTY = 'an empty handler';
const RUNS = 9;

/** What every function weighs and what its first import takes, beside a function that does nothing. */
export async function bundles(): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    return await reportOf(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function reportOf(folder: string): Promise<Report> {
  const made = new Map<string, Bundle>();
  made.set(EMPTY, bundle({ contents: 'export const handler = async () => {};' }, join(folder, 'empty')));
  for (const name of functionNames) made.set(name, bundle(join(ENTRIES, `${name}.ts`), join(folder, name)));

  const imports = coldImports(new Map([...made].map(([name, { module }]) => [name, module])), RUNS);
  const empty = imports.get(EMPTY)!;
  const wrong = functionNames.flatMap((name) => misplaced(name, made.get(name)!.byPackage));
  return {
    title: `Bundles, minified, and their cold import: the median of ${RUNS} new processes`,
    head: ['', 'at once', 'when asked', 'zipped', 'our own', 'import', 'over empty', 'heaviest'],
    align: 'lrrrrrrl',
    rows: [...made].map(([name, { bytes, atOnce, zipped, byPackage }]) => [
      name,
      kilobytes(atOnce),
      kilobytes(bytes - atOnce),
      kilobytes(zipped),
      kilobytes(byPackage.get(OUR_OWN) ?? 0),
      time(imports.get(name)!),
      name === EMPTY ? '' : time(imports.get(name)! - empty),
      heaviest(byPackage),
    ]),
    bounds: [
      {
        says: 'heavy parts only where they are needed, and no words of zod in fifty languages',
        was: wrong.length === 0 ? `${functionNames.length} bundles looked into` : wrong.join('; '),
        holds: wrong.length === 0,
      },
    ],
  };
}

const heaviest = (byPackage: Bundle['byPackage']): string =>
  [...byPackage]
    .filter(([name]) => name !== OUR_OWN)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name, bytes]) => `${name} ${Math.round(bytes / 1_000)}`)
    .join(', ');
