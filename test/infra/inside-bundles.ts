import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { FONTS } from '../../functions/pictures/drawn-with.contract.ts';
import { ALARMS, type Alarm } from '../../infra/alarms.ts';
import { bytesByPackage, functionNames, type Metafile, misplaced } from './bundle-contents.ts';
import { type Assembly, bundleOf } from './synthesized.ts';

const metafileOf = (assembly: Assembly, name: FunctionName): Metafile =>
  JSON.parse(readFileSync(join(bundleOf(assembly, name).folder, 'index.meta.json'), 'utf8')) as Metafile;

/** What must be true inside every bundle of an assembly with metafiles. Bundling takes long, so its one user lends it. */
export function insideBundles(assembly: () => Assembly): void {
  describe.each(functionNames)('the bundle of %s', (name) => {
    it('has none of the heavy parts it does not need, and those it does', () => {
      expect(misplaced(name, bytesByPackage(metafileOf(assembly(), name)))).toEqual([]);
    });

    it('is one module, with nothing beside it but what pictures are drawn with', () => {
      const { folder } = bundleOf(assembly(), name);
      const beside = name === 'send-picture' ? ['fonts', 'resvg.wasm'] : [];
      expect(readdirSync(folder).toSorted()).toEqual(['index.meta.json', 'index.mjs', ...beside].toSorted());
      if (name !== 'send-picture') return;
      const licences = ['NotoSans-LICENSE.txt', 'NotoSansSC-LICENSE.txt'];
      expect(readdirSync(join(folder, 'fonts')).toSorted()).toEqual([...FONTS, ...licences].toSorted());
    });
  });

  it.each(Object.entries<Alarm>(ALARMS).filter(([, { metric }]) => 'countOf' in metric))(
    '%s looks at every function that counts what it watches',
    (_, { metric }) => {
      if (!('countOf' in metric)) throw new TypeError('not a count');
      const counting = functionNames.filter((name) =>
        readFileSync(bundleOf(assembly(), name).module, 'utf8').includes(`.count("${metric.countOf}"`),
      );
      expect([...metric.by].toSorted()).toEqual(counting.toSorted());
    },
  );
}
