import { type Recipient, type RecipientKey, recipientKey } from '../subscriptions/recipient.ts';

/** The place of a chat among those that use the bot: all topics of a group have one between them. */
export const placeOf = (recipient: Recipient): RecipientKey =>
  recipientKey(recipient.platform === 'telegram' ? { platform: 'telegram', chat: recipient.chat } : recipient);

/** The chats that use the bot, counted, so that whoever hosts it can say how many may. */
export interface Places {
  has(place: string): Promise<boolean>;
  /** @returns whether there was room, or it had its place already. */
  take(place: string, most: number, now: Date): Promise<boolean>;
  /** Its place is free for somebody else; nothing of it is kept. */
  leave(place: string): Promise<void>;
  /** A chat got another id. */
  move(from: string, to: string, now: Date): Promise<void>;
  count(): Promise<number>;
}
