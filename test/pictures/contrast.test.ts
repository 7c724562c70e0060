import { describe, expect, it } from 'vitest';
import { LOSS_OPACITY } from '../../functions/pictures/frame.ts';
import { DARK, LIGHT, type Theme } from '../../functions/pictures/theme.ts';

type Rgb = readonly [number, number, number];

const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
const luminance = (colour: Rgb): number => {
  const [r, g, b] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: Rgb, b: Rgb): number => {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

const through = (colour: Rgb, ground: Rgb, opacity: number): Rgb =>
  colour.map((part, i) => part * opacity + ground[i]! * (1 - opacity)) as unknown as Rgb;

it('reckons as the standard does', () => {
  expect(contrast(rgb('#000000'), rgb('#ffffff'))).toBeCloseTo(21, 5);
  expect(contrast(rgb('#777777'), rgb('#ffffff'))).toBeCloseTo(4.48, 2);
});

describe.each([DARK, LIGHT])('the $name theme', (theme: Theme) => {
  const ground = rgb(theme.ground);

  it.each(['text', 'quiet'] as const)('has letters in %s that stand out by 4.5 to 1', (name) => {
    expect(contrast(rgb(theme[name]), ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['main', 'line', 'second', 'third', 'loss', 'gain', 'edge'] as const)(
    'draws in %s what stands out by 3 to 1',
    (name) => {
      expect(contrast(rgb(theme[name]), ground)).toBeGreaterThanOrEqual(3);
    },
  );

  it('shades losses so that they stand out by 3 to 1', () => {
    expect(contrast(through(rgb(theme.loss), ground, LOSS_OPACITY), ground)).toBeGreaterThanOrEqual(3);
  });

  it('lets lines be told from a loss that they border on', () => {
    const loss = through(rgb(theme.loss), ground, LOSS_OPACITY);
    for (const name of ['main', 'line'] as const) expect(contrast(rgb(theme[name]), loss)).toBeGreaterThan(1.5);
  });
});

it.each([
  ['a light room', '#ffffff'],
  ['a dark one', '#17212b'],
])('the picture has an edge in %s', (_, around) => {
  expect(contrast(rgb(DARK.edge), rgb(around))).toBeGreaterThanOrEqual(2.5);
});
