import { deliveryShape, deliveryToJson } from '../../functions/delivery/delivery.ts';
import type { Held, Shelf, Telltale } from '../../functions/delivery/shelf.ts';
import { type Recipient, recipientKey } from '../../functions/subscriptions/recipient.ts';

/** The shelf in memory. */
export class MemoryShelf implements Shelf {
  readonly #held = new Map<string, Held>();
  readonly #told = new Map<string, Telltale>();

  async put(held: Held): Promise<void> {
    const delivery = deliveryShape.parse(deliveryToJson(held.delivery));
    this.#held.set(keyOf(held), { ...held, delivery });
  }

  async of(recipient: Recipient, limit: number): Promise<Held[]> {
    return [...this.#held.values()]
      .filter(({ delivery }) => recipientKey(delivery.recipient) === recipientKey(recipient))
      .sort((a, b) => a.delivery.notice.at.getTime() - b.delivery.notice.at.getTime())
      .slice(0, limit);
  }

  async remove(held: Held): Promise<void> {
    this.#held.delete(keyOf(held));
  }

  async erase(recipient: Recipient): Promise<void> {
    for (const kept of [this.#held, this.#told]) {
      for (const key of kept.keys()) if (key.startsWith(`${recipientKey(recipient)} `)) kept.delete(key);
    }
  }

  async note(telltale: Telltale): Promise<void> {
    this.#told.set(toldKeyOf(telltale), structuredClone(telltale));
  }

  async noted(recipient: Recipient): Promise<Telltale[]> {
    return [...this.#told.values()].filter((one) => recipientKey(one.recipient) === recipientKey(recipient));
  }

  async forget(telltale: Telltale): Promise<void> {
    this.#told.delete(toldKeyOf(telltale));
  }
}

const keyOf = ({ delivery: { recipient, notice } }: Held): string => `${recipientKey(recipient)} ${notice.key}`;
const toldKeyOf = ({ recipient, covers }: Telltale): string => `${recipientKey(recipient)} ${JSON.stringify(covers)}`;
