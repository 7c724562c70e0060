import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Settings, stackNames, tagsOf } from '../stages.ts';
import type { Bundling } from './bot-function.ts';
import { DataStack } from './data-stack.ts';
import { BotStack } from './stack.ts';

/**
 * One stage: what keeps, and what works. Both are checked by cdk-nag and by CloudFormation's own rules; a finding that
 * nobody answered for fails the synth.
 *
 * @param bundling for tests that look into a bundle.
 */
export function makeStacks(app: App, settings: Settings, bundling?: Bundling): { data: DataStack; bot: BotStack } {
  const names = stackNames(settings.stage);
  const data = new DataStack(app, names.data, settings);
  const bot = new BotStack(app, names.bot, { settings, table: data.table, ...(bundling ? { bundling } : {}) });
  for (const [key, value] of Object.entries(tagsOf(settings.stage))) Tags.of(app).add(key, value);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { data, bot };
}
