import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, REGION } from '../../infra/local/context.ts';
import { stackNames } from '../../infra/stages.ts';
import {
  idIn,
  joined,
  listed,
  type Resource,
  resourcesOf,
  root,
  type Template,
  variablesOf,
} from '../infra/synthesized.ts';

/** A function as the template says it. */
export type Deployed = {
  id: string;
  /** What it calls itself. */
  name: string;
  folder: string;
  bytes: number;
  handler: string;
  runtime: string;
  memoryMb: number;
  seconds: number;
  variables: Readonly<Record<string, string>>;
  /** What its schedule sends, as text with the scheduler's own words in it. */
  schedule?: string;
  /** The queues it reads by their ARN, and how many messages at most it is given. */
  batches: readonly { arn: string; most: number }[];
};
/** A step of a deployment that starts a function, and what it is told. */
export type Step = { id: string; name: string; properties: Readonly<Record<string, unknown>> };
export type Synthesized = { functions: Deployed[]; steps: Step[]; stop(): void };

/** What CloudFormation and whoever deploys fill in. @throws when asked for what it does not know. */
export type Facts = {
  parameters: Readonly<Record<string, string>>;
  ref(id: string, type: string): string;
  attribute(id: string, name: string, type: string): string;
};

/** What `npm run synth` makes of the stage `prod`, in a folder apart from the project's, told only what is said here. */
export function synthesize(said: Readonly<Record<string, string>>, facts: Facts): Synthesized {
  // Outside of the project: a bundle must not find what it lacks in a node_modules above it.
  const folder = mkdtempSync(join(tmpdir(), 'ric-'));
  const told = Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  execFileSync('npm', ['run', '--silent', 'synth', '--', '--output', folder], {
    cwd: root,
    env: { ...told, CDK_DISABLE_CLI_TELEMETRY: 'true', CI: 'true', ...said },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const names = stackNames('prod');
  const template = joined(templateIn(folder, names.bot), templateIn(folder, names.data));
  const resolve = resolver(template, facts);
  const functions = resourcesOf(template, 'AWS::Lambda::Function').map((entry) =>
    deployed(entry, { template, folder, resolve }),
  );
  const steps = Object.entries(template.Resources).flatMap(([id, { Type: type, Properties: properties }]): Step[] => {
    if (!type.startsWith('Custom::')) return [];
    const of = idIn(properties['ServiceToken']);
    const name = functions.find((fn) => fn.id === of)?.name ?? of;
    return [{ id, name, properties: { ...properties, Url: resolve(properties['Url']) } }];
  });
  return { functions, steps, stop: () => rmSync(folder, { recursive: true }) };
}

const templateIn = (folder: string, stack: string): Template => ({
  Parameters: {},
  ...(JSON.parse(readFileSync(join(folder, `${stack}.template.json`), 'utf8')) as Omit<Template, 'Parameters'>),
});

type Within = { template: Template; folder: string; resolve: Resolve };

function deployed([id, fn]: [string, Resource], { template, folder, resolve }: Within): Deployed {
  const { Code: code, Handler, Runtime, MemorySize, Timeout } = fn.Properties;
  const asset = join(folder, `asset.${(code as { S3Key: string }).S3Key.replace('.zip', '')}`);
  const schedule = resourcesOf(template, 'AWS::Scheduler::Schedule')
    .map(([, { Properties }]) => Properties['Target'] as { Arn: unknown; Input: unknown })
    .find(({ Arn }) => idIn(Arn) === id);
  const sources = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').filter(
    ([, { Properties }]) => idIn(Properties['FunctionName']) === id && Properties['Enabled'] !== false,
  );
  const variables = Object.entries(variablesOf(fn)).map(([key, value]) => [key, resolve(value)]);
  return {
    id,
    name: String(variablesOf(fn)['POWERTOOLS_SERVICE_NAME'] ?? id),
    folder: asset,
    bytes: readdirSync(asset, { recursive: true, encoding: 'utf8' })
      .map((file) => statSync(join(asset, file)))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0),
    handler: String(Handler),
    runtime: String(Runtime),
    memoryMb: Number(MemorySize),
    seconds: Number(Timeout),
    variables: Object.fromEntries(variables) as Record<string, string>,
    ...(schedule && { schedule: resolve(schedule.Input) }),
    batches: sources.map(([, { Properties }]) => ({
      arn: resolve(Properties['EventSourceArn']),
      most: Number(Properties['BatchSize']),
    })),
  };
}

type Resolve = (value: unknown) => string;

/** A value as CloudFormation fills it in. */
function resolver(template: Template, facts: Facts): Resolve {
  const typeOf = (id: string) => template.Resources[id]?.Type ?? 'nothing';
  const ref = (id: string): string => {
    const fixed = { 'AWS::Region': REGION, 'AWS::AccountId': ACCOUNT }[id];
    if (fixed !== undefined) return fixed;
    const parameter = template.Parameters[id];
    return parameter === undefined ? facts.ref(id, typeOf(id)) : answerTo(id, parameter.Default);
  };
  const answerTo = (id: string, otherwise: string | undefined): string => {
    const answer = facts.parameters[id] ?? otherwise;
    if (answer === undefined) throw new Error(`the template asks for ${id}, and nobody answers`);
    return String(answer);
  };
  const resolve: Resolve = (value) => {
    if (typeof value !== 'object' || value === null) return String(value);
    const [[how, what] = ['', undefined]] = Object.entries(value);
    if (how === 'Ref') return ref(String(what));
    if (how === 'Fn::GetAtt') {
      const [id = '', name = ''] = what as string[];
      return facts.attribute(id, name, typeOf(id));
    }
    if (how === 'Fn::Join') {
      const [between = '', parts = []] = what as [string, unknown[]];
      return listed(parts).map(resolve).join(between);
    }
    throw new Error(`not a value we know how to fill in: ${JSON.stringify(value)}`);
  };
  return resolve;
}
