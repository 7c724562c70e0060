import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeStacks } from '../../infra/aws/stacks.ts';
import { readSettings, STAGES, type StageName, stackNames } from '../../infra/stages.ts';
import { SECRETS } from '../../infra/topology.ts';
import { CONTEXT, synthesize } from './synthesized.ts';

const stages = Object.keys(STAGES) as StageName[];
afterEach(() => vi.unstubAllEnvs());

type Metadata = Readonly<Record<string, readonly { type: string; data: unknown }[]>>;

/** Where, which rule, and why it may be so: as the CDK writes it down. */
function acknowledged(folder: string, stage: StageName): string[] {
  const { bot, data } = stackNames(stage);
  return [data, bot].flatMap((stack) => {
    const metadata = JSON.parse(readFileSync(join(folder, `${stack}.metadata.json`), 'utf8')) as Metadata;
    return Object.entries(metadata).flatMap(([path, entries]) =>
      entries
        .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
        .flatMap(({ data: rules }) =>
          Object.entries(rules as Record<string, string>).map(
            ([rule, why]) =>
              `${path.replace(`/${stack}`, '') || '/'}  ${rule.replace('Annotation::', '').replace(/[0-9A-F]{8}\./, '.')}  ${why}`,
          ),
        ),
    );
  });
}

describe('cdk-nag', () => {
  it.each(stages)('finds nothing in %s but what somebody answered for, with a reason', async (stage) => {
    const { folder } = synthesize({ stage });
    const answers = acknowledged(folder, stage);
    rmSync(folder, { recursive: true });
    for (const answer of answers) expect(answer.split('  ')[2]!.length, answer).toBeGreaterThan(40);
    await expect(`${answers.join('\n')}\n`).toMatchFileSnapshot('../golden/acknowledged.txt');
  });

  it('would find a queue that takes what is not encrypted', () => {
    const outdir = join(tmpdir(), `cdk-found-${process.pid}`);
    const app = new App({ outdir, analyticsReporting: false, context: { ...CONTEXT, 'aws:cdk:bundling-stacks': [] } });
    const { bot } = makeStacks(app, readSettings({}));
    new Queue(bot, 'Bare');
    const synth = () => app.synth();
    expect(synth).toThrow(/AwsSolutions-SQS4/);
    rmSync(outdir, { recursive: true });
  });
});

describe('a secret', () => {
  const PLANTED = 'planted-7f3a';

  it('is in nothing that is deployed, even if the one who deploys has it in his environment', () => {
    for (const name of SECRETS) {
      vi.stubEnv(name, `${PLANTED}-${name}`);
      vi.stubEnv(`${name}_PARAMETER`, `/${PLANTED}-${name}`);
    }
    const { folder } = synthesize(readSettings(process.env));
    const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const found = written.filter((file) => readFileSync(join(file.parentPath, file.name), 'utf8').includes(PLANTED));
    rmSync(folder, { recursive: true });
    expect(written.length).toBeGreaterThan(4);
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  it.each(stages)('of %s is told to a function by the name of its parameter, and never as it is', (stage) => {
    const { folder, template } = synthesize({ stage });
    rmSync(folder, { recursive: true });
    const told = Object.values(template.Resources).flatMap(({ Properties }) => {
      const { Variables: variables } = (Properties?.['Environment'] ?? {}) as { Variables?: Record<string, unknown> };
      return Object.entries(variables ?? {});
    });
    const secret = told.filter(([name]) => /TOKEN|SECRET|INVITE|PASSWORD/.test(name));
    expect(secret.length).toBeGreaterThan(0);
    for (const [name, value] of secret) {
      expect(name).toMatch(/_PARAMETER$/);
      expect(value).toMatch(new RegExp(`^/hashprice-watch/${stage}/[a-z-]+$`));
    }
    expect(Object.values(template.Resources).map(({ Type }) => Type)).not.toContain('AWS::SSM::Parameter');
  });
});
