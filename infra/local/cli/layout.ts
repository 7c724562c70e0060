import Table from 'cli-table3';
import type { Terminal } from './terminal.ts';

/** A heading and the lines under it; the first column stands right, as numbers do. */
export type Section = { title: string; rows: readonly (readonly string[])[] };

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
const REMARK_WIDTH = 76;

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

/** What a person reads: one section below the other. */
export const sections = (all: readonly Section[], { bold }: Terminal['colors']): string =>
  all.map(({ title, rows }) => `${bold(title)}\n${columns(rows, 'rll', [null, null, REMARK_WIDTH])}`).join('\n\n');
