import type { Clock } from '../../functions/kit/clock.ts';
import { nothingOwn, type Own, type OwnKeeper } from '../../functions/subscriptions/own.ts';
import { type Recipient, recipientKey } from '../../functions/subscriptions/recipient.ts';
import { days } from '../../functions/units/time.ts';

/** What chats wrote themselves, in memory. */
export class MemoryOwn implements OwnKeeper {
  readonly #kept = new Map<string, Own>();
  readonly #clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  async read(recipient: Recipient): Promise<Own> {
    const own = this.#kept.get(recipientKey(recipient));
    const isOver = own?.left && own.left.at.getTime() + days(90) <= this.#clock.now().getTime();
    return own === undefined || isOver ? nothingOwn() : structuredClone(own);
  }

  async save(recipient: Recipient, next: Own): Promise<boolean> {
    if ((await this.read(recipient)).version !== next.version - 1) return false;
    this.#kept.set(recipientKey(recipient), structuredClone(next));
    return true;
  }

  async forget(recipient: Recipient): Promise<void> {
    this.#kept.delete(recipientKey(recipient));
  }
}
