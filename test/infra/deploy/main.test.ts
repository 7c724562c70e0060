import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../synthesized.ts';

/** As somebody who has just cloned it, and has neither a profile nor any variable. */
function deployed(...args: string[]): { code: number | null; out: string; complaint: string } {
  const home = mkdtempSync(join(tmpdir(), 'newcomer-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'infra/deploy/main.ts'), ...args], {
    cwd: home,
    env: { HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, complaint: stderr };
}

it('names to a newcomer everything that is missing at once', () => {
  const { code, complaint } = deployed('deploy', '--ci');
  expect(code).toBe(1);
  expect(complaint.trimEnd().split('\n')).toEqual([
    'In the way:',
    expect.stringMatching(/^ {2}- nobody is signed in to AWS: Could not load credentials.*\. Sign in first: /),
    'Missing:',
    '  - AWS_REGION (--region): AWS region, like us-east-1',
    expect.stringMatching(/^ {2}- TELEGRAM_TOKEN: .*@BotFather/),
    expect.stringMatching(/^ {2}- DISCORD_TOKEN: /),
    expect.stringMatching(/^ {2}- SEC_USER_AGENT \(--sec-user-agent\): /),
    'Say it in the environment, in .env, or as a flag.',
    'What a deployment before was told is looked up once AWS can be asked.',
  ]);
});

it('names the region that is wrong, and asks nobody there', () => {
  const { complaint } = deployed('deploy', '--ci', '--region', 'nowhere');
  expect(complaint).toMatch(/AWS_REGION: It must look like us-east-1/);
});

it('says in its help where tokens come from, which have no flag', () => {
  const { code, out } = deployed('deploy', '--help');
  expect(code).toBe(0);
  expect(out).toContain('Tokens: TELEGRAM_TOKEN and DISCORD_TOKEN, in the environment or .env.');
});

it('names to whoever takes the bot down both the region and how to sign in', () => {
  const { complaint } = deployed('destroy', '--yes');
  expect(complaint).toMatch(/nobody is signed in to AWS.*\n.*\n.*AWS_REGION \(--region\)/);
});
