import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFromDiscord } from '../../../functions/chat/discord/verify.ts';

const NOW = new Date('2026-02-05T12:00:00Z');
const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const body = Buffer.from('{"type":1}');

const signed = (bytes: Buffer, at = NOW): Record<string, string> => {
  const timestamp = String(at.getTime() / 1_000);
  const signature = sign(null, Buffer.concat([Buffer.from(timestamp), bytes]), keys.privateKey).toString('hex');
  return { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp };
};
const minutesAgo = (n: number) => new Date(NOW.getTime() - n * 60_000);

describe('a request from Discord', () => {
  it('is let in when the signature is over its very bytes', () => {
    expect(isFromDiscord(signed(body), body, publicKey, NOW)).toBe(true);
  });

  it.each([
    ['the body was changed', signed(body), Buffer.from('{"type":2}'), publicKey],
    ['the body was re-serialised', signed(body), Buffer.from('{ "type": 1 }'), publicKey],
    ['there is no signature', { 'x-signature-timestamp': '1' }, body, publicKey],
    ['there is no timestamp', { 'x-signature-ed25519': 'a'.repeat(128) }, body, publicKey],
    ['the signature is no hex', { ...signed(body), 'x-signature-ed25519': 'z'.repeat(128) }, body, publicKey],
    [
      'the timestamp is of another request',
      { ...signed(body), 'x-signature-timestamp': '1770292801' },
      body,
      publicKey,
    ],
    ['it is six minutes old', signed(body, minutesAgo(6)), body, publicKey],
    ['it is from the future', signed(body, minutesAgo(-6)), body, publicKey],
    ['no key is configured', signed(body), body, ''],
    ['the key is somebody else’s', signed(body), body, 'ab'.repeat(32)],
  ])('is refused when %s', (_, headers, bytes, key) => {
    expect(isFromDiscord(headers, bytes, key, NOW)).toBe(false);
  });
});
