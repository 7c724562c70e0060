import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/**
 * What a bundle does in a process of its own, in milliseconds by that process's own clock.
 *
 * @property started from starting Node to the first answer, by this process's clock.
 * @property files of the bundle that were read.
 */
export type Life = { imported: number; answered: number[]; statuses: number[]; started: number; files: string[] };

/** Has a new process import a bundle and answer events, one after the other; it knows nothing but `environment`. */
export async function live(
  module: string,
  environment: Readonly<Record<string, string>>,
  events: readonly unknown[],
): Promise<Life> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--no-deprecation', '--input-type=module', '--eval', LAMBDA], {
    cwd: '/',
    env: environment,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  let started = 0;
  child.stdio[3]!.once('data', () => {
    started = performance.now() - began;
  });
  const folder = pathToFileURL(dirname(module)).href;
  child.stdin!.end(JSON.stringify({ module: pathToFileURL(module).href, folder, events }));
  const [errors, said, code] = await Promise.all([
    text(child.stderr!),
    text(child.stdio[3] as Readable),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  if (code !== 0) throw new Error(`exit ${code}\n${errors}`);
  const { imported, answered, statuses, files } = JSON.parse(said.replace(/^!/, '')) as Omit<Life, 'started'>;
  return { imported, answered, statuses, started, files };
}

/** Lambda's part. A byte is written with the first answer, the rest at the end. */
const LAMBDA = `
  import { writeSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  import { json } from 'node:stream/consumers';
  const { module, folder, events } = await json(process.stdin);
  const files = [];
  registerHooks({
    load(url, context, next) {
      if (url.startsWith(folder)) files.push(url.slice(folder.length + 1));
      return next(url, context);
    },
  });
  const timed = async (work) => {
    const began = performance.now();
    const result = await work();
    return [performance.now() - began, result];
  };
  const [imported, { handler }] = await timed(() => import(module));
  const [answered, statuses] = [[], []];
  for (const event of events) {
    const [took, { statusCode }] = await timed(() => handler(event, { awsRequestId: 'bench' }));
    if (answered.length === 0) writeSync(3, '!');
    answered.push(took);
    statuses.push(statusCode);
  }
  writeSync(3, JSON.stringify({ imported, answered, statuses, files }));
  process.exit(0);
`;
