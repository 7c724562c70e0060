import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline as pipelineOf, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Misconfigured, reasonOf, Unreadable } from '../../../functions/kit/errors.ts';
import { TABLE } from '../../../functions/kit/names.contract.ts';
import type { BotTable } from './bot-table.ts';
import { linesOf } from './lines.ts';

/*
 * A line for each item, in DynamoDB's own JSON, so that numbers and sets come back as they went; a line before them that
 * says what this is, and one after them that says how many there should be.
 */

type StoredItem = Record<string, AttributeValue>;

const headShape = z.object({ backup: z.literal('hashprice-watch'), v: z.literal(1), at: z.string() });
const tailShape = z.object({ items: z.int().nonnegative() });
const text = z.object({ S: z.string() });
const itemShape = z.looseObject({ [TABLE.partition]: text, [TABLE.sort]: text });

/**
 * Page by page, and under another name until it is whole. Nobody but its owner may read it: who subscribed to what is
 * people's own business.
 *
 * @returns how many items there are.
 */
export async function writeBackup(table: BotTable, path: string, at: Date): Promise<number> {
  const partial = `${path}.partial`;
  let items = 0;
  async function* lines() {
    yield lineOf({ backup: 'hashprice-watch', v: 1, at: at.toISOString() });
    const pages = paginateScan({ client: table.client }, { TableName: table.name, ConsistentRead: true });
    for await (const { Items: some = [] } of pages) {
      const open = some.filter((item) => !isSecret(item));
      items += open.length;
      yield open.map(lineOf).join('');
    }
    yield lineOf({ items });
  }
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(partial, { mode: 0o600 }));
  } catch (error) {
    await rm(partial, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Misconfigured(`there is no folder for ${path}`);
    throw error;
  }
  await rename(partial, path);
  return items;
}

/** An offer to a second chat lets in whoever knows its secret, and is made again when it is asked for again. */
const isSecret = (item: StoredItem): boolean => 'secret' in item;

const lineOf = (value: object): string => `${JSON.stringify(value, bytesAsText)}\n`;

/** `JSON.stringify` would write out each byte. */
const bytesAsText = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

/** Before any table is looked for. @throws {Misconfigured} there is no such file. */
export async function expectFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Misconfigured(`there is no such file: ${path}`);
  if (!found.isFile()) throw new Misconfigured(`${path} is no file`);
}

export type Restored = { written: number; kept: number };

/**
 * Puts back what is missing. What is there is left alone, unless both have a version and the backup's is higher, or unless
 * told to `overwrite`: since the backup was written, people may have changed their minds.
 *
 * The whole file is read before the first item is written: half a backup must not look like one.
 *
 * @throws {Unreadable} it is no backup, or not a whole one; nothing was written then.
 */
export async function restoreBackup(table: BotTable, path: string, overwrite: boolean): Promise<Restored> {
  for await (const _ of itemsIn(path));
  const restored: Restored = { written: 0, kept: 0 };
  let batch: StoredItem[] = [];
  const flush = async () => {
    const held = await Promise.all(batch.map((item) => put(table, item, overwrite)));
    for (const isWritten of held) restored[isWritten ? 'written' : 'kept']++;
    batch = [];
  };
  for await (const item of itemsIn(path)) {
    batch.push(item);
    if (batch.length === ABREAST) await flush();
  }
  await flush();
  return restored;
}

const ABREAST = 16;

async function put({ client, name }: BotTable, item: StoredItem, overwrite: boolean): Promise<boolean> {
  const version = item['version']?.N;
  const isNewer = version === undefined ? '' : ' OR #version < :version';
  try {
    await client.send(
      new PutItemCommand({
        TableName: name,
        Item: item,
        ...(!overwrite && {
          ConditionExpression: `attribute_not_exists(#pk)${isNewer}`,
          ExpressionAttributeNames: { '#pk': TABLE.partition, ...(version && { '#version': 'version' }) },
          ...(version && { ExpressionAttributeValues: { ':version': { N: version } } }),
        }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Never more than a few lines of it in memory. */
async function* itemsIn(path: string): AsyncGenerator<StoredItem> {
  let line = 0;
  let items = 0;
  let tail: z.output<typeof tailShape> | undefined;
  try {
    // Unlike `pipe`, it tells the end of what went wrong at the beginning.
    const unzipped = pipelineOf(createReadStream(path), createGunzip(), () => undefined);
    for await (const written of linesOf(unzipped)) {
      line++;
      const value: unknown = JSON.parse(written);
      if (line === 1) headShape.parse(value);
      else if (tail !== undefined) throw new RangeError('there is more after its end');
      else {
        const item = itemShape.safeParse(value);
        if (item.success) {
          items++;
          yield withBytes(value as StoredItem);
        } else tail = tailShape.parse(value);
      }
    }
  } catch (error) {
    throw new Unreadable(`${path} is no backup of this bot, or a damaged one (line ${line}): ${shortly(error)}`);
  }
  if (tail?.items !== items) throw new Unreadable(`${path} is not whole: ${items} items, and no end that says so`);
}

const shortly = (error: unknown): string =>
  error instanceof z.ZodError ? (error.issues[0]?.message ?? 'another shape') : reasonOf(error).slice(0, 200);

const withBytes = (item: StoredItem): StoredItem =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof (value as { B?: unknown }).B === 'string' ? { B: Buffer.from(String(value.B), 'base64') } : value,
    ]),
  );
