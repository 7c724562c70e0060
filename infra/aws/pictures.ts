import { join } from 'node:path';
import type { ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs';

/** Puts fonts and WebAssembly beside the one bundle that draws; no bundler has to understand either. */
export const WITH_WHAT_PICTURES_NEED: ICommandHooks = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_, folder) => [[process.execPath, COPY, folder].map((part) => `"${part}"`).join(' ')],
};

const COPY = join(import.meta.dirname, '..', 'fonts', 'copy.ts');
