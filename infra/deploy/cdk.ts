import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Ports } from './ports.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const CDK = join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
/** Says nothing to anybody but AWS, and asks nobody anything. */
const QUIET = { CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_CDK_DISABLE_VERSION_CHECK: 'true' };
/** The CDK, and whatever it starts, have no use for them: what they need is the name of a parameter. */
const NEVER_TOLD = /^(?:TELEGRAM|DISCORD)_(?:TOKEN|SECRET|INVITE)$/;

/**
 * The CDK's command line as a process of its own: it has no promise to keep as a library. Without a shell, so that an
 * answer is an argument and nothing else. Its output is ours.
 */
export const cdkWith =
  (around: Readonly<Record<string, string | undefined>>, script = CDK): Ports['cdk'] =>
  (args, environment) =>
    new Promise((resolve, reject) => {
      const inherited = Object.fromEntries(Object.entries(around).filter(([name]) => !NEVER_TOLD.test(name)));
      const child = spawn(process.execPath, [script, ...args, '--no-notices'], {
        cwd: PROJECT,
        env: { ...inherited, ...QUIET, ...environment },
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
