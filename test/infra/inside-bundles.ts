import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { ALARMS, type Alarm } from '../../infra/alarms.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { type Assembly, bundleOf } from './synthesized.ts';

/** What esbuild writes about a bundle: how many bytes of each file came out in the end. */
type Metafile = { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> };

const names = Object.keys(topology) as FunctionName[];
/** Bytes in the bundle by package; `zod/locales` stands for the words of zod's errors in fifty languages. */
function bytesByPackage(assembly: Assembly, name: FunctionName): Map<string, number> {
  const { outputs } = JSON.parse(
    readFileSync(join(bundleOf(assembly, name).folder, 'index.meta.json'), 'utf8'),
  ) as Metafile;
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const [, found = 'our own'] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
      const what = /\/zod\/.*locales\/(?!en\.|index\.)/.test(path) ? 'zod/locales' : found;
      if (bytesInOutput > 0) bytes.set(what, (bytes.get(what) ?? 0) + bytesInOutput);
    }
  }
  return bytes;
}

/** What only some functions need, and which. */
const knowing = (secret: string) =>
  names.filter((name) => (topology[name] as Spec).may.know?.some((one) => one === secret));
const HEAVY: Readonly<Record<string, readonly string[]>> = {
  telegraf: knowing('TELEGRAM_TOKEN'),
  '@discordjs/rest': knowing('DISCORD_TOKEN'),
  '@aws-sdk/client-ssm': names.filter((name) => (topology[name] as Spec).may.know !== undefined),
  'zod/locales': [],
  'aws-cdk-lib': [],
  dynalite: [],
};

/** What must be true inside every bundle of an assembly with metafiles. Bundling takes long, so its one user lends it. */
export function insideBundles(assembly: () => Assembly): void {
  describe.each(names)('the bundle of %s', (name) => {
    it('has none of the heavy parts it does not need, and those it does', () => {
      const bytes = bytesByPackage(assembly(), name);
      for (const [part, users] of Object.entries(HEAVY)) expect(bytes.has(part), part).toBe(users.includes(name));
    });

    it('is one module, with nothing beside it', () => {
      expect(readdirSync(bundleOf(assembly(), name).folder).toSorted()).toEqual(['index.meta.json', 'index.mjs']);
    });
  });

  it.each(Object.entries<Alarm>(ALARMS).filter(([, { metric }]) => 'countOf' in metric))(
    '%s looks at every function that counts what it watches',
    (_, { metric }) => {
      if (!('countOf' in metric)) throw new TypeError('not a count');
      const counting = names.filter((name) =>
        readFileSync(bundleOf(assembly(), name).module, 'utf8').includes(`.count("${metric.countOf}"`),
      );
      expect([...metric.by].toSorted()).toEqual(counting.toSorted());
    },
  );
}
