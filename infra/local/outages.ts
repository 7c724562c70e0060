/** What goes on for long is said again after this. */
const SAY_AGAIN_MS = 3_600_000;

/** Troubles that go on: each is worth a line when it begins, and one when it ends, and every tick would say it again. */
export class Outages {
  readonly #since = new Map<string, number>();

  /** @returns whether it is news. Numbers do not count: a time or a port makes no other trouble of it. */
  begins(line: string, now: number): boolean {
    const key = line.replaceAll(/\d+/g, '#');
    const said = this.#since.get(key);
    if (said !== undefined && now - said < SAY_AGAIN_MS) return false;
    this.#since.set(key, now);
    return true;
  }

  /** @returns whether there was any that begins so. */
  end(...beginnings: readonly string[]): boolean {
    const over = [...this.#since.keys()].filter((key) => beginnings.some((beginning) => key.startsWith(beginning)));
    for (const key of over) this.#since.delete(key);
    return over.length > 0;
  }
}
