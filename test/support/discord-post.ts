import { RestApi } from '../../functions/delivery/discord/api.discordjs.ts';
import { DynamoDirectChannels } from '../../functions/delivery/discord/direct.dynamodb.ts';
import type { PostDeps } from '../../functions/delivery/discord/post.ts';
import { DynamoRefusals } from '../../functions/delivery/discord/refusals.dynamodb.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import type { Log } from '../../functions/kit/log.ts';
import { DynamoPace } from '../../functions/kit/pace.dynamodb.ts';
import type { Table } from '../../functions/kit/table.dynamodb.ts';
import { MemoryLog } from './log.ts';

/** What one function instance writes to Discord with; several on one table are several Lambdas. */
export const discordPost = (
  table: Table,
  clock: Clock,
  url: string,
  { token = 't', log = new MemoryLog() }: { token?: string; log?: Log } = {},
): PostDeps => ({
  api: new RestApi(url, token),
  direct: new DynamoDirectChannels(table),
  refusals: new DynamoRefusals(table),
  pace: new DynamoPace(table),
  clock,
  log,
});
