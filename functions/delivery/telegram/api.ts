import type { Milliseconds } from '../../units/time.ts';
import type { Refusal } from './reply.ts';

/** What Telegram answered one call with. `stranger`: it does not know the token, and did nothing. */
export type Answered = { ok: true; result: unknown } | { ok: false; judged: Refusal; stranger?: true };

/** A file to upload, where a parameter takes one. */
export type Upload = { source: Buffer; filename: string };

/** One call of the Bot API. Never throws for what Telegram answered, and never says the token. */
export interface TelegramApi {
  /** @param within the time left; it gives up before that is over. */
  call(method: string, payload: Readonly<Record<string, unknown>>, within: Milliseconds): Promise<Answered>;
}
