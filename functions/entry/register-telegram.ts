import type { CloudFormationCustomResourceEvent, ScheduledEvent } from 'aws-lambda';
import { type Registered, registerCommands, registerWebhook, removeWebhook } from '../chat/telegram/register.ts';
import { Misconfigured, reasonOf } from '../kit/errors.ts';
import { answering, deploymentIn } from './deployment.ts';
import { type Overrides, onFirstEvent, type Source, wireBare } from './wire.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireTelegramApi } from './wire-telegram.ts';

/**
 * With each deployment and every day: commands and webhook as they should be, changed only where they are not.
 *
 * Without an address there is no webhook to set, as on a laptop that polls; the one that is set elsewhere stays. With
 * one, it is taken back from whoever else has set his: on a day without a deployment that is an alarm.
 *
 * @returns what came of it, for whoever deploys.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log } = wireBare('register-telegram', source, overrides);
  const secrets = wireSecrets({ env, clock }, ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET']);

  return async (event: ScheduledEvent | CloudFormationCustomResourceEvent): Promise<string> => {
    const deployment = deploymentIn(event);
    const token = await secrets.read('TELEGRAM_TOKEN').catch((error: unknown) => {
      if (!(error instanceof Misconfigured)) throw error;
      log.warn('Telegram is off: nothing to register', { why: reasonOf(error) });
      return error;
    });
    if (token instanceof Misconfigured) return `Telegram is off: ${token.message}`;
    const deps = { api: wireTelegramApi({ env, clock, log }, secrets), clock };
    const url = deployment?.ResourceProperties.Url ?? env.TELEGRAM_WEBHOOK_URL;

    if (deployment?.RequestType === 'Delete') {
      const removed = url !== undefined && (await removeWebhook(deps, url));
      log.info('Telegram deregistered', { removed });
      return removed ? 'webhook removed' : 'webhook left alone: it is not ours';
    }

    const lists = await registerCommands(deps);
    const webhook = url && (await registerWebhook(deps, { url, secret: await secrets.read('TELEGRAM_SECRET') }));
    log.info('Telegram registered', { lists, ...(webhook ? { webhook } : {}) });
    if (webhook && webhook.before !== undefined && !deployment) {
      log.count('RegistrationTaken');
      log.warn('somebody else had set the webhook; it is ours again', { platform: 'telegram', before: webhook.before });
    }
    return webhook ? inWords(webhook) : 'commands set; no address for a webhook';
  };
};

function inWords({ changed, before }: Registered): string {
  if (before !== undefined)
    return `webhook and commands set; the webhook was at ${hostOf(before)}, which hears nothing now`;
  return changed ? 'webhook and commands set' : 'webhook and commands are as they should be';
}

/** A path may hold somebody's secret. */
const hostOf = (url: string) => URL.parse(url)?.host ?? 'another address';

export const handler = answering(onFirstEvent(create));
