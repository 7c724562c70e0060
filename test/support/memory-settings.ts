import { type Recipient, recipientKey } from '../../functions/subscriptions/recipient.ts';
import { type Settings, type SettingsKeeper, USUAL_SETTINGS } from '../../functions/subscriptions/settings.ts';

/** Settings in memory. */
export class MemorySettings implements SettingsKeeper {
  readonly #kept = new Map<string, Settings>();

  async read(recipient: Recipient): Promise<Settings> {
    return structuredClone(this.#at(recipient));
  }

  async save(recipient: Recipient, next: Settings): Promise<boolean> {
    // In one turn: two that save at once must not both find what they had seen.
    if (this.#at(recipient).version !== next.version - 1) return false;
    this.#kept.set(recipientKey(recipient), structuredClone(next));
    return true;
  }

  async forget(recipient: Recipient): Promise<void> {
    this.#kept.delete(recipientKey(recipient));
  }

  #at = (recipient: Recipient): Settings => this.#kept.get(recipientKey(recipient)) ?? USUAL_SETTINGS;
}
