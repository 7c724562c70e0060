import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { median } from '../support/median.ts';

/**
 * How long each module takes to import in a process that is new and told nothing, as the median of `times` runs.
 *
 * In turns, so that a busy moment of the machine falls on all of them.
 */
export function coldImports(modules: ReadonlyMap<string, string>, times: number): Map<string, number> {
  const runs = new Map([...modules.keys()].map((name): [string, number[]] => [name, []]));
  for (let i = 0; i < times; i++) {
    for (const [name, module] of modules) runs.get(name)!.push(coldImport(module));
  }
  return new Map([...runs].map(([name, measured]) => [name, median(measured)]));
}

/** Milliseconds, by the new process's own clock; starting Node itself is not in it. */
function coldImport(module: string): number {
  const script = `
    const began = performance.now();
    const { handler } = await import(${JSON.stringify(pathToFileURL(module).href)});
    const took = performance.now() - began;
    if (typeof handler !== 'function') throw new Error('no handler');
    process.stdout.write(String(took));
  `;
  const run = ['--no-deprecation', '--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, run, { cwd: '/', env: {}, encoding: 'utf8' }));
}
