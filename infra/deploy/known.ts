import { Misconfigured, reasonOf } from '../../functions/kit/errors.ts';
import type { DiscordApplication, Platforms, TelegramBot } from '../platforms.ts';
import { discordApplication, telegramBot } from '../platforms.ts';
import { type Answers, isWellFormed, listed } from './answers.ts';

/** Whom the tokens belong to, as the platforms say. */
export type Known = { telegram?: TelegramBot; discord?: DiscordApplication };

/** Before anything is deployed. @throws {Misconfigured} naming every token that its platform does not know. */
export async function knownBy({ TELEGRAM_TOKEN, DISCORD_TOKEN }: Answers, where: Platforms): Promise<Known> {
  const [telegram, discord] = await Promise.allSettled([
    TELEGRAM_TOKEN === undefined ? undefined : telegramBot(TELEGRAM_TOKEN, where),
    DISCORD_TOKEN === undefined ? undefined : discordApplication(DISCORD_TOKEN, where),
  ]);
  const errors = [telegram, discord].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (errors.length === 1) throw errors[0];
  if (errors.some((error) => error instanceof Misconfigured))
    throw new Misconfigured(listed('Not as it should be', errors.map(reasonOf)));
  if (errors.length > 0) throw errors[0];
  return {
    ...(telegram.status === 'fulfilled' && telegram.value && { telegram: telegram.value }),
    ...(discord.status === 'fulfilled' && discord.value && { discord: discord.value }),
  };
}

/** What is wrong already, and of the tokens that look well, each that its platform does not know: told in one go. */
export async function withUnknownTokens(error: unknown, answers: Answers, where: Platforms): Promise<unknown> {
  if (!(error instanceof Misconfigured)) return error;
  const tokens = Object.fromEntries(
    (['TELEGRAM_TOKEN', 'DISCORD_TOKEN'] as const).flatMap((name) => {
      const token = answers[name];
      return token !== undefined && isWellFormed(name, token) ? [[name, token]] : [];
    }),
  );
  const unknown = await knownBy(tokens, where).then(
    () => undefined,
    (why: unknown) => why,
  );
  return unknown instanceof Misconfigured ? new Misconfigured(`${error.message}\n${unknown.message}`) : error;
}
