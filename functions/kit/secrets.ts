import { Misconfigured } from './errors.ts';

/** Tokens by name. Never logged, never in an error; a missing one is {@link Misconfigured} and names the variable. */
export interface Secrets {
  read(name: SecretName): Promise<string>;
  /** As {@link read}, after whoever it is shown to did not know it: it may have been replaced since it was read. */
  readAgain(name: SecretName): Promise<string>;
}

export type SecretName = 'TELEGRAM_TOKEN' | 'TELEGRAM_SECRET' | 'TELEGRAM_INVITE' | 'DISCORD_TOKEN';

/** Secrets that were handed over by value. */
export const givenSecrets = (values: Partial<Record<SecretName, string>>): Secrets => {
  const read = async (name: SecretName): Promise<string> => {
    const value = values[name];
    if (value === undefined || value === '') throw new Misconfigured(`${name} is not set`);
    return value;
  };
  return { read, readAgain: read };
};
