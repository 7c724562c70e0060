import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { FONTS } from '../../functions/pictures/drawn-with.contract.ts';
import { ALARMS, type Alarm } from '../../infra/alarms.ts';
import { bytesByPackage, functionNames, type Metafile, misplaced, readAtOnce, tooEarly } from './bundle-contents.ts';
import { type Assembly, bundleOf } from './synthesized.ts';

export const METAFILE = 'index.meta.json';
const metafileOf = (assembly: Assembly, name: FunctionName): Metafile =>
  JSON.parse(readFileSync(join(bundleOf(assembly, name).folder, METAFILE), 'utf8')) as Metafile;
const modulesOf = (assembly: Assembly, name: FunctionName): string[] =>
  readdirSync(bundleOf(assembly, name).folder).filter((file) => file.endsWith('.mjs'));

/** What must be true inside every bundle of an assembly with metafiles. Bundling takes long, so its one user lends it. */
export function insideBundles(assembly: () => Assembly): void {
  describe.each(functionNames)('the bundle of %s', (name) => {
    it('has none of the heavy parts it does not need, and those it does', () => {
      expect(misplaced(name, bytesByPackage(metafileOf(assembly(), name)))).toEqual([]);
    });

    it('reads nothing before it is needed', () => {
      const metafile = metafileOf(assembly(), name);
      expect(tooEarly(name, bytesByPackage(metafile, readAtOnce(metafile)))).toEqual([]);
    });

    it('is a module and what it imports, with nothing beside them but what pictures are drawn with', () => {
      const { folder } = bundleOf(assembly(), name);
      const modules = Object.keys(metafileOf(assembly(), name).outputs).map((path) => basename(path));
      const beside = name === 'send-picture' ? ['fonts', 'resvg.wasm'] : [];
      expect(modules).toContain('index.mjs');
      expect(readdirSync(folder).toSorted()).toEqual([METAFILE, ...modules, ...beside].toSorted());
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
        modulesOf(assembly(), name).some((file) =>
          readFileSync(join(bundleOf(assembly(), name).folder, file), 'utf8').includes(`.count("${metric.countOf}"`),
        ),
      );
      expect([...metric.by].toSorted()).toEqual(counting.toSorted());
    },
  );
}
