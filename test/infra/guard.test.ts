import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';

const guard = join(import.meta.dirname, '..', '..', 'infra', 'guard.mjs');

function runGuard(node: string, before: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(node, [...before, '--import', guard, '--eval', 'console.log("ran")'], {
    encoding: 'utf8',
    env: {},
  });
  return { status, stdout: stdout.trim(), stderr };
}

/** The machine's own Node, when it is an old one: the very case the guard is for. */
const oldNode = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .filter((path) => existsSync(path))
  .find((path) => Number(/^v(\d+)/.exec(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout)?.[1]) < 24);

const pretend = (version: string) =>
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;

it('is silent under Node 24', () => {
  expect(runGuard(process.execPath)).toEqual({ status: 0, stdout: 'ran', stderr: '' });
});

it.each(['20.20.2', '22.5.0', '23.11.1'])(
  'says under Node %s what is wrong and what to do, and runs nothing',
  (version) => {
    const { status, stdout, stderr } = runGuard(process.execPath, ['--import', pretend(version)]);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`runs on Node 24 or later; this is Node ${version} at ${process.execPath}`);
    expect(stderr).toContain('npm ci');
  },
);

it.runIf(oldNode !== undefined)('can be read by the old Node of this machine', () => {
  const { status, stdout, stderr } = runGuard(oldNode!);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('Node 24 or later');
});
