export const WHENS = ['before its effect', 'after its effect'] as const;
type When = (typeof WHENS)[number];

/**
 * Where a process dies: at the call of this name, or at its nth one; before the outside has done it, or after that and
 * before the answer is here.
 */
export type Death = { at: string | number; when: When };

/**
 * One life of a process. Each call that it makes of the outside goes through here, one at a time and in the order in
 * which they were begun, so that a second run makes the same calls in the same order.
 *
 * At the call of its death nothing returns, and no later one is made: nothing in the process can catch that, tidy up
 * after it or go on.
 */
export class Life {
  /** Every call that was begun; the second one of a name is `name (2)`. */
  readonly calls: string[] = [];
  readonly #end: Death | undefined;
  readonly #death = Promise.withResolvers<'killed'>();
  readonly #times = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();
  #done = 0;

  constructor(end?: Death) {
    this.#end = end;
  }

  get death(): Promise<'killed'> {
    return this.#death.promise;
  }

  /** The calls that had their effect. */
  get effects(): readonly string[] {
    return this.calls.slice(0, this.#done);
  }

  /** @param effect what the outside does; a refusal is an answer, too. */
  call<Answer>(name: string, effect: () => Promise<Answer>): Promise<Answer> {
    const mine = this.#last.then(() => this.#make(name, effect));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #make<Answer>(name: string, effect: () => Promise<Answer>): Promise<Answer> {
    const call = this.#numbered(name);
    const nth = this.calls.push(call);
    const when = this.#end?.at === call || this.#end?.at === nth ? this.#end.when : undefined;
    if (when === 'before its effect') await this.#die();
    try {
      return await effect();
    } finally {
      this.#done = nth;
      if (when !== undefined) await this.#die();
    }
  }

  #die(): Promise<never> {
    this.#death.resolve('killed');
    return new Promise(() => {});
  }

  #numbered(name: string): string {
    const times = (this.#times.get(name) ?? 0) + 1;
    this.#times.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  }
}
