import type { Budget } from '../../kit/pace.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { hours, later, type Milliseconds, seconds } from '../../units/time.ts';
import { counted, type PostDeps } from './post.ts';

/** "Up to 10 messages per hour". @see https://support.discord.com/hc/en-us/articles/360047132851 */
const AN_HOUR = 10;

/** One for each of an hour's, so that a bad hour may use them all at once. */
const budgetsOf = (channel: string): Budget[] =>
  Array.from({ length: AN_HOUR }, (_, i) => ({ key: `discord:crosspost:${channel}:${i}`, interval: hours(1) }));

/**
 * Publishes a message of an announcement channel to the servers that follow it. It was said already, so whatever goes
 * wrong here is told in a word and changes nothing.
 */
export async function publish(deps: PostDeps, to: Recipient, id: string, within: Milliseconds): Promise<string> {
  if (to.platform !== 'discord' || 'user' in to) return 'nothing follows a direct message';
  const { pace, clock } = deps;
  const slots = budgetsOf(to.channel);
  for (const slot of slots) {
    const { granted } = await pace.lease([slot], seconds(0), clock.now());
    if (!granted) continue;
    const route = `/channels/${to.channel}/messages/${id}/crosspost` as const;
    const answered = await counted(deps, { method: 'POST', route }, within);
    if (answered.kind === 'ok') return 'published';
    if (answered.kind !== 'refused') return `perhaps not published: ${answered.why}`;
    const { refusal } = answered;
    if (refusal.code === ALREADY_PUBLISHED) return 'published';
    // Somebody else publishes here, too: by hand, or another bot.
    if (refusal.limited) {
      const until = later(clock.now(), seconds(Math.ceil(refusal.limited.ms / 1_000)));
      for (const one of slots) await pace.hold(one, until);
    }
    return `not published: ${refusal.status} ${refusal.code ?? 'without a code'}: ${refusal.message}`;
  }
  return 'not published: ten were in the last hour';
}

const ALREADY_PUBLISHED = 40033;
