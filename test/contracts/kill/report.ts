import type { FunctionName } from '../../../functions/kit/env.contract.ts';

export type Row = { of: FunctionName; calls: number; deaths: number; ms: number };

/** A line for each function and one for all: its stories, the calls they make of the outside, and the deaths at them. */
export function report(rows: readonly Row[]): string {
  const lines = [...Map.groupBy(rows, ({ of }) => of)].map(([of, stories]) => line(of, stories));
  const head = ['killed at every call'.padEnd(24), ...['stories', 'calls', 'deaths', 'seconds'].map(right)].join('');
  return `\n${[head, ...lines, line('all', rows)].join('\n')}\n`;
}

function line(name: string, rows: readonly Row[]): string {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const numbers = [rows.length, sum(({ calls }) => calls), sum(({ deaths }) => deaths)].map(String);
  return [name.padEnd(24), ...[...numbers, (sum(({ ms }) => ms) / 1_000).toFixed(1)].map(right)].join('');
}

const right = (text: string): string => text.padStart(10);
