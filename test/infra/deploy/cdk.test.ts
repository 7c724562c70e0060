import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cdkWith } from '../../../infra/deploy/cdk.ts';

/** Somebody else in the place of the CDK's command line, who writes down how it was called. */
function scribe(code: number) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [script, paper] = [join(folder, 'cdk.cjs'), join(folder, 'paper.json')];
  writeFileSync(
    script,
    `require('node:fs').writeFileSync(${JSON.stringify(paper)}, JSON.stringify({ args: process.argv.slice(2), env: process.env }));
     process.exit(${code});`,
  );
  const seen = () => JSON.parse(readFileSync(paper, 'utf8')) as { args: string[]; env: Record<string, string> };
  return { script, seen };
}

it('hands an answer over as one argument, whatever is in it', async () => {
  const { script, seen } = scribe(0);
  const odd = 'a b; echo $HOME `id` "quoted"';
  expect(await cdkWith({}, script)(['deploy', odd], {})).toBe(0);
  expect(seen().args).toEqual(['deploy', odd, '--no-notices']);
});

it('tells the CDK no secret, and nobody how often it is used', async () => {
  const { script, seen } = scribe(0);
  const around = {
    PATH: '/bin',
    TELEGRAM_TOKEN: '1:secret',
    TELEGRAM_SECRET: 'secret',
    TELEGRAM_INVITE: 'secret',
    DISCORD_TOKEN: 'secret',
    TELEGRAM_ACCESS: 'open',
  };
  await cdkWith(around, script)(['synth'], { STAGE: 'dev' });
  const { env } = seen();
  expect(JSON.stringify(env)).not.toContain('secret');
  expect(env).toMatchObject({ STAGE: 'dev', TELEGRAM_ACCESS: 'open', CDK_DISABLE_CLI_TELEMETRY: 'true' });
});

it('says how it ended', async () => {
  const { script } = scribe(3);
  expect(await cdkWith({}, script)(['deploy'], {})).toBe(3);
});
