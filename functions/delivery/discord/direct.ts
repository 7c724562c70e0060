import type { Budget } from '../../kit/pace.ts';
import { seconds } from '../../units/time.ts';

/** The channels of direct messages, by the person. Every method may be repeated. */
export interface DirectChannels {
  find(user: string): Promise<string | undefined>;
  keep(user: string, channel: string): Promise<void>;
  forget(user: string): Promise<void>;
}

/**
 * "If you open a significant amount of DMs too quickly, your bot may be rate limited or blocked from opening new ones."
 * How many that are is not said.
 * @see https://discord.com/developers/docs/resources/user#create-dm
 */
export const OPENING: Budget = { key: 'discord:opening', interval: seconds(1) };
