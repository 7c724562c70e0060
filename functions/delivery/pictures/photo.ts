import type { Recipient } from '../../subscriptions/recipient.ts';
import type { Milliseconds } from '../../units/time.ts';
import type { Outcome } from '../outcome.ts';

/** A picture to upload, or one that the platform has already. The caption is plain text. */
export type Photo = { caption: string } & ({ png: Uint8Array } | { fileId: string });

/** `again`: the platform no longer knows the file; it must be uploaded once more. */
export type PhotoOutcome =
  | Outcome
  | { kind: 'sent'; messageId: string; fileId?: string }
  | { kind: 'again'; why: string };

/**
 * Shows a picture in a chat, without a sound: its words have rung already. Never throws for what a platform answered.
 *
 * Kept with Telegram alone until Discord's uploads come.
 */
export interface PhotoChannel {
  /** @param answering id of the message under which it is to stand; when that is gone, it is sent all the same. */
  send(to: Recipient, photo: Photo, within: Milliseconds, answering?: string): Promise<PhotoOutcome>;
}
