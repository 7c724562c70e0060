import { isSameSecret } from '../kit/digest.ts';
import { Misconfigured } from '../kit/errors.ts';
import type { Places } from './places.ts';

/** Who may use a bot that somebody hosts. An invite's code is a secret and kept where secrets are. */
export type Access = { way: 'open' } | { way: 'invite' } | { way: 'list'; chats: ReadonlySet<string> };

/**
 * Reads TELEGRAM_ACCESS: `open`, `invite`, or `list:` and the ids of chats.
 *
 * @throws {Misconfigured} with a right example: a bot that was meant for a few must not open to all by a misspelling.
 */
export function parseAccess(text: string): Access {
  if (text === 'open' || text === 'invite') return { way: text };
  const [, listed] = /^list:\s*(-?\d{1,16}(?:\s*,\s*-?\d{1,16})*)$/.exec(text) ?? [];
  if (listed === undefined)
    throw new Misconfigured(`TELEGRAM_ACCESS is open, invite, or a list of chats like list:42,-1001234567890`);
  return { way: 'list', chats: new Set(listed.split(',').map((id) => id.trim())) };
}

/**
 * Reads DISCORD_ACCESS: `open`, or `list:` and the ids of servers and people.
 *
 * @throws {Misconfigured} as above.
 */
export function parseDiscordAccess(text: string): Access {
  if (text === 'open') return { way: text };
  const [, listed] = /^list:\s*(\d{1,20}(?:\s*,\s*\d{1,20})*)$/.exec(text) ?? [];
  if (listed === undefined)
    throw new Misconfigured(`DISCORD_ACCESS is open, or a list of servers and people like list:290926798626357999`);
  return { way: 'list', chats: new Set(listed.split(',').map((id) => id.trim())) };
}

/** A code that can stand in a link (`t.me/the_bot?start=CODE`) and cannot be guessed by trying. */
const CODE = /^[A-Za-z0-9_-]{12,64}$/;

export type Door = {
  access: Access;
  places: Places;
  /** As many chats as may be in. */
  most: number;
  /** The code of an invite; asked only where there is one to compare. */
  code(): Promise<string>;
};

export type Entered = 'in' | 'by invite' | 'not invited' | 'not listed' | 'full';

/** What a chat shows to be let in: its own id, and what came with `/start`, if anything did. */
export type Visitor = { chat: string; place: string; presented?: string };

/** Whether a chat may use the bot. One that is in stays in: a later cap or another code is for those who come later. */
export async function enter({ access, places, most, code }: Door, visitor: Visitor, now: Date): Promise<Entered> {
  if (access.way === 'list' && !access.chats.has(visitor.chat)) return 'not listed';
  if (await places.has(visitor.place)) return 'in';
  const isInvited = access.way !== 'invite' || (await isCode(visitor.presented, code));
  if (!isInvited) return 'not invited';
  if (!(await places.take(visitor.place, most, now))) return 'full';
  return access.way === 'invite' ? 'by invite' : 'in';
}

async function isCode(presented: string | undefined, code: () => Promise<string>): Promise<boolean> {
  if (presented === undefined) return false;
  const right = await code();
  if (!CODE.test(right))
    throw new Misconfigured('TELEGRAM_INVITE must be 12 to 64 of A-Z, a-z, 0-9, _ and -, like miners-of-2026');
  return isSameSecret(presented, right);
}
