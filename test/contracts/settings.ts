import { beforeEach, describe, expect, it } from 'vitest';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { type Settings, type SettingsKeeper, USUAL_SETTINGS } from '../../functions/subscriptions/settings.ts';

const chat: Recipient = { platform: 'telegram', chat: '-1001234567890', thread: 7 };
const other: Recipient = { platform: 'telegram', chat: '-1001234567890' };

const chosen: Settings = {
  v: 1,
  version: 1,
  locale: 'pt',
  currency: 'BRL',
  unit: 'money/TH',
  zone: 'America/Sao_Paulo',
  quiet: { from: '22:00', to: '07:00' },
  loudness: { margin: 'loud', filings: 'off' },
  mute: { until: new Date('2026-02-25T12:00:00Z'), rules: ['data'] },
  digest: { every: 'week', at: '08:00', weekday: 1 },
  escalation: { afterMinutes: 15, to: { platform: 'discord', channel: '123' } },
  mention: '290926798626357111',
  crosspost: false,
  by: '53908232506183680',
};

/** What every SettingsKeeper promises. */
export function settingsContract(name: string, open: () => Promise<SettingsKeeper>): void {
  describe(`Settings, kept in ${name}`, () => {
    let keeper: SettingsKeeper;
    beforeEach(async () => {
      keeper = await open();
    });

    it('are the usual ones before a chat changed any', async () => {
      expect(await keeper.read(chat)).toEqual(USUAL_SETTINGS);
      expect((await keeper.read(chat)).version).toBe(0);
    });

    it('come back as they were saved, instants and all, for this chat only', async () => {
      expect(await keeper.save(chat, chosen)).toBe(true);
      expect(await keeper.read(chat)).toEqual(chosen);
      expect(await keeper.read(other)).toEqual(USUAL_SETTINGS);
    });

    it('may lose what was chosen before', async () => {
      await keeper.save(chat, chosen);
      const { quiet: _, mute: _mute, ...fewer } = chosen;
      await keeper.save(chat, { ...fewer, version: 2 });
      expect(await keeper.read(chat)).toEqual({ ...fewer, version: 2 });
    });

    it('are refused to a writer who has not seen the current version', async () => {
      expect(await keeper.save(chat, { ...chosen, version: 2 })).toBe(false);
      expect(await keeper.save(chat, chosen)).toBe(true);
      expect(await keeper.save(chat, { ...chosen, locale: 'de' })).toBe(false);
      expect(await keeper.save(chat, { ...chosen, locale: 'de', version: 3 })).toBe(false);
      expect(await keeper.save(chat, { ...chosen, locale: 'de', version: 2 })).toBe(true);
      expect((await keeper.read(chat)).locale).toBe('de');
    });

    it('are the usual ones again when they are forgotten, as often as that is', async () => {
      await keeper.save(chat, chosen);
      for (let i = 0; i < 2; i++) await keeper.forget(chat);
      expect(await keeper.read(chat)).toEqual(USUAL_SETTINGS);
      expect(await keeper.save(chat, chosen)).toBe(true);
    });
  });
}
