import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export type Run = {
  /** The bundle's module. */
  module: string;
  /** Everything the process is told: nothing of this one's environment reaches it. */
  environment: Readonly<Record<string, string>>;
  event: unknown;
  /** Where a public origin is to be found on this machine; every other one cannot be reached. */
  origins: Readonly<Record<string, string>>;
};

/** Runs a bundle once, as Lambda would, in a process of its own. @throws what it throws, as text. */
export async function runAsset({ module, environment, event, origins }: Run): Promise<unknown> {
  const child = spawn(process.execPath, ['--no-deprecation', '--input-type=module', '--eval', LAMBDA], {
    cwd: '/',
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  child.stdin!.end(JSON.stringify({ module, event, origins }));
  const [log, errors, result, code] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    text(child.stdio[3] as Readable),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  if (code !== 0) throw new Error(`exit ${code}\n${errors}\n${log}`);
  return JSON.parse(result);
}

/** Lambda's part: no network but this machine's, the handler imported from its file, its answer on a pipe. */
const LAMBDA = `
  import dns from 'node:dns';
  import { writeSync } from 'node:fs';
  import { json } from 'node:stream/consumers';
  const { module, event, origins } = await json(process.stdin);
  const nowhere = (host) => Object.assign(new Error('getaddrinfo ENOTFOUND ' + host), { code: 'ENOTFOUND' });
  dns.lookup = (host, ...rest) => process.nextTick(rest.at(-1), nowhere(host));
  const realFetch = fetch;
  globalThis.fetch = async (url, init) => {
    const { origin, pathname, search, hostname } = new URL(url);
    if (origins[origin] === undefined) throw new TypeError('fetch failed', { cause: nowhere(hostname) });
    return realFetch(origins[origin] + pathname + search, init);
  };
  const deadline = Date.now() + 30_000;
  const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    const { handler } = await import(module);
    writeSync(3, JSON.stringify((await handler(event, context)) ?? null));
    process.exit(0);
  } catch (error) {
    // Node's own report of it would quote the line, and a bundle is one line.
    writeSync(2, String(error.stack));
    process.exit(1);
  }
`;
