import { join, relative } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';

const PROJECT = join(import.meta.dirname, '..', '..');

/**
 * Left out of every bundle: what never runs in a Lambda function.
 *
 * The SDK looks for credentials in files, in single sign-on, in token services and in containers; Lambda gives them in the
 * environment. node-fetch, inside telegraf, brings an own URL for a Node that has none; ours has.
 */
const INSTEAD_OF = {
  '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'lambda-credentials.ts'),
  'whatwg-url': 'node:url',
};

/**
 * Bundles a handler into a folder: `index.mjs` with what every call needs, and beside it a file for each `import()`, read
 * when that is asked for. The SDK is inside, because the runtime's own drifts. The bench measures what this makes.
 *
 * @returns what is in each file; the same folder, byte by byte, for the same sources.
 */
export function bundle(entry: string | { contents: string }, folder: string): Metafile {
  const { metafile } = buildSync({
    ...(typeof entry === 'string' ? { entryPoints: { index: relative(PROJECT, entry) } } : { stdin: entry }),
    entryNames: 'index',
    chunkNames: '[name]-[hash]',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    // Names of files go into the hashes of chunks: not where the project lies.
    absWorkingDir: PROJECT,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: INSTEAD_OF,
    minify: true,
    // As it is, a Cyrillic letter is two bytes; escaped it would be six.
    charset: 'utf8',
    // Errors are logged by the name of their class, which minifying would turn into one letter.
    keepNames: true,
    // CommonJS packages inside an ES module still call `require`, which does not exist there.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}
