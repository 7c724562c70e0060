/**
 * Makes functions/pictures/fonts: what pictures are written in, cut down to the characters we use, and how wide each is.
 *
 *     node infra/fonts/subset.ts
 *
 * Run again when a catalogue gains characters (test/pictures/fonts.test.ts says so). The whole fonts are 100 MB and are
 * therefore no dependency: npm brings the exact versions named here into a temporary folder.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import subsetFont from 'subset-font';
import { FONTS as NAMES, WASM_OF_PACKAGE } from '../../functions/pictures/drawn-with.contract.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const TARGET = join(PROJECT, 'functions', 'pictures', 'fonts');
const PACKAGES = ['@expo-google-fonts/noto-sans@0.4.2', '@expo-google-fonts/noto-sans-sc@0.4.3'];

/** Printable ASCII, Latin-1, Latin Extended-A, Cyrillic, and the signs that numbers and sentences need. */
const WESTERN = [
  ...range(0x20, 0x7e),
  ...range(0xa0, 0x17f),
  ...range(0x218, 0x21b),
  ...range(0x400, 0x45f),
  ...range(0x490, 0x493),
  ...'\u2007\u2009\u202f‐‑‒–—―‘’‚“”„†•…‰′″‹›⁄€₹₽₺₿№™−≈≠≤≥¢→'.split(''),
].join('');

/** The 3,755 most common characters (level 1 of GB 2312), its punctuation, and whatever else our own words hold. */
const CHINESE = [
  ...new Set([
    ...gb2312(0xb0, 0xd7),
    ...'，。、；：？！…—·「」『』（）《》〈〉【】“”‘’％￥＋－×÷～／'.split(''),
    ...ownWords().filter((character) => /\p{Script=Han}/u.test(character)),
  ]),
].join('');

const FONTS = [
  { from: 'noto-sans/400Regular/NotoSans_400Regular.ttf', to: NAMES[0], text: WESTERN },
  { from: 'noto-sans/700Bold/NotoSans_700Bold.ttf', to: NAMES[1], text: WESTERN },
  { from: 'noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf', to: NAMES[2], text: CHINESE },
];

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
}

function gb2312(firstRow: number, lastRow: number): string[] {
  const bytes: number[] = [];
  for (let row = firstRow; row <= lastRow; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  return [...new TextDecoder('gbk').decode(Uint8Array.from(bytes))].filter((one) => /\p{Script=Han}/u.test(one));
}

function ownWords(): string[] {
  const folder = join(PROJECT, 'functions', 'words');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8')]);
}

const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
try {
  writeFileSync(join(folder, 'package.json'), '{}');
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', ...PACKAGES], { cwd: folder });
  const source = join(folder, 'node_modules', '@expo-google-fonts');
  for (const { from, to, text } of FONTS) {
    const whole = readFileSync(join(source, from));
    // No ligatures or alternates: only then is a text as wide as its characters.
    const cut = await subsetFont(whole, text, { targetFormat: 'sfnt', keepFeatures: [], noHinting: true });
    writeFileSync(join(TARGET, to), cut);
    process.stdout.write(`${to}: ${[...text].length} characters, ${Math.round(cut.length / 1_000)} kB\n`);
  }
  copyFileSync(join(source, 'noto-sans', 'LICENSE_FONT'), join(TARGET, 'NotoSans-LICENSE.txt'));
  copyFileSync(join(source, 'noto-sans-sc', 'LICENSE_FONT'), join(TARGET, 'NotoSansSC-LICENSE.txt'));
  await writeWidths();
} finally {
  rmSync(folder, { recursive: true });
}

/** Advance widths in thousandths of the size, regular and bold; every Chinese character is as wide as it is high. */
async function writeWidths(): Promise<void> {
  await initWasm(readFileSync(createRequire(import.meta.url).resolve(WASM_OF_PACKAGE)));
  const fontBuffers = FONTS.map(({ to }) => readFileSync(join(TARGET, to)));
  const inked = (text: string, weight: number): number => {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="2000"><text xml:space="preserve" x="100"
      y="1500" font-size="1000" font-family="Noto Sans" font-weight="${weight}">${escaped}</text></svg>`;
    const drawn = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'Noto Sans' } });
    return drawn.getBBox()?.width ?? 0;
  };
  // Between two bars, so that what a character leaves blank at its sides counts, too.
  const widthsOf = (weight: number) => {
    const bars = inked('||', weight);
    return [...WESTERN].map((one) => Math.round(inked(`|${one}|`, weight) - bars));
  };
  const widths = { western: WESTERN, regular: widthsOf(400), bold: widthsOf(700), chinese: CHINESE };
  writeFileSync(join(TARGET, 'widths.json'), `${JSON.stringify(widths)}\n`);
}
