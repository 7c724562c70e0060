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

/** Shows a picture in a chat, without a sound: its words have rung already. Never throws for what a platform answered. */
export interface PhotoChannel {
  /** Whether what was uploaded once can be shown again by its id. */
  readonly keeps: boolean;
  /**
   * @param nonce the same for the same picture in the same chat; where the platform can, it makes a repeat harmless.
   * @param answering id of the message under which it is to stand; when that is gone, it is sent all the same.
   */
  send(to: Recipient, photo: Photo, nonce: string, within: Milliseconds, answering?: string): Promise<PhotoOutcome>;
}
