import type { DiscordApplication, Platforms, TelegramBot } from '../platforms.ts';
import { discordApplication, telegramBot } from '../platforms.ts';
import type { Answers } from './answers.ts';

/** Whom the tokens belong to, as the platforms say. */
export type Known = { telegram?: TelegramBot; discord?: DiscordApplication };

/** Before anything is deployed. @throws {Misconfigured} naming the token that its platform does not know. */
export async function knownBy({ TELEGRAM_TOKEN, DISCORD_TOKEN }: Answers, where: Platforms): Promise<Known> {
  const [telegram, discord] = await Promise.all([
    TELEGRAM_TOKEN === undefined ? undefined : telegramBot(TELEGRAM_TOKEN, where),
    DISCORD_TOKEN === undefined ? undefined : discordApplication(DISCORD_TOKEN, where),
  ]);
  return { ...(telegram && { telegram }), ...(discord && { discord }) };
}
