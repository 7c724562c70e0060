import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { ALARMS, type Alarm } from '../../infra/alarms.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { type Assembly, functionOf, synthesize } from './synthesized.ts';

/** What esbuild writes about a bundle: how many bytes of each file came out in the end. */
type Metafile = { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> };

const names = Object.keys(topology) as FunctionName[];
let assembly: Assembly;

beforeAll(() => {
  assembly = synthesize({}, { metafile: true });
}, 120_000);
afterAll(() => rmSync(assembly.folder, { recursive: true }));

function bundleOf(name: FunctionName) {
  const [, fn] = functionOf(assembly.template, name);
  const { S3Key: key } = fn.Properties['Code'] as { S3Key: string };
  const folder = join(assembly.folder, `asset.${key.replace('.zip', '')}`);
  return { folder, module: join(folder, 'index.mjs') };
}

/** Bytes in the bundle by package; `zod/locales` stands for the words of zod's errors in fifty languages. */
function bytesByPackage(name: FunctionName): Map<string, number> {
  const { outputs } = JSON.parse(readFileSync(join(bundleOf(name).folder, 'index.meta.json'), 'utf8')) as Metafile;
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

describe.each(names)('the bundle of %s', (name) => {
  it('has none of the heavy parts it does not need, and those it does', () => {
    const bytes = bytesByPackage(name);
    for (const [part, users] of Object.entries(HEAVY)) expect(bytes.has(part), part).toBe(users.includes(name));
  });

  it('is one module, with nothing beside it', () => {
    expect(readdirSync(bundleOf(name).folder).toSorted()).toEqual(['index.meta.json', 'index.mjs']);
  });

  it('loads where it is alone, and has a handler', () => {
    const url = pathToFileURL(bundleOf(name).module).href;
    const script = `import(${JSON.stringify(url)}).then(({ handler }) => process.stdout.write(typeof handler))`;
    expect(execFileSync(process.execPath, ['--eval', script], { cwd: '/', env: {}, encoding: 'utf8' })).toBe(
      'function',
    );
  });
});

it.each(Object.entries<Alarm>(ALARMS).filter(([, { metric }]) => 'countOf' in metric))(
  '%s looks at every function that counts what it watches',
  (_, { metric }) => {
    if (!('countOf' in metric)) throw new TypeError('not a count');
    const counting = names.filter((name) =>
      readFileSync(bundleOf(name).module, 'utf8').includes(`.count("${metric.countOf}"`),
    );
    expect([...metric.by].toSorted()).toEqual(counting.toSorted());
  },
);
