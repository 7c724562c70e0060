/** Tokens by name. Never logged, never in an error; a missing one is {@link Misconfigured} and names the variable. */
export interface Secrets {
  read(name: SecretName): Promise<string>;
}

export type SecretName = 'TELEGRAM_TOKEN' | 'TELEGRAM_SECRET' | 'DISCORD_TOKEN' | 'DISCORD_PUBLIC_KEY';
