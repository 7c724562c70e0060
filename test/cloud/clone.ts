import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const PROJECT = join(import.meta.dirname, '..', '..');
const CLONED = ['functions', 'infra', 'package.json', 'cdk.json', 'tsconfig.json', 'LICENSE'];

export type Ran = { code: number | null; out: string; complaint: string };
export type Clone = {
  folder: string;
  /** `npm run <script> -- <args>`, with these variables, a home of its own, and no others of this process. */
  run(script: string, args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ran>;
  /** Hosts by name that anything which was run here has looked for, and did not get: nobody is let off this machine. */
  strays(): string[];
  remove(): void;
};

/** What is deployed, as somebody has it who has just cloned it: no `.env`, no assembly, and a home without a profile. */
export function cloneProject(): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'clone-'));
  for (const name of CLONED) cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const strays = join(folder, 'strays.txt');
  return {
    folder,
    run: async (script, args, environment) => {
      const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          CI: 'true',
          NODE_OPTIONS: `--import=${join(import.meta.dirname, 'nowhere.preload.mjs')}`,
          STRAYS: strays,
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [out, complaint, code] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        new Promise<number | null>((resolve) => child.once('close', resolve)),
      ]);
      return { code, out, complaint };
    },
    strays: () => (existsSync(strays) ? [...new Set(readFileSync(strays, 'utf8').trim().split('\n'))] : []),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
