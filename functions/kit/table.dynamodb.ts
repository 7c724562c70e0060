import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DeleteCommandInput,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { Unreadable } from './errors.ts';
import { TABLE } from './names.contract.ts';

export type Key = { pk: string; sk: string };
export type Item = Key & Record<string, unknown>;
type Without<Input> = Omit<Input, 'TableName' | 'Key' | 'Item'>;

/**
 * The one table. Conditional writes answer whether the condition held; everything else that goes wrong throws.
 *
 * No transactions and no streams: every step is one conditional write on one item, so that it can be repeated.
 */
export class Table {
  readonly #client: DynamoDBDocumentClient;
  readonly #name: string;

  /** @param client where the environment points it: AWS, or an emulator through `AWS_ENDPOINT_URL_DYNAMODB`. */
  constructor(name: string, client: DynamoDBClient = new DynamoDBClient({})) {
    this.#name = name;
    this.#client = DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    });
  }

  /** Strongly consistent. */
  async get(key: Key): Promise<Item | undefined> {
    const { Item: item } = await this.#client.send(
      new GetCommand({ TableName: this.#name, Key: key, ConsistentRead: true }),
    );
    return item as Item | undefined;
  }

  /** @returns whether the condition held. */
  async put(item: Item, condition: Without<PutCommandInput> = {}): Promise<boolean> {
    return held(this.#client.send(new PutCommand({ TableName: this.#name, Item: item, ...condition })));
  }

  /** @returns the item as it is now, or undefined when the condition did not hold. */
  async update(key: Key, change: Without<UpdateCommandInput>): Promise<Item | undefined> {
    try {
      const { Attributes: attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#name,
          Key: key,
          ReturnValues: 'ALL_NEW',
          ...change,
        }),
      );
      return attributes as Item;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  /** @returns whether the condition held. */
  async delete(key: Key, condition: Without<DeleteCommandInput> = {}): Promise<boolean> {
    return held(this.#client.send(new DeleteCommand({ TableName: this.#name, Key: key, ...condition })));
  }

  /** Page by page, so that a caller may stop early. A page of an index may be behind the table. */
  async *pages(query: Without<QueryCommandInput>): AsyncGenerator<Item[], void, undefined> {
    let from: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#name,
          ConsistentRead: query.IndexName === undefined,
          ...query,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      yield (page.Items ?? []) as Item[];
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }

  /** Everything that matches, in the order of the sort key. */
  async query(query: Without<QueryCommandInput>): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of this.pages(query)) items.push(...page);
    return items;
  }
}

/** Reads what a table kept. @throws {Unreadable} naming the item, when a version is unknown or a field broke. */
export function readItem<Shape extends z.ZodType>(shape: Shape, item: Item): z.output<Shape> {
  const parsed = shape.safeParse(item);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Unreadable(`stored item ${item.pk} ${item.sk}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** DynamoDB deletes expired items when it finds the time; readers must not see them meanwhile. */
export const isLive = (item: Item, now: Date): boolean => {
  const expires = item[TABLE.expires];
  return typeof expires !== 'number' || expires * 1_000 > now.getTime();
};

async function held(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
