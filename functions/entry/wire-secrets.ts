import type { Clock } from '../kit/clock.ts';
import { Misconfigured } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { SsmSecrets } from '../kit/secrets.ssm.ts';
import type { SecretName, Secrets } from '../kit/secrets.ts';
import { givenSecrets } from '../kit/secrets.ts';

/** A secret given by value is kept as it is; one given by parameter name is kept by SSM. Nobody asks where it runs. */
export function wireSecrets(
  { env, clock }: { env: Readonly<Record<string, unknown>>; clock: Clock },
  names: readonly SecretName[],
): Secrets {
  const text = (name: string) => (typeof env[name] === 'string' ? (env[name] as string) : undefined);
  const given = givenSecrets(pick(names, (name) => text(name)));
  const parameters = pick(names, (name) => text(`${name}_PARAMETER`));
  const stored = Object.keys(parameters).length > 0 ? new SsmSecrets(parameters, clock) : given;
  const keeperOf = (name: SecretName): Secrets => (parameters[name] === undefined ? given : stored);
  return { read: (name) => keeperOf(name).read(name), readAgain: (name) => keeperOf(name).readAgain(name) };
}

/** For front doors: a secret that nobody configured opens for nobody, and is said. One that cannot be had now still throws. */
export const secretOrNone = (secrets: Secrets, name: SecretName, log: Log): Promise<string> =>
  secrets.read(name).catch((error: unknown) => {
    if (!(error instanceof Misconfigured)) throw error;
    log.error('a front door without its secret refuses everybody', error);
    return '';
  });

function pick(names: readonly SecretName[], read: (name: SecretName) => string | undefined) {
  const entries = names.map((name) => [name, read(name)] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Record<SecretName, string>>;
}
