import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import type { Bundling } from '../../infra/aws/bot-function.ts';
import { makeStacks } from '../../infra/aws/stacks.ts';
import { readSettings, type Settings, stackNames } from '../../infra/stages.ts';

export const root = join(import.meta.dirname, '..', '..');
export const { context: CONTEXT } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

export type Resource = {
  Type: string;
  Properties: Properties;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};
// CloudFormation has a shape for each of its types; a test names the field it looks at and would fail on another.
type Properties = Readonly<Record<string, unknown>>;
/** What whoever deploys is asked for; without a default there is no deploying without an answer. */
export type Parameter = { Type: string; Default?: string; AllowedPattern?: string };
export type Output = { Value: unknown; Description?: string; Export?: { Name: string } };
export type Template = {
  Resources: Readonly<Record<string, Resource>>;
  Parameters: Readonly<Record<string, Parameter>>;
  Outputs: Readonly<Record<string, Output>>;
};
/** @property template both stacks as one, with what one imports from the other in the place where it is imported. */
export type Assembly = { template: Template; bot: Template; data: Template; folder: string };

/**
 * A stage as infra/aws/app.ts makes it, `prod` unless said otherwise, with the same flags and checks: a finding of
 * cdk-nag that nobody answered for, or a template that CloudFormation's own rules refuse, throws here.
 *
 * @param bundling bundles the functions for real; without it assets are only pretended.
 */
export function synthesize(settings: Partial<Settings> = {}, bundling?: Bundling): Assembly {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-'));
  const bundled = bundling ? {} : { 'aws:cdk:bundling-stacks': [] };
  const app = new App({ outdir: folder, analyticsReporting: false, context: { ...CONTEXT, ...bundled } });
  const told = { ...readSettings({ STAGE: settings.stage }), ...settings };
  makeStacks(app, told, bundling);
  const made = app.synth();
  const [bot, data] = [stackNames(told.stage).bot, stackNames(told.stage).data].map((name) => {
    const { template } = made.getStackByName(name);
    return { Parameters: {}, ...(template as Omit<Template, 'Parameters'>) } as Template;
  }) as [Template, Template];
  return { template: joined(bot, data), bot, data, folder };
}

/** CloudFormation fills in, where one stack imports, what the other exports. */
export function joined(bot: Template, data: Template): Template {
  const exported = new Map(Object.values(data.Outputs).map((output) => [output.Export?.Name, output.Value]));
  const filledIn = JSON.parse(JSON.stringify(bot), (_, value: unknown) => {
    const name = (value as { 'Fn::ImportValue'?: string } | null)?.['Fn::ImportValue'];
    if (name !== undefined && !exported.has(name)) throw new Error(`imports ${name}, which nobody exports`);
    return name === undefined ? value : exported.get(name);
  }) as Template;
  return { ...filledIn, Resources: { ...filledIn.Resources, ...data.Resources } };
}

/** The same for one test file, with its folder gone at the end. */
export function synthesizedTemplate(settings: Partial<Settings> = {}): Template {
  const { template, folder } = synthesize(settings);
  rmSync(folder, { recursive: true });
  return template;
}

export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

/** A function's logical id and resource, found by the name it calls itself. */
export function functionOf(template: Template, name: FunctionName): [string, Resource] {
  const found = resourcesOf(template, 'AWS::Lambda::Function').find(
    ([, fn]) => variablesOf(fn)['POWERTOOLS_SERVICE_NAME'] === name,
  );
  if (!found) throw new Error(`no function ${name} in the template`);
  return found;
}

export const variablesOf = (fn: Resource): Readonly<Record<string, unknown>> =>
  (fn.Properties['Environment'] as { Variables: Record<string, unknown> }).Variables;

export type Statement = { Effect: string; Action: string | string[]; Resource: unknown };

/** Where the bundle of a function lies; only in an assembly that was bundled for real. */
export function bundleOf({ template, folder }: Assembly, name: FunctionName): { folder: string; module: string } {
  const { S3Key: key } = functionOf(template, name)[1].Properties['Code'] as { S3Key: string };
  const asset = join(folder, `asset.${key.replace('.zip', '')}`);
  return { folder: asset, module: join(asset, 'index.mjs') };
}

/** Everything the role of a function may do. */
export function statementsOf(template: Template, name: FunctionName): Statement[] {
  const [, fn] = functionOf(template, name);
  const role = idIn(fn.Properties['Role']);
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => (Properties['Roles'] as unknown[]).some((one) => idIn(one) === role))
    .flatMap(([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement);
}

export const listed = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);

/** The logical id that a `Ref` or `Fn::GetAtt` names. */
export function idIn(value: unknown): string {
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const id = ref ?? attribute?.[0];
  if (id === undefined) throw new Error(`refers to nothing: ${JSON.stringify(value)}`);
  return id;
}

/** A value of the template as people read it: logical ids without their hash, joins joined. */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = value as {
    Ref?: string;
    'Fn::GetAtt'?: [string, string];
    'Fn::Join'?: [string, unknown[]];
  };
  if (ref !== undefined) return ref.startsWith('AWS::') ? `<${ref.slice(5)}>` : withoutHash(ref);
  if (attribute !== undefined)
    return attribute[1] === 'Arn' ? withoutHash(attribute[0]) : `${withoutHash(attribute[0])}.${attribute[1]}`;
  if (join !== undefined) return join[1].map(readable).join(join[0]);
  throw new Error(`not a value we know: ${JSON.stringify(value)}`);
}

const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
