import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { BUNDLING } from '../../infra/aws/bundling.ts';
import { bytesByPackage } from '../infra/bundle-contents.ts';

export type Bundle = {
  module: string;
  bytes: number;
  /** About what is uploaded. */
  zipped: number;
  byPackage: ReadonlyMap<string, number>;
};

/** Bundles a handler as infra/aws does, into `<folder>/<name>.mjs`. */
export async function bundle(entry: string | { contents: string }, folder: string, name: string): Promise<Bundle> {
  const { banner, ...options } = BUNDLING;
  const module = join(folder, `${name}.mjs`);
  const { metafile, outputFiles } = await build({
    ...options,
    ...(typeof entry === 'string' ? { entryPoints: [entry] } : { stdin: entry }),
    banner: { js: banner },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    metafile: true,
    write: false,
    outfile: module,
  });
  const [{ contents }] = outputFiles as [(typeof outputFiles)[number]];
  await writeFile(module, contents);
  return { module, bytes: contents.length, zipped: gzipSync(contents).length, byPackage: bytesByPackage(metafile) };
}
