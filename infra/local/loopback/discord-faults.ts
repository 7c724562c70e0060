import { type Answer, html, json, type Reply } from './serve.ts';

/** What one channel, one route, or the whole bot, is made to answer. `hang` takes the request and never says so. */
export type DiscordFault = keyof typeof PLAIN | { retryAfter: number; global?: boolean };

export const refusal = (status: number, code: number, message: string): Reply => json({ message, code }, status);

/** Says where it hurts as Discord does: `embeds.0.title`, nested, each with a code and a sentence. */
export function invalidForm(path: readonly PropertyKey[], message: string, code = 'BASE_TYPE_BAD'): Reply {
  const errors = path.reduceRight<object>((inner, part) => ({ [part]: inner }), { _errors: [{ code, message }] });
  return json({ code: 50035, message: 'Invalid Form Body', errors }, 400);
}

export function limitedReply(seconds: number, global: boolean): Reply {
  const reply = json({ message: 'You are being rate limited.', retry_after: seconds, global }, 429);
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

/** In Discord's own words. */
export const SAID = {
  unauthorized: refusal(401, 0, '401: Unauthorized'),
  notFound: refusal(404, 0, '404: Not Found'),
  unknownMessage: refusal(404, 10008, 'Unknown Message'),
  unknownWebhook: refusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: refusal(404, 10062, 'Unknown interaction'),
  expiredToken: refusal(401, 50027, 'Invalid Webhook Token'),
  acknowledged: refusal(400, 40060, 'Interaction has already been acknowledged.'),
  crossposted: refusal(400, 40033, 'This message has already been crossposted.'),
  noSuchAction: refusal(400, 50024, 'Cannot execute action on this channel type'),
  tooLarge: refusal(413, 40005, 'Request entity too large'),
  empty: refusal(400, 50006, 'Cannot send an empty message'),
  notJson: refusal(400, 50109, 'The request body contains invalid JSON.'),
} as const;

const PLAIN = {
  'unknown channel': refusal(404, 10003, 'Unknown Channel'),
  'unknown guild': refusal(404, 10004, 'Unknown Guild'),
  'unknown message': SAID.unknownMessage,
  'unknown webhook': SAID.unknownWebhook,
  'expired token': SAID.expiredToken,
  'missing access': refusal(403, 50001, 'Missing Access'),
  'lack permissions': refusal(403, 50013, 'Missing Permissions'),
  'cannot write to this user': refusal(403, 50007, 'Cannot send messages to this user'),
  'no mutual guilds': refusal(403, 50278, 'Cannot send messages to this user due to having no mutual guilds'),
  'thread locked': refusal(400, 160005, 'This thread is locked'),
  'no history': refusal(400, 160002, 'Cannot reply without permission to read message history'),
  'opening too fast': refusal(400, 40003, 'You are opening direct messages too fast'),
  'invalid form': invalidForm(['embeds', 0, 'title'], 'Must be 256 or fewer in length.', 'BASE_TYPE_MAX_LENGTH'),
  'slow mode': refusal(400, 20016, 'This action cannot be performed due to slowmode rate limit'),
  'write limit': refusal(400, 20028, 'The write action you are performing on the channel has hit the write rate limit'),
  'too many commands': refusal(400, 30034, 'Max number of daily application command creates has been reached (200)'),
  'file too large': SAID.tooLarge,
  unauthorized: SAID.unauthorized,
  overloaded: refusal(503, 130000, 'API resource is currently overloaded. Try again a little later'),
  'server error': html('502 Bad Gateway', 502),
  'cloudflare page': html('error code: 1015', 403),
  hang: 'hang',
} as const satisfies Record<string, Answer>;

/** `hang` is for the server to keep: the request is done, and nothing said. */
export function answerOf(fault: Exclude<DiscordFault, 'hang'>): Reply {
  return typeof fault === 'object' ? limitedReply(fault.retryAfter, fault.global ?? false) : PLAIN[fault];
}
