import type { EChartsCoreOption } from 'echarts/core';
import { SIZE } from './draw.ts';
import { drawable, fitted, widthOf } from './measure.ts';
import type { Theme } from './theme.ts';

/** How a thing looks in the drawing, so that the legend shows it so. */
export type Mark = { label: string; colour: string; as: 'line' | 'dashes' | 'area' | 'bar' | 'outline' };

/** What stands around a drawing. @property source who measured it, and when. */
export type Frame = { title: string; lead: string; marks: readonly Mark[]; source: string; theme: Theme };

export const FONT = 'Noto Sans';
/** At a third of its size, which is what a phone shows, still as large as small print. */
const SMALLEST = 26;
export const AXIS = { size: SMALLEST };

const MARGIN = 44;
const WIDE = SIZE.width - 2 * MARGIN;
/** Where the drawing itself lies; labels of its axes included. */
export const BODY = { left: MARGIN - 8, top: 204, right: MARGIN, bottom: 78 } as const;
/** About what is left of the width for a horizontal axis. */
export const AXIS_WIDTH = WIDE - 110;

const TITLE_SIZES = [46, 42, 38, 34, 30] as const;

/** Whether a title can be written whole. */
export const isShortEnough = (title: string): boolean =>
  widthOf(drawable(title), { size: TITLE_SIZES[TITLE_SIZES.length - 1]!, bold: true }) <= WIDE;

type Element = Readonly<Record<string, unknown>>;

/** Ground, title, lead, legend and source; a drawing adds its grid, axes and series. */
export function framed({ title, lead, marks, source, theme }: Frame, drawing: EChartsCoreOption): EChartsCoreOption {
  const line = (words: string, sizes: readonly [number, ...number[]], y: number, fill: string, bold = false) => {
    const { text, size } = fitted(drawable(words), sizes, WIDE, bold);
    return textAt(text, { x: MARGIN, y, size, fill, bold });
  };
  const rows = rowsOf(marks.map((mark) => ({ ...mark, label: drawable(mark.label) })));
  return {
    ...drawing,
    ...(rows.length > 1 ? { grid: { ...(drawing['grid'] as object), top: BODY.top + ROW } } : {}),
    backgroundColor: theme.ground,
    textStyle: { fontFamily: FONT },
    graphic: [
      {
        type: 'rect',
        silent: true,
        shape: { x: 1, y: 1, width: SIZE.width - 2, height: SIZE.height - 2 },
        style: { fill: 'none', stroke: theme.edge, lineWidth: 2 },
      },
      line(title, TITLE_SIZES, 30, theme.text, true),
      line(lead, [34, 31, 28, SMALLEST], 96, theme.text),
      ...rows.flatMap(({ marks: some, y, size }) => row(some, y, size, theme)),
      line(source, [SMALLEST, 23], SIZE.height - 52, theme.quiet),
    ],
  };
}

/** From the top of its letters' box. */
const textAt = (
  text: string,
  { x, y, size, fill, bold = false }: { x: number; y: number; size: number; fill: string; bold?: boolean },
): Element => ({
  type: 'text',
  silent: true,
  style: {
    text,
    x,
    y,
    fill,
    fontFamily: FONT,
    fontSize: size,
    fontWeight: bold ? 'bold' : 'normal',
    verticalAlign: 'top',
  },
});

const SAMPLE = 40;
const GAP = 12;
const BETWEEN = 36;
const LEGEND_Y = 150;
/** How much further down everything begins for a second row of the legend. */
const ROW = 16;

type Row = { marks: readonly Mark[]; y: number; size: number };

/** Under the lead: one row where it fits, and two of smaller letters where not. */
function rowsOf(marks: readonly Mark[]): Row[] {
  const one = [28, SMALLEST].find((size) => rowWidth(marks, size) <= WIDE);
  if (one !== undefined) return [{ marks, y: LEGEND_Y, size: one }];
  const half = Math.ceil(marks.length / 2);
  const halves = [marks.slice(0, half), marks.slice(half)];
  const size = [24, 22, 20].find((each) => halves.every((some) => rowWidth(some, each) <= WIDE)) ?? 20;
  return halves.map((some, i) => ({ marks: some, y: LEGEND_Y - 6 + i * 34, size }));
}

const rowWidth = (marks: readonly Mark[], size: number): number =>
  marks.reduce((sum, { label }) => sum + SAMPLE + GAP + widthOf(label, { size }), BETWEEN * (marks.length - 1));

function row(marks: readonly Mark[], y: number, size: number, theme: Theme): Element[] {
  let x = MARGIN;
  return marks.flatMap((mark) => {
    const { text } = fitted(mark.label, [size], Math.max(0, SIZE.width - MARGIN - x - SAMPLE - GAP));
    const elements = [
      sample(mark, x, y + size * 0.68),
      textAt(text, { x: x + SAMPLE + GAP, y, size, fill: theme.quiet }),
    ];
    x += SAMPLE + GAP + widthOf(text, { size }) + BETWEEN;
    return elements;
  });
}

const sample = ({ as, colour }: Mark, x: number, y: number): Element =>
  as === 'outline'
    ? {
        type: 'rect',
        silent: true,
        shape: { x: x + 10, y: y - 9, width: 20, height: 18 },
        style: { fill: 'none', stroke: colour, lineWidth: 4 },
      }
    : as === 'area' || as === 'bar'
      ? {
          type: 'rect',
          silent: true,
          shape: { x: x + (as === 'bar' ? 8 : 0), y: y - 11, width: as === 'bar' ? 24 : SAMPLE, height: 22 },
          style: { fill: colour, opacity: as === 'area' ? LOSS_OPACITY : 1 },
        }
      : {
          type: 'line',
          silent: true,
          shape: { x1: x, y1: y, x2: x + SAMPLE, y2: y },
          style: { stroke: colour, lineWidth: 5, ...(as === 'dashes' ? { lineDash: [12, 7] } : {}) },
        };

/** Strong enough to be told from the ground, weak enough to let lines through. */
export const LOSS_OPACITY = 0.62;

/** Said in place of a drawing that there are no numbers for. */
export const nothingToDraw = (words: string, theme: Theme): Element => {
  const { text, size } = fitted(drawable(words), [38, 34, 30, SMALLEST], WIDE);
  return textAt(text, { x: (SIZE.width - widthOf(text, { size })) / 2, y: 380, size, fill: theme.quiet });
};
