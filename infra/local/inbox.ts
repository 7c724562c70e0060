import type { DiscordLoopback } from './loopback/discord.ts';
import type { TelegramLoopback } from './loopback/telegram.ts';
import type { Message } from './terminal/card.ts';
import type { Embed, Row } from './terminal/discord.ts';

export type Platforms = { telegram?: TelegramLoopback | undefined; discord?: DiscordLoopback | undefined };

/** Reads what the loopback servers took; each message once, and the same words to several chats as one. */
export class Inbox {
  readonly #platforms: Platforms;
  readonly #nameOf: (recipient: string) => string;
  #telegramCalls = 0;
  #discordPosts = 0;

  /** @param nameOf what a recipient key is called on the screen. */
  constructor(platforms: Platforms, nameOf: (recipient: string) => string) {
    this.#platforms = platforms;
    this.#nameOf = nameOf;
  }

  /** In the order in which they came, since the last time. */
  unread(): Message[] {
    return merged([...this.#telegram(), ...this.#discord()]);
  }

  #telegram(): Message[] {
    const calls = this.#platforms.telegram?.calls ?? [];
    const fresh = calls.slice(this.#telegramCalls);
    this.#telegramCalls = calls.length;
    return fresh
      .filter(({ method, status }) => method === 'sendMessage' && status === 200)
      .map(({ at, payload }) => ({
        platform: 'telegram',
        at,
        to: [this.#nameOf(`telegram:${String(payload['chat_id'])}`)],
        html: String(payload['text']),
      }));
  }

  #discord(): Message[] {
    const posts = this.#platforms.discord?.messages ?? [];
    const fresh = posts.slice(this.#discordPosts);
    this.#discordPosts = posts.length;
    return fresh.map(({ at, channel, body }) => ({
      platform: 'discord',
      at,
      to: [this.#nameOf(`discord:${channel}`)],
      embeds: (body['embeds'] ?? []) as readonly Embed[],
      ...(typeof body['content'] === 'string' && { content: body['content'] }),
      ...(Array.isArray(body['components']) && { components: body['components'] as readonly Row[] }),
    }));
  }
}

function merged(messages: readonly Message[]): Message[] {
  const byText = new Map<string, Message>();
  for (const message of messages) {
    const text = message.platform === 'telegram' ? message.html : JSON.stringify(message.embeds);
    const before = byText.get(text);
    byText.set(text, before === undefined ? message : { ...before, to: [...before.to, ...message.to] });
  }
  return [...byText.values()];
}
