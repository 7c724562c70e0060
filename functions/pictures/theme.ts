/** Colours of a picture. Text has a contrast of at least 4.5 to its ground, lines and areas of at least 3 (WCAG 2.2 AA). */
export type Theme = {
  name: 'dark' | 'light';
  ground: string;
  /** What the picture ends with, so that it has an end on a ground of its own colour. */
  edge: string;
  text: string;
  quiet: string;
  grid: string;
  /** The measured thing: hashprice, price, difficulty, holdings. */
  main: string;
  /** What it is held against. */
  line: string;
  /** Further lines, less important. */
  second: string;
  third: string;
  loss: string;
  gain: string;
};

/**
 * For messengers, too: they do not tell on which ground they show a picture, and light letters on dark read well on both.
 *
 * Colours differ in lightness as well as in hue, and lines in their strokes: nothing is told by red and green alone.
 */
export const DARK: Theme = {
  name: 'dark',
  ground: '#101826',
  edge: '#5d6b82',
  text: '#f4f7fb',
  quiet: '#b4c0d2',
  grid: '#26344a',
  main: '#6cb8ff',
  line: '#ffc053',
  second: '#b49cff',
  third: '#5fd0b8',
  loss: '#ff6f6a',
  gain: '#4fcf8b',
};

export const LIGHT: Theme = {
  name: 'light',
  ground: '#ffffff',
  edge: '#8692a6',
  text: '#111a2b',
  quiet: '#4b586d',
  grid: '#dfe5ee',
  main: '#1463c2',
  line: '#a85a00',
  second: '#6a43c9',
  third: '#0b7a66',
  loss: '#b81414',
  gain: '#1a7f4b',
};
