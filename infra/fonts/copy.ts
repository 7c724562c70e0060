/** Copies what pictures are drawn with into the folder of a bundle: `node infra/fonts/copy.ts <folder>`. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FONTS, WASM, WASM_OF_PACKAGE } from '../../functions/pictures/drawn-with.contract.ts';

const SOURCE = join(import.meta.dirname, '..', '..', 'functions', 'pictures', 'fonts');
/** The licence asks to travel with the fonts. */
const LICENCES = ['NotoSans-LICENSE.txt', 'NotoSansSC-LICENSE.txt'];

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('say where to: node infra/fonts/copy.ts <folder>');
mkdirSync(join(folder, 'fonts'), { recursive: true });
for (const name of [...FONTS, ...LICENCES]) copyFileSync(join(SOURCE, name), join(folder, 'fonts', name));
copyFileSync(createRequire(import.meta.url).resolve(WASM_OF_PACKAGE), join(folder, WASM));
