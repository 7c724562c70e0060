import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FONTS, WASM, WASM_OF_PACKAGE } from '../../functions/pictures/drawn-with.contract.ts';

const SOURCE = join(import.meta.dirname, '..', '..', 'functions', 'pictures', 'fonts');
/** The licence asks to travel with the fonts. */
const LICENCES = ['NotoSans-LICENSE.txt', 'NotoSansSC-LICENSE.txt'];

/** Puts fonts and WebAssembly beside the one bundle that draws; no bundler has to understand either. */
export function copyWhatPicturesNeed(folder: string): void {
  mkdirSync(join(folder, 'fonts'), { recursive: true });
  for (const name of [...FONTS, ...LICENCES]) copyFileSync(join(SOURCE, name), join(folder, 'fonts', name));
  copyFileSync(createRequire(import.meta.url).resolve(WASM_OF_PACKAGE), join(folder, WASM));
}
