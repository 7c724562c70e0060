import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The same short name for the same text: the first characters of its SHA-256 in base64url, six bits each. */
export const digestOf = (text: string, characters: number): string =>
  digest(text).toString('base64url').slice(0, characters);

/** The same number from 0 to just under 1 for the same text, and evenly spread over different ones. */
export const shareOf = (text: string): number => digest(text).readUInt32BE() / 2 ** 32;

/** In which of so many shards a key lies, always. */
export const shardOf = (key: string, shards: number): number => digest(key).readUInt32BE() % shards;

/** Whether two secrets are the same, compared by digest, so that neither content nor length leaks through time. */
export const isSameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
