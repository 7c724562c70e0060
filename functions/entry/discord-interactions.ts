import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { answer } from '../chat/answer.ts';
import { readInteraction } from '../chat/discord/interaction.ts';
import { isFromDiscord } from '../chat/discord/verify.ts';
import { renderDiscord } from '../delivery/discord/render.ts';
import { BotError } from '../kit/errors.ts';
import { parseJson } from '../kit/http.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { wordsOf } from '../words/words.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { bytesOf, json } from './wire-http.ts';
import { secretOrNone, wireSecrets } from './wire-secrets.ts';

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const PONG = 1;
const MESSAGE = 4;
const EPHEMERAL = 64;

/** What Discord asks, answered in the response itself, within three seconds. Verified over the raw bytes, fails closed. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log, table } = wire('discord-interactions', source, overrides);
  const secrets = wireSecrets(env, ['DISCORD_PUBLIC_KEY']);
  const history = new DynamoHistory(table, clock);

  const respond = async (bytes: Buffer): Promise<object> => {
    const asked = readInteraction(parseJson(bytes.toString('utf8'), z.unknown(), 'Discord'));
    if (asked.kind === 'ping') return { type: PONG };
    if (asked.kind === 'unknown') log.count('UpdateIgnored');
    const command = asked.kind === 'command' ? asked.command : 'help';
    const telling = answer(command, await history.latest(), wordsOf('en'), clock.now());
    return { type: MESSAGE, data: { ...renderDiscord(telling), flags: EPHEMERAL } };
  };

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const bytes = bytesOf(event);
    const publicKey = await secretOrNone(secrets, 'DISCORD_PUBLIC_KEY', log);
    if (bytes === undefined || !isFromDiscord(event.headers, bytes, publicKey, clock.now())) {
      log.count('RequestForged');
      return json(401, { error: 'not from Discord' });
    }
    try {
      return json(200, await respond(bytes));
    } catch (error) {
      if (!(error instanceof BotError)) throw error;
      log.error('an interaction could not be read', error);
      return json(400, { error: 'not an interaction' });
    }
  };
};

export const handler = onFirstEvent(create);
