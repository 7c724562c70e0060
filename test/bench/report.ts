import { columns } from '../../infra/local/cli/layout.ts';

/** A limit that fails the command, and what was measured against it. */
export type Bound = { says: string; was: string; holds: boolean };

/** One table of figures; `align` has an l or r for each column. */
export type Report = {
  title: string;
  head: readonly string[];
  align: string;
  rows: readonly (readonly string[])[];
  notes?: readonly string[];
  bounds?: readonly Bound[];
};

/** A report as people read it. */
export function written({ title, head, align, rows, notes = [], bounds = [] }: Report): string {
  const rule = head.map((name, i) => '─'.repeat(Math.max(name.length, ...rows.map((row) => row[i]!.length))));
  const judged = bounds.map(({ says, was, holds }) => ` ${holds ? '✓' : '✗ FAILED'} ${says}: ${was}`);
  const lines = [title, columns([head, rule, ...rows], align), ...notes.map((note) => ` ${note}`), ...judged];
  return `\n${lines.join('\n')}`;
}

/** `12,345`. */
export const count = (n: number): string => n.toLocaleString('en');

/** `96.2 %` of a ratio. */
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

/** Three digits or so: `870 ns`, `12.3 µs`, `4.56 ms`, `1.23 s`. */
export function time(ms: number): string {
  const [value, unit] =
    ms >= 1_000 ? [ms / 1_000, 's'] : ms >= 1 ? [ms, 'ms'] : ms >= 1e-3 ? [ms * 1e3, 'µs'] : [ms * 1e6, 'ns'];
  return `${value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value + 1)) : 3)} ${unit}`;
}

/** Kilobytes of a thousand bytes. */
export const kilobytes = (bytes: number): string => `${count(Math.round(bytes / 1_000))} kB`;

/** The value that so large a share of all are not above. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
