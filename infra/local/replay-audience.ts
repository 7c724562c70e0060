import { currencyOf } from '../../functions/market/fleet.ts';
import { breakEvenLine } from '../../functions/market/margin.ts';
import { parseRecipients } from '../../functions/subscriptions/enrolment.ts';
import { recipientKey } from '../../functions/subscriptions/recipient.ts';

/** The newest rig on dear power, an older one on cheap power, and a channel that owns no machine. */
export const AUDIENCE = JSON.stringify([
  { platform: 'telegram', chat: '1001', fleet: { name: 'S21 at $0.08', joulesPerTerahash: 17.5, usdPerKwh: 0.08 } },
  { platform: 'telegram', chat: '1002', fleet: { name: 'S19 XP at $0.06', joulesPerTerahash: 21.35, usdPerKwh: 0.06 } },
  { platform: 'discord', channel: '645027906669510667' },
]);

const people = parseRecipients(AUDIENCE).map((entry) => ({
  key: recipientKey(entry),
  name: entry.fleet?.name ?? '#mining',
  platform: entry.platform === 'telegram' ? 'Telegram' : 'Discord',
  about: entry.fleet
    ? `${entry.fleet.joulesPerTerahash} J/TH, breaks even at a hashprice of ${breakEvenLine(entry.fleet).toFixed(2)} ${currencyOf(entry.fleet)}`
    : 'owns no machine, hears about the network as a whole',
}));

/** What a recipient key is called on the screen. */
export const nameOf = (key: string): string => people.find((person) => person.key === key)?.name ?? key;

/** One line about each of them. */
export const introductions = (): string[] =>
  people.map(({ name, platform, about }) => `  ${name.padEnd(16)} ${platform.padEnd(9)} ${about}`);
