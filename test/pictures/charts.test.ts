import { beforeAll, describe, expect, it } from 'vitest';
import { SIZE } from '../../functions/pictures/draw.ts';
import { canDraw } from '../../functions/pictures/measure.ts';
import type { Drawing } from '../../functions/pictures/picture.ts';
import { renderPng } from '../../functions/pictures/png.resvg.ts';
import { LOCALES } from '../../functions/words/preferences.ts';
import { difference, expectGolden } from './golden.ts';
import { drawScene, LATEST, PERIODS, SCENES } from './scenes.ts';
import { type Text, textsOf } from './texts.ts';

const MOST_BYTES = 150_000;
/** At a third of its size, as a phone shows it, nearly eight points. */
const SMALLEST_TEXT = 20;
const LONGEST_CAPTION = 1_024;

describe.each(Object.entries(SCENES))('the picture %s', (name, scene) => {
  let drawing: Drawing;
  let texts: Text[];
  beforeAll(() => {
    drawing = drawScene(scene);
    texts = textsOf(drawing.svg);
  });

  it('looks as it was when somebody looked at it, and is light enough for a slow phone', async () => {
    const png = await renderPng(drawing.svg);
    expect(png.length).toBeLessThanOrEqual(MOST_BYTES);
    expectGolden(name, png);
  });

  it('is the same text each time it is drawn', () => {
    expect(drawScene(scene)).toEqual(drawing);
  });

  it('has letters that can be read on a phone, and that its fonts have', () => {
    expect(texts.length).toBeGreaterThan(8);
    expect(texts.filter(({ size }) => size < SMALLEST_TEXT)).toEqual([]);
    expect(texts.flatMap(({ text }) => [...text].filter((character) => !canDraw(character)))).toEqual([]);
  });

  it('cuts no text off, and lets none run into another', () => {
    const outside = texts.filter(
      ({ left, right, top, bottom }) => left < 4 || right > SIZE.width - 4 || top < 4 || bottom > SIZE.height - 4,
    );
    expect(outside).toEqual([]);
    expect(texts.flatMap((one, i) => texts.slice(i + 1).filter((other) => overlap(one, other)))).toEqual([]);
  });

  it('says in its caption every number that is said in it', () => {
    expect(drawing.caption.length).toBeLessThanOrEqual(LONGEST_CAPTION);
    // The line under the title; axes are there to be compared by eye.
    const lead = texts[1]!.text;
    expect(numbersIn(lead).filter((number) => !drawing.caption.includes(number))).toEqual([]);
  });
});

it.each(LOCALES)('in %s nothing is cut but the name of a fleet, and nothing runs into another', (locale) => {
  for (const { picture } of Object.values(SCENES)) {
    const [title, ...others] = textsOf(drawScene({ picture, preferences: { locale } }).svg);
    expect(others.filter(({ text }) => text.includes('…'))).toEqual([]);
    expect(others.flatMap((one, i) => others.slice(i + 1).filter((other) => overlap(one, other)))).toEqual([]);
    if (!('fleet' in picture)) expect(title!.text).not.toContain('…');
  }
});

const overlap = (a: Text, b: Text): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2;

const numbersIn = (text: string): string[] => text.match(/\d[\d.,]*\d|\d/g) ?? [];

it('notices a line that moved', async () => {
  const scene = SCENES['margin-30d-en']!;
  const moved = { ...scene, picture: { ...scene.picture, lines: [{ perPhDay: 33, currency: 'USD' }] } } as typeof scene;
  const [one, other] = [await renderPng(drawScene(scene).svg), await renderPng(drawScene(moved).svg)];
  expect(difference(one, one)).toBe(0);
  expect(difference(one, other)).toBeGreaterThan(0.001);
});

it('tells a caption what was lost, and for how long', () => {
  expect(drawScene(SCENES['margin-30d-en']!).caption.split('\n')).toEqual([
    'Hashprice and break-even: S21 in Texas',
    'Hashprice, last 30 days: lowest $28.01/PH/day on 2026-02-24, highest $40.36/PH/day on 2026-01-28, now $28.17/PH/day.',
    'Under the break-even of $33.60/PH/day for 32.9 % of this time.',
    `Source: coinbase, kraken, bitstamp, gemini, mempool.space; ${LATEST.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ]);
});

it('says so where a company has told nothing yet', () => {
  const { picture } = SCENES['miner-1y-en']!;
  const { svg, caption } = drawScene({ picture }, []);
  expect(textsOf(svg).map(({ text }) => text)).toContain('Nothing on record for this yet');
  expect(caption).toContain('Nothing on record for this yet');
  expect(PERIODS.length).toBeGreaterThan(0);
});
