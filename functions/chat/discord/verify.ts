import { createPublicKey, verify } from 'node:crypto';
import { elapsed, minutes } from '../../units/time.ts';

/** DER of an Ed25519 public key up to the key itself. @see https://www.rfc-editor.org/rfc/rfc8410 */
const SPKI_PREFIX = '302a300506032b6570032100';
/** Discord sends no older ones; a recorded request is of no use after this. */
const REPLAY_WINDOW = minutes(5);

/**
 * Whether Discord signed these very bytes, lately. Before anything is parsed; Discord probes with wrong signatures, and
 * takes the endpoint away when one is let through.
 *
 * @param body the raw bytes as they came, never re-serialised JSON.
 */
export function isFromDiscord(
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer,
  publicKeyHex: string,
  now: Date,
): boolean {
  const signature = headers['x-signature-ed25519'];
  const timestamp = headers['x-signature-timestamp'];
  if (!signature || !timestamp || !/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false;
  if (!/^[0-9a-f]{64}$/i.test(publicKeyHex)) return false;
  if (Math.abs(elapsed(new Date(Number(timestamp) * 1_000), now)) > REPLAY_WINDOW) return false;
  const key = createPublicKey({ key: Buffer.from(SPKI_PREFIX + publicKeyHex, 'hex'), format: 'der', type: 'spki' });
  return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
}
