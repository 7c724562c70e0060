import { parseRecipients } from '../../functions/subscriptions/enrolment.ts';
import type { Platform } from '../../functions/subscriptions/recipient.ts';

type Variables = {
  RECIPIENTS?: string | undefined;
  TELEGRAM_TOKEN?: string | undefined;
  DISCORD_TOKEN?: string | undefined;
};

export type Audience = {
  recipients: string;
  /** Platforms without a token: what is meant for them is printed. */
  printed: readonly Platform[];
  /** What a person should know about it. */
  notes: readonly string[];
  /** What a recipient key is called on the screen. */
  nameOf(key: string): string;
};

const FLEET = { name: 'S21 at $0.08', joulesPerTerahash: 17.5, usdPerKwh: 0.08 };
const EXAMPLE = `RECIPIENTS='[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":17.5,"usdPerKwh":0.08}}]'`;

/** Who is told, and where it can be seen. Somebody who set nothing still sees what the bot would say. */
export function audienceOf({ RECIPIENTS, TELEGRAM_TOKEN, DISCORD_TOKEN }: Variables): Audience {
  const printed: Platform[] = [
    ...(TELEGRAM_TOKEN === undefined ? (['telegram'] as const) : []),
    ...(DISCORD_TOKEN === undefined ? (['discord'] as const) : []),
  ];
  if (RECIPIENTS !== undefined) {
    return { recipients: RECIPIENTS, printed, notes: printedNotes(RECIPIENTS, printed), nameOf: (key) => key };
  }
  const [first] = printed;
  return {
    nameOf: () => 'this terminal',
    recipients: JSON.stringify(first === undefined ? [] : [consoleOn(first)]),
    printed,
    notes: [
      ...(TELEGRAM_TOKEN === undefined ? [] : ['Whoever writes to the bot in Telegram subscribes there.']),
      ...(first === undefined ? [] : [`RECIPIENTS is not set: this terminal is told, about an ${FLEET.name}.`]),
      ...(TELEGRAM_TOKEN === undefined
        ? [`To be told elsewhere: TELEGRAM_TOKEN, and subscribe in the chat; or in .env, for example: ${EXAMPLE}`]
        : []),
    ],
  };
}

const consoleOn = (platform: Platform): object =>
  platform === 'telegram' ? { platform, chat: '1', fleet: FLEET } : { platform, channel: '1', fleet: FLEET };

function printedNotes(recipients: string, printed: readonly Platform[]): string[] {
  const listed = new Set(parseRecipients(recipients).map(({ platform }) => platform));
  return printed
    .filter((platform) => listed.has(platform))
    .map(
      (platform) =>
        `${platform.toUpperCase()}_TOKEN is not set: messages for ${platform === 'telegram' ? 'Telegram' : 'Discord'} are printed here, not sent.`,
    );
}
