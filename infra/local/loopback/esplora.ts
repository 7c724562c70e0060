import { blockAt, hashAt, heightOf } from './blocks.ts';
import type { MarketServer, Page, View } from './world.ts';

const BLOCKS = 10;

/** Esplora's pages, as blockstream.info serves them, and mempool.space below `api/`. */
export function esploraPage(path: string, view: View): Page | undefined {
  const { height } = view.world.chainAt(view.t);
  const at = /^api\/block-height\/(\d+)$/.exec(path)?.[1];
  const hash = /^api\/block\/([0-9a-f]{64})$/.exec(path)?.[1];
  if (path === 'api/blocks/tip/height') return { text: String(height) };
  if (path === 'api/blocks/tip/hash') return { text: hashAt(height) };
  if (path === 'api/blocks') return { json: Array.from({ length: BLOCKS }, (_, i) => blockAt(height - i, view)) };
  if (at !== undefined && Number(at) <= height) return { text: hashAt(Number(at)) };
  if (hash !== undefined && heightOf(hash) <= height) return { json: blockAt(heightOf(hash), view) };
  return undefined;
}

export const blockstream: MarketServer = {
  errorInside: 'Block not found',
  page: (path, _query, view) => esploraPage(path, view),
};
