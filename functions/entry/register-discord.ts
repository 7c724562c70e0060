import type { CloudFormationCustomResourceEvent, ScheduledEvent } from 'aws-lambda';
import { DynamoPlatformFacts } from '../chat/discord/platform.dynamodb.ts';
import { DynamoRegistry } from '../chat/discord/register.dynamodb.ts';
import { type Outcome, registerDiscord, removeEndpoint } from '../chat/discord/register.ts';
import { Misconfigured, reasonOf } from '../kit/errors.ts';
import { answering, deploymentIn } from './deployment.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireDiscordApi } from './wire-discord-rest.ts';
import { wireSecrets } from './wire-secrets.ts';

/**
 * With each deployment and every day: the app's key and id, its commands and its endpoint as they should be, changed only
 * where they are not.
 *
 * Without an address no endpoint is set, as on a laptop that listens to the gateway; the one that is set elsewhere stays.
 * With one, it is taken back from whoever else has set his: on a day without a deployment that is an alarm.
 *
 * @returns what came of it, for whoever deploys.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log, table } = wire('register-discord', source, overrides);
  const secrets = wireSecrets({ env, clock }, ['DISCORD_TOKEN']);

  return async (event: ScheduledEvent | CloudFormationCustomResourceEvent): Promise<string> => {
    const deployment = deploymentIn(event);
    const token = await secrets.read('DISCORD_TOKEN').catch((error: unknown) => {
      if (!(error instanceof Misconfigured)) throw error;
      log.warn('Discord is off: nothing to register', { why: reasonOf(error) });
      return error;
    });
    if (token instanceof Misconfigured) return `Discord is off: ${token.message}`;
    const api = wireDiscordApi({ env, clock, log }, secrets);
    const deps = { api, facts: new DynamoPlatformFacts(table), registry: new DynamoRegistry(table), clock };
    const url = deployment?.ResourceProperties.Url ?? env.DISCORD_INTERACTIONS_URL;

    if (deployment?.RequestType === 'Delete') {
      const removed = url !== undefined && (await removeEndpoint(deps, url));
      log.info('Discord deregistered', { removed });
      return removed ? 'endpoint removed' : 'endpoint left alone: it is not ours';
    }

    const outcome = await registerDiscord(deps, { guild: env.DISCORD_GUILD, url });
    const { before, ...registered } = outcome;
    log.info('Discord registered', { ...registered, ...(before !== undefined && { before: hostOf(before) }) });
    if (before !== undefined && !deployment) {
      log.count('RegistrationTaken');
      log.warn('somebody else had set the endpoint; it is ours again', { platform: 'discord', before: hostOf(before) });
    }
    return inWords(outcome);
  };
};

function inWords({ commands, endpoint, before, invites }: Outcome): string {
  const where = endpoint === undefined ? 'no endpoint is set' : 'the endpoint is set';
  const taken = before === undefined ? '' : `; it was at ${hostOf(before)}, which hears nothing now`;
  return `commands ${commands === 'changed' ? 'set' : 'are as they should be'}, ${where}${taken}. Add it to a server: ${invites.server}`;
}

/** A path may hold somebody's secret. */
const hostOf = (url: string) => URL.parse(url)?.host ?? 'another address';

export const handler = answering(onFirstEvent(create));
