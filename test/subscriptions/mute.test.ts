import { describe, expect, it } from 'vitest';
import { Unreachable } from '../../functions/kit/errors.ts';
import { mutedUntil, muteIncident, muteUntil, unmute } from '../../functions/subscriptions/mute.ts';
import { MemorySettings } from '../support/memory-settings.ts';

const ann = { platform: 'telegram', chat: '42' } as const;
const NOON = new Date('2026-02-24T12:00:00Z');
const ONE = new Date('2026-02-24T13:00:00Z');
const open = () => ({ settings: new MemorySettings() });

describe('muting a chat', () => {
  it('is for a time, and over when it is over', async () => {
    const deps = open();
    const settings = await muteUntil(deps, ann, ONE);
    expect([mutedUntil(settings, NOON), mutedUntil(settings, ONE), mutedUntil({}, NOON)]).toEqual([
      ONE,
      undefined,
      undefined,
    ]);
  });

  it('keeps what was muted before, for a time or until it recovers, and lifts all of it at once', async () => {
    const deps = open();
    await muteIncident(deps, ann, 'a@1');
    await muteUntil(deps, ann, ONE);
    expect((await muteIncident(deps, ann, 'b@2')).mute).toEqual({ until: ONE, rules: ['a@1', 'b@2'] });
    const settings = await unmute(deps, ann);
    expect(settings.mute).toBeUndefined();
    expect(settings.version).toBe(4);
  });

  it('forgets the oldest of more than fifty incidents, and counts none twice', async () => {
    const deps = open();
    for (let n = 0; n < 52; n++) await muteIncident(deps, ann, `rule@${n}`);
    const { mute } = await muteIncident(deps, ann, 'rule@51');
    expect(mute?.rules).toHaveLength(50);
    expect([mute?.rules[0], mute?.rules.at(-1)]).toEqual(['rule@2', 'rule@51']);
  });

  it('loses nothing when two do it at once, and gives up where others never stop', async () => {
    const deps = open();
    await Promise.all([muteUntil(deps, ann, ONE), muteIncident(deps, ann, 'a@1'), muteIncident(deps, ann, 'b@2')]);
    const { mute } = await deps.settings.read(ann);
    expect({ ...mute, rules: mute?.rules.toSorted() }).toEqual({ until: ONE, rules: ['a@1', 'b@2'] });
    deps.settings.save = async () => false;
    await expect(muteUntil(deps, ann, ONE)).rejects.toThrow(Unreachable);
  });
});
