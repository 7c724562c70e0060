import type { Answer } from './serve.ts';
import { json } from './serve.ts';
import { refusal } from './telegram-faults.ts';
import type { Payload } from './telegram-methods.ts';

type Waiting = { end(answer: Answer): void };
type Update = { update_id: number } & Record<string, unknown>;

const TAKEN_OVER = refusal(
  409,
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
);
const HOOKED = refusal(
  409,
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
);

/** What waits for the bot, and how it is brought: one poller, or one webhook. */
export class Updates {
  webhook: Payload<'setWebhook'> | undefined;
  /** What the webhook answered last, where that was no success. */
  trouble: string | undefined;
  troubledAt = new Date(1_000);
  readonly #queue: Update[] = [];
  #poller: Waiting | undefined;
  #lastId = 900_000;

  /** @returns its number. */
  put(update: Record<string, unknown>): number {
    const id = Number(update['update_id'] ?? ++this.#lastId);
    this.#lastId = Math.max(this.#lastId, id);
    this.#queue.push({ update_id: id, ...update });
    this.#poller?.end(this.#page(100));
    return id;
  }

  /** Those that nobody has confirmed. */
  get left(): number {
    return this.#queue.length;
  }

  /** Answers at once when there is something; otherwise when there is, or when the time is over. */
  poll({ offset = 0, limit = 100, timeout = 0 }: Payload<'getUpdates'>): Answer | Promise<Answer> {
    if (this.webhook?.url) return HOOKED;
    this.#poller?.end(TAKEN_OVER);
    while (this.#queue[0] && this.#queue[0].update_id < offset) this.#queue.shift();
    if (this.#queue.length > 0 || timeout === 0) return this.#page(limit);
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiting.end(this.#page(limit)), timeout * 1_000);
      const waiting: Waiting = {
        end: (answer) => {
          clearTimeout(timer);
          if (this.#poller === waiting) this.#poller = undefined;
          resolve(answer);
        },
      };
      this.#poller = waiting;
    });
  }

  set(wanted: Payload<'setWebhook'>): Answer {
    const same = this.webhook?.url === wanted.url;
    const { allowed_updates: kinds = this.webhook?.allowed_updates, ...rest } = wanted;
    this.webhook = wanted.url === '' ? undefined : { ...rest, ...(kinds && { allowed_updates: kinds }) };
    return json({ ok: true, result: true, description: same ? 'Webhook is already set' : 'Webhook was set' });
  }

  info(): object {
    const { url = '', max_connections = 40, allowed_updates } = this.webhook ?? {};
    return {
      url,
      has_custom_certificate: false,
      pending_update_count: this.#queue.length,
      ...(url === '' ? {} : { max_connections }),
      ...(allowed_updates && { allowed_updates }),
      ...(this.trouble && {
        last_error_date: Math.floor(this.troubledAt.getTime() / 1_000),
        last_error_message: this.trouble,
      }),
    };
  }

  stop(): void {
    this.#poller?.end(this.#page(0));
  }

  #page = (limit: number): Answer => json({ ok: true, result: this.#queue.slice(0, limit) });
}
