import { describe, expect, it } from 'vitest';
import type { Whereabouts } from '../../../functions/chat/discord/interaction.ts';
import { hindranceIn, isAnnouncements, mayConfigure } from '../../../functions/chat/discord/rights.ts';

const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const EMBED = 1n << 14n;
const ATTACH = 1n << 15n;
const IN_THREADS = 1n << 38n;
const ALL = VIEW | SEND | EMBED | ATTACH | IN_THREADS;

const server = (more: Partial<Extract<Whereabouts, { where: 'server' }>> = {}) => ({
  where: 'server' as const,
  id: '1',
  application: '1300000000000000000',
  token: 'token',
  user: '2',
  guild: '3',
  channel: '4',
  channelType: 0,
  isInstalled: true,
  permissions: 0n,
  appPermissions: ALL,
  ...more,
});

describe('in a server', () => {
  it.each([
    ['nothing', 0n, false],
    ['everything but that', ~((1n << 3n) | (1n << 5n)) & ((1n << 50n) - 1n), false],
    ['managing it', 1n << 5n, true],
    ['being its administrator', 1n << 3n, true],
  ])('%s is enough to decide for its channels: %s → %s', (_, permissions, may) => {
    expect(mayConfigure(server({ permissions }))).toBe(may);
  });

  it.each([
    ['view', 0, VIEW],
    ['send', 0, SEND],
    ['embed', 0, EMBED],
    ['attach', 5, ATTACH],
    ['threads', 10, IN_THREADS],
    ['threads', 11, IN_THREADS],
    ['threads', 12, IN_THREADS],
  ] as const)('the right to %s is missed in a channel of type %i', (missing, channelType, bit) => {
    const from = server({ channelType, appPermissions: ALL & ~bit });
    expect(hindranceIn(from)).toEqual({ kind: 'forbidden', missing: [missing] });
  });

  it('a channel needs no right of threads, a thread none of channels, and an administrator none at all', () => {
    expect(hindranceIn(server({ appPermissions: ALL & ~IN_THREADS }))).toBeUndefined();
    expect(hindranceIn(server({ channelType: 11, appPermissions: ALL & ~SEND }))).toBeUndefined();
    expect(hindranceIn(server({ appPermissions: 1n << 3n }))).toBeUndefined();
  });

  it('without the app there is the way to add it, with what it needs and no more', () => {
    const hindrance = hindranceIn(server({ isInstalled: false }));
    expect(hindrance).toEqual({
      kind: 'not there',
      invite: `https://discord.com/oauth2/authorize?client_id=1300000000000000000&scope=bot+applications.commands&permissions=${ALL | (1n << 16n)}`,
    });
  });

  it('only announcement channels can publish', () => {
    expect([0, 5, 11].map((channelType) => isAnnouncements(server({ channelType })))).toEqual([false, true, false]);
  });
});
