import { RestApi } from '../delivery/discord/api.discordjs.ts';
import type { DiscordApi } from '../delivery/discord/api.ts';
import { DynamoDirectChannels } from '../delivery/discord/direct.dynamodb.ts';
import type { PostDeps } from '../delivery/discord/post.ts';
import { DynamoRefusals } from '../delivery/discord/refusals.dynamodb.ts';
import { keyed } from '../kit/keyed.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import type { Secrets } from '../kit/secrets.ts';
import type { Wired } from './wire.ts';

/** Discord with the bot's token, which may be replaced in the meantime. */
export const wireDiscordApi = (
  { env, clock, log }: Pick<Wired<'deliver-discord' | 'send-picture' | 'register-discord'>, 'env' | 'clock' | 'log'>,
  secrets: Secrets,
): DiscordApi =>
  keyed(
    {
      secret: 'DISCORD_TOKEN',
      make: (token) => new RestApi(env.DISCORD_API_URL, token) as DiscordApi,
      isRefused: (answered) => answered.kind === 'refused' && answered.refusal.status === 401,
    },
    { secrets, clock, log },
  );

/** What is written to Discord over REST, and counted for all functions that do. */
export const wireDiscordRest = (
  { env, table, clock, log }: Wired<'deliver-discord' | 'send-picture'>,
  api: DiscordApi = new RestApi(env.DISCORD_API_URL),
): PostDeps => ({
  api,
  direct: new DynamoDirectChannels(table),
  refusals: new DynamoRefusals(table),
  pace: new DynamoPace(table),
  clock,
  log,
});
