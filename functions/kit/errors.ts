/**
 * The whole vocabulary of failure.
 *
 *     BotError
 *     ├── Unreachable    nobody answered, or they asked us to wait: try again
 *     ├── Unreadable     they answered, and we cannot make sense of it: a person must look
 *     ├── Refused        they understood and said no: do not try again
 *     └── Misconfigured  we were never going to work: fail the deploy, not the tick
 *
 * The branch answers the only question a caller has: again, or not? Everything else is `facts` and `cause`.
 * This file imports nothing, so that everything else may import it.
 */
export abstract class BotError extends Error {
  abstract readonly retryable: boolean;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(message: string, facts: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.facts = facts;
  }
}

export class Unreachable extends BotError {
  readonly retryable = true;
}

export class Unreadable extends BotError {
  readonly retryable = false;
}

export class Refused extends BotError {
  readonly retryable = false;
}

export class Misconfigured extends BotError {
  readonly retryable = false;
}

/** One line about anything that was thrown, for a reason field or a log. Never a stack, never a body. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
