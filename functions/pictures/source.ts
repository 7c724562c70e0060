import type { Snapshot } from '../market/snapshot.ts';
import type { Reader } from './reader.ts';

/** Whose numbers, and of when. */
export const marketSource = ({ at, price, network }: Snapshot, { words }: Reader): string =>
  words.say('picture.source', {
    names: [...new Set([...price.from, network.from.tip, network.from.fees])].join(', '),
    at: words.instant(at),
  });
