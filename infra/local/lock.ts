import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { Misconfigured } from '../../functions/kit/errors.ts';

/** After this long without a sign of life a lock may be taken over; the library takes no less. */
const STALE_MS = 5_000;
const RETRIES = { retries: 30, factor: 1, minTimeout: 250 };

/**
 * Makes the folder this process's own until released: two bots on one database would both send everything.
 *
 * Whoever is running there is told of at once; a lock left behind by a killed process is waited out.
 *
 * @throws {Misconfigured} when another process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const pidFile = join(folder, 'pid');
  const lock = (more: object) =>
    lockfile.lock(folder, { lockfilePath: join(folder, 'lock'), stale: STALE_MS, ...more }).catch(whenNotLocked);
  const release = (await lock({})) ?? ((await holderOf(pidFile)).alive ? undefined : await lock({ retries: RETRIES }));
  if (release === undefined) throw await inUse(folder, pidFile);
  await writeFile(pidFile, String(process.pid));
  return release;
}

function whenNotLocked(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ELOCKED') throw error;
}

async function inUse(folder: string, pidFile: string): Promise<Misconfigured> {
  const { pid } = await holderOf(pidFile);
  return new Misconfigured(
    `another bot (process ${pid}) is using the database in ${folder}: stop it first, two would send everything twice`,
  );
}

async function holderOf(pidFile: string): Promise<{ pid: string; alive: boolean }> {
  const pid = await readFile(pidFile, 'utf8').catch(() => '');
  // In a container a restarted process often gets the very number its predecessor had: our own is nobody else.
  return { pid: pid || 'starting', alive: pid === '' || (Number(pid) !== process.pid && isRunning(Number(pid))) };
}

/** Signal 0 only asks whether a process is there; EPERM means that it is, and somebody else's. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
