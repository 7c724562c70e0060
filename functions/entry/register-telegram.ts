import type { ScheduledEvent } from 'aws-lambda';
import { registerCommands, registerWebhook } from '../chat/telegram/register.ts';
import { TelegrafApi } from '../delivery/telegram/api.telegraf.ts';
import { Misconfigured, reasonOf } from '../kit/errors.ts';
import { type Overrides, onFirstEvent, type Source, wireBare } from './wire.ts';
import { wireSecrets } from './wire-secrets.ts';

/**
 * With each deployment and every day: commands and webhook as they should be, changed only where they are not.
 *
 * Without an address there is no webhook to set, as on a laptop that polls; the one that is set elsewhere stays.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log } = wireBare('register-telegram', source, overrides);
  const secrets = wireSecrets(env, ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET']);

  return async (_: ScheduledEvent): Promise<void> => {
    const token = await secrets.read('TELEGRAM_TOKEN').catch((error: unknown) => {
      if (!(error instanceof Misconfigured)) throw error;
      log.warn('Telegram is off: nothing to register', { why: reasonOf(error) });
    });
    if (token === undefined) return;
    const deps = { api: new TelegrafApi(token, env.TELEGRAM_API_URL), clock };
    const lists = await registerCommands(deps);
    const url = env.TELEGRAM_WEBHOOK_URL;
    const webhook = url && (await registerWebhook(deps, { url, secret: await secrets.read('TELEGRAM_SECRET') }));
    log.info('Telegram registered', { lists, ...(webhook ? { webhook } : {}) });
  };
};

export const handler = onFirstEvent(create);
