import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { breaches } from './architecture.ts';

const root = join(import.meta.dirname, '..');
const temporary: string[] = [];
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true });
});

/** Bad examples are data: as files of the project they would break the rules themselves. */
function tree(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'architecture-'));
  temporary.push(folder);
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  return folder;
}

it('finds no breach in this project', () => {
  expect(breaches(root)).toEqual([]);
});

it('finds nothing in a small tree that obeys', () => {
  const obedient = {
    'functions/units/time.ts': `// new Date() is forbidden here\nexport const at = (text: string) => new Date(text);`,
    'functions/units/words.ts': `export const words = ['from', 'import', 'into'];`,
    'functions/kit/env.contract.ts': `import * as z from 'zod';`,
    'functions/kit/http.ts': `/** Kept with fetch( */ import { createHash } from 'node:crypto';`,
    'functions/kit/http.fetch.ts': `import pRetry from 'p-retry'; import { text } from 'node:stream/consumers'; fetch('x');`,
    'functions/kit/table.dynamodb.ts': `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`,
    'functions/market/history.ts': `import type { at } from '../units/time.ts'; const url = 'https://example.org'; Date.UTC(2026);`,
    'functions/market/history.dynamodb.ts': `import { Table } from '../kit/table.dynamodb.ts';`,
    'functions/market/feeds/kraken.ts': `import type { History } from '../history.ts';`,
    'functions/entry/wire.ts': `import '../market/history.dynamodb.ts'; import 'aws-lambda'; const now = new Date();`,
    'functions/kit/dynalite.d.ts': `import type { Server } from 'node:http';`,
    'infra/topology.ts': `import type { FunctionName } from '../functions/kit/env.contract.ts';`,
    'infra/aws/stack.ts': `import { Stack } from 'aws-cdk-lib'; import { topology } from '../topology.ts';`,
    'infra/local/main.ts': `import '../topology.ts'; import('../../functions/entry/wire.ts'); import '../../functions/kit/http.ts';`,
    'test/market/feeds/kraken.test.ts': `import '../../../functions/market/feeds/kraken.ts';`,
    'test/support/clock.ts': '',
  };
  expect(breaches(tree(obedient))).toEqual([]);
});

describe('finds, and says where', () => {
  it.each([
    ['functions/units/a.ts', `import '../kit/b.ts';`, `imports functions/kit/b.ts, which is not to its left`],
    ['functions/market/a.ts', `import '../filings/b.ts';`, `imports functions/filings/b.ts, which is not to its left`],
    ['functions/filings/a.ts', `import '../market/b.ts';`, `imports functions/market/b.ts, which is not to its left`],
    ['functions/chat/a.ts', `import '../entry/wire.ts';`, `imports functions/entry/wire.ts, which is not to its left`],
    ['functions/lib/a.ts', ``, `lies in a slice that ORDER does not know`],
    ['functions/a.ts', ``, `lies in a slice that ORDER does not know`],
    ['functions/kit/a.ts', `import { z } from 'zod';`, /^imports zod by name/],
    ['functions/kit/a.ts', `import z from 'zod';`, /^imports zod by name/],
    ['functions/kit/a.ts', `import type { S } from 'telegraf';`, `imports telegraf, and is not an adapter`],
    ['functions/kit/a.ts', `import { readFile } from 'node:fs';`, `imports node:fs, and is not an adapter`],
    ['functions/kit/a.contract.ts', `import x from '@aws-sdk/client-sqs';`, /^imports @aws-sdk.client-sqs, and is not/],
    ['functions/kit/a.sqs.ts', `import '@aws-sdk/client-ssm';`, `imports @aws-sdk/client-ssm, which is not sqs`],
    ['functions/kit/a.mongo.ts', ``, `'mongo' names no technology`],
    ['functions/market/a.ts', `export * from './b.dynamodb.ts';`, `imports the adapter functions/market/b.dynamodb.ts`],
    ['functions/market/a.ts', `const b = import('./b.sqs.ts');`, `imports the adapter functions/market/b.sqs.ts`],
    [
      'functions/kit/a.ssm.ts',
      `import './b.sqs.ts';`,
      `imports functions/kit/b.sqs.ts, an adapter of another technology`,
    ],
    ['functions/kit/a.ts', `import '../../infra/topology.ts';`, `imports infra/topology.ts, outside functions/`],
    [
      'functions/entry/a.ts',
      `import '../../test/support/clock.ts';`,
      `imports test/support/clock.ts, outside functions/`,
    ],
    ['functions/entry/a.ts', `await import(name);`, /^computes what it imports/],
    ['functions/market/a.ts', `const now = Date.now();`, `reaches for the world outside: Date.now`],
    ['functions/market/a.ts', `const now = new Date();`, `reaches for the world outside: new Date()`],
    ['functions/market/a.ts', `const now = Date();`, `reaches for the world outside: Date(`],
    ['functions/market/a.ts', `const luck = Math.random();`, `reaches for the world outside: Math.random`],
    ['functions/market/a.ts', `randomUUID();`, `reaches for the world outside: randomUUID`],
    ['functions/market/a.ts', `await fetch(url);`, `reaches for the world outside: fetch(`],
    ['functions/market/a.ts', `globalThis['fetch'](url);`, `reaches for the world outside: globalThis`],
    ['functions/market/a.ts', `setTimeout(resolve, 10);`, `reaches for the world outside: setTimeout(`],
    ['functions/market/a.ts', `process.env.HOME;`, `reaches for the world outside: process.`],
    ['functions/market/a.ts', `console.log(1);`, `reaches for the world outside: console.`],
    ['functions/kit/a.contract.ts', `process.env.HOME;`, `reaches for the world outside: process.`],
    [
      'infra/aws/a.ts',
      `import '../../functions/kit/http.ts';`,
      `imports functions/kit/http.ts, which is not a contract`,
    ],
    ['infra/aws/a.ts', `import '../../functions/entry/b.ts';`, `imports functions/entry/b.ts, which is not a contract`],
    ['infra/aws/a.ts', `import '../local/b.ts';`, `imports infra/local/b.ts, the other host`],
    ['infra/aws/a.ts', `import '../../test/support/b.ts';`, `imports test/support/b.ts; doubles live only in test/`],
    ['infra/local/a.ts', `import '../aws/b.ts';`, `imports infra/aws/b.ts, the other host`],
    ['infra/local/a.ts', `import '../../functions/kit/b.sqs.ts';`, /b\.sqs\.ts, which is not a contract$/],
    ['infra/local/a.ts', `import 'aws-cdk-lib/aws-sqs';`, `imports aws-cdk-lib/aws-sqs, which only infra/aws may know`],
    ['infra/topology.ts', `import './aws/b.ts';`, `imports infra/aws/b.ts, the other host`],
    [
      'infra/topology.ts',
      `import '../functions/kit/http.ts';`,
      /^imports functions.kit.http.ts, which is not a contract$/,
    ],
    ['test/market/fees/a.test.ts', ``, `tests functions/market/fees, which does not exist`],
  ])('%s: %s', (path, source, expected) => {
    const [only, ...others] = breaches(tree({ [path]: source }));
    expect(others).toEqual([]);
    expect(only?.startsWith(`${path}: `)).toBe(true);
    const why = only!.slice(path.length + 2);
    if (expected instanceof RegExp) expect(why).toMatch(expected);
    else expect(why).toBe(expected);
  });
});
