import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { parseDiscordAccess } from '../chat/access.ts';
import { readInteraction } from '../chat/discord/interaction.ts';
import { DynamoPlatformFacts } from '../chat/discord/platform.dynamodb.ts';
import { couldBeFromDiscord, isFromDiscord } from '../chat/discord/verify.ts';
import type { Clock } from '../kit/clock.ts';
import { BotError, Misconfigured } from '../kit/errors.ts';
import { parseJson } from '../kit/http.ts';
import { later, minutes } from '../units/time.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { bytesOf, json } from './wire-http.ts';

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const PONG = { type: 1 };
/** A key that was made anew in the Developer Portal is believed after this at the latest. */
const KEY_BELIEVED = minutes(10);

/**
 * What Discord asks, answered in the response itself, within three seconds. Verified over the raw bytes, fails closed:
 * whatever is not Discord's own is answered with 401, as Discord's probes with wrong signatures expect.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('discord-interactions', source, overrides);
  const { env, clock, log, table } = wired;
  const access = parseDiscordAccess(env.DISCORD_ACCESS);
  const publicKey = keyReader(env.DISCORD_PUBLIC_KEY, new DynamoPlatformFacts(table), clock);

  let answering: ReturnType<typeof open> | undefined;
  const open = async () => (await import('./wire-discord.ts')).wireDiscord(wired, access);
  /** Neither a PING nor whoever is refused needs any of it: it is most of this function, and read once. */
  const behind = (): ReturnType<typeof open> => {
    answering ??= open();
    answering.catch(() => {
      answering = undefined;
    });
    return answering;
  };

  const answer = async (bytes: Buffer): Promise<APIGatewayProxyStructuredResultV2> => {
    const interaction = readInteraction(parseJson(bytes.toString('utf8'), z.unknown(), 'Discord'));
    return interaction.kind === 'ping' ? json(200, PONG) : (await behind())(interaction);
  };

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const bytes = isJson(event.headers) ? bytesOf(event) : undefined;
    if (bytes === undefined || !(await isSigned(event.headers, bytes))) {
      log.count('RequestForged');
      return json(401, { error: 'not from Discord' });
    }
    try {
      return await answer(bytes);
    } catch (error) {
      if (!(error instanceof BotError)) throw error;
      log.error('an interaction could not be read', error);
      return json(400, { error: 'not an interaction' });
    }
  };

  async function isSigned(headers: APIGatewayProxyEventV2['headers'], bytes: Buffer): Promise<boolean> {
    if (!couldBeFromDiscord(headers, clock.now())) return false;
    let key = publicKey.known();
    if (key === undefined) {
      // Whoever waits for the first answer of a sandbox need not wait for the key and then for the code. A forged command
      // has it read in vain, once; Discord's own probes are PINGs.
      if (!isPing(bytes)) void behind();
      key = await publicKey.ask().catch((error: unknown) => {
        log.error('a front door whose key cannot be had refuses everybody for now', error);
        return '';
      });
    }
    if (key === undefined) {
      const why = new Misconfigured('there is no public key: register-discord keeps it, or DISCORD_PUBLIC_KEY says it');
      log.error('a front door without its key refuses everybody', why);
      return false;
    }
    return isFromDiscord(headers, bytes, key, clock.now());
  }
};

/** A guess at what was not verified: nothing is answered by it. */
function isPing(bytes: Buffer): boolean {
  try {
    return readInteraction(JSON.parse(bytes.toString('utf8'))).kind === 'ping';
  } catch {
    return false;
  }
}

const isJson = (headers: APIGatewayProxyEventV2['headers']): boolean =>
  /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');

/** The key by which Discord signs: asked for once in a while, and at once where the environment says it. */
function keyReader(given: string | undefined, facts: DynamoPlatformFacts, clock: Clock) {
  let kept: { key: string; until: Date } | undefined;
  return {
    known: (): string | undefined => given ?? (kept && kept.until > clock.now() ? kept.key : undefined),
    async ask(): Promise<string | undefined> {
      const key = (await facts.read())?.publicKey;
      if (key !== undefined) kept = { key, until: later(clock.now(), KEY_BELIEVED) };
      return key;
    },
  };
}

export const handler = onFirstEvent(create);
