import { describe, expect, it } from 'vitest';
import { type Access, type Door, enter, parseAccess, parseDiscordAccess } from '../../functions/chat/access.ts';
import { placeOf } from '../../functions/chat/places.ts';
import { Misconfigured } from '../../functions/kit/errors.ts';
import { MemoryPlaces } from '../support/memory-places.ts';

const NOW = new Date('2026-02-05T12:03:00Z');
const CODE = 'miners-of-2026';

const aDoor = (access: Access, more: Partial<Door> = {}): Door => ({
  access,
  places: new MemoryPlaces(),
  most: 2,
  code: async () => CODE,
  ...more,
});
const ann = { chat: '42', place: 'telegram:42' };
const ben = { chat: '43', place: 'telegram:43' };
const cat = { chat: '44', place: 'telegram:44' };

describe('who may use a bot', () => {
  it.each([
    ['open', { way: 'open' }],
    ['invite', { way: 'invite' }],
    ['list:42', { way: 'list', chats: new Set(['42']) }],
    ['list:42, -1001234567890', { way: 'list', chats: new Set(['42', '-1001234567890']) }],
  ])('reads %j', (text, access) => {
    expect(parseAccess(text)).toEqual(access);
  });

  it.each(['', 'Open', 'opne', 'list', 'list:', 'list:ann', 'list:42,', 'invite:code', 'all'])(
    'refuses %j with a right example: a misspelling must not open it to everybody',
    (text) => {
      expect(() => parseAccess(text)).toThrow(Misconfigured);
      expect(() => parseAccess(text)).toThrow(/list:42,-1001234567890/);
    },
  );

  it('reads Discord’s: there are servers and people, and nobody is invited', () => {
    expect(parseDiscordAccess('open')).toEqual({ way: 'open' });
    expect(parseDiscordAccess('list:290926798626357999, 42')).toEqual({
      way: 'list',
      chats: new Set(['290926798626357999', '42']),
    });
    for (const text of ['', 'Open', 'invite', 'list:', 'list:-1', 'list:@ann', `list:${'1'.repeat(21)}`])
      expect(() => parseDiscordAccess(text), text).toThrow(/list:290926798626357999/);
  });

  it('open: everybody, as long as there is room', async () => {
    const door = aDoor({ way: 'open' });
    expect(await enter(door, ann, NOW)).toBe('in');
    expect(await enter(door, ann, NOW)).toBe('in');
    expect(await enter(door, ben, NOW)).toBe('in');
    expect(await enter(door, cat, NOW)).toBe('full');
  });

  it('by list: those on it, and nobody who was in before', async () => {
    const places = new MemoryPlaces();
    await places.take(ben.place, 9);
    const door = aDoor({ way: 'list', chats: new Set(['42']) }, { places });
    expect(await enter(door, ann, NOW)).toBe('in');
    expect(await enter(door, ben, NOW)).toBe('not listed');
  });

  it.each([undefined, '', 'miners-of-2025', `${CODE}x`, CODE.slice(0, -1), CODE.toUpperCase()])(
    'by invitation: not with %j',
    async (presented) => {
      const door = aDoor({ way: 'invite' });
      expect(await enter(door, { ...ann, ...(presented === undefined ? {} : { presented }) }, NOW)).toBe('not invited');
      expect(await door.places.count()).toBe(0);
    },
  );

  it('by invitation: with the code, and then without it', async () => {
    const door = aDoor({ way: 'invite' });
    expect(await enter(door, { ...ann, presented: CODE }, NOW)).toBe('by invite');
    expect(await enter(door, ann, NOW)).toBe('in');
  });

  it('asks for no code where nobody shows one', async () => {
    const code = () => Promise.reject(new Error('asked'));
    expect(await enter(aDoor({ way: 'invite' }, { code }), ann, NOW)).toBe('not invited');
    expect(await enter(aDoor({ way: 'open' }, { code }), { ...ann, presented: CODE }, NOW)).toBe('in');
  });

  it('a group has one place, whichever of its topics asks', () => {
    expect(placeOf({ platform: 'telegram', chat: '-100', thread: 7 })).toBe('telegram:-100');
    expect(placeOf({ platform: 'discord', channel: '1' })).toBe('discord:1');
  });
});
