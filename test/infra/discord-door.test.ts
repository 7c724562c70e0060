import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../infra/aws/bundling.ts';
import { type Behind, interaction, startBehindDoor } from '../support/discord-door.ts';
import { type Life, live } from '../support/new-process.ts';
import { bytesByPackage, type Metafile, readAtOnce } from './bundle-contents.ts';
import { root } from './synthesized.ts';

const ENTRY = join(root, 'functions', 'entry', 'discord-interactions.ts');
const folder = mkdtempSync(join(tmpdir(), 'door-'));
let metafile: Metafile;
let behind: Behind;
beforeAll(async () => {
  metafile = bundle(ENTRY, folder);
  behind = await startBehindDoor();
});
afterAll(async () => {
  await behind.stop();
  rmSync(folder, { recursive: true });
});

/** Nobody's price is made of these. */
const UNREAD = [
  'telegraf',
  '@discordjs/rest',
  'undici',
  'echarts',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-ssm',
  '@vvo/tzdb',
];
const HASHPRICE = { type: 2, data: { name: 'hashprice' } };
const lived = (...events: Parameters<typeof live>[2]): Promise<Life> =>
  live(join(folder, 'index.mjs'), behind.environment, events);
const atOnce = () => readAtOnce(metafile).map((file) => basename(file));
const sizeOf = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
const packagesIn = (files: readonly string[]) =>
  bytesByPackage(
    metafile,
    Object.keys(metafile.outputs).filter((file) => files.includes(basename(file))),
  );

describe('the bundle that answers Discord', () => {
  it.each([
    ['a PING', interaction({ type: 1 }), 200],
    ['a PING with a wrong signature, as Discord sends them to try us', interaction({ type: 1 }, true), 401],
    [
      'a command without a signature',
      { ...interaction(HASHPRICE), headers: { 'content-type': 'application/json' } },
      401,
    ],
  ])('reads none of its answers for %s', async (_, event, status) => {
    const { statuses, files } = await lived(event);
    expect(statuses).toEqual([status]);
    expect(files.toSorted()).toEqual(atOnce().toSorted());
  });

  it('reads them once it knows its key, and then only for whom Discord signed', async () => {
    const { statuses, files } = await lived(interaction({ type: 1 }), interaction(HASHPRICE, true));
    expect(statuses).toEqual([200, 401]);
    expect(files.toSorted()).toEqual(atOnce().toSorted());
  });

  it('reads 600 kB at most for the first answer, one language of them', async () => {
    const { statuses, files } = await lived(interaction(HASHPRICE));
    expect(statuses).toEqual([200]);
    expect(sizeOf(files)).toBeLessThanOrEqual(600_000);
    expect(files.filter((file) => /^(de|es|pt|ru|zh)-/.test(file))).toEqual([]);
    const packages = packagesIn(files);
    expect(UNREAD.filter((part) => packages.has(part))).toEqual([]);
    expect(packages.get('intl-messageformat')).toBeGreaterThan(0);
  });

  it('reads the language of whoever asks, and no other', async () => {
    const { statuses, files } = await lived(interaction({ ...HASHPRICE, locale: 'de' }));
    expect(statuses).toEqual([200]);
    expect(files.flatMap((file) => /^(de|es|pt|ru|zh)-/.exec(file)?.[1] ?? [])).toEqual(['de']);
  });

  it('is the same, byte by byte, each time it is made', () => {
    const again = mkdtempSync(join(tmpdir(), 'again-'));
    bundle(ENTRY, again);
    const contents = (where: string) =>
      readdirSync(where).map((file) => [file, readFileSync(join(where, file), 'utf8')]);
    expect(contents(again)).toEqual(contents(folder));
    rmSync(again, { recursive: true });
  });
});
