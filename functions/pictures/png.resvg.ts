import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as modules from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { FONTS, WASM, WASM_OF_PACKAGE } from './drawn-with.contract.ts';

let ready: Promise<Uint8Array[]> | undefined;

/**
 * WebAssembly, since a binary that was built on one kind of processor is wrong on another; once for each process.
 *
 * In a bundle everything lies beside the module; in the repository the fonts do, and the rest is in its package.
 */
async function prepare(): Promise<Uint8Array[]> {
  const require = modules.createRequire(import.meta.url);
  const beside = join(import.meta.dirname, WASM);
  await initWasm(await readFile(existsSync(beside) ? beside : require.resolve(WASM_OF_PACKAGE)));
  return Promise.all(FONTS.map((name) => readFile(join(import.meta.dirname, 'fonts', name))));
}

/** Draws with the bundled fonts and no others, so that every machine draws the same. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  ready ??= prepare();
  const drawing = new Resvg(svg, { font: { fontBuffers: await ready, defaultFontFamily: 'Noto Sans' } });
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}
