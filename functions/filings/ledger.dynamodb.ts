import * as z from 'zod';
import { TABLE } from '../kit/names.contract.ts';
import { type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { days, epochSeconds, instantShape, later } from '../units/time.ts';
import type { Accession } from './accession.ts';
import type { FormPrefix } from './forms.ts';
import type { Checked, Cursor, FilingState, Ledger } from './ledger.ts';

/** EDGAR's own lists of a company go back a year or a thousand filings. */
const KEPT = days(500);

/** More than all companies file in half a year. */
const REMEMBERED = 5_000;

const filingShape = z.object({
  v: z.literal(1),
  state: z.enum(['listed', 'read', 'given up']),
  at: instantShape,
  why: z.string().optional(),
});
const cursorShape = z.object({
  v: z.literal(1),
  newest: instantShape,
  etag: z.string().optional(),
  lastModified: z.string().optional(),
});
const checkedShape = z.object({ v: z.literal(1), at: instantShape, from: z.iso.date() });

const filingKey = (accession: Accession): Key => ({ pk: `FILING#${accession}`, sk: 'LEDGER' });
const cursorKey = (prefix: FormPrefix): Key => ({ pk: 'EDGAR', sk: `CURSOR#${prefix}` });
const checkedKey = (cik: number): Key => ({ pk: 'EDGAR', sk: `CHECKED#${cik}` });

export class DynamoLedger implements Ledger {
  readonly #table: Table;
  /** What was read stays read. Half a year of every company is looked up every few minutes, and each look is paid. */
  readonly #read = new Map<Accession, FilingState>();

  constructor(table: Table) {
    this.#table = table;
  }

  async state(accession: Accession): Promise<FilingState | undefined> {
    const known = this.#read.get(accession);
    if (known) return known;
    const item = await this.#table.get(filingKey(accession));
    if (item === undefined) return undefined;
    const { state, at, why } = readItem(filingShape, item);
    const found: FilingState = { state, at, ...(why === undefined ? {} : { why }) };
    if (state === 'read') {
      if (this.#read.size >= REMEMBERED) this.#read.clear();
      this.#read.set(accession, found);
    }
    return found;
  }

  async list(accession: Accession, at: Date): Promise<void> {
    await this.#table.put(
      { ...filingKey(accession), v: 1, state: 'listed', ...stamp(at) },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR #state = :listed',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':listed': 'listed' },
      },
    );
  }

  async finish(
    accession: Accession,
    { state, why }: { state: 'read' | 'given up'; why?: string },
    at: Date,
  ): Promise<void> {
    await this.#table.put({
      ...filingKey(accession),
      v: 1,
      state,
      ...(why === undefined ? {} : { why }),
      ...stamp(at),
    });
  }

  async cursor(prefix: FormPrefix): Promise<Cursor | undefined> {
    const item = await this.#table.get(cursorKey(prefix));
    if (item === undefined) return undefined;
    const { v: _, ...cursor } = readItem(cursorShape, item);
    return cursor;
  }

  async moveCursor(prefix: FormPrefix, { newest, ...validators }: Cursor): Promise<void> {
    await this.#table.put(
      { ...cursorKey(prefix), v: 1, newest: newest.toISOString(), ...validators },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR newest <= :newest',
        ExpressionAttributeValues: { ':newest': newest.toISOString() },
      },
    );
  }

  async checked(cik: number): Promise<Checked | undefined> {
    const item = await this.#table.get(checkedKey(cik));
    if (item === undefined) return undefined;
    const { at, from } = readItem(checkedShape, item);
    return { at, from };
  }

  async check(cik: number, { at, from }: Checked): Promise<void> {
    await this.#table.update(checkedKey(cik), {
      UpdateExpression: 'SET v = :v, #at = :at, #first = if_not_exists(#first, :first)',
      ExpressionAttributeNames: { '#at': 'at', '#first': 'from' },
      ExpressionAttributeValues: { ':v': 1, ':at': at.toISOString(), ':first': from },
    });
  }
}

const stamp = (at: Date) => ({ at: at.toISOString(), [TABLE.expires]: epochSeconds(later(at, KEPT)) });
