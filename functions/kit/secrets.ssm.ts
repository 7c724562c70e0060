import { GetParameterCommand, ParameterNotFound, SSMClient, SSMServiceException } from '@aws-sdk/client-ssm';
import { elapsed, type Milliseconds, minutes } from '../units/time.ts';
import type { Clock } from './clock.ts';
import { type BotError, Misconfigured, Unreachable } from './errors.ts';
import type { SecretName, Secrets } from './secrets.ts';

/** Parameters by the secret they hold: `{ TELEGRAM_TOKEN: '/hashprice/telegram-token' }`. */
export type Parameters = Partial<Record<SecretName, string>>;

/** A secret that was replaced is known everywhere after so long; a sandbox may live for hours. */
const KNOWN_FOR = minutes(10);
/** One that is refused is asked for again at once, and no more often than this: it may stay wrong for days. */
const REFUSED_FOR = minutes(1);

type Known = { value: Promise<string>; askedAt: Date };

/**
 * Encrypted parameters of SSM, each asked for again after ten minutes, at once after a failure, and, where one is refused
 * by whoever it is shown to, at most every minute.
 */
export class SsmSecrets implements Secrets {
  readonly #parameters: Parameters;
  readonly #client: SSMClient;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #known = new Map<SecretName, Known>();

  constructor(parameters: Parameters, clock: Pick<Clock, 'now'>, client: SSMClient = new SSMClient({})) {
    this.#parameters = parameters;
    this.#client = client;
    this.#clock = clock;
  }

  read(name: SecretName): Promise<string> {
    return this.#notOlderThan(KNOWN_FOR, name);
  }

  readAgain(name: SecretName): Promise<string> {
    return this.#notOlderThan(REFUSED_FOR, name);
  }

  #notOlderThan(age: Milliseconds, name: SecretName): Promise<string> {
    const now = this.#clock.now();
    const known = this.#known.get(name);
    if (known && elapsed(known.askedAt, now) < age) return known.value;
    const asked: Known = { value: this.#askAgain(name, known?.value), askedAt: now };
    this.#known.set(name, asked);
    asked.value.catch(() => {
      if (this.#known.get(name) === asked) this.#known.delete(name);
    });
    return asked.value;
  }

  /** While SSM cannot be reached, what it said last is as good as anything; that it refuses us is news. */
  async #askAgain(name: SecretName, last: Promise<string> | undefined): Promise<string> {
    try {
      return await this.#ask(name);
    } catch (error) {
      if (last === undefined || !(error instanceof Unreachable)) throw error;
      return last;
    }
  }

  async #ask(name: SecretName): Promise<string> {
    const parameter = this.#parameters[name];
    if (parameter === undefined) throw new Misconfigured(`${name}_PARAMETER is not set`);
    const { Parameter: found } = await this.#client
      .send(new GetParameterCommand({ Name: parameter, WithDecryption: true }))
      .catch((error: unknown) => {
        throw judged(error, parameter);
      });
    if (!found?.Value) throw new Misconfigured(`the parameter ${parameter} is empty`);
    return found.Value;
  }
}

/** Without the SDK's error as cause: it carries the reply, and a reply of SSM is where the secret is. */
function judged(error: unknown, parameter: string): BotError {
  const code = error instanceof Error ? error.name : 'unknown';
  if (error instanceof ParameterNotFound) return new Misconfigured(`there is no parameter ${parameter}`);
  const again = !(error instanceof SSMServiceException) || error.$fault === 'server' || /Throttling|TooMany/.test(code);
  return again
    ? new Unreachable(`SSM did not give us ${parameter}: ${code}`)
    : new Misconfigured(`SSM does not let us read ${parameter}: ${code}`);
}
