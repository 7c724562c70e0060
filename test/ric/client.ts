import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../infra/synthesized.ts';

/** What is installed, in the exact versions of its lock file. */
const LOCKED = join(import.meta.dirname, 'client');
/** Git ignores it. */
const HERE = join(root, '.ric');
const READY = join(HERE, 'ready');
/** The client comes as source, of curl and of itself, and Node's headers lie beside the Node that `npm ci` brings. */
const COMPILED_BY = ['g++', 'make', 'cmake', 'python3', 'tar', 'xz'];
const HEADERS = dirname(dirname(process.execPath));

/**
 * Lambda's own runtime interface client, compiled at the first use (about half a minute) and found again after that.
 *
 * @returns the file that Node is started with. @throws when it cannot be compiled here, saying what is missing.
 */
export function runtimeClient(): string {
  const file = join(HERE, 'node_modules', 'aws-lambda-ric', 'index.mjs');
  const wanted = fingerprint();
  if (existsSync(READY) && readFileSync(READY, 'utf8') === wanted) return file;
  mustCompile();
  process.stderr.write('Compiling aws-lambda-ric into .ric, once; it takes about half a minute…\n');
  // Moved into its place whole: an install that was broken off is never taken for one.
  const made = mkdtempSync(`${HERE}-`);
  try {
    cpSync(LOCKED, made, { recursive: true });
    install(made);
    if (!existsSync(join(made, 'node_modules', 'aws-lambda-ric', 'rapid-client.node')))
      throw new Error(
        'aws-lambda-ric was installed, but not compiled: allow its install scripts (npm config ignore-scripts)',
      );
    writeFileSync(join(made, 'ready'), wanted);
    rmSync(HERE, { recursive: true, force: true });
    renameSync(made, HERE);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return file;
}

/** npm itself runs on the machine's Node, which may be older than the client allows: this one goes first. */
function install(folder: string): void {
  const PATH = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const headers = existsSync(join(HEADERS, 'include', 'node', 'node.h')) ? { npm_config_nodedir: HEADERS } : {};
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stdout, stderr } = spawnSync('npm', flags, {
    cwd: folder,
    env: { ...process.env, PATH, ...headers },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`aws-lambda-ric could not be installed:\n${`${stdout}${stderr}`.slice(-3_000)}`);
}

function mustCompile(): void {
  if (process.platform !== 'linux')
    throw new Error(`aws-lambda-ric compiles on Linux only, and this is ${process.platform}: run it in a container`);
  const missing = COMPILED_BY.filter((command) => !isHere(command));
  if (missing.length > 0)
    throw new Error(
      `aws-lambda-ric is compiled here, and these are missing: ${missing.join(', ')}. ` +
        'On Debian or Ubuntu: apt-get install g++ make cmake python3 tar xz-utils',
    );
}

function isHere(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Of what was asked for, and of the Node it was compiled with. */
const fingerprint = (): string =>
  createHash('sha256')
    .update(readFileSync(join(LOCKED, 'package-lock.json')))
    .update(`${process.version} ${process.platform} ${process.arch}`)
    .digest('hex');
