import { describe, expect, it } from 'vitest';
import { Misconfigured } from '../../functions/kit/errors.ts';
import type { SecretName, Secrets } from '../../functions/kit/secrets.ts';

type Values = Partial<Record<SecretName, string>>;

/** What every keeper of secrets promises. @param open one that knows these values, and no others. */
export function secretsContract(name: string, open: (values: Values) => Promise<Secrets>): void {
  describe(`Secrets, kept in ${name}`, () => {
    const failure = (secrets: Secrets, name: SecretName) => secrets.read(name).catch((error: unknown) => error);

    it('gives each secret under its own name, as often as asked', async () => {
      const secrets = await open({ TELEGRAM_TOKEN: '1:telegram', DISCORD_TOKEN: 'discord' });
      expect(await secrets.read('TELEGRAM_TOKEN')).toBe('1:telegram');
      expect(await secrets.read('DISCORD_TOKEN')).toBe('discord');
      expect(await secrets.read('TELEGRAM_TOKEN')).toBe('1:telegram');
    });

    it('names the variable that was not set, and quotes nothing', async () => {
      const error = await failure(await open({ TELEGRAM_TOKEN: '1:telegram' }), 'DISCORD_TOKEN');
      expect(error).toBeInstanceOf(Misconfigured);
      expect(String(error)).toContain('DISCORD_TOKEN');
      expect(String(error)).not.toContain('1:telegram');
    });

    it('takes an empty secret for none', async () => {
      expect(await failure(await open({ TELEGRAM_SECRET: '' }), 'TELEGRAM_SECRET')).toBeInstanceOf(Misconfigured);
    });
  });
}
