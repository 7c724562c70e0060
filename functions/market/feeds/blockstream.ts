import * as z from 'zod';
import { Unreadable } from '../../kit/errors.ts';
import type { Epoch, Tip } from '../chain.ts';
import { feed } from '../feed.ts';
import { blockShape, blocksShape, tipOf } from './esplora.ts';

const blockstream = { name: 'blockstream.info', base: 'BLOCKSTREAM_URL' } as const;

/** @see https://github.com/Blockstream/esplora/blob/master/API.md */
export const blockstreamTip = feed({
  ...blockstream,
  path: 'api/blocks',
  shape: blocksShape,
  read: (blocks): Tip => tipOf(blocks),
});

/** The hash of the block at `height`, as plain text: where to ask for the block itself. */
export const blockstreamHashAt = (height: number) =>
  feed({
    ...blockstream,
    path: `api/block-height/${height}`,
    format: 'text',
    shape: z.string().regex(/^\s*[0-9a-f]{64}\s*$/, 'not a block hash'),
    read: (hash): string => hash.trim(),
  });

/** The first block of an epoch, and so when the epoch began. */
export const blockstreamEpoch = (hash: string, firstHeight: number) =>
  feed({
    ...blockstream,
    path: `api/block/${hash}`,
    shape: blockShape,
    read: ({ height, timestamp }): Epoch => {
      if (height !== firstHeight)
        throw new Unreadable(`blockstream.info answered with block ${height}, not ${firstHeight}`);
      return { firstHeight, startedAt: timestamp };
    },
  });
