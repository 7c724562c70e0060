import { RestApi } from '../delivery/discord/api.discordjs.ts';
import { DynamoDirectChannels } from '../delivery/discord/direct.dynamodb.ts';
import type { PostDeps } from '../delivery/discord/post.ts';
import { DynamoRefusals } from '../delivery/discord/refusals.dynamodb.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import type { Wired } from './wire.ts';

/** What is written to Discord over REST, and counted for all functions that do. */
export const wireDiscordRest = (
  { env, table, clock, log }: Wired<'deliver-discord' | 'send-picture'>,
  token?: string,
): PostDeps => ({
  api: new RestApi(env.DISCORD_API_URL, token),
  direct: new DynamoDirectChannels(table),
  refusals: new DynamoRefusals(table),
  pace: new DynamoPace(table),
  clock,
  log,
});
