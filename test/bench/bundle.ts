import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle as bundleInto } from '../../infra/aws/bundling.ts';
import { bytesByPackage, readAtOnce } from '../infra/bundle-contents.ts';

export type Bundle = {
  module: string;
  bytes: number;
  /** What is read before the handler can be called. */
  atOnce: number;
  /** About what is uploaded. */
  zipped: number;
  byPackage: ReadonlyMap<string, number>;
};

/** Bundles a handler as infra/aws does, into a folder of its own. */
export function bundle(entry: string | { contents: string }, folder: string): Bundle {
  const metafile = bundleInto(entry, folder);
  const files = Object.keys(metafile.outputs);
  const sizeOf = (some: readonly string[]) => some.reduce((sum, file) => sum + metafile.outputs[file]!.bytes, 0);
  return {
    module: join(folder, 'index.mjs'),
    bytes: sizeOf(files),
    atOnce: sizeOf(readAtOnce(metafile)),
    zipped: files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, basename(file)))).length, 0),
    byPackage: bytesByPackage(metafile),
  };
}
