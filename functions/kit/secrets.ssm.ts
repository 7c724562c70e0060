import { GetParameterCommand, ParameterNotFound, SSMClient, SSMServiceException } from '@aws-sdk/client-ssm';
import { type BotError, Misconfigured, Unreachable } from './errors.ts';
import type { SecretName, Secrets } from './secrets.ts';

/** Parameters by the secret they hold: `{ TELEGRAM_TOKEN: '/hashprice/telegram-token' }`. */
export type Parameters = Partial<Record<SecretName, string>>;

/** Encrypted parameters of SSM, each asked for once in the life of the sandbox; a failure is asked for again. */
export class SsmSecrets implements Secrets {
  readonly #parameters: Parameters;
  readonly #client: SSMClient;
  readonly #known = new Map<SecretName, Promise<string>>();

  constructor(parameters: Parameters, client: SSMClient = new SSMClient({})) {
    this.#parameters = parameters;
    this.#client = client;
  }

  read(name: SecretName): Promise<string> {
    const known = this.#known.get(name) ?? this.#ask(name);
    this.#known.set(name, known);
    known.catch(() => this.#known.delete(name));
    return known;
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
