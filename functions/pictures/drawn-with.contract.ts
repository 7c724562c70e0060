/** What pictures are drawn with, beside the module that draws. Infra puts it beside the one bundle that does: fonts in `fonts/`. */
export const FONTS = ['NotoSans-Regular.ttf', 'NotoSans-Bold.ttf', 'NotoSansSC-Medium.ttf'] as const;
export const WASM = 'resvg.wasm';
/** Where the package has it, while nothing is bundled. */
export const WASM_OF_PACKAGE = '@resvg/resvg-wasm/index_bg.wasm';
