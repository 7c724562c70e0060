import Table from 'cli-table3';
import type { Terminal } from './terminal.ts';

/**
 * A heading and the lines under it; the first column stands right, as numbers do.
 * `columns`: where that does not suit; the side of each, and how wide it may be.
 */
export type Section = {
  title: string;
  rows: readonly (readonly string[])[];
  columns?: { align: string; widths?: readonly (number | null)[] };
};

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
} as const;

/** Remarks wrap, so that a hundred columns or so are enough. */
export const REMARK_WIDTH = 76;

/**
 * Columns of text, without lines around them.
 *
 * @param align for each column: l or r.
 * @param widths where a column is to wrap.
 */
export function columns(
  rows: readonly (readonly string[])[],
  align: string,
  widths: readonly (number | null)[] = [],
): string {
  const table = new Table({
    colWidths: [...widths],
    wordWrap: true,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    colAligns: [...align].map((side) => (side === 'r' ? 'right' : 'left')),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Remarks stand in the third column. */
const USUAL: NonNullable<Section['columns']> = { align: 'rll', widths: [null, null, REMARK_WIDTH] };

/** What a person reads: one section below the other. */
export const sections = (all: readonly Section[], { bold }: Terminal['colors']): string =>
  all
    .map(({ title, rows, columns: { align, widths } = USUAL }) => `${bold(title)}\n${columns(rows, align, widths)}`)
    .join('\n\n');
