import { describe, expect, it } from 'vitest';
import { readInteraction } from '../../../functions/chat/discord/interaction.ts';
import { madeAt } from '../../../functions/delivery/discord/snowflake.ts';

const SERVER = '290926798626357999';
const ENVELOPE = {
  id: '1310000000000000001',
  application_id: '1300000000000000000',
  token: 'token',
  version: 1,
  locale: 'de',
  guild_locale: 'en-US',
  entitlements: [],
};
const IN_SERVER = {
  ...ENVELOPE,
  guild_id: SERVER,
  channel_id: '645027906669510667',
  channel: { id: '645027906669510667', type: 0, name: 'mining' },
  context: 0,
  app_permissions: '442368',
  member: { user: { id: '53908232506183680', username: 'mason' }, roles: [], permissions: '2147483647', nick: null },
  authorizing_integration_owners: { 0: SERVER },
};
const command = { id: '1310000000000000009', name: 'fleet', type: 1 };

describe('an interaction', () => {
  it('of a server says who asks, where, and what everybody may there', () => {
    const options = [
      { type: 3, name: 'machine', value: 'S21' },
      { type: 5, name: 'crosspost', value: true },
      { type: 3, name: 'empty' },
    ];
    expect(readInteraction({ ...IN_SERVER, type: 2, data: { ...command, options } })).toEqual({
      kind: 'command',
      id: ENVELOPE.id,
      application: ENVELOPE.application_id,
      token: 'token',
      user: '53908232506183680',
      language: 'de',
      where: 'server',
      guild: SERVER,
      channel: '645027906669510667',
      channelType: 0,
      isInstalled: true,
      permissions: 2147483647n,
      appPermissions: 442368n,
      name: 'fleet',
      options: { machine: 'S21', crosspost: true },
    });
  });

  it.each([
    ['with us alone', { context: 1 }, 'alone'],
    ['among friends', { context: 2 }, 'private'],
    ['where it does not say', {}, 'alone'],
  ])('%s is a person’s', (_, more, where) => {
    const asked = { ...ENVELOPE, ...more, type: 2, user: { id: '42' }, channel_id: '1', data: command };
    expect(readInteraction(asked)).toMatchObject({ kind: 'command', where, user: '42' });
  });

  it.each([
    ['nobody', undefined],
    ['the person alone', { 1: '53908232506183680' }],
    ['another server', { 0: '1' }],
    ['a direct message', { 0: '0' }],
  ])('of a server where the app was added by %s is of one without it', (_, owners) => {
    const asked = { ...IN_SERVER, authorizing_integration_owners: owners, type: 2, data: command };
    expect(readInteraction(asked)).toMatchObject({ isInstalled: false });
  });

  it('that is typed names the option that is being typed', () => {
    const options = [
      { type: 3, name: 'action', value: 'add' },
      { type: 3, name: 'machine', value: 's2', focused: true },
    ];
    expect(readInteraction({ ...IN_SERVER, type: 4, data: { ...command, options } })).toMatchObject({
      kind: 'completion',
      name: 'fleet',
      focused: 'machine',
      typed: 's2',
      options: { action: 'add' },
    });
  });

  it('that is a tap says what was tapped, and on what', () => {
    const message = { id: '1', flags: 64, attachments: [{ id: '2' }] };
    const data = { custom_id: 'c|1:s', component_type: 2 };
    expect(readInteraction({ ...IN_SERVER, type: 3, data, message })).toMatchObject({
      kind: 'tap',
      customId: 'c|1:s',
      isSecret: true,
      hasPicture: true,
    });
  });

  it.each([
    ['in a label', [{ type: 18, component: { type: 4, custom_id: 'text', value: '0.07' } }]],
    ['in a row, as in older ones', [{ type: 1, components: [{ type: 4, custom_id: 'text', value: '0.07' }] }]],
  ])('that is a form is read %s', (_, components) => {
    const data = { custom_id: 'c|type', components };
    expect(readInteraction({ ...IN_SERVER, type: 5, data })).toMatchObject({
      kind: 'form',
      customId: 'c|type',
      text: '0.07',
      isBelow: false,
    });
  });

  it('that asks whether we are there is not looked at any further', () => {
    expect(readInteraction({ type: 1, id: null })).toEqual({ kind: 'ping' });
  });

  it.each([
    ['a kind of next year', { ...IN_SERVER, type: 99 }],
    ['a command without a name', { ...IN_SERVER, type: 2, data: {} }],
    ['nobody’s', { ...IN_SERVER, type: 2, data: command, member: undefined }],
    ['of no channel', { ...IN_SERVER, type: 2, data: command, channel_id: undefined }],
    ['of a server, in a direct message', { ...IN_SERVER, type: 2, data: command, context: 1 }],
    ['with an id that is none', { ...IN_SERVER, type: 2, data: command, guild_id: '1 OR 1' }],
    ['with permissions that are none', { ...IN_SERVER, type: 2, data: command, app_permissions: '-1' }],
    [
      'with more options than there can be',
      {
        ...IN_SERVER,
        type: 2,
        data: { ...command, options: Array.from({ length: 26 }, () => ({ name: 'x', value: 1 })) },
      },
    ],
    [
      'with a value longer than can be',
      { ...IN_SERVER, type: 2, data: { ...command, options: [{ name: 'x', value: 'x'.repeat(6_001) }] } },
    ],
    ['with a button longer than can be', { ...IN_SERVER, type: 3, data: { custom_id: 'x'.repeat(101) } }],
    ['a form without our field', { ...IN_SERVER, type: 5, data: { custom_id: 'c|type', components: [] } }],
    ['with a token longer than can be', { ...IN_SERVER, type: 2, data: command, token: 'x'.repeat(1_025) }],
  ])('that is %s is unknown, and not thrown', (_, value) => {
    expect(readInteraction(value)).toEqual({ kind: 'unknown', language: 'de' });
  });

  it.each([[null], [undefined], ['x'], [7], [[]], [{}], [{ type: '1' }]])('that is %j is unknown', (value) => {
    expect(readInteraction(value)).toEqual({ kind: 'unknown' });
  });

  it('says by its id when it was made', () => {
    expect(madeAt('175928847299117063')).toEqual(new Date('2016-04-30T11:18:25.796Z'));
  });
});
