import { createPublicKey, verify } from 'node:crypto';
import { elapsed, minutes } from '../../units/time.ts';

/** DER of an Ed25519 public key up to the key itself. @see https://www.rfc-editor.org/rfc/rfc8410 */
const SPKI_PREFIX = '302a300506032b6570032100';
/** Discord sends no older ones; a recorded request is of no use after this. */
const REPLAY_WINDOW = minutes(5);

type Headers = Readonly<Record<string, string | undefined>>;

/** Whether it looks like what Discord signs, and like now. Without a key nothing more can be said. */
export function couldBeFromDiscord(headers: Headers, now: Date): boolean {
  const { signature, timestamp } = signedBy(headers);
  if (!signature || !timestamp || !/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(elapsed(new Date(Number(timestamp) * 1_000), now)) <= REPLAY_WINDOW;
}

/**
 * Whether Discord signed these very bytes, lately. Before anything is parsed; Discord probes with wrong signatures, and
 * takes the endpoint away when one is let through.
 *
 * @param body the raw bytes as they came, never re-serialised JSON.
 */
export function isFromDiscord(headers: Headers, body: Buffer, publicKeyHex: string, now: Date): boolean {
  if (!couldBeFromDiscord(headers, now) || !/^[0-9a-f]{64}$/i.test(publicKeyHex)) return false;
  const { signature = '', timestamp = '' } = signedBy(headers);
  const key = createPublicKey({ key: Buffer.from(SPKI_PREFIX + publicKeyHex, 'hex'), format: 'der', type: 'spki' });
  return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
}

const signedBy = (headers: Headers) => ({
  signature: headers['x-signature-ed25519'],
  timestamp: headers['x-signature-timestamp'],
});
