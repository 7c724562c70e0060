/**
 * Somebody who uses the bot, on whichever platform: what they ask, type and tap, told once for all of them.
 *
 * A command is given both ways: as it is typed behind its name, and as the options that a platform asks for one by one.
 */
export type Talker = {
  asks(command: string, typed?: string, options?: Readonly<Record<string, string>>): Promise<unknown>;
  types(text: string): Promise<unknown>;
  taps(label: string): Promise<unknown>;
};

/** Each goes through the same command core, whoever asks. */
export const SCENES = {
  'first-machine': async ({ asks, taps, types }) => {
    await asks('start');
    await taps('S21 XP');
    await types('7 c/kWh');
    await asks('margin');
    await asks('alerts');
  },
  machines: async ({ asks }) => {
    await asks('fleet', 'S21XP 0,07', { machine: 'S21XP', power: '0,07' });
    await asks('fleet', 'add antminer s19j-pro 5.5 cents', {
      action: 'add',
      machine: 'antminer s19j-pro',
      power: '5.5 cents',
    });
    await asks('fleet', '17.5 J/TH at 8c', { machine: '17.5 J/TH', power: '8c' });
    await asks('fleet');
  },
  'wrong-values': async ({ asks, taps, types }) => {
    await asks('fleet');
    await taps('S21 XP');
    await types('cheap');
    await asks('miner', 'NOSUCH', { ticker: 'NOSUCH' });
    await asks('settings', 'zone Atlantis', { what: 'zone', value: 'Atlantis' });
    await asks('mute', 'for ages', { time: 'for ages' });
    await asks('hashprise');
  },
  settings: async ({ asks, taps }) => {
    await asks('settings');
    await taps('Currency');
    await taps('EUR');
    await asks('settings', 'zone Europe/Berlin', { what: 'zone', value: 'Europe/Berlin' });
    await asks('settings', 'quiet 22-7', { what: 'quiet', value: '22-7' });
    await asks('settings');
  },
  topics: async ({ asks, taps }) => {
    await asks('subscribe');
    await taps('Miners sell reserves');
    await taps('Lowest in 90 days');
    await taps('Miners sell reserves');
    await asks('alerts');
  },
  leaving: async ({ asks, taps }) => {
    await asks('fleet', 'S21 XP 0.07', { machine: 'S21 XP', power: '0.07' });
    await asks('export');
    await asks('delete');
    await taps('Yes');
    await asks('alerts');
  },
} as const satisfies Record<string, (talker: Talker) => Promise<void>>;
export type SceneName = keyof typeof SCENES;
