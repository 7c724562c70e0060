import { isSameSecret } from '../../kit/digest.ts';

export const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/**
 * Whether a request carries the secret that the webhook was set with. Before anything is parsed.
 *
 * Fails closed: no secret configured, or none sent, is a no. Compared by digest, so neither content nor length leaks.
 */
export function isFromTelegram(headers: Readonly<Record<string, string | undefined>>, secret: string): boolean {
  const given = headers[SECRET_HEADER];
  if (secret === '' || given === undefined) return false;
  return isSameSecret(given, secret);
}
