import * as z from 'zod';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Pace } from '../../kit/pace.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, later, type Milliseconds, seconds } from '../../units/time.ts';
import { PLATFORM } from '../budgets.ts';
import type { Outcome } from '../outcome.ts';
import type { Answered, Attachment, DiscordApi, DiscordRequest, Refusal } from './api.ts';
import { type DirectChannels, OPENING } from './direct.ts';
import { MOST_IN_WINDOW, type Refusals } from './refusals.ts';
import { isInvalidRequest, NO_HISTORY, outcomeOf, UNKNOWN_CHANNEL } from './reply.ts';

export type PostDeps = {
  api: DiscordApi;
  direct: DirectChannels;
  refusals: Refusals;
  pace: Pace;
  clock: Clock;
  log: Log;
};

export type Post = { body: Readonly<Record<string, unknown>>; files?: readonly Attachment[] };
/** @property refusal what it was refused with, where it was. */
export type Posted = { outcome: Outcome; refusal?: Refusal };

const namedShape = z.object({ id: z.string() });

/** One message to a channel or a person, who may first have to be given a channel of their own. */
export async function post(deps: PostDeps, to: Recipient, message: Post, within: Milliseconds): Promise<Posted> {
  if (to.platform !== 'discord') throw new TypeError('a Discord channel can only reach Discord');
  const until = later(deps.clock.now(), within);
  if (!('user' in to)) return create(deps, to.channel, message, within);
  const known = await deps.direct.find(to.user);
  const opened = known === undefined ? await open(deps, to.user, within) : undefined;
  if (typeof opened === 'object') return { outcome: opened };
  const left = quantity<Milliseconds>(Math.max(1, elapsed(deps.clock.now(), until)));
  const posted = await create(deps, known ?? opened ?? '', message, left);
  // What we kept may be older than the channel: given another one, they are perhaps there.
  if (known === undefined || posted.refusal?.code !== UNKNOWN_CHANNEL) return posted;
  await deps.direct.forget(to.user);
  return { outcome: { kind: 'retry', after: seconds(1), why: 'the channel of direct messages is no more' } };
}

async function create(deps: PostDeps, channel: string, { body, files }: Post, within: Milliseconds): Promise<Posted> {
  const route = `/channels/${channel}/messages` as const;
  const answered = await counted(deps, { method: 'POST', route, body, ...(files && { files }) }, within);
  if (answered.kind === 'refused') {
    const { message_reference: reference, ...alone } = body;
    if (reference !== undefined && answered.refusal.code === NO_HISTORY) {
      return create(deps, channel, { body: alone, ...(files && { files }) }, within);
    }
    return { outcome: outcomeOf(answered), refusal: answered.refusal };
  }
  if (answered.kind !== 'ok') return { outcome: outcomeOf(answered) };
  const named = namedShape.safeParse(answered.result);
  if (!named.success) return { outcome: { kind: 'unknown', why: 'Discord said yes and named no message' } };
  const { quietFor } = answered;
  return { outcome: { kind: 'sent', messageId: named.data.id, ...(quietFor === undefined ? {} : { quietFor }) } };
}

/** @returns the channel; or what became of it, where there is none. */
async function open(deps: PostDeps, user: string, within: Milliseconds): Promise<string | Outcome> {
  const { pace, clock, direct } = deps;
  const now = clock.now();
  const lease = await pace.lease([OPENING], seconds(0), now);
  if (!lease.granted) {
    const after = quantity<Milliseconds>(Math.max(1_000, elapsed(now, lease.notBefore)));
    return { kind: 'retry', after, scope: 'chat', why: 'others are being written to for the first time' };
  }
  const request = { method: 'POST', route: '/users/@me/channels', body: { recipient_id: user } } as const;
  const answered = await counted(deps, request, within);
  if (answered.kind !== 'ok') {
    const outcome = outcomeOf(answered);
    // One bucket for all whom we would write to: the next opening would be refused as this one was.
    if (outcome.kind === 'retry') await pace.hold(OPENING, later(clock.now(), outcome.after));
    // No message can have been said; so an opening of which nothing is known is simply made again.
    return outcome.kind === 'unknown' ? { kind: 'retry', after: seconds(5), why: outcome.why } : outcome;
  }
  const named = namedShape.safeParse(answered.result);
  if (!named.success) return { kind: 'retry', after: seconds(30), why: 'Discord opened a channel and did not name it' };
  await direct.keep(user, named.data.id);
  return named.data.id;
}

/** A call whose refusal is counted; near the limit of refusals nothing more is sent by anybody until the window is over. */
export async function counted(
  { api, refusals, pace, clock, log }: Pick<PostDeps, 'api' | 'refusals' | 'pace' | 'clock' | 'log'>,
  request: DiscordRequest,
  within: Milliseconds,
): Promise<Answered> {
  const answered = await api.call(request, within);
  if (answered.kind !== 'refused' || !isInvalidRequest(answered.refusal)) return answered;
  const { count, until } = await refusals.count(clock.now());
  if (count < MOST_IN_WINDOW) return answered;
  await pace.hold(PLATFORM.discord, until);
  log.count('DiscordStopped');
  log.error('too many requests were refused: nothing is sent to Discord until the window is over', undefined, {
    count,
    until: until.toISOString(),
    last: `${answered.refusal.status} ${answered.refusal.code ?? 'without a code'}`,
  });
  return answered;
}
