import * as z from 'zod';
import type { TelegramApi } from '../../delivery/telegram/api.ts';
import type { Clock } from '../../kit/clock.ts';
import { Unreachable } from '../../kit/errors.ts';
import { later, minutes, seconds } from '../../units/time.ts';
import type { Question } from './update.ts';

/** Somebody who is made an administrator should not have to wait, and somebody who taps ten times should not cost ten calls. */
const REMEMBERED_FOR = minutes(1);
const REMEMBERED = 1_000;
const ASK_WITHIN = seconds(3);

const memberShape = z.object({ status: z.string() });

/** Who may change what a chat is told: in a group its administrators, in a channel whoever may post there. */
export class Rights {
  readonly #api: TelegramApi;
  readonly #clock: Clock;
  readonly #known = new Map<string, { may: boolean; until: Date }>();

  constructor(api: TelegramApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** @throws {Unreachable} when Telegram does not tell; nobody is let in, or turned away, on a guess. */
  async mayConfigure({ rights, recipient, user }: Question): Promise<boolean> {
    if (rights !== 'ask') return rights === 'all';
    if (user === undefined) return false;
    const key = `${recipient.chat} ${user}`;
    const now = this.#clock.now();
    const known = this.#known.get(key);
    if (known && known.until > now) return known.may;
    const may = await this.#ask(recipient.chat, user);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(key, { may, until: later(now, REMEMBERED_FOR) });
    return may;
  }

  async #ask(chat: string, user: string): Promise<boolean> {
    const answered = await this.#api.call('getChatMember', { chat_id: chat, user_id: Number(user) }, ASK_WITHIN);
    if (answered.ok) {
      const { status } = memberShape.catch({ status: 'unknown' }).parse(answered.result);
      return status === 'creator' || status === 'administrator';
    }
    const { kind, why } = answered.judged;
    if (kind === 'retry' || kind === 'unknown')
      throw new Unreachable(`Telegram does not say who may configure: ${why}`);
    return false;
  }
}
