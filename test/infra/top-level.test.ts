import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const TOP_LEVEL = [
  'LICENSE',
  'README.md',
  'cdk.json',
  'functions',
  'infra',
  'package-lock.json',
  'package.json',
  'test',
  'tsconfig.json',
];

it('has at its top level what everybody expects there, settings in dot-files, and nothing else', () => {
  const files = execFileSync('git', ['ls-files'], { cwd: join(import.meta.dirname, '..', '..'), encoding: 'utf8' });
  const top = new Set(
    files
      .trim()
      .split('\n')
      .map((path) => path.split('/')[0]!),
  );
  expect([...top].filter((name) => !name.startsWith('.')).toSorted()).toEqual(TOP_LEVEL);
});
