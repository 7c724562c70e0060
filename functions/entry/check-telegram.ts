import type { ScheduledEvent } from 'aws-lambda';
import { webhookTrouble } from '../chat/telegram/register.ts';
import { Misconfigured, reasonOf } from '../kit/errors.ts';
import { type Overrides, onFirstEvent, type Source, wireBare } from './wire.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireTelegramApi } from './wire-telegram.ts';

/**
 * Every tick: how our webhook looks from Telegram's side. It sees what none of our own alarms can: that it does not reach
 * us at all.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log } = wireBare('check-telegram', source, overrides);
  const secrets = wireSecrets({ env, clock }, ['TELEGRAM_TOKEN']);

  return async (_: ScheduledEvent): Promise<void> => {
    const url = env.TELEGRAM_WEBHOOK_URL;
    if (url === undefined) return;
    const token = await secrets.read('TELEGRAM_TOKEN').catch((error: unknown) => {
      // Said every day by register-telegram, and no trouble: a bot for Discord alone is a bot.
      if (!(error instanceof Misconfigured)) throw error;
    });
    if (token === undefined) return;
    const deps = { api: wireTelegramApi({ env, clock, log }, secrets), clock };
    // That it cannot be asked, or does not know our token any more, is trouble as well.
    const trouble = await webhookTrouble(deps, url).catch(reasonOf);
    if (trouble === undefined) return;
    log.count('WebhookTroubled');
    log.warn('Telegram has trouble with our webhook', { trouble });
  };
};

export const handler = onFirstEvent(create);
