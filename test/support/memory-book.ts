import type { Book, Standing, Subscription } from '../../functions/subscriptions/book.ts';
import { type Recipient, type RecipientKey, recipientKey } from '../../functions/subscriptions/recipient.ts';

/** The book in memory. */
export class MemoryBook implements Book {
  readonly #standings = new Map<RecipientKey, Standing>();
  #subscriptions: Subscription[] = [];

  async subscribe(subscription: Subscription): Promise<void> {
    const known = this.#find(subscription.recipient, subscription.topic);
    this.#subscriptions = this.#subscriptions.filter((one) => one !== known);
    this.#subscriptions.push({ ...subscription, since: known?.since ?? subscription.since });
  }

  async unsubscribe(recipient: Recipient, topic: string): Promise<void> {
    const gone = this.#find(recipient, topic);
    this.#subscriptions = this.#subscriptions.filter((one) => one !== gone);
  }

  async page(topic: string, limit: number, after?: RecipientKey): Promise<Subscription[]> {
    const isNext = (one: Subscription) => after === undefined || recipientKey(one.recipient) > after;
    return this.#subscriptions
      .filter((one) => one.topic === topic && isNext(one))
      .sort((a, b) => (recipientKey(a.recipient) < recipientKey(b.recipient) ? -1 : 1))
      .slice(0, limit);
  }

  async of(recipient: Recipient): Promise<Subscription[]> {
    return this.#subscriptions
      .filter((one) => recipientKey(one.recipient) === recipientKey(recipient))
      .sort((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  async standing(recipient: Recipient): Promise<Standing> {
    return this.#standings.get(recipientKey(recipient)) ?? { state: 'active' };
  }

  async mark(recipient: Recipient, standing: Standing): Promise<void> {
    this.#standings.set(recipientKey(recipient), standing);
  }

  async move(from: Recipient, to: Recipient, now: Date): Promise<void> {
    if (recipientKey(from) === recipientKey(to)) return;
    for (const { topic, since, ...rest } of await this.of(from)) {
      const there = this.#find(to, topic);
      if (there) await this.unsubscribe(to, topic);
      const first = there && there.since < since ? there.since : since;
      await this.subscribe({ ...rest, recipient: to, topic, since: first });
      await this.unsubscribe(from, topic);
    }
    await this.mark(from, { state: 'moved', to, since: now });
  }

  async forget(recipient: Recipient, why: string, now: Date): Promise<void> {
    for (const { topic } of await this.of(recipient)) await this.unsubscribe(recipient, topic);
    await this.mark(recipient, { state: 'gone', why, since: now });
  }

  async erase(recipient: Recipient): Promise<void> {
    for (const { topic } of await this.of(recipient)) await this.unsubscribe(recipient, topic);
    this.#standings.delete(recipientKey(recipient));
  }

  #find(recipient: Recipient, topic: string): Subscription | undefined {
    return this.#subscriptions.find(
      (one) => one.topic === topic && recipientKey(one.recipient) === recipientKey(recipient),
    );
  }
}
