import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DISCORD_ACCESS_PATTERN, SEC_USER_AGENT_PATTERN, type Settings, TELEGRAM_ACCESS_PATTERN } from '../stages.ts';

/**
 * What whoever deploys is asked for, as parameters of the stack: they can be changed there without a new template. What
 * the environment said at synth is the default.
 *
 * @returns each answer by the variable that tells it.
 */
export function ask(scope: Construct, settings: Settings): Record<string, string> {
  // Without a default: the template can be made without it, and cannot be deployed without it.
  const userAgent = new CfnParameter(scope, 'SecUserAgent', {
    description: 'Name and mail address that EDGAR is told, like "Jane Doe jane@example.com"',
    allowedPattern: SEC_USER_AGENT_PATTERN,
    constraintDescription: 'it must hold a mail address, like "Jane Doe jane@example.com"',
    ...(settings.secUserAgent ? { default: settings.secUserAgent } : {}),
  });
  const telegram = new CfnParameter(scope, 'TelegramAccess', {
    description: 'Who may use the bot in Telegram: open, invite (the code is a secret), or list: and the ids of chats',
    allowedPattern: TELEGRAM_ACCESS_PATTERN,
    constraintDescription: 'it must be open, invite, or a list like list:42,-1001234567890',
    default: settings.telegramAccess,
  });
  const discord = new CfnParameter(scope, 'DiscordAccess', {
    description: 'Who may use the bot in Discord: open, or list: and the ids of servers and people',
    allowedPattern: DISCORD_ACCESS_PATTERN,
    constraintDescription: 'it must be open, or a list like list:290926798626357999',
    default: settings.discordAccess,
  });
  const most = new CfnParameter(scope, 'MostChats', {
    description: 'How many chats may use the bot',
    type: 'Number',
    minValue: 1,
    maxValue: 1_000_000,
    default: settings.mostChats,
  });
  return {
    SEC_USER_AGENT: userAgent.valueAsString,
    TELEGRAM_ACCESS: telegram.valueAsString,
    DISCORD_ACCESS: discord.valueAsString,
    MOST_CHATS: most.valueAsString,
  };
}
