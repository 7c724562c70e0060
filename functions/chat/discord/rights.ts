import type { Hindrance, Permission } from '../asked.ts';
import type { Whereabouts } from './interaction.ts';

/** @see https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags */
const ADMINISTRATOR = 1n << 3n;
const MANAGE_GUILD = 1n << 5n;
const BITS: Readonly<Record<Permission, bigint>> = {
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  threads: 1n << 38n,
};
/** So that a picture can stand under its alert; without it, it stands alone. */
const READ_MESSAGE_HISTORY = 1n << 16n;
/** @see https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
const THREADS: readonly number[] = [10, 11, 12];
const ANNOUNCEMENTS = 5;

type Server = Extract<Whereabouts, { where: 'server' }>;

/** The commands say so to Discord as well, where whoever manages a server may decide otherwise; this is what counts. */
export const mayConfigure = ({ permissions }: Server): boolean => (permissions & (ADMINISTRATOR | MANAGE_GUILD)) !== 0n;

/** What keeps us from writing to a channel of our own accord; nobody is promised an alert that cannot come. */
export function hindranceIn({ isInstalled, appPermissions, channelType, application }: Server): Hindrance | undefined {
  if (!isInstalled) return { kind: 'not there', invite: inviteOf(application) };
  const isThread = channelType !== undefined && THREADS.includes(channelType);
  const needed: Permission[] = ['view', isThread ? 'threads' : 'send', 'embed', 'attach'];
  const missing = needed.filter((one) => (appPermissions & (BITS[one] | ADMINISTRATOR)) === 0n);
  return missing.length === 0 ? undefined : { kind: 'forbidden', missing };
}

export const isAnnouncements = ({ channelType }: Server): boolean => channelType === ANNOUNCEMENTS;

/** What we ask a server for: what we need there and nothing more. */
export const ASKED_FOR = Object.values(BITS).reduce((all, bit) => all | bit, READ_MESSAGE_HISTORY);

/** Where somebody who manages a server adds us to it. */
export const inviteOf = (application: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${ASKED_FOR}`;
