import { TelegrafApi } from '../delivery/telegram/api.telegraf.ts';
import type { TelegramApi } from '../delivery/telegram/api.ts';
import type { Clock } from '../kit/clock.ts';
import { keyed } from '../kit/keyed.ts';
import type { Log } from '../kit/log.ts';
import type { Secrets } from '../kit/secrets.ts';

/** Telegram with the bot's token, which may be replaced in the meantime. */
export const wireTelegramApi = (
  { env, clock, log }: { env: { TELEGRAM_API_URL: string }; clock: Clock; log: Log },
  secrets: Secrets,
): TelegramApi =>
  keyed(
    {
      secret: 'TELEGRAM_TOKEN',
      make: (token) => new TelegrafApi(token, env.TELEGRAM_API_URL) as TelegramApi,
      isRefused: (answered) => !answered.ok && answered.stranger === true,
    },
    { secrets, clock, log },
  );
