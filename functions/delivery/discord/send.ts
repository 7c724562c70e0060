import type { Recipient } from '../../subscriptions/recipient.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, later, type Milliseconds } from '../../units/time.ts';
import type { Channel } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import { type PostDeps, post } from './post.ts';
import { publish } from './publish.ts';
import { type DiscordMessage, withoutEmbeds } from './render.ts';
import { MISSING_PERMISSIONS } from './reply.ts';

/** "Can be used to verify a message was sent (up to 25 characters)". */
const LONGEST_NONCE = 25;

/** Messages to Discord. An enforced nonce makes a repeat, for a few minutes, the message that was already sent. */
export class DiscordChannel implements Channel<DiscordMessage> {
  readonly #deps: PostDeps;

  constructor(deps: PostDeps) {
    this.#deps = deps;
  }

  async send(
    to: Recipient,
    message: DiscordMessage,
    nonce: string,
    within: Milliseconds,
    answering?: string,
  ): Promise<Outcome> {
    if (nonce.length > LONGEST_NONCE) throw new RangeError(`a nonce has at most ${LONGEST_NONCE} characters`);
    const { clock } = this.#deps;
    const until = later(clock.now(), within);
    const how = {
      ...(answering === undefined ? {} : { message_reference: { message_id: answering, fail_if_not_exists: false } }),
      nonce,
      enforce_nonce: true,
    };
    const { outcome, refusal } = await post(this.#deps, to, { body: { ...message, ...how } }, within);
    if (refusal?.code !== MISSING_PERMISSIONS) return outcome;
    // A channel that takes words and no embeds: it shall have the words.
    const left = quantity<Milliseconds>(Math.max(1, elapsed(clock.now(), until)));
    const plain = await post(this.#deps, to, { body: { ...withoutEmbeds(message), ...how } }, left);
    return plain.refusal?.code === MISSING_PERMISSIONS ? outcome : plain.outcome;
  }

  publish(to: Recipient, messageId: string, within: Milliseconds): Promise<string> {
    return publish(this.#deps, to, messageId, within);
  }
}
