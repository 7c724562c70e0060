import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type AttributeValue, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { withBotTable } from '../../infra/local/cli/bot-table.ts';
import { startAws } from '../infra/deploy/aws.ts';
import type { CountedTable } from '../support/counted-table.ts';
import { emulatedTable } from '../support/table.ts';
import { botAt } from './bot.ts';

const NOW = new Date('2026-02-05T12:00:00Z');
type StoredItem = Record<string, AttributeValue>;
const stored = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'stored', 'items.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as StoredItem);

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'backup-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}
const file = () => join(folder(), 'bot.jsonl.gz');

const bot = ({ client, name }: CountedTable, line: string) =>
  botAt(NOW, line, { table: (_, ask) => ask({ client, name }) });

async function put({ client, name }: CountedTable, ...items: StoredItem[]): Promise<void> {
  for (const Item of items) await client.send(new PutItemCommand({ TableName: name, Item }));
}

async function all({ client, name }: CountedTable): Promise<string[]> {
  const items: StoredItem[] = [];
  for await (const { Items: some = [] } of paginateScan({ client }, { TableName: name })) items.push(...some);
  return items.map((item) => JSON.stringify(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))).toSorted();
}

const note = (version: number | undefined, text: string): StoredItem => ({
  pk: { S: 'RECIPIENT#telegram:1' },
  sk: { S: 'SETTINGS' },
  text: { S: text },
  ...(version !== undefined && { version: { N: String(version) } }),
});

async function backedUp(...items: StoredItem[]): Promise<string> {
  const table = await emulatedTable();
  await put(table, ...items);
  const path = file();
  expect((await bot(table, `backup ${path}`)).code).toBe(0);
  return path;
}

it('puts into an empty table what was in the full one', async () => {
  const [full, empty] = [await emulatedTable(), await emulatedTable()];
  const open = stored.filter((item) => !('secret' in item));
  await put(full, ...open, {
    pk: { S: 'x' },
    sk: { S: 'y' },
    n: { N: '1.2345678901234567890123456789012345678' },
    b: { B: Buffer.from([0, 255]) },
  });
  const path = file();
  expect((await bot(full, `backup ${path}`)).out).toBe(`${open.length + 1} items are in ${path}`);
  expect((await bot(empty, `restore ${path}`)).out).toMatch(/were put back; 0 were there/);
  expect(await all(empty)).toEqual(await all(full));
});

it('takes more than a page of a megabyte', async () => {
  const [full, empty] = [await emulatedTable(), await emulatedTable()];
  const item = (i: number): StoredItem => ({ pk: { S: `P#${i}` }, sk: { S: 'x' }, text: { S: 'x'.repeat(100_000) } });
  await put(full, ...Array.from({ length: 25 }, (_, i) => item(i)));
  const path = file();
  await bot(full, `backup ${path}`);
  await bot(empty, `restore ${path}`);
  expect(await all(empty)).toHaveLength(25);
});

it('changes nothing the second time', async () => {
  const path = await backedUp(note(1, 'then'));
  const table = await emulatedTable();
  await bot(table, `restore ${path}`);
  expect((await bot(table, `restore ${path}`)).out).toBe('0 items were put back; 1 were there and stay as they are');
});

it.each([
  ['newer', note(3, 'now'), 'now'],
  ['as new', note(2, 'now'), 'now'],
  ['older', note(1, 'before'), 'then'],
  ['without a version', note(undefined, 'now'), 'now'],
])('leaves what is %s than the backup as it should', async (_, there, becomes) => {
  const path = await backedUp(note(2, 'then'));
  const table = await emulatedTable();
  await put(table, there);
  await bot(table, `restore ${path}`);
  expect(await all(table)).toEqual([expect.stringContaining(`"${becomes}"`)]);
});

it('overwrites what is newer when it is told to', async () => {
  const path = await backedUp(note(2, 'then'));
  const table = await emulatedTable();
  await put(table, note(3, 'now'));
  await bot(table, `restore ${path} --overwrite`);
  expect(await all(table)).toEqual([expect.stringContaining('"then"')]);
});

it('holds no secret, and is for its owner alone', async () => {
  const path = await backedUp(...stored);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(gunzipSync(readFileSync(path)).toString()).not.toMatch(/"secret"|b2ZmZXItc2VjcmV0/);
});

it.each([
  ['cut off', (text: string) => gzipSync(text.split('\n').slice(0, -2).join('\n'))],
  ['cut off in the middle of its bytes', (text: string) => gzipSync(text).subarray(0, -12)],
  ['of another program', () => gzipSync('{"backup":"other"}\n')],
  ['not zipped', () => Buffer.from('hello')],
  ['with a broken line', (text: string) => gzipSync(text.replace('"pk"', '"pk'))],
  ['empty', () => gzipSync('')],
])('refuses a file that is %s, and writes nothing', async (_, broken) => {
  const path = await backedUp(note(1, 'then'), { ...note(1, 'and then'), sk: { S: 'OWN' } });
  writeFileSync(path, broken(gunzipSync(readFileSync(path)).toString()));
  const table = await emulatedTable();
  const { code, complaint } = await bot(table, `restore ${path}`);
  expect({ code, complaint }).toEqual({ code: 1, complaint: expect.stringMatching(/is no backup|is not whole/) });
  expect(await all(table)).toEqual([]);
});

it('says that there is no such file, before it looks for any table', async () => {
  const { code, complaint } = await botAt(NOW, 'restore /nowhere/bot.jsonl.gz --stage prod');
  expect({ code, complaint }).toEqual({ code: 1, complaint: 'there is no such file: /nowhere/bot.jsonl.gz' });
  expect((await botAt(NOW, `restore ${folder()}`)).complaint).toMatch(/is no file$/);
});

it('says that there is no folder for a backup', async () => {
  const { code, complaint } = await bot(await emulatedTable(), 'backup /nowhere/bot.jsonl.gz');
  expect({ code, complaint }).toEqual({ code: 1, complaint: 'there is no folder for /nowhere/bot.jsonl.gz' });
});

it('says first that nobody is signed in, and which region is missing', async () => {
  const aws = await startAws();
  aws.isSignedIn = false;
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await aws.stop();
  });
  const home = folder();
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
  }))
    vi.stubEnv(name, value);
  const backup = (line: string) => botAt(NOW, `backup ${join(home, 'x')} --stage prod${line}`, { table: withBotTable });
  const { complaint, code } = await backup('');
  expect(code).toBe(1);
  expect(complaint).toMatch(/nobody is signed in to AWS: .*is expired\. Sign in first: `aws sso login`/);
  expect(complaint).toMatch(/AWS_REGION \(--region\): AWS region, like us-east-1/);
  expect((await backup(' --region eu-central-1')).complaint).toMatch(/^nobody is signed in to AWS: [^\n]*$/);
  aws.isSignedIn = true;
  expect((await backup(' --region eu-central-1')).complaint).toMatch(
    /^there is no stack hashprice-watch-prod-data here/,
  );
});
